"""The audit trail over HTTP: one entry for each record and request, whatever becomes of it."""

from unittest.mock import patch

import psycopg2

from odoo.exceptions import ConcurrencyError, UserError
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from odoo.addons.herstelbemiddeling.audit import note, store

from .trail import AuditedCase

QUIET = ('odoo.http', 'odoo.sql_db', 'odoo.addons.herstelbemiddeling.audit.entries')


class TestAuditRequests(AuditedCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(self.mediator)
        self.authenticate('test_mediator', 'test_mediator')
        self.start_trail()

    def call(self, method, *args, model='mediation.case'):
        params = {'model': model, 'method': method, 'args': args, 'kwargs': {}}
        answer = self.url_open(f'/web/dataset/call_kw/{model}/{method}', json={'params': params})
        return answer.json()

    def while_accepting(self, action):
        """Have the button "Accept" do this instead."""
        return patch.object(type(self.env['mediation.case']), 'action_accept', action)

    def test_one_entry_for_each_record_and_request(self):
        def read_all(case):
            for _ in range(3):
                note(case.env, 'opened', case.party_ids)
                note(case.env, 'opened', case.party_ids[0])

        with self.while_accepting(read_all):
            self.call('action_accept', self.case.ids)
            first = self.noted()
            self.call('action_accept', self.case.ids)
        self.assertEqual(first.mapped('code'), self.case.party_ids.mapped('code'))
        self.assertEqual(len(set(first.mapped('request'))), 1)
        self.assertEqual(len(self.noted()), 2 * len(first))
        self.assertEqual(len(set(self.noted().mapped('request'))), 2)
        self.assertEqual(self.noted().user_id, self.mediator)
        (session,) = set(self.noted().mapped('session'))
        self.assertRegex(session, '^[0-9a-f]{16}$')
        self.assertNotIn(session, self.session.sid)

    def test_reasons_for_one_record_come_in_one_entry(self):
        def change_twice(case):
            for reason in ("first", "second", "first", None):
                note(case.env, 'rights', case, reason=reason)

        with self.while_accepting(change_twice):
            self.call('action_accept', self.case.ids)
        self.assertEqual(self.noted().mapped('reason'), ["first; second"])

    def test_a_request_that_fails_is_noted_and_shows_its_own_error(self):
        def fail(case):
            note(case.env, 'refused', case)
            raise UserError("its own error")

        with self.while_accepting(fail), mute_logger(*QUIET):
            self.call('action_accept', self.case.ids)
            self.assertEqual(self.noted().mapped('verb'), ['refused'])
            with patch.object(store, 'append', side_effect=psycopg2.OperationalError):
                answer = self.call('action_accept', self.case.ids)
        self.assertEqual(answer['error']['data']['message'], "its own error")

    def test_a_request_that_is_done_again_is_noted_once(self):
        tries = []

        def conflict_at_first(case):
            note(case.env, 'opened', case)
            tries.append(1)
            if len(tries) == 1:
                raise ConcurrencyError('at first')

        with self.while_accepting(conflict_at_first), patch('time.sleep'), mute_logger(*QUIET):
            self.call('action_accept', self.case.ids)
        self.assertEqual(len(tries), 2)
        self.assertEqual(len(self.noted()), 1)

    def test_what_cannot_be_noted_is_neither_shown_nor_done(self):
        with (
            patch.object(store, 'append', side_effect=psycopg2.OperationalError),
            mute_logger(*QUIET),
        ):
            answer = self.call('write', self.case.ids, {'priority': '1'})
        self.assertIn("cannot be written at the moment", answer['error']['data']['message'])
        self.env.invalidate_all()
        self.assertEqual(self.case.priority, '0')
        self.call('write', self.case.ids, {'priority': '1'})
        self.env.invalidate_all()
        self.assertEqual(self.case.priority, '1')
        self.assertEqual(self.noted().mapped('verb'), ['changed'])

    def test_a_reading_request_is_noted_without_being_done_again(self):
        def read(cases, *_args, **_kwargs):
            note(cases.env, 'opened', cases)
            return cases.env.cr.readonly

        read._readonly = True
        with patch.object(type(self.env['mediation.case']), 'web_read_group', read):
            self.assertIs(self.call('web_read_group', self.case.ids)['result'], True)
        self.assertEqual(self.noted().mapped('code'), [self.case.name])

    @mute_logger('odoo.addons.rpc.controllers.xmlrpc', 'odoo.addons.rpc.controllers.jsonrpc')
    def test_other_ways_in_are_noted_with_their_person_and_kind(self):
        login = (self.env.cr.dbname, self.mediator.id, 'test_mediator')
        self.logout()
        self.xmlrpc_object.execute(
            *login, 'mediation.case', 'write', self.case.ids, {'priority': '1'}
        )
        self.make_jsonrpc_request(
            '/jsonrpc',
            {
                'service': 'object',
                'method': 'execute',
                'args': [*login, 'mediation.case', 'write', self.case.ids, {'priority': '0'}],
            },
        )
        keys_sudo = self.env['res.users.apikeys'].with_user(self.mediator).sudo()
        key = keys_sudo._generate(None, 'test', False)
        answer = self.url_open(
            '/json/2/mediation.case/write',
            json={'ids': self.case.ids, 'vals': {'priority': '1'}},
            headers={'Authorization': f'bearer {key}'},
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.noted('changed').mapped('session'), ['http', 'jsonrpc', 'json2'])
        self.assertEqual(self.noted('changed').user_id, self.mediator)
