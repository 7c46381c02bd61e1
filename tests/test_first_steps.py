"""The checklist of a new organisation: each step turns as the thing is done."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from odoo.addons.herstelbemiddeling import first_steps
from odoo.addons.herstelbemiddeling.health import people
from odoo.addons.herstelbemiddeling.health.result import bad, good
from odoo.addons.herstelbemiddeling.models.guard.mediation_first_step import GROUPS

from .common import MediationCase
from .health_common import started_with
from .retention_common import RetentionCase
from .test_brand import logo

READERS = ('administrator', 'manager', 'privacy_officer')


def step(env, code):
    return env.ref(f'herstelbemiddeling.mediation_first_step_{code}')


class FirstStepsCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # An organisation of its own: nobody else's colleagues and nothing filled in.
        cls.house = cls.env['res.company'].create({'name': "YourCompany"})
        for login in READERS:
            cls.users[login].company_ids = [Command.link(cls.house.id)]
        # Odoo gives all users of a test one address; here they are people.
        for user in cls.users.values():
            user.email = f'{user.login}@example.org'

    def step(self, code, user=None, company=None):
        self.env.flush_all()
        self.env.invalidate_all()
        user = user or self.manager
        return step(self.env, code).with_user(user).with_company(company or self.house)

    def assertTurns(self, code, do):
        """The step is to be done; after `do` it is done."""
        self.assertNotEqual(self.step(code).state, 'good', self.step(code).found)
        do()
        self.assertEqual(self.step(code).state, 'good', self.step(code).found)


class TestWhatTheSystemSees(FirstStepsCase):
    def colleague(self, login, *roles):
        groups = ','.join(f'herstelbemiddeling.group_{role}' for role in roles)
        return new_test_user(
            self.env,
            login,
            groups=f'base.group_user,{groups}',
            company_id=self.house.id,
            company_ids=[Command.set(self.house.ids)],
        )

    def test_name_and_address(self):
        self.assertIn("phone number", self.step('organisation').found)
        self.assertTurns(
            'organisation',
            lambda: self.house.write(
                {
                    'name': "Canary house",
                    'street': "Canary street 1",
                    'zip': '1234 AB',
                    'city': "Canary city",
                    'phone': '085 000 0000',
                    'email': 'house@example.org',
                }
            ),
        )

    def test_a_name_that_odoo_gave_is_none(self):
        self.house.write({'street': 'a', 'zip': 'b', 'city': 'c', 'phone': 'd', 'email': 'e@f.nl'})
        self.assertEqual(self.step('organisation').found, "Still missing: name.")

    def test_logo(self):
        self.assertTurns('logo', lambda: self.house.write({'logo': logo()}))

    def test_outgoing_mail(self):
        self.env['ir.mail_server'].search([]).unlink()
        own = {'name': "Own", 'smtp_host': 'mail.example.org', 'smtp_encryption': 'starttls'}
        with started_with(smtp_server='localhost'):
            self.assertTurns('mail', lambda: self.env['ir.mail_server'].create(own))

    def test_address_of_the_website(self):
        self.assertIn("no website", self.step('website').found)
        site = self.env['website'].create({'name': "House", 'company_id': self.house.id})
        self.assertTurns('website', lambda: site.write({'domain': 'https://house.example.org'}))

    def test_roles_are_counted_of_this_company_only(self):
        self.colleague('canary_desk', 'desk')
        self.colleague('canary_mediator', 'mediator')
        found = self.step('roles').found
        # The manager and the officer of the other company work here too: see setUpClass.
        self.assertIn("Mediator: 1", found)
        self.assertIn("Desk worker: 1", found)
        self.assertEqual(self.step('roles').state, 'good')
        self.manager.company_ids = [Command.unlink(self.house.id)]
        self.assertEqual(self.step('roles', self.privacy_officer).state, 'bad')

    def test_two_accounts_of_one_person_are_no_second_person(self):
        self.manager.company_ids = [Command.unlink(self.house.id)]
        self.privacy_officer.email = 'canary@example.org'
        look = self.step('two_people', self.privacy_officer)
        self.assertEqual(look.state, 'bad')
        again = self.colleague('canary_again', 'manager')
        again.email = 'canary@example.org'
        self.assertEqual(self.step('two_people', self.privacy_officer).state, 'bad')
        again.email = 'canary_again@example.org'
        self.assertEqual(self.step('two_people', self.privacy_officer).state, 'good')

    def test_a_second_step_for_everybody(self):
        self.assertIn("2 of 2", self.step('second_step').found)
        with patch.object(people, 'without_second_step', lambda users: users[:0]):
            self.assertEqual(self.step('second_step').state, 'good')

    def test_mediators_are_in_the_list_with_a_region(self):
        mediator = self.colleague('canary_mediator', 'mediator')
        region = self.env.ref('herstelbemiddeling.mediation_region_utrecht')
        self.assertTurns(
            'mediators',
            lambda: self.env['mediation.mediator'].create(
                {'user_id': mediator.id, 'region_ids': region.ids}
            ),
        )

    def test_what_the_health_page_says_comes_along_without_what_it_found(self):
        for code, look in (('key', 'key_lies_apart'), ('trail', 'audit_trail')):
            with patch.object(first_steps.keys, look, lambda env: bad("Canary found", "Canary do")):
                self.assertEqual(self.step(code).state, 'bad')
                self.assertNotIn("Canary", self.step(code).found)
        with (
            patch.object(first_steps.keys, 'key_is_there', lambda env: good("Canary")),
            patch.object(first_steps.keys, 'key_lies_apart', lambda env: good("Canary")),
        ):
            self.assertEqual(self.step('key').state, 'good')

    def test_red_on_the_health_page_is_counted(self):
        for reds, state in ((2, 'bad'), (0, 'good')):
            rows = [(None, bad("Canary", "Canary"))] * reds + [(None, good("Canary"))]
            with patch.object(first_steps.health, 'run', lambda env, rows=rows: rows):
                self.assertEqual(self.step('health').state, state)
                self.assertEqual(self.step('health').found, f"Red on the health page: {reds}.")

    def test_a_test_registration_comes_in(self):
        self.assertTurns('test_sent', lambda: self.register(company_id=self.house.id))
        self.assertEqual(self.step('test_erased').state, 'bad')

    def test_a_step_that_fails_says_so_and_the_others_go_on(self):
        def fails(env):
            raise ValueError("Canary")

        with (
            patch.dict(first_steps.LOOKS, {'logo': fails}),
            self.assertLogs('odoo.addons.herstelbemiddeling.health', 'WARNING'),
        ):
            self.assertEqual(self.step('logo').state, 'unknown')
            self.assertEqual(self.step('website').state, 'bad')


class TestGoneAgain(RetentionCase):
    def test_the_test_registration_is_gone_when_its_term_is_over(self):
        told = self.register(decision_note="Canary why")
        told.with_user(self.desk).action_decline()
        gone = step(self.env, 'test_erased').with_user(self.privacy_officer)
        self.assertEqual(gone.state, 'bad')
        self.run_job(days=60)
        self.assertFalse(told.exists())
        self.env.invalidate_all()
        self.assertEqual(gone.state, 'good')
        self.assertEqual(step(self.env, 'test_sent').with_user(self.manager).state, 'good')


class TestByHand(FirstStepsCase):
    def test_who_ticked_and_when_is_kept_and_can_be_taken_back(self):
        self.step('key_copy', self.administrator).action_tick()
        ticked = self.step('key_copy', self.privacy_officer)
        self.assertEqual((ticked.state, ticked.user_id), ('good', self.administrator))
        self.assertTrue(ticked.date_ticked)
        self.step('key_copy', self.administrator).action_take_back()
        taken_back = self.step('key_copy')
        self.assertEqual((taken_back.state, taken_back.date_ticked), ('bad', False))
        self.assertFalse(taken_back.user_id)

    def test_the_first_who_ticked_stays(self):
        other = new_test_user(
            self.env,
            'canary_manager',
            groups='base.group_user,herstelbemiddeling.group_manager',
            company_ids=[Command.set((self.env.company | self.house).ids)],
        )
        self.step('regions', self.manager).action_tick()
        self.step('regions', other).action_tick()
        self.assertEqual(self.step('regions').user_id, self.manager)

    def test_each_company_ticks_for_itself(self):
        self.step('regions').action_tick()
        self.assertEqual(self.step('regions').state, 'good')
        self.assertEqual(self.step('regions', company=self.env.company).state, 'bad')

    def test_only_whom_a_step_is_for_ticks_it(self):
        for each in self.env['mediation.first.step'].search([]).filtered('is_by_hand'):
            for login in self.users:
                mine = self.step(each.code, self.users[login])
                with self.subTest(code=each.code, login=login):
                    if self.users[login].has_group(GROUPS[each.role]):
                        mine.action_tick()
                        mine.action_take_back()
                        continue
                    for action in (mine.action_tick, mine.action_take_back, mine.action_open):
                        with self.assertRaises(AccessError):
                            action()

    def test_what_the_system_sees_nobody_ticks(self):
        with self.assertRefused(UserError, "sees for itself"):
            self.step('roles', self.administrator).action_tick()
        with self.assertRefused(UserError, "sees for itself"):
            self.step('roles', self.administrator).action_take_back()

    def test_nobody_writes_a_tick_in_the_name_of_somebody_else(self):
        values = {'user_id': self.manager.id, 'date_ticked': '2020-01-01'}
        for login, user in self.users.items():
            records = self.step('regions', user)
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    records.write(values)
                with self.assertRaises(AccessError):
                    records.copy()
                with self.assertRaises(AccessError):
                    records.unlink()


class TestTheChecklist(FirstStepsCase):
    def test_who_reads_it(self):
        steps = self.env['mediation.first.step']
        for login, user in self.users.items():
            with self.subTest(login=login):
                if login in READERS:
                    self.assertGreater(len(steps.with_user(user).search([])), 20)
                else:
                    with self.assertRaises(AccessError):
                        steps.with_user(user).search([])

    def test_every_step_says_what_and_leads_to_where(self):
        steps = self.env['mediation.first.step'].search([])
        for each in steps:
            user = self.users[each.role]
            mine = self.step(each.code, user)
            with self.subTest(code=each.code):
                self.assertGreater(len(each.todo.split()), 6)
                self.assertIn(each.todo[-1], '.?')
                if each.action_id:
                    self.assertEqual(mine.action_open()['id'], each.action_id.id)
        # What is done outside Odoo leads nowhere.
        self.assertEqual(
            set(steps.filtered(lambda each: not each.action_id).mapped('code')),
            {'key_copy', 'backup'},
        )

    def test_every_look_has_its_step(self):
        codes = self.env['mediation.first.step'].search([]).mapped('code')
        self.assertFalse(first_steps.LOOKS.keys() - set(codes))

    def test_it_names_nobody(self):
        self.register(company_id=self.house.id)
        steps = self.env['mediation.first.step'].with_user(self.privacy_officer)
        words = ' '.join(steps.with_company(self.house).search([]).mapped(lambda s: s.found or ''))
        self.assertNotIn('test_', words)
        self.assertNotIn("Canary", words)

    def test_what_is_to_do_can_be_filtered(self):
        steps = self.env['mediation.first.step'].with_user(self.manager).with_company(self.house)
        self.step('regions').action_tick()
        done = steps.search([('state', '=', 'good')])
        to_do = steps.search([('state', '!=', 'good')])
        self.assertIn('regions', done.mapped('code'))
        self.assertEqual(done | to_do, steps.search([]))
        self.assertFalse(done & to_do)
