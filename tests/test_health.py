"""The health page: who opens it, what it shows, and that it never falls over."""

import io
from contextlib import redirect_stdout
from unittest.mock import patch

from odoo.cli.command import find_command
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from odoo.addons.herstelbemiddeling import health
from odoo.addons.herstelbemiddeling.health.result import bad, good

from .common import TOLD
from .health_common import HealthCase

ACTION = 'herstelbemiddeling.mediation_health_check_action_open'


def broken(env):
    env.cr.execute('SELECT nothing FROM nowhere')


def well(env):
    return good("All is well.")


def ill(env):
    return bad("It is ill.", "Mend it.")


class TestHealth(HealthCase):
    def open_page(self, user):
        """Open the page as this user does, and return its lines as that user reads them."""
        self.env.ref(ACTION).with_user(user).run()
        lines = self.env['mediation.health.check'].with_user(user)
        return lines.search([('create_uid', '=', user.id)])

    def test_administrators_and_the_privacy_officer_open_it(self):
        for user in (self.administrator, self.privacy_officer):
            with self.subTest(login=user.login):
                lines = self.open_page(user)
                self.assertEqual(len(lines), len(health.CHECKS))

    def test_nobody_else_opens_it(self):
        self.open_page(self.administrator)
        for login, user in self.users.items():
            if login in ('administrator', 'privacy_officer'):
                continue
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    self.open_page(user)
                with self.assertRaises(AccessError):
                    self.env['mediation.health.check'].with_user(user).search([])
                with self.assertRaises(AccessError):
                    self.env['mediation.health.check'].with_user(user)._open()

    def test_nobody_writes_on_it(self):
        lines = self.open_page(self.administrator)
        with self.assertRaises(AccessError):
            lines[0].write({'state': 'good'})
        with self.assertRaises(AccessError):
            lines[0].unlink()
        with self.assertRaises(AccessError):
            lines.create({'name': "Invented", 'state': 'good'})

    def test_an_administrator_gets_no_further(self):
        for name in ('mediation.case', 'mediation.party', 'mediation.registration'):
            with self.subTest(model=name), self.assertRaises(AccessError):
                self.env[name].with_user(self.administrator).search([])

    def test_the_worst_stands_first(self):
        states = self.open_page(self.administrator).mapped('state')
        self.assertEqual(states, sorted(states, key=health.STATES.index))
        self.assertEqual(states[0], 'bad')

    def test_whatever_is_not_well_says_what_to_do(self):
        for line in self.open_page(self.administrator):
            with self.subTest(check=line.name):
                self.assertTrue(line.found)
                self.assertEqual(bool(line.todo), line.state != 'good')

    def test_opening_it_again_looks_again(self):
        self.set_parameter('mail.link_preview_throttle', '99')
        before = self.open_page(self.administrator)
        self.assertEqual(before.filtered(lambda line: line.name == "Link previews").state, 'bad')
        self.set_parameter('mail.link_preview_throttle', '0')
        after = self.open_page(self.administrator)
        self.assertEqual(after.filtered(lambda line: line.name == "Link previews").state, 'good')
        self.assertFalse(before.exists())
        self.assertEqual(len(after), len(health.CHECKS))

    def test_it_holds_nothing_of_a_case(self):
        case = self.make_case(self.mediator)
        registration = self.register()
        lines = self.open_page(self.administrator)
        shown = "\n".join(f'{line.name}\n{line.found}\n{line.todo}' for line in lines)
        codes = [case.name, registration.code, *case.party_ids.mapped('code')]
        for value in (*TOLD.values(), *codes):
            self.assertTrue(value)
            self.assertNotIn(value, shown)

    def test_a_check_that_fails_is_unknown_and_the_log_says_why(self):
        checks = (
            health.Check('server', "Broken", broken),
            health.Check('server', "Well", well),
        )
        with (
            patch.object(health, 'CHECKS', checks),
            mute_logger('odoo.sql_db'),
            self.assertLogs('odoo.addons.herstelbemiddeling.health', 'WARNING') as logs,
        ):
            rows = health.run(self.env)
        self.assertEqual([result.state for _check, result in rows], ['unknown', 'good'])
        self.assertIn("broken failed", logs.output[0])
        self.assertIn("UndefinedTable", logs.output[0])

    def test_the_command_prints_it_and_ends_with_1_when_something_is_red(self):
        for look, status in ((ill, 1), (well, 0)):
            printed = io.StringIO()
            checks = (health.Check('server', "Invented", look),)
            command = find_command('mediation_health')()
            with patch.object(health, 'CHECKS', checks), redirect_stdout(printed):
                self.assertEqual(command._report(self.env), status)
            result = look(self.env)
            for text in ("Invented", result.found, result.todo):
                self.assertIn(text, printed.getvalue())
