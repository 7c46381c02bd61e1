from odoo import api, fields, models

from .mediation_emergency import NEEDS_APPROVAL


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    emergency_needs_approval = fields.Boolean(string="A second person approves emergency access")

    # Not by ``config_parameter``: Odoo deletes the parameter of a box that is not ticked, and a
    # parameter that is not there means that approval is needed.
    @api.model
    def get_values(self):
        needs_approval = self.env['mediation.emergency']._approval_comes_first()
        return {**super().get_values(), 'emergency_needs_approval': needs_approval}

    def set_values(self):
        # Without sudo: this method is public, and only an administrator may write parameters.
        self.env['ir.config_parameter'].set_param(
            NEEDS_APPROVAL, str(self.emergency_needs_approval)
        )
        return super().set_values()
