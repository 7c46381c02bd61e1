from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ...gates import PHASES, is_at_least


class MediationDemo(models.AbstractModel):
    """Takes the invented cases of the demo data through their real gates, as a mediator would."""

    _name = 'mediation.demo'
    _description = "Course of a demo case"

    @api.model
    def _play(self, name, phase, days, closing=None):
        """Do so with a case of the demo data."""
        self._take(self.env.ref(f'herstelbemiddeling.{name}'), phase, days, closing)

    @api.model
    def _invite(self, name, channel, days_ago):
        """Let the other party of a demo case have been written to, so many days ago."""
        party = self.env.ref(f'herstelbemiddeling.{name}').party_ids.filtered(
            lambda party: party._is_approached()
        )
        for days in days_ago:
            moment = fields.Datetime.now() - timedelta(days=days)
            attempt = self.env['mediation.attempt'].create(
                {'party_id': party.id, 'channel': channel, 'moment': moment}
            )
            way, state = {'letter': ('post', 'printed'), 'mail': ('mail', 'sent')}[channel]
            letter = self.env['mediation.dispatch'].create(
                {'party_id': party.id, 'kind': 'invitation', 'channel': way}
            )
            # Not really sent or printed: that opens the address, which is for the mediator only.
            letter._keep(state=state, date_gone=moment, attempt_id=attempt.id)

    @api.model
    def _pair(self, name):
        """Let a demo case with two people on each side have answers and contacts per pair."""
        case = self.env.ref(f'herstelbemiddeling.{name}')
        harmed = case.party_ids.filtered(lambda party: party.side == 'harmed')
        responsible = case.party_ids.filtered(lambda party: party.side == 'responsible')
        answers = ('yes', 'yes', 'yes', 'later', 'no', 'yes')
        pairs = [(one, other) for one in harmed for other in responsible]
        asked = [pair for one, other in pairs for pair in ((one, other), (other, one))]
        for (party, other), answer in zip(asked, answers, strict=False):
            self.env['mediation.willingness'].create(
                {'party_id': party.id, 'other_party_id': other.id, 'answer': answer}
            )
        letters = self._contact_of(case, harmed[0] | responsible[0], 'letter')
        self.env['mediation.message'].create(
            {
                'contact_id': letters.id,
                'sender_id': harmed[0].id,
                'recipient_id': responsible[0].id,
                'body': "Verzonnen woorden.",
            }
        ).action_read_back()
        self._contact_of(case, harmed[0] | responsible[1], 'meeting')._call_off('mediator')

    def _contact_of(self, case, parties, mode):
        return self.env['mediation.contact'].create(
            {
                'case_id': case.id,
                'party_ids': [Command.set(parties.ids)],
                'contact_mode_id': self.env.ref(
                    f'herstelbemiddeling.mediation_contact_mode_{mode}'
                ).id,
            }
        )

    @api.model
    def _take(self, case, phase, days, closing=None):
        """Bring a case to a phase, in which it has been for some days.

        :param closing: more values for the last step
        """
        closing = dict(closing or {})
        case.declared_user_ids = [Command.link(case.mediator_id.id)]
        last = PHASES[-2] if closing.pop('with_contact', phase != 'closed') else 'approach'
        for step in PHASES[1:-1]:
            if is_at_least(phase, step) and is_at_least(last, step):
                getattr(self, f'_before_{step}')(case)
                case.stage_id = self.env.ref(f'herstelbemiddeling.mediation_stage_{step}')
        since = fields.Datetime.now() - timedelta(days=days)
        stage = self.env.ref(f'herstelbemiddeling.mediation_stage_{phase}')
        if phase == 'closed':
            closing.update(date_closed=since)
        case.write({'stage_id': stage.id, **closing})
        case.date_last_stage_update = since

    def _before_intake(self, case):
        self._inform(case.party_ids.filtered('is_initiator'))

    def _before_approach(self, case):
        initiator = case.party_ids.filtered('is_initiator')
        self._hold(case, initiator, 'intake', 75, 21)
        self._consent(initiator, 'approach', 18)

    def _before_preparation(self, case):
        self._inform(case.party_ids)
        for party in case.party_ids:
            self._consent(party, 'intake', 14)
            self._consent(party, 'participation', 12)

    def _before_contact(self, case):
        core = case.party_ids._core()
        for party, minutes in zip(core, (60, 45), strict=True):
            self._hold(case, party, 'preparation', minutes, 8)
            party.contact_mode_ids |= case.contact_mode_ids
            party.interpreter_arranged = party.needs_interpreter
            if party.permission_state != 'not_needed':
                party.permission_state = 'granted'
            self.env['mediation.assessment'].create(
                {
                    'party_id': party.id,
                    'facts_acknowledged': 'yes',
                    'risk': 'low',
                    'capacity': 'yes',
                    'conclusion': 'suitable',
                    'state': 'final',
                }
            )
        contact = self.env['mediation.contact'].create(
            {
                'case_id': case.id,
                'party_ids': [Command.set(core.ids)],
                'contact_mode_id': case.contact_mode_ids[:1].id,
            }
        )
        contact._set_go(fields.Datetime.now(), case.mediator_id)

    def _before_aftercare(self, case):
        contact = case.contact_ids
        if contact.is_direct:
            contact._complete('held')
            return
        sender, recipient = contact.party_ids
        message = self.env['mediation.message'].create(
            {
                'contact_id': contact.id,
                'sender_id': sender.id,
                'recipient_id': recipient.id,
                'body': "Verzonnen woorden.",
            }
        )
        message.action_read_back()
        message.action_release()
        message.recipient_wants = 'yes'
        message.action_deliver()
        message.action_no_reply()

    def _inform(self, parties):
        for party in parties.filtered(lambda party: not party.information_ids):
            self.env['mediation.information'].create(
                {
                    'party_id': party.id,
                    'leaflet_id': self.env.ref('herstelbemiddeling.mediation_leaflet_general').id,
                    'moment': fields.Datetime.now() - timedelta(days=28),
                }
            )

    def _hold(self, case, party, kind, minutes, days_ago):
        self.env['mediation.session'].create(
            {
                'case_id': case.id,
                'party_ids': [Command.set(party.ids)],
                'kind': kind,
                'state': 'held',
                'date_start': fields.Datetime.now() - timedelta(days=days_ago),
                'minutes': minutes,
                'user_id': case.mediator_id.id,
            }
        )

    def _consent(self, party, purpose, days_ago):
        self.env['mediation.consent'].create(
            {
                'party_id': party.id,
                'purpose': purpose,
                'decision': 'given',
                'moment': fields.Datetime.now() - timedelta(days=days_ago),
            }
        )
