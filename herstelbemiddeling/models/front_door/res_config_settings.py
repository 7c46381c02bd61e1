from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    phone_hours = fields.Char(related='website_id.phone_hours', readonly=False)
