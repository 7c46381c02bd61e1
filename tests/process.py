"""The steps of a mediation as a mediator takes them, for tests that need a case further on."""

from datetime import timedelta

from odoo import Command, fields

from odoo.addons.herstelbemiddeling import gates

from .common import MediationCase


class ProcessCase(MediationCase):
    """A case with a mediator, and helpers that take it from phase to phase through its gates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modes = {mode.code: mode for mode in cls.env['mediation.contact.mode'].search([])}

    def setUp(self):
        super().setUp()
        self.setUpCase()

    def setUpCase(self):
        """Make a case that the mediator has accepted, as he meets it."""
        self.case = self.as_user(self.make_case(self.mediator), self.mediator)
        self.initiator = self.case.party_ids.filtered('is_initiator')
        self.other = self.case.party_ids - self.initiator

    def ago(self, **delta):
        return fields.Datetime.now() - timedelta(**delta)

    def consent(self, party, purpose, decision='given', **values):
        return (
            self.env['mediation.consent']
            .with_user(self.mediator)
            .create({'party_id': party.id, 'purpose': purpose, 'decision': decision, **values})
        )

    def talk(self, parties, kind, state='held', **values):
        values = {'date_start': self.ago(days=1), 'minutes': 45, **values}
        return (
            self.env['mediation.session']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'party_ids': [Command.set(parties.ids)],
                    'kind': kind,
                    'state': state,
                    **values,
                }
            )
        )

    def assess(self, party, **values):
        return (
            self.env['mediation.assessment']
            .with_user(self.mediator)
            .create(
                {
                    'party_id': party.id,
                    'facts_acknowledged': 'yes',
                    'risk': 'low',
                    'capacity': 'yes',
                    'conclusion': 'suitable',
                    'state': 'final',
                    **values,
                }
            )
        )

    def contact(self, mode='meeting', parties=None):
        parties = parties or (self.initiator | self.other)
        return (
            self.env['mediation.contact']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'party_ids': [Command.set(parties.ids)],
                    'contact_mode_id': self.modes[mode].id,
                }
            )
        )

    def message(self, contact, sender=None, recipient=None, body="Canary words"):
        return (
            self.env['mediation.message']
            .with_user(self.mediator)
            .create(
                {
                    'contact_id': contact.id,
                    'sender_id': (sender or self.initiator).id,
                    'recipient_id': (recipient or self.other).id,
                    'body': body,
                }
            )
        )

    # What each gate needs

    def prepare_intake(self):
        """Nothing: the initiator was informed when the mediator accepted the case."""

    def prepare_approach(self):
        self.talk(self.initiator, 'intake', date_start=self.ago(days=15))
        self.consent(self.initiator, 'approach', moment=self.ago(days=14))

    def prepare_preparation(self):
        self.inform(self.other.with_user(self.mediator))
        for party in self.initiator | self.other:
            self.consent(party, 'participation', moment=self.ago(days=10))

    def prepare_contact(self, mode='meeting'):
        for party in self.initiator | self.other:
            self.talk(party, 'preparation', date_start=self.ago(days=5))
            self.assess(party)
            party.with_user(self.mediator).contact_mode_ids = self.modes[mode]
        contact = self.contact(mode)
        contact.action_give_go()
        return contact

    def prepare_aftercare(self):
        self.case.contact_ids.action_complete()

    def move(self, phase, **values):
        self.case.write({'stage_id': self.stages[phase].id, **values})

    def bring_to(self, phase):
        """Take the case to a phase by the shortest way, through all gates."""
        for step in gates.PHASES[1 : gates.PHASES.index(phase) + 1]:
            if step == 'closed':
                self.move('closed', outcome_id=self.outcome.id)
            else:
                getattr(self, f'prepare_{step}')()
                self.move(step)
