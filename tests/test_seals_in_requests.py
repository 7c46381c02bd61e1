"""In a request the person who is logged in counts, whoever the code says that it is."""

import secrets
import xmlrpc.client

from odoo import Command
from odoo.tests import HttpCase

from .common import TOLD, MediationCase
from .web_calls import WebCalls

PASSWORD = secrets.token_urlsafe(12)
NAME = TOLD['full_name']


class TestSealsInRequests(WebCalls, HttpCase, MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.party = cls.case.party_ids.filtered('is_initiator')
        for user in (cls.mediator, cls.other_mediator, cls.administrator):
            user.password = PASSWORD
        cls.env.flush_all()

    def action(self, code):
        """What an administrator types into a server action."""
        return self.env['ir.actions.server'].create(
            {
                'name': "Look",
                'model_id': self.env['ir.model']._get_id('res.partner'),
                'state': 'code',
                'code': f'party = env["mediation.party"].browse({self.party.id})\n{code}',
            }
        )

    def test_it_opens_for_the_member_who_is_logged_in(self):
        self.authenticate(self.mediator.login, PASSWORD)
        self.assertIn(NAME, self.call('mediation.party', 'read', self.party.ids, ['full_name']))

    def test_it_opens_for_nobody_else_who_is_logged_in(self):
        for user in (self.other_mediator, self.administrator):
            self.authenticate(user.login, PASSWORD)
            answer = self.call('mediation.party', 'read', self.party.ids, ['full_name'])
            self.assertIn('error', answer)
            self.assertNotIn(NAME, answer)

    def test_no_server_action_of_an_administrator_opens_it(self):
        self.authenticate(self.administrator.login, PASSWORD)
        for code in (
            'raise UserError(str(party.sudo().full_name))',
            f'raise UserError(str(party.with_user({self.mediator.id}).full_name))',
            f'raise UserError(str(party.with_user({self.mediator.id}).read(["full_name"])))',
            f'raise UserError(str(party.with_user({self.mediator.id}).sudo().mapped("full_name")))',
            'raise UserError(str(party.sudo().export_data(["full_name"])))',
            (
                f'party.sudo().case_id.member_ids.invalidate_recordset()\n'
                f'raise UserError(str(party.with_user({self.mediator.id}).copy_data()))'
            ),
            'raise UserError(str([vars(env.cr), env.cr.cache]))',
        ):
            with self.subTest(code=code):
                answer = self.call('ir.actions.server', 'run', self.action(code).ids)
                self.assertIn('error', answer)
                self.assertNotIn(NAME, answer)

    def test_an_administrator_who_runs_a_job_by_hand_opens_nothing(self):
        self.authenticate(self.administrator.login, PASSWORD)
        cron = self.env['ir.cron'].create(
            {
                'name': "Look",
                'model_id': self.env['ir.model']._get_id('res.partner'),
                'state': 'code',
                'code': 'env["res.partner"].create({"name": env["mediation.party"]'
                f'.with_user({self.mediator.id}).browse({self.party.id}).full_name}})',
                'interval_number': 1,
                'interval_type': 'days',
                'group_ids': [Command.clear()],
            }
        )
        self.env.flush_all()
        self.call('ir.cron', 'method_direct_trigger', cron.ids)
        self.assertFalse(self.env['res.partner'].search([('name', '=', NAME)]))

    def test_the_older_routes_know_who_asks(self):
        database = self.env.cr.dbname

        def ask(user, model, method, *arguments):
            call = self.xmlrpc_object.execute_kw
            return str(call(database, user.id, PASSWORD, model, method, list(arguments)))

        read = ('mediation.party', 'read', self.party.ids, ['full_name'])
        self.assertIn(NAME, ask(self.mediator, *read))
        for user in (self.other_mediator, self.administrator):
            with self.assertRaises(xmlrpc.client.Fault) as caught:
                ask(user, *read)
            self.assertNotIn(NAME, str(caught.exception))
        action = self.action(f'raise UserError(str(party.with_user({self.mediator.id}).full_name))')
        self.env.flush_all()
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            ask(self.administrator, 'ir.actions.server', 'run', action.ids)
        self.assertNotIn(NAME, str(caught.exception))
