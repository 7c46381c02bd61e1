from odoo import fields, models
from odoo.exceptions import UserError

from ...gates import PHASES
from .mediation_stage import PHASE_LABELS

# Where a case comes from and leads to: for those who know of all cases. A mediator follows it by
# the button, as far as the cases are his own.
WHO_KNOWS_ALL = (
    'herstelbemiddeling.group_desk,'
    'herstelbemiddeling.group_manager,'
    'herstelbemiddeling.group_privacy_officer'
)


class MediationCaseClosing(models.Model):
    """How a case ended, and the case that came after it."""

    _inherit = 'mediation.case'

    ended_by = fields.Selection(related='outcome_id.ended_by', string="Ended by", store=True)
    closed_from_phase = fields.Selection(
        [(phase, PHASE_LABELS[phase]) for phase in PHASES[:-1]],
        string="Ended in phase",
        readonly=True,
        copy=False,
    )
    previous_case_id = fields.Many2one(
        'mediation.case',
        string="Reopened from",
        readonly=True,
        copy=False,
        index='btree_not_null',
        ondelete='restrict',
        groups=WHO_KNOWS_ALL,
    )
    next_case_ids = fields.One2many(
        'mediation.case',
        'previous_case_id',
        string="Reopened as",
        groups=WHO_KNOWS_ALL,
    )
    has_linked_cases = fields.Boolean(compute='_compute_has_linked_cases')

    def _compute_has_linked_cases(self):
        linked = self._linked_cases()
        for case in self:
            case_sudo = case.sudo()
            both = case_sudo.previous_case_id | case_sudo.next_case_ids
            case.has_linked_cases = bool(set(both.ids) & set(linked.ids))

    def write(self, vals):
        if 'outcome_id' in vals and any(
            case.phase == 'closed' and case.outcome_id.id != vals['outcome_id'] for case in self
        ):
            raise UserError(
                self.env._(
                    "A closed case keeps the reason for which it was closed. Reopen it as a new one"
                    " if something new begins."
                )
            )
        return super().write(vals)

    def action_open_linked(self):
        """Open the case that this one was reopened from, or as."""
        self.ensure_one()
        self.check_access('read')
        return self._linked_cases()._get_records_action()

    def _linked_cases(self):
        """Return those of the linked cases that this user may read."""
        selves_sudo = self.sudo()
        linked = selves_sudo.previous_case_id | selves_sudo.next_case_ids
        return linked.sudo(False)._filtered_access('read')
