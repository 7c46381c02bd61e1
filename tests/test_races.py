"""Somebody stops while a colleague plans or sends: nothing is planned or sent after it."""

import os
import sys
import threading
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from toolbox.database import Databases
from toolbox.odoo import Odoo

from odoo import Command, fields
from odoo.sql_db import close_db

from .two_connections import Race


class Server:
    """The database server that ./dev/test named in this process's variables."""

    variables = {}


@pytest.fixture(scope='module')
def race():
    """Two connections to a copy of the database that is committed to."""
    source = os.environ['HERSTEL_TEST_DB']
    close_db(source)  # a database that somebody is connected to cannot be copied
    name = f'{source}_race'
    databases = Databases(Odoo(Path(sys.prefix), Server()))
    databases.copy(source, name)
    race = Race(name)
    yield race
    race.stop()
    databases.drop(name)


class Case:
    """A case in which contact is about to take place, by the numbers of its rows."""

    def __init__(self, race):
        self.race = race
        with race.course('contact') as steps:
            steps.case.sudo().co_mediator_ids = [Command.link(steps.co_mediator.id)]
            self.id, self.initiator, self.other = (
                steps.case.id, steps.initiator.id, steps.other.id,
            )  # fmt: skip
            for party in steps.initiator | steps.other:
                party.with_user(steps.mediator).write(
                    {
                        'email_address': f'{party.code.lower()}@example.org',
                        'contact_mode_ids': [Command.link(steps.modes['letter'].id)],
                    }
                )
            self.meeting = steps.case.contact_ids.id
            self.without_go = steps.contact('meeting').id
            letters = steps.contact('letter')
            letters.action_give_go()
            read_back = steps.message(letters)
            read_back.action_read_back()
            self.read_back = read_back.id
            wanted = steps.message(letters)
            for step in ('read_back', 'release', 'wants_it'):
                getattr(wanted, f'action_{step}')()
            self.wanted = wanted.id
            mail = {'party_id': self.initiator, 'kind': 'confirmation', 'channel': 'mail'}
            Dispatch = steps.env['mediation.dispatch'].with_user(steps.mediator)
            self.mail = Dispatch.create(mail).id
            self.paper = Dispatch.create({**mail, 'channel': 'handed'}).id

    # What somebody does

    def withdraw(self, env):
        env['mediation.consent'].create(
            {'party_id': self.other, 'purpose': 'participation', 'decision': 'withdrawn'}
        )

    def plan_a_talk(self, env, **values):
        env['mediation.session'].create(
            {
                'case_id': self.id,
                'party_ids': [Command.set([self.initiator])],
                'kind': 'preparation',
                'date_start': fields.Datetime.now() + timedelta(days=3),
                'place': "Somewhere",
                **values,
            }
        )

    def plan_the_meeting(self, env):
        both = [Command.set([self.initiator, self.other])]
        self.plan_a_talk(env, kind='meeting', contact_id=self.meeting, party_ids=both)

    def give_the_go(self, env):
        env['mediation.contact'].browse(self.without_go).action_give_go()

    def begin_a_contact(self, env):
        env['mediation.contact'].create(
            {
                'case_id': self.id,
                'party_ids': [Command.set([self.initiator, self.other])],
                'contact_mode_id': env.ref('herstelbemiddeling.mediation_contact_mode_letter').id,
            }
        )

    def release(self, env):
        env['mediation.message'].browse(self.read_back).action_release()

    def deliver(self, env):
        env['mediation.message'].browse(self.wanted).action_deliver()

    def queue_a_mail(self, env):
        env['mediation.dispatch'].browse(self.mail).action_send()

    def print_a_letter(self, env):
        env['mediation.dispatch'].browse(self.paper).action_print()

    def refuse_letters(self, env):
        letter = env.ref('herstelbemiddeling.mediation_contact_mode_letter')
        env['mediation.consent'].create(
            {
                'party_id': self.other,
                'purpose': 'contact_mode',
                'contact_mode_id': letter.id,
                'decision': 'withdrawn',
            }
        )

    def forbid_contact(self, env):
        env['mediation.restriction'].create(
            {'party_id': self.other, 'protected_party_id': self.initiator}
        )

    # What is left

    def is_delivered(self):
        return self._state_of('mediation.message', self.wanted) == 'delivered'

    def is_printed(self):
        return self._state_of('mediation.dispatch', self.paper) == 'printed'

    def assert_nothing_goes_on(self):
        with self.race.as_superuser() as env:
            case = env['mediation.case'].browse(self.id)
            assert 'planned' not in case.session_ids.mapped('state')
            assert not case.contact_ids.filtered(lambda c: c.state in ('preparing', 'planned'))
            waiting = {'draft', 'read_back', 'released'}
            assert not waiting & set(case.mediation_message_ids.mapped('state'))
            assert not {'draft', 'queued'} & set(case.dispatch_ids.mapped('state'))
            assert not env['calendar.event'].search_count(
                [('res_id', '=', case.id), ('start', '>', fields.Datetime.now())]
            )

    def _state_of(self, model, number):
        with self.race.as_superuser() as env:
            return env[model].browse(number).state


STEPS = (
    'plan_a_talk', 'plan_the_meeting', 'give_the_go', 'begin_a_contact', 'release', 'deliver',
    'queue_a_mail', 'print_a_letter',
)  # fmt: skip


@pytest.mark.parametrize('step', STEPS)
def test_who_is_second_to_a_withdrawal_hears_so_and_nothing_is_left(race, step):
    case = Case(race)
    assert race.together(case.withdraw, getattr(case, step)), step
    case.assert_nothing_goes_on()
    assert not case.is_delivered()
    assert not case.is_printed()


@pytest.mark.parametrize('step', STEPS)
def test_a_withdrawal_ends_what_was_done_a_moment_before_it(race, step):
    case = Case(race)
    assert race.together(getattr(case, step), case.withdraw) is None
    case.assert_nothing_goes_on()


def test_two_withdrawals_at_once_are_both_recorded(race):
    case = Case(race)
    assert race.together(case.withdraw, case.withdraw) is None
    case.assert_nothing_goes_on()


@pytest.mark.parametrize('end', ['refuse_letters', 'forbid_contact'])
def test_no_letter_is_delivered_after_it_was_refused_or_forbidden(race, end):
    case = Case(race)
    assert race.together(getattr(case, end), case.deliver)
    assert not case.is_delivered()
    case = Case(race)
    assert race.together(case.deliver, getattr(case, end)) is None
    assert case.is_delivered()


class Post:
    """The job that sends mail, in a database with one mail in the queue."""

    def __init__(self, race):
        self.race, self.case, self.left = race, Case(race), []
        race.does('mediator', self.case.queue_a_mail)

    def run(self, before_leaving=lambda: None):
        def send(_dispatch):
            before_leaving()
            self.left.append(self.is_withdrawn())

        sending = patch.object(self.race.registry['mediation.dispatch'], '_send', send)
        with sending, self.race.as_superuser() as env:
            env['mediation.dispatch']._send_queued()

    def is_withdrawn(self):
        with self.race.as_superuser() as env:
            return env['mediation.party'].browse(self.case.other).state == 'withdrawn'

    def withdraw(self):
        self.race.does('co_mediator', self.case.withdraw)


def test_who_stops_while_a_mail_leaves_waits_until_it_has_left(race):
    post = Post(race)
    other = threading.Thread(target=post.withdraw)

    def stop_now():
        other.start()
        race.wait_for(other)

    post.run(before_leaving=stop_now)
    other.join()
    assert post.left == [False]
    assert post.is_withdrawn()
    post.case.assert_nothing_goes_on()


def test_a_mail_does_not_leave_when_somebody_stopped_a_moment_before(race):
    post = Post(race)
    jobs = race.registry['ir.cron']
    commit = jobs._commit_progress

    def commit_and_be_overtaken(job, *arguments, **values):
        left = commit(job, *arguments, **values)
        if not post.is_withdrawn():
            post.withdraw()
        return left

    with patch.object(jobs, '_commit_progress', commit_and_be_overtaken):
        post.run()
    assert post.is_withdrawn()
    assert post.left == []
    post.case.assert_nothing_goes_on()


def test_a_mail_waits_while_somebody_is_at_work_in_its_case(race):
    post = Post(race)
    jobs = race.registry['ir.cron']
    commit = jobs._commit_progress
    with race.registry.cursor() as cr:

        def commit_and_be_held_up(job, *arguments, **values):
            left = commit(job, *arguments, **values)
            cr.execute('SELECT FROM mediation_case WHERE id = %s FOR UPDATE', [post.case.id])
            return left

        with patch.object(jobs, '_commit_progress', commit_and_be_held_up):
            post.run()
        assert post.left == []
    post.run()
    assert post.left == [False]


def test_two_people_who_write_at_the_same_moment_lose_no_word(race):
    case = Case(race)

    def write(words):
        def save(env):
            party = env['mediation.party'].browse(case.initiator)
            seen = {f'mediation.party,{party.id}': {}}
            party.with_context(seen_revisions=seen).web_save({'wishes': words}, {})

        return save

    said = race.together(write("Words of the first"), write("Words of the second"))
    assert "Somebody else has changed this" in said
    assert "Wishes and expectations" in said
    kept = []
    race.does(
        'mediator', lambda env: kept.append(env['mediation.party'].browse(case.initiator).wishes)
    )
    assert kept == ["Words of the first"]


def test_two_people_who_write_something_else_at_the_same_moment_both_keep_it(race):
    case = Case(race)

    def write(field):
        def save(env):
            party = env['mediation.party'].browse(case.initiator)
            seen = {f'mediation.party,{party.id}': {}}
            party.with_context(seen_revisions=seen).web_save({field: "Words"}, {})

        return save

    assert race.together(write('wishes'), write('safe_times')) is None
