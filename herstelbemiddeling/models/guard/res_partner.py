from odoo import models

from ...rights import is_colleague, watched_values


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def write(self, vals):
        """The mail address of a user is kept here; who has it can have the password reset."""
        if 'email' not in vals:
            return super().write(vals)
        users = self.with_context(active_test=False).user_ids
        with watched_values(users, ['partner_id.email'], 'mail address', is_colleague):
            return super().write(vals)
