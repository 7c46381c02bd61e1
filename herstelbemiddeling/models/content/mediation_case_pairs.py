from odoo import api, fields, models

from .mediation_case import WHO_TALKS

TWO = 2  # with two people there is one pair, and nothing to keep apart


class MediationCasePairs(models.Model):
    """A case with several harmed or responsible people is a case of several pairs."""

    _inherit = 'mediation.case'

    paired_party_ids = fields.Many2many(
        'mediation.party',
        string="Who with whom, and what came of it",
        compute='_compute_paired_party_ids',
        groups=WHO_TALKS,
    )

    @api.depends('party_ids.side', 'is_open_to_me')
    @api.depends_context('uid')
    def _compute_paired_party_ids(self):
        nobody = self.env['mediation.party']
        for case in self:
            parties = case.party_ids if case.is_open_to_me else nobody
            sides = parties.filtered(lambda party: party.side != 'support')
            harmed = sides.filtered(lambda party: party.side == 'harmed')
            case.paired_party_ids = harmed if len(sides) > TWO else nobody
