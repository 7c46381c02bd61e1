"""Forty people who register, counted by hand: each line below is a group that goes the same way."""

from datetime import datetime
from typing import NamedTuple

from freezegun import freeze_time

from .process import ProcessCase


class Group(NamedTuple):
    people: int
    kind: str
    side: str
    offence: str
    region: str
    born: str
    received: str
    taken_up: str = ''
    asked: str = ''
    agreed: str = ''
    contacts: tuple = ()  # (mode, day)
    closed: str = ''
    reason: str = ''


FORTY = {
    'meeting': Group(
        12, 'self', 'harmed', 'violence', 'utrecht', '1990-05-01', '2025-01-10', '2025-01-24',
        '2025-02-07', '2025-02-28', (('meeting', '2025-03-28'),), '2025-04-11', 'contact_direct',
    ),
    'letter': Group(
        6, 'self', 'harmed', 'violence', 'utrecht', '1970-05-01', '2025-02-03', '2025-02-10',
        '2025-03-03', '2025-03-24', (('letter', '2025-04-28'),), '2025-05-05', 'contact_indirect',
    ),
    'declines': Group(
        8, 'professional', 'responsible', 'property', 'gelderland', '2002-05-01', '2025-03-01',
        '2025-03-08', '2025-04-05', '', (), '2025-05-10', 'other_declines',
    ),
    'withdraws': Group(
        5, 'prison', 'responsible', 'traffic', 'utrecht', '', '2025-04-01', '2025-04-08', '', '',
        (), '2025-04-29', 'initiator_before',
    ),
    'minor': Group(
        1, 'relative', 'harmed', 'violence', 'gelderland', '2010-05-01', '2025-05-01',
        '2025-05-15', '2025-06-05', '2025-06-19', (), '2025-07-03', 'not_needed',
    ),
    'both': Group(
        2, 'self', 'harmed', 'property', 'utrecht', '1950-05-01', '2025-06-02', '2025-06-16',
        '2025-06-30', '2025-07-14', (('meeting', '2025-08-11'), ('letter', '2025-08-18')),
        '2025-09-01', 'contact_both',
    ),
    # Received, and nothing else: somebody else had brought the same case.
    'repeats a case': Group(
        1, 'self', 'harmed', 'violence', 'utrecht', '1990-05-01', '2025-07-01', '2025-07-08',
        closed='2025-07-15', reason='duplicate',
    ),
    'still open': Group(
        2, 'self', 'harmed', 'violence', 'utrecht', '1995-05-01', '2025-10-01', '2025-10-15',
        closed='2026-01-20', reason='expectations',
    ),
    # Registered the year before; closed when it was the new year here, and not yet in UTC.
    'over the year': Group(
        1, 'self', 'harmed', 'property', 'utrecht', '1990-05-01', '2024-12-20', '2025-01-10',
        closed='2025-12-31 23:30', reason='expectations',
    ),
    'not taken up': Group(1, 'self', 'responsible', '', '', '1990-05-01', '2025-08-01'),
    'repeats another': Group(1, 'self', 'harmed', '', '', '1990-05-01', '2025-08-02'),
}  # fmt: skip


def at(day):
    """Move the clock to noon of a day, or to a moment in UTC."""
    return freeze_time(datetime.fromisoformat(day if ':' in day else f'{day} 12:00'))


class FortyCases(ProcessCase):
    """The forty, each taken through the real steps under a moved clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        walker = cls('setUpCase')
        for name, group in FORTY.items():
            for _ in range(group.people):
                walker.walk(name, group)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def setUpCase(self):
        """These tests need no other case."""

    def reference(self, model, name):
        return self.env.ref(f'herstelbemiddeling.mediation_{model}_{name}') if name else None

    def walk(self, name, group):
        with at(group.received):
            offence = self.reference('offence', group.offence)
            region = self.reference('region', group.region)
            registration = self.register(
                registrant_kind=group.kind,
                side=group.side,
                birth_date=group.born or False,
                offence_id=offence and offence.id,
                region_id=region and region.id,
            ).with_user(self.desk)
            if name == 'not taken up':
                registration.decision_note = "Canary reason"
                registration.action_decline()
            if name == 'repeats another':
                registration.duplicate_of_id = self.register()
                registration.duplicate_of_id.sudo().screening = 'apart'
                registration.action_mark_duplicate()
        if not group.taken_up:
            return
        self.take_up(registration, group)
        if group.asked:
            self.ask(group)
        if group.agreed:
            self.agree(group)
        for mode, day in group.contacts:
            self.meet(mode, day)
        with at(group.closed):
            self.move('closed', outcome_id=self.reference('outcome', group.reason).id)

    def take_up(self, registration, group):
        with at(group.taken_up):
            case = registration._make_case()
            case._offer_to(self.mediator)
            case.with_user(self.mediator).action_accept()
            self.case = self.as_user(case, self.mediator)
            self.initiator = self.case.party_ids.filtered('is_initiator')
            self.other = self.case.party_ids - self.initiator
            self.inform(self.initiator)

    def ask(self, group):
        with at(group.asked):
            self.prepare_approach()
            self.move('intake')
            self.move('approach')
            self.other.with_user(self.mediator).phone_number = '06-00000001'
            attempt = (
                self.env['mediation.attempt']
                .with_user(self.mediator)
                .create({'party_id': self.other.id, 'channel': 'phone'})
            )
            if not group.agreed:
                attempt.action_declines()

    def agree(self, group):
        with at(group.agreed):
            self.inform(self.other.with_user(self.mediator))
            for party in self.initiator | self.other:
                self.consent(party, 'participation')
            if self.initiator.is_minor:
                self.consent(self.initiator, 'participation', given_by='guardian')
            self.move('preparation')

    def meet(self, mode, day):
        with at(day):
            if self.case.phase != 'aftercare':
                self.prepare_contact(mode)
                self.move('contact')
            else:
                self.contact(mode)
            contact = self.case.contact_ids.filtered(lambda contact: contact.mode == mode)
            if contact.is_direct:
                contact.action_complete()
            else:
                contact.sudo()._complete('no_reply')
            self.move('aftercare')
