"""Where there is a replica: what is read there, and that no word of anybody is."""

from unittest.mock import patch

import psycopg2

from odoo.http import request
from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.health import postgresql

from .common import TOLD, MediationCase
from .health_common import HealthCase, started_with
from .test_seals_in_requests import PASSWORD
from .web_calls import WebCalls

NAME = TOLD['full_name']
PUBLIC = (
    '/herstelbemiddeling/aanmelden',
    '/herstelbemiddeling/aanmelden/papier',
    '/herstelbemiddeling/code',
    '/herstelbemiddeling/evaluatie',
    '/herstelbemiddeling/folder',
    '/herstelbemiddeling/colour.css',
    '/herstelbemiddeling/logo',
)


class TestReplica(WebCalls, HttpCase, MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.party = cls.case.party_ids.filtered('is_initiator')
        cls.mediator.password = PASSWORD
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.replicas = []  # whether each request that was served read on a replica
        dispatch = type(self.env['ir.http'])._dispatch.__func__

        def watched(ir_http, endpoint):
            self.replicas.append(request.env.cr.readonly)
            return dispatch(ir_http, endpoint)

        self.startPatcher(
            patch.object(type(self.env['ir.http']), '_dispatch', classmethod(watched))
        )

    def test_the_public_reads_on_the_replica(self):
        for path in PUBLIC:
            with self.subTest(path=path), self.assertNoLogs('odoo.http', 'WARNING'):
                self.replicas.clear()
                self.assertIn(self.url_open(path).status_code, (200, 404), path)
                self.assertEqual(self.replicas, [True], path)

    def test_who_sends_something_is_served_by_the_primary(self):
        for path in ('/herstelbemiddeling/aanmelden', '/herstelbemiddeling/code'):
            self.replicas.clear()
            self.url_open(path, data={'code': 'AAAA'})
            self.assertEqual(self.replicas, [False], path)

    def test_the_board_is_read_on_the_replica_and_people_on_the_primary(self):
        self.authenticate(self.mediator.login, PASSWORD)
        groups = {'unfold_read_specification': {'name': {}}, 'auto_unfold': True}
        spec = {'party_ids': {'fields': {'full_name': {}}}}
        with self.assertNoLogs('odoo.http', 'WARNING'):
            self.replicas.clear()
            board = self.call('mediation.case', 'web_read_group', [], ['stage_id'], **groups)
            self.assertIn(self.case.name, board)
            self.call('res.users', 'web_search_read', [], specification={'name': {}})
            self.assertEqual(self.replicas, [True, True])
            self.replicas.clear()
            case = self.call('mediation.case', 'web_read', self.case.ids, specification=spec)
            party = self.call('mediation.party', 'read', self.party.ids, ['full_name'])
            self.assertIn(NAME, case)
            self.assertIn(NAME, party)
            self.assertEqual(self.replicas, [False, False])

    def test_a_seal_that_would_open_on_the_replica_opens_on_the_primary_and_is_noted(self):
        self.authenticate(self.mediator.login, PASSWORD)
        spec = {'party_ids': {'fields': {'full_name': {}}}}
        with self.assertLogs('odoo.http', 'WARNING') as logs:
            board = self.call(
                'mediation.case', 'web_read_group', [['id', '=', self.case.id]], ['stage_id'],
                auto_unfold=True, unfold_read_specification=spec,
            )  # fmt: skip
        self.assertIn(NAME, board)
        self.assertEqual(self.replicas, [True, False])
        self.assertIn('primary', logs.output[0])
        self.assertNotIn(NAME, logs.output[0])

    def test_what_writes_and_what_is_no_question_is_answered_as_ever(self):
        self.authenticate(self.mediator.login, PASSWORD)
        self.call('res.partner', 'write', [], {})
        self.assertEqual(self.replicas, [False])
        for model in ('no.such.model', 5, None):
            self.assertIn('404', self.call(model, 'read', []))


class TestHealthOfReplica(HealthCase):
    def test_without_a_replica_it_is_green(self):
        self.assertFinds('good', postgresql.replica)

    def test_a_replica_that_follows_is_green_and_any_other_is_red(self):
        with started_with(db_replica_host='10.0.0.22'):
            for found, state, word in (
                ((True, True), 'good', 'all that was written'),
                ((True, False), 'bad', 'behind'),
                ((False, None), 'bad', 'no replica'),
            ):
                with patch.object(postgresql, '_follows', lambda env, found=found: found):
                    self.assertFinds(state, postgresql.replica, word, '10.0.0.22')
            gone = patch.object(postgresql, '_follows', side_effect=psycopg2.OperationalError)
            with gone:
                self.assertFinds('bad', postgresql.replica, 'does not answer')

    def test_a_server_that_is_no_replica_is_found_out_by_asking_it(self):
        with started_with(db_replica_host=self.env.cr.connection.info.host or '/'):
            self.assertFinds('bad', postgresql.replica, 'no replica')
