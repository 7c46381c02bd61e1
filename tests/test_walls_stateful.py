"""Whatever is done to a case, in whatever order, the same people know and the others do not.

A small model says after each step who may know what; the real rules have to say the same.
"""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import MediationCase

MEDIATORS = ('mediator', 'other_mediator', 'co_mediator')
EVERYBODY = (*MEDIATORS, 'desk', 'manager', 'supervisor', 'privacy_officer', 'employee')
mediators = st.sampled_from(MEDIATORS)


class Model:
    """Who may know what of one case, in plain words."""

    def __init__(self):
        self.mediator = None
        self.co_mediators = set()
        self.asked = set()
        self.declared = set()
        self.offered = None
        self.recused = set()
        self.handed_over = False
        self.emergency = None  # of the privacy officer: asked, granted
        self.erased = False

    @property
    def members(self):
        holder = {'privacy_officer'} if self.emergency == 'granted' else set()
        return ({self.mediator} | self.co_mediators | holder) - {None} - self.recused

    def knows_case(self, login):
        if login in self.recused:
            return False
        return login in ('desk', 'manager', 'privacy_officer') or login in (
            self.members | {self.offered} | self.asked
        )

    def knows_people(self, login):
        if self.erased or login in self.recused:
            return False
        return login in self.members or (login == 'desk' and not self.handed_over)


class CaseMachine(RuleBasedStateMachine):
    test = None  # the TestCase that has the users and the database
    seen = set()  # how far emergencies have come

    @initialize()
    def begin(self):
        self.savepoint = self.test.env.cr.savepoint(flush=False)
        self.case = self.test.make_case()
        self.party = self.case.party_ids.filtered('is_initiator')
        self.registration = self.case.registration_ids
        self.model = Model()

    def teardown(self):
        self.test.env.clear()
        self.savepoint.close(rollback=True)
        self.test.env.invalidate_all()

    def attempt(self, login, action, *changes):
        """Do something as somebody; the model changes only when it was allowed."""
        try:
            with self.test.env.cr.savepoint():
                action(self.test.as_user(self.case, self.test.users[login]))
        except UserError:
            return
        for name, value in changes:
            setattr(self.model, name, value)

    def user_id(self, login):
        return self.test.users[login].id

    @rule(login=st.sampled_from(('desk', 'manager', 'mediator')), to=mediators)
    def offer(self, login, to):
        self.attempt(
            login,
            lambda case: case.write({'offered_mediator_id': self.user_id(to)}),
            ('offered', to),
        )

    @rule(login=mediators)
    def accept(self, login):
        model = self.model
        if model.offered == login:
            changes = [
                ('mediator', login),
                ('offered', None),
                ('co_mediators', model.co_mediators - {login}),
            ]
        else:
            changes = [('co_mediators', model.co_mediators | {login})]
        self.attempt(
            login,
            lambda case: case.action_accept(),
            *changes,
            ('asked', model.asked - {login}),
            ('declared', model.declared | {login}),
            ('handed_over', True),
        )

    @rule(login=mediators)
    def decline(self, login):
        changes = [('offered', None)] if self.model.offered == login else []
        changes.append(('asked', self.model.asked - {login}))
        self.attempt(login, lambda case: case.action_decline_offer(), *changes)

    @rule(login=st.sampled_from(('desk', 'manager', *MEDIATORS)), to=mediators)
    def assign(self, login, to):
        self.attempt(
            login,
            lambda case: case.write({'mediator_id': self.user_id(to)}),
            ('mediator', to),
            ('handed_over', True),
        )

    @rule(login=st.sampled_from(('manager', 'mediator')))
    def release(self, login):
        self.attempt(login, lambda case: case.write({'mediator_id': False}), ('mediator', None))

    @rule(who=st.sets(mediators, max_size=2))
    def choose_co_mediators(self, who):
        """Whoever has not declared to have no conflict of interest is asked, and not let in."""
        model = self.model
        ids = [self.user_id(login) for login in who]
        stay = who & (model.declared | model.co_mediators)
        self.attempt(
            'manager',
            lambda case: case.write({'co_mediator_ids': [(6, 0, ids)]}),
            ('co_mediators', stay),
            ('asked', model.asked | (who - stay)),
            ('handed_over', model.handed_over or bool(stay)),
        )

    @rule(who=st.sets(st.sampled_from((*MEDIATORS, 'desk', 'privacy_officer')), max_size=2))
    def recuse(self, who):
        ids = [self.user_id(login) for login in who]
        self.attempt(
            'manager',
            lambda case: case.write({'recused_user_ids': [(6, 0, ids)]}),
            ('recused', set(who)),
        )

    @rule(login=st.sampled_from(MEDIATORS))
    def move_on(self, login):
        stage = self.test.stages['intake']
        self.attempt(login, lambda case: case.write({'stage_id': stage.id}))

    @precondition(lambda self: self.model.handed_over)
    @rule()
    def erase(self):
        """What the term for keeping does in the end: nobody knows anything any more."""
        self.party.sudo()._erase_seals()
        self.registration.sudo()._erase_seals()
        self.model.erased = True

    def of_emergency(self, login):
        """The last request for emergency access, as this colleague meets it."""
        return self.test.as_user(self.emergency, self.test.users[login])

    # Steps that can do nothing are not taken: there are few, and each has to count.
    @precondition(lambda self: not self.model.emergency)
    @rule(then=st.sampled_from(('manager', 'privacy_officer')))
    def ask_emergency(self, then):
        values = {'case_id': self.case.id, 'reason': 'danger', 'explanation': "Canary " * 5}

        def ask(case):
            self.emergency = case.env['mediation.emergency'].create(values)

        self.attempt('privacy_officer', ask, ('emergency', 'asked'))
        if self.model.emergency:
            self.approve(then)

    @precondition(lambda self: self.model.emergency == 'asked')
    @rule(login=st.sampled_from(('privacy_officer', 'manager')))
    def approve_emergency(self, login):
        self.approve(login)

    def approve(self, login):
        self.attempt(
            login, lambda _case: self.of_emergency(login).action_approve(), ('emergency', 'granted')
        )

    @precondition(lambda self: self.model.emergency == 'granted')
    @rule(login=st.sampled_from(('privacy_officer', 'manager', *MEDIATORS)))
    def end_emergency(self, login):
        self.attempt(
            login, lambda _case: self.of_emergency(login).action_end(), ('emergency', None)
        )

    @precondition(lambda self: self.model.emergency == 'granted')
    @rule()
    def pass_an_hour(self):
        self.test.env.flush_all()
        self.test.env.cr.execute(
            "UPDATE mediation_emergency SET valid_until = valid_until - interval '1 hour'"
        )
        self.test.env.invalidate_all()
        self.test.env['mediation.emergency']._end_overdue()
        self.model.emergency = None

    def can_read(self, record, field):
        try:
            with self.test.env.cr.savepoint():
                return bool(record.read([field])[0][field])
        except UserError:
            return False

    @invariant()
    def the_rules_say_what_the_model_says(self):
        if not hasattr(self, 'model'):
            return
        self.seen.add(self.model.emergency)
        for login in EVERYBODY:
            case = self.test.as_user(self.case, self.test.users[login])
            party, registration = (
                records.with_env(case.env) for records in (self.party, self.registration)
            )
            knows = self.model.knows_people(login)
            assert self.can_read(case, 'name') == self.model.knows_case(login), login
            assert self.can_read(party, 'full_name') == knows, login
            assert self.can_read(registration, 'full_name') == knows, login


class TestWallsStateful(MediationCase):
    @mute_logger('odoo.addons.base.models.ir_rule', 'odoo.sql_db', 'odoo.models')
    def test_whatever_is_done_the_same_people_know(self):
        CaseMachine.test = self
        run_state_machine_as_test(
            CaseMachine,
            settings=settings(
                max_examples=30,
                stateful_step_count=12,
                deadline=None,
                database=None,
                derandomize=True,
                # A dozen steps can be read; making them fewer takes minutes on a database.
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
        self.assertEqual(CaseMachine.seen, {None, 'asked', 'granted'}, "steps never taken")
