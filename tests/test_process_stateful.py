"""Whatever a mediator clicks, in whatever order: the three basic rules hold.

A small model keeps what each party has said. It knows nothing of gates; it is asked, each time that
something went through, whether that could be right. What is refused is not judged here: that a gate
opens when it should is for the other tests.
"""

from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from odoo.addons.herstelbemiddeling.gates import PHASES, is_at_least

from .process import ProcessCase

EXAMPLES, STEPS = 50, 50
parties = st.sampled_from(('initiator', 'other'))
modes = st.sampled_from(('meeting', 'letter', 'shuttle'))
OUT = ('withdrawn', 'declined')


class Person:
    """What somebody has said and what was done with them."""

    def __init__(self):
        self.said = {}  # (purpose, given_by): decision
        self.modes = set()
        self.is_minor = False
        self.is_prepared = False
        self.is_suitable = False
        self.has_stopped = False

    def takes_part(self):
        agreed = self.said.get(('participation', 'self')) == 'given'
        guardian = self.said.get(('participation', 'guardian')) == 'given'
        return not self.has_stopped and agreed and (guardian or not self.is_minor)

    def is_ready_for(self, mode):
        return self.takes_part() and mode in self.modes and self.is_prepared and self.is_suitable


class Process(RuleBasedStateMachine):
    test = None
    done = Counter()  # how often each step went through
    steps = 0

    @initialize(ahead=st.sampled_from((0, 0, 0, 1, 2, 3, 4, 5)))
    def begin(self, ahead):
        """A case that is already so many phases ahead: random steps alone seldom get far."""
        self.savepoint = self.test.env.cr.savepoint(flush=False)
        self.test.setUpCase()
        self.case = self.test.case
        self.people = {'initiator': Person(), 'other': Person()}
        self.intake_held = self.reconfirmed = self.banned = False
        self.go = set()  # contacts for which it was given
        self.released = {}  # message: the words
        for _phase in range(ahead):
            self.do_what_the_gate_asks(False)

    def teardown(self):
        self.test.env.clear()
        self.savepoint.close(rollback=True)
        self.test.env.invalidate_all()

    def party(self, who):
        return getattr(self.test, who)

    def attempt(self, name, action):
        """Do something; return whether it went through."""
        type(self).steps += 1
        try:
            with self.test.env.cr.savepoint():
                action()
                self.test.env.flush_all()
        except UserError:
            self.test.env.invalidate_all()
            return False
        self.done[name] += 1
        return True

    def last(self, records, pick):
        records = records.sorted('id')
        return records[pick % len(records)] if records else records

    @rule(who=parties)
    def inform(self, who):
        self.attempt('inform', lambda: self.test.inform(self.party(who)))

    @rule(
        who=parties,
        purpose=st.sampled_from(('intake', 'approach', 'participation', 'participation')),
        decision=st.sampled_from((*['given'] * 12, *['declined', 'withdrawn'] * 2)),
        given_by=st.sampled_from(('self', 'self', 'self', 'guardian')),
        changed=st.booleans(),
    )
    def consent(self, who, purpose, decision, given_by, changed=False):
        party, person = self.party(who), self.people[who]
        if not self.attempt(
            f'{purpose} {decision}',
            lambda: self.test.consent(
                party, purpose, decision, given_by=given_by, is_change_of_mind=changed
            ),
        ):
            return
        person.said[purpose, given_by] = decision
        if decision != 'given':
            person.has_stopped = True
        elif person.has_stopped and party.state not in OUT:
            person.has_stopped = False
        if (who, purpose, given_by) == ('initiator', 'approach', 'self'):
            self.reconfirmed = decision == 'given' and self.intake_held

    @rule(
        who=st.sampled_from(('initiator', 'other', 'both')),
        kind=st.sampled_from(('intake', 'preparation', 'preparation', 'call', 'meeting')),
        state=st.sampled_from(('held', 'held', 'planned')),
    )
    def talk(self, who, kind, state):
        names = ('initiator', 'other') if who == 'both' else (who,)
        them = self.test.env['mediation.party'].union(*(self.party(name) for name in names))
        when = {'date_start': fields.Datetime.add(fields.Datetime.now(), days=1)}
        when = when if state == 'planned' else {'date_start': self.test.ago(minutes=1)}
        if not self.attempt(
            f'{kind} {state}', lambda: self.test.talk(them, kind, state=state, **when)
        ):
            return
        assert who != 'both', "people of both sides met outside a contact"
        for name in names:
            assert not self.people[name].has_stopped, "a talk with somebody who stopped"
            if name == 'other':
                assert self.reconfirmed or self.was_approached, "approached too early"
            if state == 'held' and kind == 'preparation':
                self.people[name].is_prepared = True
            if state == 'held' and kind == 'intake' and name == 'initiator':
                self.intake_held = True

    @property
    def was_approached(self):
        return PHASES.index(self.case.phase) >= PHASES.index('approach')

    @rule(
        who=parties,
        conclusion=st.sampled_from(('suitable', 'suitable', 'suitable', 'not_yet')),
        risk=st.sampled_from(('low', 'low', 'high')),
    )
    def assess(self, who, conclusion, risk):
        party = self.party(who)
        if self.attempt(
            f'assess {conclusion}',
            lambda: self.test.assess(party, conclusion=conclusion, risk=risk),
        ):
            self.people[who].is_suitable = conclusion == 'suitable' and risk == 'low'

    @rule(who=parties, chosen=st.sets(modes, min_size=1))
    def accept_modes(self, who, chosen):
        ids = [self.test.modes[mode].id for mode in chosen]
        if self.attempt(
            'modes', lambda: self.party(who).write({'contact_mode_ids': [Command.set(ids)]})
        ):
            self.people[who].modes = set(chosen)

    @rule(who=parties, years=st.sampled_from((15, 30, 30)))
    def learn_the_age(self, who, years):
        born = fields.Date.subtract(fields.Date.today(), years=years)
        if self.attempt('age', lambda: self.party(who).write({'birth_date': born})):
            self.people[who].is_minor = years < 18

    @rule(mode=modes)
    def plan_contact(self, mode):
        self.attempt(f'contact {mode}', lambda: self.test.contact(mode))

    @rule(pick=st.integers(0, 3))
    def give_go(self, pick):
        contact = self.last(self.case.contact_ids, pick)
        if contact and self.attempt('go', contact.action_give_go):
            self.go.add(contact)
            self.check_ready(contact)

    @rule(pick=st.integers(0, 3))
    def complete(self, pick):
        contact = self.last(self.case.contact_ids, pick)
        if contact and self.attempt('complete', contact.action_complete):
            self.check_ready(contact)

    def check_ready(self, contact):
        mode = contact.contact_mode_id.code
        assert contact in self.go, "contact without a go"
        assert not self.banned, "contact against a ban"
        for person in self.people.values():
            assert person.is_ready_for(mode), f"contact with somebody who is not ready: {mode}"

    @rule(pick=st.integers(0, 3), sender=parties)
    def write_message(self, pick, sender):
        contact = self.last(self.case.contact_ids, pick)
        recipient = 'other' if sender == 'initiator' else 'initiator'
        if contact:
            self.attempt(
                'write',
                lambda: self.test.message(contact, self.party(sender), self.party(recipient)),
            )

    @rule(
        pick=st.integers(0, 3),
        step=st.sampled_from(('read_back', 'release', 'deliver', 'take_back', 'change')),
    )
    def handle_message(self, pick, step):
        message = self.last(self.case.mediation_message_ids, pick)
        if not message:
            return
        if step == 'wants':
            self.attempt('wants', lambda: message.write({'recipient_wants': 'yes'}))
        elif step == 'change':
            self.attempt('change', lambda: message.write({'body': f'other {self.steps}'}))
        elif self.attempt(step, getattr(message, f'action_{step}')):
            self.note_message(message, step)

    @rule(sender=parties, steps=st.integers(1, 6), then=st.sampled_from(('take_back', 'change')))
    def pass_a_message_on(self, sender, steps, then):
        """One step after the other, as on the page; the sender may change his mind."""
        if not is_at_least(self.case.phase, 'contact'):
            self.do_what_the_gate_asks(True)
        if not self.case.contact_ids:
            self.plan_contact('letter')
        count = len(self.case.mediation_message_ids)
        self.write_message(len(self.case.contact_ids) - 1, sender)
        if len(self.case.mediation_message_ids) > count:
            for step in ('read_back', 'release', 'wants', 'deliver', 'no_reply')[: steps - 1]:
                self.handle_message(count, step)
            if steps < 4:
                self.handle_message(count, then)

    def note_message(self, message, step):
        if step == 'release':
            assert not any(person.has_stopped for person in self.people.values())
            self.released[message] = message.body
        elif step == 'take_back':
            self.released.pop(message, None)
        elif step == 'deliver':
            assert self.released.get(message) == message.body, "delivered what was not released"
            self.check_ready(message.contact_id)

    @rule(allowed=st.booleans())
    def ban(self, allowed):
        values = {'party_id': self.test.other.id, 'protected_party_id': self.test.initiator.id}
        bans = self.case.restriction_ids
        if not bans and self.steps % 7 == 0:
            self.banned = self.attempt(
                'ban', lambda: bans.with_user(self.test.mediator).create(values)
            )
        elif bans and self.attempt(
            'decide', lambda: bans.write({'decision': 'allowed' if allowed else 'refused'})
        ):
            self.banned = not allowed

    @rule(days=st.sampled_from((0, 0, 0, 14)))
    def pause(self, days):
        until = fields.Date.add(fields.Date.today(), days=days) if days else False
        self.attempt('pause', lambda: self.case.write({'paused_until': until}))

    @rule(phase=st.sampled_from(PHASES[1:-1]))
    def move(self, phase):
        if not self.attempt(f'to {phase}', lambda: self.test.move(phase)):
            return
        assert self.case.phase == phase
        if phase == 'approach':
            assert self.intake_held

    @rule()
    def move_on(self):
        """As the bar on the page does: to what comes next."""
        following = PHASES[min(PHASES.index(self.case.phase) + 1, len(PHASES) - 2)]
        came_from = self.case.phase
        if self.attempt(f'to {following}', lambda: self.test.move(following)):
            if (came_from, following) == ('intake', 'approach'):
                assert self.intake_held
                assert self.reconfirmed, "approach before the reconfirmation"
            if following == 'aftercare':
                assert any(contact.state == 'completed' for contact in self.case.contact_ids)

    @rule(who=parties, said=st.sampled_from(('declined', 'withdrawn')), chance=st.integers(0, 3))
    def stop(self, who, said, chance):
        if not chance:
            self.consent(who, 'participation', said, 'self')

    @rule(again=st.booleans())
    def do_what_the_gate_asks(self, again):
        """Do what the next gate asks, and go through it if that is enough."""
        phase = PHASES[min(PHASES.index(self.case.phase) + 1, len(PHASES) - 1)]
        for who in self.people:
            self.do_with(who, phase)
        if phase == 'aftercare':
            for number, contact in enumerate(self.case.contact_ids.sorted('id')):
                if contact.go:
                    self.complete(number)
        if phase == 'closed':
            self.close(True, 0)
        if phase == 'contact':
            self.plan_contact('letter' if again else 'meeting')
            self.give_go(len(self.case.contact_ids) - 1)
        self.move_on()
        if again and phase in ('intake', 'approach'):
            self.do_what_the_gate_asks(False)

    def do_with(self, who, phase):
        """What the gate to a phase asks of one person."""
        if phase == 'approach' and who == 'initiator':
            self.talk('initiator', 'intake', 'held')
            self.consent('initiator', 'approach', 'given', 'self')
        elif phase == 'preparation':
            self.inform(who)
            self.consent(who, 'participation', 'given', 'self')
            if self.people[who].is_minor:
                self.consent(who, 'participation', 'given', 'guardian')
        elif phase == 'contact':
            self.talk(who, 'preparation', 'held')
            self.assess(who, 'suitable', 'low')
            self.accept_modes(who, {'meeting', 'letter'})

    @rule(with_outcome=st.booleans(), chance=st.integers(0, 2))
    def close(self, with_outcome, chance):
        if chance:
            return
        outcome = self.test.outcome.id if with_outcome else False
        if self.attempt('to closed', lambda: self.test.move('closed', outcome_id=outcome)):
            assert with_outcome, "closed without an outcome"

    @invariant()
    def nothing_goes_on_with_who_has_stopped(self):
        if not hasattr(self, 'people'):
            return
        case = self.case
        for who, person in self.people.items():
            if not person.has_stopped:
                continue
            party = self.party(who)
            planned = case.session_ids.filtered(lambda talk: talk.state == 'planned')
            assert party not in planned.party_ids, "planned with somebody who stopped"
            running = case.contact_ids.filtered(lambda c: c.state in ('preparing', 'planned'))
            assert party not in running.party_ids, "a contact goes on with somebody who stopped"
            assert not running.filtered('go')
            waiting = case.mediation_message_ids.filtered(lambda m: m.state == 'released')
            assert party not in waiting.sender_id | waiting.recipient_id
        if case.phase == 'closed':
            assert len(case.outcome_id) == 1
            assert not case.session_ids.filtered(
                lambda talk: talk.state == 'planned' and talk.kind != 'aftercare'
            )


# Without these the random steps would prove little.
REACHED = {
    'to intake', 'to approach', 'to preparation', 'to contact', 'to aftercare', 'to closed', 'go',
    'complete', 'release', 'deliver', 'participation withdrawn', 'participation declined', 'ban',
    'pause', 'change', 'take_back',
}  # fmt: skip


class TestProcessStateful(ProcessCase):
    @mute_logger('odoo.addons.base.models.ir_rule', 'odoo.sql_db', 'odoo.models')
    def test_the_basic_rules_hold_whatever_is_clicked(self):
        Process.test = self
        run_state_machine_as_test(
            Process,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                derandomize=True,
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
        self.assertGreaterEqual(Process.steps, 2000)
        self.assertFalse(REACHED - Process.done.keys(), f"steps never taken: {Process.done}")
