from odoo import api, models

from ...rights import note_change, watched_values


class IrActionsServer(models.Model):
    """Also for scheduled actions, each of which has one of these: code that runs as anybody."""

    _inherit = 'ir.actions.server'

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        note_change(actions, 'program')
        return actions

    def write(self, vals):
        with watched_values(self, vals.keys(), 'program'):
            return super().write(vals)

    def unlink(self):
        note_change(self, 'program')
        return super().unlink()
