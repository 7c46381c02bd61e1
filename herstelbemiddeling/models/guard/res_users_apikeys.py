from odoo import models

from ...rights import is_colleague, note_change


class ResUsersApikeys(models.Model):
    _inherit = 'res.users.apikeys'

    def _generate(self, scope, name, expiration_date):
        key = super()._generate(scope, name, expiration_date)
        self._note_change(self.env.user)
        return key

    def unlink(self):
        self._note_change(self.user_id)
        return super().unlink()

    def _note_change(self, users):
        # Trusted devices of auth_totp are kept in a model that inherits from this one.
        if self._name == 'res.users.apikeys':
            note_change(users.filtered(is_colleague).with_env(self.env), 'API key')
