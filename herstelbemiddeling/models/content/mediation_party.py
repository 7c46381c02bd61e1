from odoo import api, fields, models
from odoo.exceptions import UserError

from ...gates import is_at_least
from ...lists import read_lists
from .mediation_case import WHO_TALKS
from .mediation_consent import TAKING_PART

# Whoever has one of these does not take part (any more).
OUT = ('unreachable', 'declined', 'withdrawn', 'unsuitable', 'deceased', 'done')
# Out by their own word; and from where somebody may still come back to it.
STOPPED = ('declined', 'withdrawn')
CAN_COME_BACK = (*STOPPED, 'unreachable')
BEFORE_INFORMED = ('to_approach', 'approached')


class MediationParty(models.Model):
    """What was said with somebody hangs on the person; so does what may be done with them."""

    _inherit = 'mediation.party'

    consent_state = fields.Selection(readonly=True)
    consent_ids = fields.One2many('mediation.consent', 'party_id', groups=WHO_TALKS)
    information_ids = fields.One2many(
        'mediation.information', 'party_id', string="Information given", groups=WHO_TALKS
    )
    restriction_ids = fields.One2many(
        'mediation.restriction', 'party_id', string="Bans", groups=WHO_TALKS
    )
    assessment_ids = fields.One2many('mediation.assessment', 'party_id', groups=WHO_TALKS)
    note_ids = fields.One2many('mediation.note', 'party_id', string="Notes", groups=WHO_TALKS)
    session_ids = fields.Many2many(
        'mediation.session',
        'mediation_session_party_rel',
        string="Talks",
        copy=False,
        groups=WHO_TALKS,
    )

    @api.readonly
    def web_read(self, specification):
        read_lists(self._origin, specification)
        return super().web_read(specification)

    def _core(self):
        """Return the two sides of the mediation that still take part; support persons are not."""
        return self.filtered(lambda party: party.side != 'support' and party.state not in OUT)

    def _note_consent_state(self):
        """Keep what the ledger says about taking part where lists can show it."""
        for party in self:
            rows = party.consent_ids.filtered(
                lambda row: row.purpose == 'participation' and row.given_by == 'self'
            )
            last = rows.sorted('id')[-1:].decision or 'not_asked'
            # Kept by the system: nobody writes these by hand.
            if last != party.consent_state:
                party.sudo().consent_state = last
            if last == 'given' and party.state not in OUT:
                party.sudo().state = 'consents'

    def _note_informed(self):
        """Whoever got a leaflet is informed; somebody further on stays where he is."""
        self.filtered(lambda party: party.state in BEFORE_INFORMED).state = 'informed'

    def _come_back(self, consent):
        """Somebody who stopped and gives consent anew takes part again: on their own initiative.

        Not while the other voice, the person's or the guardian's, still says no.
        """
        self.ensure_one()
        if self.state not in CAN_COME_BACK:
            return
        if self.state in STOPPED and not consent.is_change_of_mind:
            raise UserError(
                self.env._(
                    "%(code)s has stopped. Nobody is asked again; whoever comes back to it by"
                    " themselves can take part. Tick that this is so, then record the consent.",
                    code=self.code,
                )
            )
        last = consent._last_words(self).filtered(lambda row: row.purpose in TAKING_PART)
        if all(row.decision == 'given' for row in last if row.given_by != consent.given_by):
            is_taking_part = self.consent_state == 'given'
            # Kept by the system: nobody writes these by hand.
            self.sudo().state = 'consents' if is_taking_part else 'informed'

    def _reconfirmed(self, intakes):
        """Return those who said after their intake that contact is still wanted; one query."""
        # As superuser: the gate is the same for whoever stands before it.
        given = self.env['mediation.consent'].sudo()._in_force(self, 'approach')
        return self.filtered(
            lambda party: (
                party in given
                and any(
                    party in intake.party_ids and intake.date_start <= given[party].moment
                    for intake in intakes
                )
            )
        )

    def _safe_contact_lines(self):
        """Say where this person must not come, too: that is asked when a talk is planned."""
        Restriction = self.env['mediation.restriction']
        # The desk reads the profile of who just registered, and no ban.
        areas = Restriction._area_bans(self) if Restriction.has_access('read') else Restriction
        lines = super()._safe_contact_lines()
        return lines + [
            self.env._("Area ban: %(area)s", area=ban.area or ban.code) for ban in areas
        ]

    def _follow_mode(self, contact_mode, decision):
        """Whoever agrees to a form of contact accepts it; whoever does not any more stops it."""
        if decision == 'given':
            self.contact_mode_ids |= contact_mode
        else:
            self._stop_mode(contact_mode)

    def _check_takes_part(self):
        """Raise UserError for somebody who has stopped, declined or is not there any more."""
        for party in self:
            if party.state in OUT:
                labels = dict(self._fields['state']._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(code)s does not take part: %(state)s. Nothing can be planned, sent or"
                        " passed on. Who changes their mind gives consent anew.",
                        code=party.code,
                        state=labels[party.state],
                    )
                )

    def _check_may_be_met(self, kind):
        """Raise UserError unless this person agreed to be met for such a talk."""
        self.ensure_one()
        if kind == 'aftercare' and self.state != 'withdrawn':
            return
        self._check_takes_part()
        if self.is_initiator or self.side == 'support':
            return
        Consent = self.env['mediation.consent']
        if not is_at_least(self.case_id.phase, 'approach'):
            raise UserError(self._sentence_before_approach())
        if not any(Consent._in_force(self, purpose) for purpose in ('intake', 'participation')):
            raise UserError(
                self.env._(
                    "%(code)s has not agreed to a talk yet. Invite first; record the consent when"
                    " it is there.",
                    code=self.code,
                )
            )

    def _sentence_before_approach(self):
        return self.env._(
            "The other party is approached only after the gate of the approach: the intake was held"
            " and the initiator still wants contact."
        )

    def _stop(self, state):
        """This person stops: what was planned with them ends at once, in this transaction."""
        for party in self:
            party.sudo().state = state  # who may record it is checked by then
            party.case_id._stop_for(party)

    def _stop_mode(self, contact_mode):
        """This person does not want one form of contact (any more)."""
        for party in self:
            party.case_id._take_turn()
            party.contact_mode_ids -= contact_mode
            contacts = party.case_id.contact_ids.filtered(
                lambda contact, party=party: (
                    party in contact.party_ids and contact.contact_mode_id == contact_mode
                )
            )
            contacts.message_ids._stop()
            contacts._call_off(party.side)
