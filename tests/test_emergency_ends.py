"""Emergency access ends: by the clock, by the job, by the next request, or by a person."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import HttpCase, new_test_user

from .test_emergency import ROLE, WHY, EmergencyCase


class TestEmergencyEnds(EmergencyCase):
    def test_it_is_over_by_the_clock_whatever_the_data_says(self):
        self.granted()
        with freeze_time(Datetime.now() + timedelta(minutes=59)):
            self.assertTrue(self.case._has_emergency_grant(self.privacy_officer))
        with freeze_time(Datetime.now() + timedelta(minutes=61)):
            self.assertFalse(self.case._has_emergency_grant(self.privacy_officer))
            case = self.as_user(self.case, self.privacy_officer)
            self.assertFalse(case.emergency_until)

    def test_the_job_ends_it_and_was_asked_to_run_at_that_moment(self):
        grant = self.granted()
        job = self.env.ref('herstelbemiddeling.ir_cron_end_emergency')
        asked = self.env['ir.cron.trigger'].search([('cron_id', '=', job.id)])
        self.assertEqual(asked.mapped('call_at'), [grant.valid_until])
        with self.enter_registry_test_mode():
            job.method_direct_trigger()
            self.assertOpen(self.privacy_officer)
            with freeze_time(grant.valid_until):
                job.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(grant.state, 'ended')
        self.assertShut(self.privacy_officer)
        self.assertEqual(self.reasons(), ['asked', 'granted', 'over'])

    def test_whoever_may_know_of_it_ends_it_early(self):
        for login in ('privacy_officer', 'manager', 'mediator'):
            grant = self.granted()
            self.assertOpen(self.privacy_officer)
            with self.subTest(login=login):
                self.as_user(grant, self.users[login]).action_end()
                self.assertEqual(grant.state, 'ended')
                self.assertShut(self.privacy_officer)
        grant = self.granted()
        for login in ('desk', 'other_mediator', 'supervisor', 'administrator', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(grant, self.users[login]).action_end()
        self.assertOpen(self.privacy_officer)

    def test_a_manager_who_had_no_part_in_it_reads_why_only_while_it_lasts(self):
        grant = self.granted()
        bystander = new_test_user(
            self.env, login='test_bystander', groups=f'{ROLE}manager', lang='en_US'
        )
        self.assertEqual(self.as_user(grant, bystander).explanation, WHY)
        grant.with_user(self.privacy_officer).action_end()
        self.assertFalse(self.as_user(grant, bystander).explanation)
        for login in ('privacy_officer', 'manager', 'mediator'):
            with self.subTest(login=login):
                self.assertEqual(self.as_user(grant, self.users[login]).explanation, WHY)

    def test_what_was_read_a_moment_ago_is_gone_in_the_same_transaction(self):
        grant = self.granted()
        party = self.as_user(self.party, self.privacy_officer)
        self.assertTrue(party.full_name)
        grant.action_end()
        with self.assertRaises(AccessError):
            party.full_name  # noqa: B018

    def test_ending_twice_is_no_error_and_noted_once(self):
        grant = self.granted()
        grant.action_end()
        grant.action_end()
        self.assertEqual(self.reasons().count('ended'), 1)

    def test_the_button_of_the_holder_ends_the_own_access_only(self):
        mine, theirs = self.granted(), self.granted(self.second_officer)
        self.as_user(self.case, self.privacy_officer).action_end_emergency()
        self.assertEqual((mine.state, theirs.state), ('ended', 'granted'))
        again = self.granted()
        self.as_user(self.case, self.mediator).action_end_emergency()
        self.assertEqual((again.state, theirs.state), ('ended', 'ended'))

    def test_the_button_on_a_persons_page_leads_back_to_the_case(self):
        grant = self.granted()
        action = self.as_user(self.party, self.privacy_officer).action_end_emergency()
        self.assertEqual((action['res_model'], action['res_id']), (self.case._name, self.case.id))
        self.assertEqual(grant.state, 'ended')

    def test_after_it_has_ended_one_may_ask_again(self):
        self.granted().action_end()
        self.assertEqual(self.ask().state, 'asked')


class TestEmergencyEndsByRequest(EmergencyCase, HttpCase):
    """The scheduled job is off; the holder comes back after an hour."""

    def setUp(self):
        super().setUp()
        self.env.ref('herstelbemiddeling.ir_cron_end_emergency').active = False
        self.grant = self.granted()
        self.authenticate(self.privacy_officer.login, self.privacy_officer.login)

    def read_party(self):
        """Read as the web client does, on a route that is read-only."""
        parameters = {
            'model': 'mediation.party',
            'method': 'web_search_read',
            'args': [],
            'kwargs': {'domain': [('id', '=', self.party.id)], 'specification': {'code': {}}},
        }
        answer = self.make_jsonrpc_request('/web/dataset/call_kw', parameters)
        return [row['code'] for row in answer['records']]

    def pass_an_hour(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mediation_emergency SET valid_until = valid_until - interval '61 minutes'"
        )
        self.env.invalidate_all()

    def test_the_first_request_after_it_is_over_finds_nothing(self):
        self.assertEqual(self.read_party(), [self.party.code])
        self.pass_an_hour()
        self.assertEqual(self.read_party(), [])
        self.env.invalidate_all()
        self.assertEqual(self.grant.state, 'ended')
        self.assertNotIn(self.privacy_officer, self.case.member_ids)
        self.assertEqual(self.reasons(), ['asked', 'granted', 'over'])

    def test_the_older_interface_finds_nothing_either(self):
        def read():
            return self.xmlrpc_object.execute(
                self.env.cr.dbname,
                self.privacy_officer.id,
                self.privacy_officer.login,
                'mediation.party',
                'search',
                [('id', '=', self.party.id)],
            )

        self.assertEqual(read(), self.party.ids)
        self.pass_an_hour()
        self.assertEqual(read(), [])
        self.env.invalidate_all()
        self.assertEqual(self.grant.state, 'ended')

    def test_a_request_of_somebody_else_ends_nothing(self):
        self.pass_an_hour()
        self.authenticate(self.manager.login, self.manager.login)
        self.make_jsonrpc_request(
            '/web/dataset/call_kw',
            {'model': 'mediation.case', 'method': 'search', 'args': [[]], 'kwargs': {}},
        )
        self.env.invalidate_all()
        self.assertEqual(self.grant.state, 'granted')
