from odoo import api, models

from ...person import note_person
from ...rights import is_colleague, note_change, watched_roles, watched_values

# Of modules that need not be there: these are looked at when somebody writes them.
SECOND_FACTORS = {'totp_secret', 'auth_passkey_key_ids'}


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model_create_multi
    def create(self, vals_list):
        with watched_roles(self.env):
            return super().create(vals_list)

    def write(self, vals):
        # The address itself is written on the partner, and watched there.
        address = ['partner_id.email'] if 'partner_id' in vals else []
        with (
            watched_roles(self.env),
            watched_values(self, ['login'], 'login', is_colleague),
            watched_values(self, address, 'mail address', is_colleague),
            watched_values(self, SECOND_FACTORS & vals.keys(), 'second factor', is_colleague),
        ):
            return super().write(vals)

    def unlink(self):
        with watched_roles(self.env):
            return super().unlink()

    def _set_password(self):
        """Every new password passes here, whoever sets it and in whatever screen."""
        result = super()._set_password()
        note_change(self.filtered(is_colleague), 'password')
        return result

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """The older RPC routes authenticate here, after the request was let in as nobody."""
        result = super()._check_uid_passwd(uid, passwd)
        note_person(uid)
        self.env['mediation.emergency']._end_overdue_of_request(uid)
        return result
