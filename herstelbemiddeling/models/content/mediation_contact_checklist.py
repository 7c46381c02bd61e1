from odoo import api, fields, models

from .mediation_case_page import DONE, OPEN
from .mediation_contact import NEEDED_FOR_GO


class MediationContactChecklist(models.Model):
    """What a contact needs, in the form that it has, and what of it is there."""

    _inherit = 'mediation.contact'

    checklist = fields.Text(compute='_compute_checklist')

    @api.depends(
        'state',
        'go_date',
        'party_ids',
        'support_party_ids',
        'contact_mode_id',
        'support_agreed',
        'is_mediator_present',
        'place',
        'session_ids.state',
    )
    @api.depends_context('lang')
    def _compute_checklist(self):
        for contact in self:
            rows = contact._checklist() if contact.party_ids and contact.contact_mode_id else []
            contact.checklist = '\n'.join(f'{DONE if done else OPEN} {text}' for done, text in rows)

    def _checklist(self):
        """Return (done, words) for each thing that this contact needs, in order."""
        self.ensure_one()
        words, obstacles = self._words(), self._obstacles()
        prepared = self.case_id.session_ids._took_place('preparation').party_ids
        rows = []
        for name in NEEDED_FOR_GO:
            if name == 'prepared':
                rows += [
                    (party in prepared, self.env._("Preparation with %(code)s", code=party.code))
                    for party in self.party_ids._origin
                ]
            elif name in words:
                rows.append((name not in obstacles, words[name]))
        if self.is_direct:
            rows += self._checklist_of_meeting()
        rows.append((bool(self.go), self.env._("Your go")))
        if self.is_direct:
            dated = self.session_ids.filtered(lambda session: session.state != 'called_off')
            rows.append((bool(dated), self.env._("A date")))
        return rows

    def _checklist_of_meeting(self):
        rows = []
        if self.mode != 'video_call':
            has_place = self._is_sealed_in('place') or any(
                session._is_sealed_in('place') for session in self.session_ids
            )
            rows.append((has_place, self.env._("A place")))
        if self.support_party_ids:
            rows.append((self.support_agreed, self.env._("Both agree to the support persons")))
        rows.append((self.is_mediator_present, self.env._("The mediator is there")))
        return rows

    def _words(self):
        """Return ``{fact: words}`` for those on the list that apply to these people."""
        parties = self.party_ids.sudo()  # the list is the same for whoever looks at it
        words = {
            'both_sides': self.env._("Both sides take part"),
            'participation': self.env._("Everybody consents to take part"),
            'common_mode': self.env._("A form of contact that everybody accepts"),
            'assessed': self.env._("An assessment of everybody that is good today"),
            'no_ban': self.env._("No contact ban in the way"),
        }
        if any(parties.mapped('is_minor')):
            words['assent'] = self.env._("The consent of the legal guardian")
        if any(parties.mapped('needs_interpreter')):
            words['interpreter'] = self.env._("The interpreter")
        if any(party.permission_state != 'not_needed' for party in parties):
            words['institution'] = self.env._("The permission of the institution")
        return words
