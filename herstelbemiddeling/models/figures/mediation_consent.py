from odoo import api, models


class MediationConsent(models.Model):
    """What is written down about a closed case later on still counts, with the moment it was."""

    _inherit = 'mediation.consent'

    @api.model_create_multi
    def create(self, vals_list):
        usual = self.default_get(['party_id'])
        party_ids = {{**usual, **vals}.get('party_id') for vals in vals_list}
        parties = self.env['mediation.party'].browse(filter(None, party_ids))
        parties.check_access('read')
        closed = parties.sudo().case_id.filtered(lambda case: case.phase == 'closed')
        with closed._counting_anew():
            return super().create(vals_list)
