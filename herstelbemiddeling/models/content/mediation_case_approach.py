from odoo import api, fields, models

from .mediation_case import WHO_TALKS

NOTICE = 'mail_activity_type_legal_notice'


class MediationCaseApproach(models.Model):
    """What a case knows of the approach: the legal notice, who with whom."""

    _inherit = 'mediation.case'

    willingness_ids = fields.One2many(
        'mediation.willingness', 'case_id', string="Who with whom", groups=WHO_TALKS
    )
    common_mode_ids = fields.Many2many(
        'mediation.contact.mode',
        string="Forms that all accept",
        compute='_compute_common_mode_ids',
        groups=WHO_TALKS,
    )
    has_notice_due = fields.Boolean(
        string="Legal notice due", compute='_compute_has_notice_due', groups=WHO_TALKS
    )

    @api.depends('party_ids.contact_mode_ids', 'party_ids.state')
    @api.depends_context('uid')
    def _compute_common_mode_ids(self):
        nobody = self.env['mediation.party']
        for case in self:
            # Whoever may not meet these people gets nothing; for others it stays one query.
            core = case.sudo().party_ids._core() if case.is_open_to_me else nobody
            common = core[:1].contact_mode_ids
            for party in core[1:]:
                common &= party.contact_mode_ids
            case.common_mode_ids = common.sudo(False)

    @api.depends('party_ids.notice_due', 'party_ids.date_notice_given')
    @api.depends_context('uid')
    def _compute_has_notice_due(self):
        due = self.env['mediation.party']._notices_due(self.filtered('is_open_to_me'))
        due_sudo = self.env['mediation.case'].sudo().union(*due)
        for case in self:
            case.has_notice_due = case.phase != 'closed' and case._origin.sudo() in due_sudo

    def write(self, vals):
        result = super().write(vals)
        if 'stage_id' in vals:
            in_approach = self.filtered(lambda case: case.phase == 'approach')
            to_approach = in_approach.party_ids.filtered(
                lambda party: party._is_approached() and party.state == 'known'
            )
            to_approach.state = 'to_approach'
        return result

    @api.model
    def _remind_of_terms(self):
        """Run every day: also of the legal notice, in which nobody is named."""
        result = super()._remind_of_terms()
        running = self.search([('phase', '!=', 'closed'), ('mediator_id', '!=', False)])
        for case, due in self.env['mediation.party']._notices_due(running).items():
            case._remind(NOTICE, due)
        return result

    def _forget_notices(self):
        """Take away the activity when everybody was told who had to be."""
        done = self - self.browse(
            case.id for case in self.env['mediation.party']._notices_due(self)
        )
        done._reminders(NOTICE).unlink()
