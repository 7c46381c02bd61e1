"""The audit trail: what is noted, by whom it is read, and that it holds no value."""

from lxml import etree
from psycopg2.errors import ReadOnlySqlTransaction

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from odoo.addons.herstelbemiddeling.audit import VERBS, note, status
from odoo.addons.herstelbemiddeling.audit.check import check

from .common import TOLD
from .trail import AuditedCase


class TestWhatIsNoted(AuditedCase):
    def test_an_entry_says_who_did_what_with_which_record(self):
        case = self.make_case(self.mediator)
        party = case.party_ids[0]
        self.start_trail()
        note(self.env(user=self.mediator), 'printed', party, reason="letter")
        entry = self.noted()
        self.assertEqual(entry.user_id, self.mediator)
        self.assertEqual(entry.verb, 'printed')
        self.assertEqual((entry.model, entry.record_id), ('mediation.party', party.id))
        self.assertEqual((entry.code, entry.case_id), (party.code, case))
        self.assertEqual((entry.reason, entry.session), ("letter", 'program'))
        self.assertRegex(entry.request, '^[0-9a-f]{16}$')
        self.assertEqual(entry.roles, "Mediator")
        self.assertEqual(entry.display_name, str(entry.seq))

    def test_a_verb_that_the_trail_does_not_know_is_a_mistake_of_the_program(self):
        with self.assertRaises(ValueError):
            note(self.env, 'peeped')
        self.assertEqual(VERBS, tuple(dict(self.env['mediation.audit']._fields['verb'].selection)))

    def test_something_may_be_noted_about_a_model_or_about_nothing(self):
        note(self.env(user=self.desk), 'searched', self.env['mediation.party'])
        note(self.env(user=self.desk), 'key', reason="rotated")
        about_model, about_nothing = self.noted()
        self.assertEqual((about_model.model, about_model.code), ('mediation.party', False))
        self.assertEqual((about_nothing.model, about_nothing.reason), (False, "rotated"))

    def test_a_job_has_no_person(self):
        note(self.env, 'erased', self.env['mediation.party'])
        self.assertFalse(self.noted().user_id)

    def test_what_is_noted_survives_the_failure_of_what_was_done(self):
        with self.assertRaises(UserError):
            case = self.make_case()
            raise UserError(case.name)
        code = self.noted('created').filtered(lambda entry: entry.model == 'mediation.case').code
        self.assertTrue(code)
        self.assertFalse(self.env['mediation.case'].search([('name', '=', code)]))

    def test_a_record_that_is_gone_is_noted_by_its_number(self):
        note(self.env, 'refused', self.env['mediation.party'].browse(987654))
        self.assertEqual(self.noted().code, 'mediation.party 987654')

    def test_a_record_that_is_hidden_is_noted_by_its_code(self):
        party = self.make_case(self.mediator).party_ids[0]
        self.start_trail()
        theirs = self.as_user(party, self.other_mediator)
        note(theirs.env, 'refused', theirs)
        self.assertEqual((self.noted().code, self.noted().case_id), (party.code, party.case_id))
        with self.assertRaises(AccessError):
            theirs.read(['code'])

    def test_only_a_code_is_noted_never_a_name(self):
        note(self.env, 'rights', self.desk)
        note(self.env, 'rights', self.env.ref('base.group_user'))
        note(self.env, 'refused', self.desk.partner_id)
        group, partner = self.env.ref('base.group_user').id, self.desk.partner_id.id
        self.assertEqual(
            self.noted().mapped('code'),
            [f'user {self.desk.id}', f'group {group}', f'res.partner {partner}'],
        )

    def test_it_is_written_in_a_read_only_transaction(self):
        case = self.make_case(self.mediator)
        self.start_trail()
        with self.enter_registry_test_mode(), self.registry.cursor(readonly=True) as cr:
            env = self.env(cr=cr, user=self.mediator)
            note(env, 'opened', env['mediation.case'].browse(case.id))
            with self.assertRaises(ReadOnlySqlTransaction), mute_logger('odoo.sql_db'):
                cr.execute("UPDATE mediation_case SET priority = '1'")
        self.assertEqual(self.noted().code, case.name)

    def test_making_and_changing_a_case_is_noted_with_who_does_it(self):
        case = self.make_case(self.mediator)
        created = self.noted('created').filtered(lambda entry: entry.model == 'mediation.case')
        self.assertEqual((created.code, created.user_id), (case.name, self.desk))
        accepted = self.noted('changed').filtered(
            lambda entry: entry.reason == 'asked_co_mediator_ids, mediator_id, offered_mediator_id'
        )
        self.assertEqual(accepted.case_id, case)
        self.start_trail()
        self.recuse(case.with_user(self.manager), self.co_mediator)
        self.assertEqual(self.noted().mapped('reason'), ['recused_user_ids'])
        self.assertEqual(self.noted().user_id, self.manager)

    def test_no_column_of_the_trail_holds_a_value(self):
        case = self.make_case(self.mediator)
        for party in case.party_ids:
            party.with_user(self.mediator).write({'full_name': TOLD['full_name']})
            note(self.env(user=self.mediator), 'opened', party)
        note(self.env(user=self.mediator), 'opened', case.registration_ids)
        self.env.cr.execute("SELECT entry::text FROM herstelbemiddeling_audit.entry AS entry")
        trail = '\n'.join(row for (row,) in self.env.cr.fetchall())
        self.assertIn(case.party_ids[0].code, trail)
        for value in (*TOLD.values(), 'Canary', 'canary'):
            self.assertNotIn(value, trail)

    def test_the_chain_of_all_this_is_whole(self):
        note(self.env, 'broken', reason='a "quoted" \\ reason,\n€ 😀 \x01\x7f')
        self.assertEqual(list(check(self.env.cr)), [])
        self.assertTrue(status(self.env).sentence)


class TestWhoReadsTheTrail(AuditedCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(
            self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)]
        )
        self.other_case = self.make_case(self.other_mediator)
        note(self.env, 'rights', self.desk)

    def theirs(self, user):
        """The codes that this user reads in the entries of this test."""
        trail = self.as_user(self.env['mediation.audit'], user)
        return set(trail.search([('seq', '>', self.last_seq)]).mapped('code'))

    def test_the_privacy_officer_reads_everything(self):
        codes = self.theirs(self.privacy_officer)
        self.assertEqual(codes, set(self.noted().mapped('code')))
        self.assertLessEqual({self.case.name, self.other_case.name, f'user {self.desk.id}'}, codes)

    def test_members_read_that_of_their_own_cases(self):
        for user in (self.mediator, self.co_mediator):
            codes = self.theirs(user)
            with self.subTest(user=user.login):
                self.assertIn(self.case.name, codes)
                self.assertFalse({self.other_case.name, f'user {self.desk.id}'} & codes)

    def test_nobody_else_reads_anything(self):
        for login in ('desk', 'manager', 'supervisor', 'administrator', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.theirs(self.users[login])
        entry = self.noted()[0]
        with self.assertRaises(AccessError):
            self.as_user(entry, self.other_mediator).read(['code'])

    def test_whoever_left_or_is_recused_is_out_at_once(self):
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        self.assertNotIn(self.case.name, self.theirs(self.mediator))
        self.assertIn(self.case.name, self.theirs(self.other_mediator))
        self.recuse(self.case, self.privacy_officer)
        self.assertNotIn(self.case.name, self.theirs(self.privacy_officer))

    def test_nobody_changes_the_trail(self):
        entry = self.noted()[0]
        for login in ('privacy_officer', 'mediator', 'administrator'):
            theirs = self.as_user(entry, self.users[login])
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    theirs.unlink()
                for records in (theirs, theirs.sudo()):
                    with self.assertRefused(AccessError, "only grows"):
                        records.write({'code': 'X'})
                    with self.assertRefused(AccessError, "only grows"):
                        records.create({'code': 'X'})
                with self.assertRefused(AccessError, "only grows"):
                    theirs.sudo().unlink()

    def test_a_member_sees_who_looked_at_a_case_and_at_a_person(self):
        party = self.case.party_ids[0]
        note(self.env(user=self.co_mediator), 'opened', party)
        for record, xmlid in (
            (self.case, 'mediation_audit_action_case'),
            (party, 'mediation_audit_action_party'),
        ):
            action = self.env.ref(f'herstelbemiddeling.{xmlid}')
            form = self.as_user(record, self.mediator).get_view(view_type='form')['arch']
            buttons = etree.fromstring(form).xpath(f"//button[@name='{action.id}']")
            self.assertEqual(len(buttons), 1)
            trail = self.as_user(self.env['mediation.audit'], self.mediator)
            domain = safe_eval(action.domain, {'active_id': record.id})
            opened = trail.search([*domain, ('verb', '=', 'opened')])
            # Its age was opened as well, when the case was taken up and counted.
            entry = opened.filtered(lambda entry: entry.reason != "age band for the figures")
            self.assertEqual((entry.user_id, entry.code), (self.co_mediator, party.code))

    def test_the_trail_is_filtered_by_office_hours_of_the_reader(self):
        week = self.env['mediation.audit'].browse(range(1, 169))
        self.env.cr.execute(
            "CREATE OR REPLACE VIEW mediation_audit AS"
            " SELECT hour::bigint AS id, hour::bigint AS seq,"
            " timestamp '2026-11-20' + hour * interval '1 hour' AS moment, 1 AS user_id,"
            " 'x' AS session, 'x' AS request, 'opened' AS verb, 'x' AS model,"
            " 1::bigint AS record_id, 'x' AS code, 1 AS case_id, 'x' AS reason, 1 AS company_id"
            " FROM generate_series(1, 168) AS hour"
        )
        for zone in ('Europe/Amsterdam', 'Pacific/Auckland'):
            trail = week.sudo().with_context(tz=zone)
            outside = trail.search([('is_out_of_hours', '=', True)], order='seq')
            with self.subTest(zone=zone):
                self.assertEqual(trail.filtered('is_out_of_hours'), outside)
                self.assertEqual(len(outside), 168 - 5 * 12)

    def test_a_reason_is_said_in_the_language_of_the_reader(self):
        for lang, reason, label in (
            ('en_US', 'seal', "sealed"),
            ('en_US', 'full_name', "Name"),
            ('en_US', 'write full_name', "to change: Name"),
            ('en_US', 'send a letter', "send a letter"),
            ('nl_NL', 'granted', "verleend"),
        ):
            entry = self.env['mediation.audit'].with_context(lang=lang)
            entry = entry.new({'reason': reason, 'model': 'mediation.party'})
            with self.subTest(reason=reason):
                self.assertEqual(entry.reason_label, label)

    def test_what_a_program_did_says_so(self):
        self.assertIn("program", self.env['mediation.audit'].new({'verb': 'opened'}).roles)
