from odoo import models

# What a company shows and keeps in its partner.
SHOWN = frozenset({'name', 'phone', 'email', 'street', 'street2', 'zip', 'city', 'image_1920'})


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def write(self, vals):
        """What the public pages show of the company is kept: see `website._surroundings`."""
        result = super().write(vals)
        if SHOWN & vals.keys() and self._is_company_of_ours():
            self.env.registry.clear_cache('templates')
        return result

    def _is_company_of_ours(self):
        # Whoever changes a partner may not read every company; which it is stays here.
        companies_sudo = self.env['res.company'].sudo().with_context(active_test=False)
        return bool(companies_sudo.search_count([('partner_id', 'in', self.ids)], limit=1))
