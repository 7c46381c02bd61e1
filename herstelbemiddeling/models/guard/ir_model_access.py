from odoo import api, models

from ...refusal import is_guarded, refuse
from ...rights import note_change, of_mediation, watched_values


class IrModelAccess(models.Model):
    _inherit = 'ir.model.access'

    @api.model_create_multi
    def create(self, vals_list):
        rights = super().create(vals_list)
        note_change(rights.filtered(of_mediation), 'access right')
        return rights

    def write(self, vals):
        with watched_values(self, vals.keys(), 'access right', of_mediation):
            return super().write(vals)

    def unlink(self):
        note_change(self.filtered(of_mediation), 'access right')
        return super().unlink()

    def _make_access_error(self, model, mode):
        if not is_guarded(model):
            return super()._make_access_error(model, mode)
        return refuse(self.env[model], mode)
