from odoo import api, fields, models

from .. import gates
from ..dialogs import in_dialog


class MediationReview(models.TransientModel):
    """A case drawn at random for practice supervision: its code and the facts of its process.

    No names, no words and no way into the case: the supervisor asks the mediator about it. What is
    shown was copied when it was drawn.
    """

    _name = 'mediation.review'
    _description = "Case for review"

    name = fields.Char(string="Code", readonly=True)
    phase = fields.Char(readonly=True)
    days_in_stage = fields.Integer(string="Days in this phase", readonly=True)
    days_open = fields.Integer(string="Days since it was assigned", readonly=True)
    initiator_side = fields.Selection(
        lambda self: (
            self.env['mediation.case']._fields['initiator_side']._description_selection(self.env)
        ),
        readonly=True,
    )
    offence_id = fields.Many2one('mediation.offence', readonly=True, ondelete='cascade')
    contact_mode_ids = fields.Many2many(
        'mediation.contact.mode', string="Contact modes", readonly=True
    )
    waiting_on = fields.Selection(
        lambda self: (
            self.env['mediation.case']._fields['waiting_on']._description_selection(self.env)
        ),
        readonly=True,
    )
    harmed_talks = fields.Integer(readonly=True)
    harmed_minutes = fields.Integer(readonly=True)
    responsible_talks = fields.Integer(readonly=True)
    responsible_minutes = fields.Integer(readonly=True)
    passed = fields.Text(string="Gates passed", readonly=True)
    ahead = fields.Text(string="What the next step needs", readonly=True)

    @api.model
    def _open(self, case_sudo):
        """Return the page of a case that was drawn.

        :param case_sudo: as superuser, since its reader has no right on any case
        """
        review = self.create(self._values_of(case_sudo))
        return in_dialog(review, self.env._("Case for review"))

    @api.model
    def _values_of(self, case):
        following = gates.next_phase(case.phase)
        # Closing asks for an outcome and nothing besides, which is no step of the process.
        has_step_ahead = following and following != 'closed'
        passed = gates.PHASES[1 : gates.PHASES.index(case.phase) + 1]
        labels = case._labels()
        lines = case._check_lines(following) if has_step_ahead else []
        phases = dict(case._fields['phase']._description_selection(self.env))
        return {
            'name': case.name,
            'phase': phases[case.phase],
            'days_in_stage': case.days_in_stage,
            'days_open': (fields.Datetime.now() - case.date_assigned).days,
            'initiator_side': case.initiator_side,
            'offence_id': case.offence_id.id,
            'contact_mode_ids': [fields.Command.set(case.contact_mode_ids.ids)],
            'waiting_on': case.waiting_on,
            **self._time_per_side(case),
            'passed': '\n'.join(
                labels[name] for name in gates.needed(passed) if name != 'not_paused'
            ),
            'ahead': '\n'.join(f'{mark} {text}' for mark, text in lines),
        }

    @api.model
    def _time_per_side(self, case):
        held = case.session_ids.filtered(lambda talk: talk.state == 'held' and talk.reached)
        values = {}
        for side in ('harmed', 'responsible'):
            talks = held.filtered(lambda talk, side=side: side in talk.party_ids.mapped('side'))
            values[f'{side}_talks'] = len(talks)
            values[f'{side}_minutes'] = sum(talks.mapped('minutes'))
        return values
