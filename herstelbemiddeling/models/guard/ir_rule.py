from odoo import api, models

from ...refusal import is_guarded, refuse
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

    def _make_access_error(self, operation, records):
        if not is_guarded(records._name):
            return super()._make_access_error(operation, records)
        error = refuse(records, operation)
        # As Odoo does: the rules were tried as superuser, and everybody shares the cache.
        records.invalidate_recordset()
        return error
