from odoo import models


class ResCompany(models.Model):
    _inherit = 'res.company'

    def write(self, vals):
        """What the public pages show of the company is kept: see `website._surroundings`."""
        result = super().write(vals)
        self.env.registry.clear_cache('templates')
        return result
