"""An old list comes in: checked first, all or none or the good ones, once, and then forgotten."""

import base64
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.herstelbemiddeling.models.front_door import mediation_import
from odoo.addons.herstelbemiddeling.person import nobody

from .common import MediationCase

HEAD = 'Aangemeld door;Kant;Naam;Telefoon;Ontvangen'


class Crash(BaseException):
    """The process is killed."""


def line(number, name="Kanarie", phone='06-1234'):
    return f'zelf;slachtoffer;{name} {number};{phone}{number:04};01-02-2024'


class ImportCase(MediationCase):
    def setUp(self):
        super().setUp()
        self.Registration = self.env['mediation.registration']
        self.env['mediation.import'].search([]).state = 'done'

        def commit(cron, _processed=0, **_kwargs):
            cron.env.flush_all()
            return float('inf')

        self.startPatcher(patch.object(self.env.registry['ir.cron'], '_commit_progress', commit))

    def bring(self, *lines, takes='all', user=None):
        raw = '\n'.join((HEAD, *lines)).encode()
        return self.as_user(
            self.env['mediation.import']
            .with_user(user or self.desk)
            .create({'file': base64.b64encode(raw), 'takes': takes}),
            user or self.desk,
        )

    def run_job(self):
        jobs = self.env(user=self.env.ref('base.user_root'))['mediation.import']
        with nobody():
            jobs._run_imports()
        self.env.invalidate_all()

    def imported(self, name="Kanarie"):
        found = self.Registration.search([('date_received', '=', '2024-02-01 12:00:00')])
        theirs = self.as_user(found.sorted('id'), self.desk)
        return theirs.filtered(lambda told: told.full_name.startswith(name))


class TestImport(ImportCase):
    def test_nothing_comes_in_before_it_was_looked_at(self):
        job = self.bring(line(1), line(2))
        with self.assertRefused(UserError, "somewhere else"):
            job.action_import()
        job.action_check()
        self.assertEqual((job.state, job.good_count, job.bad_count), ('checked', 2, 0))
        self.assertFalse(self.imported())
        job.action_import()
        self.run_job()
        self.assertEqual(job.state, 'done')
        self.assertEqual(self.imported().mapped('full_name'), ["Kanarie 1", "Kanarie 2"])
        self.assertEqual(job.registered_count, 2)
        self.assertEqual(job.progress, 100)
        told = self.as_user(self.imported()[0], self.desk)
        self.assertEqual((told.state, told.phone_number), ('new', '06-12340001'))

    def test_one_bad_line_and_all_or_none_is_none(self):
        job = self.bring(line(1), line(2, phone='x'))
        job.action_check()
        with self.assertRefused(UserError, "all or none"):
            job.action_import()
        self.run_job()
        self.assertFalse(self.imported())
        self.assertEqual(job.state, 'checked')

    def test_the_good_lines_come_in_and_the_others_come_back_with_reasons(self):
        wrong = 'zelf;hond;Kanarie Drie;06-12340003;'
        job = self.bring(line(1), line(2, phone='x'), wrong, line(4), takes='good')
        job.action_check()
        found = [(row.number, row.about, row.sentence) for row in job.line_ids]
        self.assertEqual(
            found,
            [
                (3, "Phone", "This is not a phone number."),
                (4, "Side", "This is not one of the possible answers."),
            ],
        )
        job.action_import()
        self.run_job()
        self.assertEqual(self.imported().mapped('full_name'), ["Kanarie 1", "Kanarie 4"])
        back = base64.b64decode(job.rejected).decode('utf-8-sig').splitlines()
        self.assertEqual(len(back), 3)
        self.assertIn('"Kanarie 2"', back[1])
        self.assertIn('"3";"Phone: This is not a phone number."', back[1])

    def test_nothing_of_a_line_stands_anywhere_in_the_clear(self):
        job = self.bring(line(1, name="Kanariegeel"), line(2, name="Kanariegeel", phone='x'),
                         takes='good')  # fmt: skip
        job.action_check()
        job.action_import()
        self.run_job()
        self.env.flush_all()
        for table in ('mediation_import', 'mediation_import_line', 'mediation_registration'):
            self.env.cr.execute(f'SELECT {table}::text FROM {table}')
            self.assertNotIn("Kanariegeel", str(self.env.cr.fetchall()))
        attachments = self.env['ir.attachment'].search([('res_model', '=', 'mediation.import')])
        self.assertFalse(attachments)

    def test_no_value_is_in_a_refusal_or_a_log(self):
        for raw in (b'Kanariegeel\nx', b'Naam;Naam\nKanariegeel;Kanariegeel', b'\x81Kanariegeel'):
            job = self.bring()
            job.file = base64.b64encode(raw)
            with (
                self.assertNoLogs('odoo.addons.herstelbemiddeling', 'INFO'),
                self.assertRaises(UserError) as caught,
            ):
                job.action_check()
            self.assertNotIn("Kanariegeel", str(caught.exception))

    def test_the_same_line_comes_in_once_in_one_list_and_in_the_next(self):
        job = self.bring(line(1), line(2), line(1), takes='good')
        job.action_check()
        self.assertEqual(job.line_ids.mapped('sentence'), ["This is the same as line 2."])
        job.action_import()
        self.run_job()
        self.assertEqual(len(self.imported()), 2)
        again = self.bring(line(1), line(2), line(3), takes='good')
        again.action_check()
        self.assertEqual(set(again.line_ids.mapped('sentence')), {"This was imported before."})
        again.action_import()
        self.run_job()
        self.assertEqual(len(self.imported()), 3)
        self.assertEqual(again.registered_count, 1)

    def test_another_file_is_looked_at_anew(self):
        job = self.bring(line(1))
        job.action_check()
        job.file = base64.b64encode(f'{HEAD}\n{line(2, phone="x")}'.encode())
        self.assertEqual(job.state, 'draft')
        self.assertFalse(job.line_ids)
        with self.assertRefused(UserError, "somewhere else"):
            job.action_import()

    def test_who_is_killed_goes_on_where_he_was_and_doubles_nobody(self):
        job = self.bring(*map(line, range(25)))
        job.action_check()
        job.action_import()
        self.env.flush_all()
        self.startPatcher(patch.object(mediation_import, 'BATCH', 10))
        with nobody():
            running = self.env(user=self.env.ref('base.user_root'))['mediation.import'].browse(
                job.id
            )
            lines = running._lines()
            self.assertTrue(running._take_batch(lines))  # and this was committed
            self.env.flush_all()
            create = type(self.Registration).create

            def die(model, vals_list):
                create(model, vals_list)
                raise Crash  # what this batch has made is lost with its transaction

            with (
                patch.object(type(self.Registration), 'create', die),
                self.assertRaises(Crash),
                self.env.cr.savepoint(),
            ):
                running._take_batch(lines)
        self.env.invalidate_all()
        self.assertEqual(job.position, 10)
        self.assertEqual(len(self.imported()), 10)
        self.run_job()
        self.assertEqual((job.state, job.registered_count), ('done', 25))
        self.assertEqual(len(self.imported()), 25)

    def test_even_a_position_that_was_lost_doubles_nobody(self):
        job = self.bring(*map(line, range(25)))
        job.action_check()
        job.action_import()
        self.run_job()
        other = self.bring(*map(line, range(25)))
        other.action_check()
        other.sudo().state = 'running'  # as if it were the same one, from the beginning
        self.run_job()
        self.assertEqual(len(self.imported()), 25)
        self.assertEqual(other.registered_count, 0)

    # Forgetting

    def keys_of(self, job):
        self.env.flush_all()
        self.env.cr.execute(
            'SELECT wrapped IS NOT NULL FROM sealed_key WHERE owner = %s',
            [f'mediation.import,{job.code}'],
        )
        return self.env.cr.fetchall()

    def test_a_list_without_mistakes_is_destroyed_when_it_is_in(self):
        job = self.bring(line(1))
        self.assertEqual(self.keys_of(job), [(True,)])
        job.action_check()
        job.action_import()
        self.run_job()
        self.assertEqual(self.keys_of(job), [(False,)])
        self.assertFalse(job.file or job.rejected)

    def test_what_comes_back_is_destroyed_when_it_was_fetched_or_after_a_day(self):
        jobs = []
        for number in range(2):
            job = self.bring(line(number), line(number + 10, phone='x'), takes='good')
            job.action_check()
            job.action_import()
            self.run_job()
            self.assertFalse(job.file)
            self.assertEqual(self.keys_of(job), [(True,)])
            jobs.append(job)
        jobs[0].action_forget()
        self.env.cr.execute(
            "UPDATE mediation_import SET create_date = create_date - interval '25 hours'"
            ' WHERE id = %s',
            [jobs[1].id],
        )
        self.env.invalidate_all()
        self.env['mediation.import']._gc_lists()
        for job in jobs:
            self.assertEqual(self.keys_of(job), [(False,)])
            self.assertFalse(job.rejected)
            self.assertEqual(job.registered_count, 1)

    def test_a_list_that_is_left_lying_is_destroyed_and_a_running_one_is_not(self):
        left, running, fresh = self.bring(line(1)), self.bring(line(2)), self.bring(line(3))
        running.action_check()
        running.action_import()
        self.env.flush_all()
        self.env.cr.execute(
            'UPDATE mediation_import SET create_date = %s WHERE id IN %s',
            [fields.Datetime.now() - timedelta(days=3), (left.id, running.id)],
        )
        self.env.invalidate_all()
        self.env['mediation.import']._gc_lists()
        self.assertEqual(self.keys_of(left), [(False,)])
        self.assertEqual(left.state, 'forgotten')
        self.assertEqual(self.keys_of(running), [(True,)])
        self.assertEqual(self.keys_of(fresh), [(True,)])

    # Who

    def test_nobody_but_the_desk_brings_in_a_list_and_nobody_sees_that_of_another(self):
        for login in ('manager', 'mediator', 'supervisor', 'privacy_officer', 'administrator'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.bring(line(1), user=self.users[login])
        job = self.bring(line(1))
        job.action_check()
        colleague = self.desk.copy({'login': 'test_desk_2'})
        for user in (colleague, self.manager, self.privacy_officer, self.administrator):
            theirs = self.as_user(job, user)
            for act in (lambda them: them.read(['file']), lambda them: them.action_check(),
                        lambda them: them.action_import(), lambda them: them.action_fetch(),
                        lambda them: them.action_forget()):  # fmt: skip
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act(theirs)

    def test_what_follows_is_not_written_by_hand(self):
        job = self.bring(line(1))
        for values in ({'state': 'running'}, {'good_count': 9}, {'position': 3},
                       {'rejected': b'eA=='}, {'company_id': 1}):  # fmt: skip
            with self.subTest(values=values), self.assertRefused(UserError, "Choose a file"):
                job.write(values)
        made = self.env['mediation.import'].with_user(self.desk)
        made = made.with_context(default_state='running', default_registered_count=9)
        made = made.create({'takes': 'all'})
        self.assertEqual((made.state, made.registered_count), ('draft', 0))

    def test_that_it_was_done_is_in_the_trail_as_a_count(self):
        notes = []
        note = mediation_import.audit.note
        with patch.object(
            mediation_import.audit, 'note',
            lambda env, verb, records=None, reason=None: (
                notes.append(reason), note(env, verb, records, reason)
            ),
        ):  # fmt: skip
            job = self.bring(line(1), line(2))
            job.action_check()
            job.action_import()
            self.run_job()
        self.assertIn("import of 2 registrations", notes)


class TestFiveThousandLines(ImportCase):
    def test_five_thousand_lines_with_bad_ones_among_them(self):
        lines = [line(number) for number in range(5000)]
        bad = set(range(7, 5000, 50))  # 100 of them
        for number in bad:
            lines[number] = line(number, phone='bel maar ')
        job = self.bring(*lines, takes='good')
        begun = time.monotonic()
        job.action_check()
        checked = time.monotonic() - begun
        self.assertEqual((job.good_count, job.bad_count), (4900, 100))
        self.assertEqual({row.number - 2 for row in job.line_ids}, bad)
        job.action_import()
        begun = time.monotonic()
        self.run_job()
        took = time.monotonic() - begun
        self.assertEqual((job.state, job.registered_count), ('done', 4900))
        found = self.Registration.search_count([('date_received', '=', '2024-02-01 12:00:00')])
        self.assertEqual(found, 4900)
        back = base64.b64decode(job.rejected).decode('utf-8-sig').strip().split('\r\n')
        self.assertEqual(len(back), 101)
        print(f'5,000 lines: checked in {checked:.1f} s, imported in {took:.1f} s')  # noqa: T201
        self.assertLess(checked, 60)
        self.assertLess(took, 600)
