from odoo import api, fields, models
from odoo.exceptions import UserError

from ...gates import is_at_least
from .mediation_case import WHO_TALKS

NOT_REACHED = ('known', 'to_approach', 'approached')


class MediationPartyApproach(models.Model):
    """Finding and approaching the other party, only through its gate."""

    _inherit = 'mediation.party'

    inquiry_ids = fields.One2many(
        'mediation.inquiry', 'party_id', string="Questions for contact data", groups=WHO_TALKS
    )
    attempt_ids = fields.One2many(
        'mediation.attempt', 'party_id', string="Attempts", groups=WHO_TALKS
    )
    willingness_ids = fields.One2many(
        'mediation.willingness', 'party_id', string="Who with whom", groups=WHO_TALKS
    )
    is_approach_open = fields.Boolean(compute='_compute_is_approach_open')
    can_set_unreachable = fields.Boolean(compute='_compute_can_set_unreachable', groups=WHO_TALKS)

    @api.depends('case_id', 'is_initiator', 'side')
    def _compute_is_approach_open(self):
        for party in self:
            phase = party.case_id.phase
            party.is_approach_open = bool(
                phase
                and phase != 'closed'
                and is_at_least(phase, 'approach')
                and party._is_approached()
            )

    @api.depends('attempt_ids', 'inquiry_ids', 'state')
    def _compute_can_set_unreachable(self):
        last = self.env['mediation.attempt']._last_of(self._origin)
        for party in self:
            party.can_set_unreachable = (
                party._is_approached()
                and party.state in NOT_REACHED
                and party._is_beyond_reach(last.get(party._origin))
            )

    def action_set_unreachable(self):
        """Nobody was found, or nobody reacted to the last attempt: leave this person in peace."""
        for party in self:
            party.check_access('write')
            party.lock_for_update(allow_referencing=True)
            if not party.can_set_unreachable:
                raise UserError(
                    self.env._(
                        "It is too soon for this: make the attempts that your organisation has"
                        " agreed on, and wait until the last waiting time is over."
                    )
                )
            party._stop('unreachable')

    def _is_approached(self):
        """Return whether this is somebody who did not come by themselves."""
        return not self.is_initiator and self.side != 'support'

    def _check_may_approach(self):
        """Raise UserError that says why this person may not be looked for or approached now."""
        for party in self:
            if not party._is_approached():
                raise UserError(
                    self.env._("%(code)s came by themselves: plan a talk instead.", code=party.code)
                )
            if not is_at_least(party.case_id.phase, 'approach'):
                raise UserError(self._sentence_before_approach())
            party.case_id._check_open_for('approach')
            party._check_takes_part()

    def _note_approached(self):
        waiting = self.filtered(lambda party: party.state in ('known', 'to_approach'))
        waiting.state = 'approached'

    def _is_beyond_reach(self, last):
        """Return whether all was tried: every attempt, or, without contact data, every question.

        :param last: the last attempt, which may be none
        """
        if last:
            policy = self.env['mediation.policy']._of(self.company_id)
            return last.number >= policy.approach_attempts and last._is_over()
        results = self.inquiry_ids.mapped('result')
        return bool(results) and not {'waiting', 'found'} & set(results)
