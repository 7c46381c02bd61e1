from odoo import api, fields, models

from .mediation_case import WHO_TALKS

# What a go stands on that is written on the person.
GROUND_OF_A_GO = frozenset(
    {'state', 'side', 'is_minor', 'birth_date', 'detained', 'permission_state', 'contact_mode_ids'}
    | {'needs_interpreter', 'interpreter_arranged'}
)


class MediationPartyTalks(models.Model):
    """How much somebody was spoken with, and the talks that begin at this person."""

    _inherit = 'mediation.party'

    talk_count = fields.Integer(string="Talks held", compute='_compute_talks', groups=WHO_TALKS)
    talk_minutes = fields.Integer(string="Minutes", compute='_compute_talks', groups=WHO_TALKS)

    @api.depends('session_ids.state', 'session_ids.minutes', 'session_ids.reached')
    def _compute_talks(self):
        # By way of the case, whose talks are read once for all that is asked of them.
        talks = self._origin.case_id.session_ids._attention()
        held = {party: sessions for (_case, party), sessions in talks.items()}
        for party in self:
            minutes = held.get(party._origin, {})
            party.talk_count = len(minutes)
            party.talk_minutes = sum(minutes.values())

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & GROUND_OF_A_GO:
            self.case_id._drop_goes()
        return result

    def action_log_call(self):
        """Open the small dialog for a call with this person."""
        self.ensure_one()
        return self.env['mediation.call']._open(self.case_id, self)

    def action_plan_talk(self):
        """Open a talk with this person, to be planned."""
        self.ensure_one()
        return self.case_id._open_new_talk(self)
