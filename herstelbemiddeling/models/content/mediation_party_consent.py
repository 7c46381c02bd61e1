from odoo import api, fields, models

from .mediation_case import WHO_TALKS
from .mediation_party import OUT


class MediationPartyConsent(models.Model):
    """Consent at a glance: the last word about each thing, and what was not asked yet."""

    _inherit = 'mediation.party'

    last_consent_ids = fields.Many2many(
        'mediation.consent',
        string="Consent now",
        compute='_compute_last_consent_ids',
        groups=WHO_TALKS,
    )
    consent_missing = fields.Text(
        string="Not there yet", compute='_compute_consent_missing', groups=WHO_TALKS
    )

    @api.depends('consent_ids')
    def _compute_last_consent_ids(self):
        by_party = self.env['mediation.consent']._last_words(self._origin).grouped('party_id')
        nothing = self.env['mediation.consent']
        for party in self:
            party.last_consent_ids = by_party.get(party._origin, nothing)

    @api.depends('consent_ids', 'information_ids', 'is_minor', 'is_initiator', 'state')
    @api.depends_context('lang')
    def _compute_consent_missing(self):
        Consent = self.env['mediation.consent']
        labels = dict(Consent._fields['purpose']._description_selection(self.env))
        taking_part = self._origin._core()
        in_force = {
            purpose: Consent._in_force(taking_part, purpose)
            for purpose in ('intake', 'approach', 'participation')
        }
        by_guardian = Consent._in_force(taking_part, 'participation', given_by='guardian')
        for party in self:
            lines = []
            if party._origin in taking_part:
                if not party.information_ids:
                    lines.append(self.env._("No information given yet: it comes before consent."))
                lines += [
                    self.env._("Not in force: %(purpose)s", purpose=labels[purpose])
                    for purpose in party._purposes_ahead(
                        name for name, people in in_force.items() if party._origin in people
                    )
                ]
                if party.is_minor and party._origin not in by_guardian:
                    lines.append(self.env._("Under 18: the legal guardian has not consented."))
            party.consent_missing = "\n".join(lines)

    def action_open(self):
        """Open the page of this person, from a card on the page of the case."""
        if not self:
            return False  # a card that is not saved yet
        self.check_access('read')
        return self._get_records_action()

    def action_record_consent(self):
        """Open the dialog on what is asked next."""
        return self._open_consent('given')

    def action_record_declined(self):
        return self._open_consent('declined')

    def action_new_assessment(self):
        """Open a new version that starts from the plain answers of the last one."""
        self.ensure_one()
        self.check_access('read')
        last = self.assessment_ids[:1]
        answers = ('facts_acknowledged', 'risk', 'capacity', 'conclusion')
        defaults = {f'default_{name}': last[name] for name in answers if last[name]}
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("New assessment"),
            'res_model': 'mediation.assessment',
            'view_mode': 'form',
            'target': 'current',
            'context': {'default_party_id': self.id, **defaults},
        }

    def _open_consent(self, decision, purpose=None):
        """Open the dialog for a purpose, or for what this person is asked next."""
        self.ensure_one()
        self.check_access('read')
        in_force = self.last_consent_ids.filtered(
            lambda row: row.given_by == 'self' and row.standing in ('in_force', 'ends_soon')
        ).mapped('purpose')
        following = [*self._purposes_ahead(in_force), 'participation'][0]
        # A minor says yes first; then the guardian is asked for the same.
        by_guardian = self.is_minor and decision == 'given' and 'participation' in in_force
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Record consent"),
            'res_model': 'mediation.consent',
            'view_mode': 'form',
            'target': 'new',
            'context': {
                'default_party_id': self.id,
                'default_purpose': purpose or following,
                'default_decision': decision,
                'default_given_by': 'guardian' if by_guardian else 'self',
                'default_lang_id': self.lang_id.id,
                'is_out': self.state in OUT,
            },
        }

    def _purposes_ahead(self, in_force):
        """Return what this person is still asked for on the way to contact, in that order.

        Whoever agreed to a later step has left the earlier ones behind.
        """
        asked = ['intake', 'approach', 'participation']
        if not self.is_initiator:
            asked.remove('approach')
        reached = max((1 + asked.index(name) for name in in_force if name in asked), default=0)
        return asked[reached:]
