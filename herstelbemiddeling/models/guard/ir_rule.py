from odoo import api, models

from ...rights import note_change, of_mediation, watched_values


class IrRule(models.Model):
    _inherit = 'ir.rule'

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        note_change(rules.filtered(of_mediation), 'record rule')
        return rules

    def write(self, vals):
        with watched_values(self, vals.keys(), 'record rule', of_mediation):
            return super().write(vals)

    def unlink(self):
        note_change(self.filtered(of_mediation), 'record rule')
        return super().unlink()
