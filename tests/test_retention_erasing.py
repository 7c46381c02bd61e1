"""Erasing leaves nothing of a person in the database, and breaks nothing else; one by one."""

import secrets
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.models.guard import mediation_retention_job
from odoo.addons.herstelbemiddeling.retention import erase as erasing
from odoo.addons.herstelbemiddeling.retention import rows as erased_rows
from odoo.addons.herstelbemiddeling.sealed import erased, keys

from .classification import CONTENT, ROOMS
from .retention_common import RetentionCase

YEARS = {'days': 5 * 365 + 3}
# Codes may stay here: that something was erased, and the keys that are no keys any more.
CODES_STAY = {'mediation_retention_certificate', 'sealed_key'}
PASSWORD = secrets.token_urlsafe(12)
NOTE = 'odoo.addons.herstelbemiddeling.audit.note'


class TestAWholeCase(RetentionCase):
    def models_of_a_case(self):
        """Every model of the content room that has rows of a case."""
        return {
            name
            for name in CONTENT
            if 'case_id' in self.env[name]._fields
            and self.env[name]._auto
            and not self.env[name]._abstract
            and not self.env[name]._transient
        }

    def around(self):
        """What Odoo hangs on a case, and what stands beside it in other rooms."""
        case = self.case.sudo()
        self.env['calendar.event'].with_user(self.mediator)._create_for_case(
            self.case, 'intake', fields.Datetime.now(), fields.Datetime.now(), self.mediator
        )
        case.activity_schedule('mail.mail_activity_data_call', user_id=self.mediator.id)
        self.env['mediation.decline'].sudo().create(
            {'case_id': case.id, 'user_id': self.other_mediator.id, 'reason': 'no_room'}
        )
        self.env['mediation.emergency'].with_user(self.privacy_officer).create(
            {'case_id': case.id, 'reason': 'danger', 'explanation': "Canary danger of some length"}
        )
        self.env['mediation.call'].with_user(self.mediator).create(
            {'case_id': case.id, 'party_id': self.other.id}
        )
        self.env['ir.model.data'].create(
            {'module': 'test', 'name': 'a_case', 'model': case._name, 'res_id': case.id}
        )

    def test_nothing_about_anybody_is_left_in_any_model(self):
        kept = self.make_case(self.mediator).with_user(self.mediator)
        rows = self.everything()
        self.around()
        self.assertEqual(set(rows), self.models_of_a_case(), "make a row of each, in `everything`")
        case, people = self.case.sudo(), self.case.party_ids.sudo()
        told = case.registration_ids
        codes = [case.name, *people.mapped('code'), *told.mapped('code')]
        codes += [row.sudo().code for row in rows.values() if 'code' in row._fields]
        self.assertLess({'mail_activity', 'calendar_event'}, self.tables_with(*codes))
        self.assertTrue(self.env['mail.message'].search([('model', '=', case._name),
                                                         ('res_id', '=', case.id)]))  # fmt: skip
        self.run_job(**YEARS)
        self.assertEqual(self.tables_with(*codes), CODES_STAY)
        self.assertFalse(case.exists() or people.exists() or told.exists())
        self.assertNothingPointsAt(case, people, told, *rows.values())
        self.assertTrue(kept.exists())
        self.assertEqual(self.as_user(kept, self.mediator).party_ids[0].full_name, "Canary Person")

    def assertNothingPointsAt(self, *gone):
        """No row of any classified model leads to one of these, by a column or by a link."""
        names = [name for room in ROOMS.values() for name in room]
        ids = {records._name: records.ids for records in gone}
        for name in names:
            model = self.env[name].sudo().with_context(active_test=False)
            if model._abstract or name == 'mediation.audit':
                continue
            for field in model._fields.values():
                if field.store and field.comodel_name in ids:
                    with self.subTest(model=name, field=field.name):
                        domain = [(field.name, 'in', ids[field.comodel_name])]
                        self.assertFalse(model.search(domain))
        for around, (model_field, id_field) in erased_rows.AROUND.items():
            for name, record_ids in ids.items():
                domain = [(model_field, '=', name), (id_field, 'in', record_ids)]
                with self.subTest(around=around, model=name):
                    self.assertFalse(self.env[around].sudo().search(domain))

    def test_the_keys_are_destroyed_and_on_the_list(self):
        self.everything()
        people = self.case.party_ids.sudo()
        owners = {f'mediation.party,{code}' for code in people.mapped('code')}
        owners |= {f'mediation.case,{self.case.sudo().name}'}
        owners |= {f'mediation.registration,{self.case.sudo().registration_ids.code}'}
        self.run_job(**YEARS)
        self.assertEqual({entry.owner for entry in erased.read()}, owners)
        destroyed = {owner for owner, _key_id in keys.destroyed(self.env)}
        self.assertLessEqual(owners, destroyed)
        self.assertNotIn('anary', self.list.read_text())

    def test_it_is_noted_before_it_is_done(self):
        self.closed()
        notes = []

        def note(_env, verb, records=None, reason=None):
            notes.append((verb, records and records._name, reason))
            self.assertTrue(verb != 'erased' or records.exists())

        with patch(NOTE, note):
            self.run_job(**YEARS)
        for model in ('mediation.case', 'mediation.party', 'mediation.registration'):
            self.assertIn(('erased', model, 'term is over'), notes)

    def test_the_case_that_came_after_it_stays(self):
        case = self.closed()
        case.with_user(self.mediator).action_reopen()
        later = case.next_case_ids
        self.assertTrue(later)
        self.run_job(**YEARS)
        self.assertFalse(case.exists())
        self.assertFalse(later.previous_case_id)
        theirs = self.as_user(later, self.mediator)
        self.assertIn("Canary Person", theirs.party_ids.mapped('full_name'))

    def test_the_certificate_says_what_went_and_nothing_of_anybody(self):
        self.everything()
        name = self.case.name
        self.run_job(**YEARS)
        certificate = self.env['mediation.retention.certificate'].search(
            [('erased_code', '=', name)]
        )
        self.assertEqual((certificate.ground, certificate.model), ('closed', 'mediation.case'))
        self.assertEqual(certificate.counts['mediation.party'], 2)
        self.assertEqual(certificate.row_count, sum(certificate.counts.values()))
        theirs = self.as_user(certificate, self.privacy_officer)
        first, again = theirs._pdf(), theirs._pdf()
        self.assertTrue(first.startswith(b'%PDF') and again.startswith(b'%PDF'))
        self.assertIn('/certificate/', theirs.action_print()['url'])
        for user in (self.manager, self.desk, self.mediator, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.as_user(certificate, user)._pdf()
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.as_user(certificate, user).action_print()
        with self.assertRaises(UserError):
            theirs.write({'erased_code': 'HB-OTHER2'})


class TestTheCertificateRoute(HttpCase, RetentionCase):
    def test_the_privacy_officer_fetches_it_and_others_get_nothing(self):
        self.closed()
        self.run_job(days=100)
        certificate = self.env['mediation.retention.certificate'].search([])
        url = f'/herstelbemiddeling/certificate/{certificate.id}'
        users = self.privacy_officer | self.manager | self.mediator | self.administrator
        users.password = PASSWORD
        self.env.flush_all()
        for user in users:
            with self.subTest(login=user.login):
                self.authenticate(user.login, PASSWORD)
                answer = self.url_open(url, allow_redirects=False)
                if user == self.privacy_officer:
                    self.assertTrue(answer.content.startswith(b'%PDF'))
                    self.assertEqual(answer.headers['Cache-Control'], 'no-store')
                    self.assertNotIn('CE-', answer.headers['Content-Disposition'])
                else:
                    self.assertEqual(answer.status_code, 403)
        self.authenticate(None, None)
        self.assertIn('/web/login', self.url_open(url, allow_redirects=False).headers['Location'])


class TestOnePerson(RetentionCase):
    def test_the_row_is_emptied_and_the_rest_of_the_case_stays(self):
        self.bring_to('approach')
        self.other.with_user(self.mediator).write(
            {'full_name': "Canary Other", 'email_address': 'other@example.org', 'role': 'offender',
             'contact_mode_ids': [Command.set(self.modes['letter'].ids)]}
        )  # fmt: skip
        self.inform(self.other.with_user(self.mediator))
        for party in (self.other, self.initiator):
            self.env['mediation.note'].with_user(self.mediator).create(
                {'party_id': party.id, 'body': "Canary note"}
            )
        # Nobody talks with somebody who has not agreed to it; an import may have brought one along.
        party = self.env.registry['mediation.party']
        with patch.object(party, '_check_may_be_met', lambda *_arguments: None):
            talk, alone = self.talk(self.other, 'call'), self.talk(self.other, 'call')
        self.env.flush_all()
        self.env.cr.execute(
            'INSERT INTO mediation_session_party_rel (mediation_session_id, mediation_party_id)'
            ' VALUES (%s, %s)',
            [talk.id, self.initiator.id],
        )
        self.closed()
        told = self.case.sudo().registration_ids
        self.run_job(days=31)
        party = self.other.sudo()
        self.assertTrue(party.exists())
        self.assertEqual((party.side, party.case_id), ('responsible', self.case.sudo()))
        stays = erasing.STRUCTURE | {'consent_state', 'permission_state'}
        columns = [
            name for name, field in party._fields.items() if field.column_type and field.store
        ]
        self.env.cr.execute('SELECT * FROM mediation_party WHERE id = %s', [party.id])
        row = self.env.cr.dictfetchone()
        left = {name for name in columns if row[name] is not None} - stays
        self.assertEqual(left, set())
        self.assertEqual((party.consent_state, party.permission_state), ('not_asked', 'not_needed'))
        self.assertFalse(party.contact_mode_ids)
        for model in ('mediation.note', 'mediation.information'):
            rows = self.env[model].sudo().search([('case_id', '=', self.case.id)])
            self.assertEqual(rows.party_id, self.initiator.sudo())
        self.assertFalse(alone.sudo().exists())
        self.assertEqual(talk.sudo().party_ids, self.initiator.sudo())
        mine = self.as_user(self.initiator, self.mediator)
        self.assertEqual(mine.full_name, "Canary Person")
        # What was told about the other side goes too; the story of who told it stays.
        theirs = self.as_user(told, self.mediator)
        self.assertFalse(theirs.other_party or theirs.relation)
        self.assertEqual(theirs.story, "Canary story")
        self.assertFalse(self.as_user(self.other, self.mediator).full_name)

    def test_nothing_goes_twice(self):
        self.closed()
        self.run_job(days=100)
        lines = self.list.read_text()
        self.run_job(days=101)
        self.assertEqual(self.list.read_text(), lines)
        certificates = self.env['mediation.retention.certificate'].search([])
        self.assertEqual(certificates.mapped('erased_code'), [self.other.sudo().code])


class TestTheJob(RetentionCase):
    def setUp(self):
        super().setUp()
        self.told = [self.declined() for _number in range(3)]

    def declined(self):
        told = self.register(decision_note="Canary why")
        told.with_user(self.desk).action_decline()
        return told

    def left(self):
        return [bool(told.exists()) for told in self.told]

    def erase_but(self, failing):
        def erase(record, reason):
            if record.id == failing.id:
                raise ValueError("Canary in an error")
            return erasing.erase(record, reason)

        return patch.object(mediation_retention_job, 'erase', erase)

    def test_one_that_fails_is_noted_and_told_and_the_others_go(self):
        with self.erase_but(self.told[1]), self.assertLogs(level='ERROR') as logs:
            self.run_job(days=30)
        self.assertEqual(self.left(), [False, True, False])
        self.assertIn(self.told[1].code, str(logs.output))
        notices = self.env['mail.message'].search(
            [('subject', '=', "Something could not be erased")]
        )
        self.assertIn(self.privacy_officer.partner_id, notices.notified_partner_ids)
        self.assertEqual(self.commits, 3)
        self.run_job(days=31)
        self.assertEqual(self.left(), [False] * 3)

    def test_what_is_committed_is_done_when_it_is_killed_after_it(self):
        class Killed(BaseException):
            pass

        def killed(*_arguments, **_values):
            self.env.flush_all()
            raise Killed

        with patch.object(self.env.registry['ir.cron'], '_commit_progress', killed):
            try:
                self.run_job(days=30)
            except Killed:
                self.env.invalidate_all()
        self.assertEqual(self.left(), [False, True, True])
        self.run_job(days=30)
        self.assertEqual(self.left(), [False] * 3)
        self.assertEqual(len(erased.read()), 3)

    def test_without_its_list_nothing_is_erased(self):
        self.list.unlink()
        with self.assertLogs(level='ERROR'):
            self.run_job(days=30)
        self.assertEqual(self.left(), [True] * 3)
        theirs = self.as_user(self.told[0], self.desk)
        self.assertEqual(theirs.full_name, "Canary Person")

    def test_nobody_reaches_it_by_a_button_or_over_rpc(self):
        names = dir(self.env['mediation.retention.due'])
        self.assertFalse([name for name in names if 'erase' in name and not name.startswith('_')])
        with self.assertRaises(UserError):
            self.told[0].with_user(self.privacy_officer).unlink()
        with self.assertRaises(UserError):
            self.told[0].with_user(self.desk).unlink()

    def test_that_a_form_was_sent_is_forgotten_after_a_while(self):
        self.env['mediation.submission']._claim('a' * 64)
        self.run_job(days=29)
        self.assertTrue(self.env['mediation.submission'].search([('key_digest', '=', 'a' * 64)]))
        self.run_job(days=31)
        self.assertFalse(self.env['mediation.submission'].search([('key_digest', '=', 'a' * 64)]))
