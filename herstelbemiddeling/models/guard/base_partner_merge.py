from odoo import models

from ...rights import is_colleague, watched_values


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = 'base.partner.merge.automatic.wizard'

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """A user gets the mail address of another contact here, past res.users and res.partner."""
        partners = self.env['res.partner'].browse(partner_ids).with_context(active_test=False)
        with watched_values(partners.user_ids, ['partner_id.email'], 'mail address', is_colleague):
            return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
