from odoo import api, fields, models

from .mediation_case import WHO_TALKS


class MediationCaseHandover(models.Model):
    """The hand-over of a case follows the offer: it is answered when the offer is."""

    _inherit = 'mediation.case'

    handover_ids = fields.One2many(
        'mediation.handover', 'case_id', string="Hand-overs", groups=WHO_TALKS
    )
    is_handed_to_me = fields.Boolean(
        string="A colleague asks me to take over", compute='_compute_is_handed_to_me'
    )

    @api.depends_context('uid')
    def _compute_is_handed_to_me(self):
        asked = self._open_handovers().grouped('case_id')
        for case in self:
            handovers = asked.get(case._origin.sudo())
            case.is_handed_to_me = bool(handovers) and self.env.user in handovers.to_user_id

    def write(self, vals):
        result = super().write(vals)
        if {'mediator_id', 'offered_mediator_id'} & vals.keys():
            self._end_handovers()
        return result

    def _open_handovers(self):
        """Return the hand-overs that wait for an answer, as superuser: that there is one is all
        that comes out of it."""
        return (
            self.env['mediation.handover']
            .sudo()
            .search([('case_id', 'in', self._origin.ids), ('state', '=', 'asked')])
        )

    def _end_handovers(self):
        """Whoever the case was handed to has it now, or it is not offered to him any more."""
        for handover in self._open_handovers():
            case = handover.case_id
            if case.mediator_id == handover.to_user_id:
                handover._answer('accepted')
            elif case.offered_mediator_id != handover.to_user_id:
                handover._answer('refused')
