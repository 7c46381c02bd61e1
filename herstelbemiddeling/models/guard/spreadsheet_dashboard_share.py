from odoo import api, models
from odoo.exceptions import UserError


class SpreadsheetDashboardShare(models.Model):
    """A shared dashboard is a copy for whoever has its address, without an end: none of ours is."""

    _inherit = 'spreadsheet.dashboard.share'

    @api.model_create_multi
    def create(self, vals_list):
        ours = self.env.ref('herstelbemiddeling.mediation_dashboard', raise_if_not_found=False)
        # A default in the context says which one it is as well.
        usual = self.default_get(['dashboard_id'])
        if ours and any({**usual, **vals}.get('dashboard_id') == ours.id for vals in vals_list):
            raise UserError(
                self.env._(
                    "This dashboard is not shared by a link. Use the figures of a year instead:"
                    " there small numbers are left out."
                )
            )
        return super().create(vals_list)
