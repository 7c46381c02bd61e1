from odoo import api, models

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
