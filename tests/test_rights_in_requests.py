"""In a request the person who did it is known, in whatever environment Odoo then works."""

import time
from datetime import datetime, timedelta

from odoo.http import Request
from odoo.tests import HttpCase

from .rights_common import RightsCase

PASSWORD = 'Canary-password-1'


class TestRightsInRequests(RightsCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.mediator | cls.administrator).password = PASSWORD
        cls.env.cr.flush()

    def call(self, user, model, method, *args):
        """Call a method from the browser of this user, who has just confirmed who he is."""
        confirmed = {'identity-check-last': time.time()}
        self.authenticate(user.login, PASSWORD, session_extra=confirmed)
        return self.make_jsonrpc_request(
            f'/web/dataset/call_kw/{model}/{method}',
            {'model': model, 'method': method, 'args': args, 'kwargs': {}},
        )

    def test_ones_own_password(self):
        with self.assertNoted((self.mediator, 'password'), by=self.mediator):
            self.call(self.mediator, 'res.users', 'change_password', PASSWORD, 'Canary-2')

    def test_ones_own_mail_address(self):
        with self.assertNoted((self.mediator, 'mail address'), by=self.mediator):
            self.call(
                self.mediator, 'res.users', 'write', self.mediator.ids, {'email': 'm@example.org'}
            )

    def test_a_password_set_anew_by_way_of_a_mail(self):
        self.mediator.partner_id.signup_prepare(signup_type='reset')
        token = self.mediator.partner_id._generate_signup_token()
        form = {'token': token, 'password': 'Canary-2', 'confirm_password': 'Canary-2'}
        form.update(login=self.mediator.login, name=self.mediator.name)
        self.authenticate(None, None)
        with self.assertNoted((self.mediator, 'password'), by=self.env.ref('base.public_user')):
            self.url_open(
                '/web/reset_password', data={**form, 'csrf_token': Request.csrf_token(self)}
            ).raise_for_status()

    def test_an_api_key_removed_by_an_administrator(self):
        key = self.env['res.users.apikeys'].with_user(self.mediator)
        key._generate(None, "Key", datetime.now() + timedelta(days=1))
        self.env.cr.flush()
        with self.assertNoted((self.mediator, 'API key')):
            keys = self.mediator.api_key_ids.ids
            self.call(self.administrator, 'res.users.apikeys', 'remove', keys)

    def test_a_second_factor_removed_by_an_administrator(self):
        self.mediator.totp_secret = 'JBSWY3DPEHPK3PXP'
        self.env.cr.flush()
        with self.assertNoted((self.mediator, 'second factor')):
            self.call(self.administrator, 'res.users', 'action_totp_disable', self.mediator.ids)

    def test_a_role_given_by_a_program_of_an_administrator(self):
        role = self.env.ref('herstelbemiddeling.group_mediator')
        action = self.env['ir.actions.server'].create(
            {
                'name': "Give a role",
                'state': 'code',
                'model_id': self.env['ir.model']._get_id('res.users'),
                'code': f"env['res.users'].sudo().browse({self.employee.id})"
                f".write({{'group_ids': [(4, {role.id})]}})",
            }
        )
        self.env.cr.flush()
        with self.assertNoted((self.employee, 'role')):
            self.call(self.administrator, 'ir.actions.server', 'run', action.ids)
