from odoo import api, fields, models


class MediationPartyEmergency(models.Model):
    """A person's page says that emergency access is in force, like the case does."""

    _inherit = 'mediation.party'

    emergency_until = fields.Datetime(
        string="My emergency access until", compute='_compute_emergency_until'
    )
    others_emergency_until = fields.Datetime(
        string="Emergency access of somebody else until", compute='_compute_emergency_until'
    )

    @api.depends('case_id.emergency_until', 'case_id.others_emergency_until')
    @api.depends_context('uid')
    def _compute_emergency_until(self):
        for party in self:
            party.emergency_until = party.case_id.emergency_until
            party.others_emergency_until = party.case_id.others_emergency_until

    def action_end_emergency(self):
        """End it, and leave this page for the case: the page is shut from here on."""
        self.ensure_one()
        self.check_access('read')
        case = self.case_id
        case.action_end_emergency()
        return case._get_records_action()
