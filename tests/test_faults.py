"""Whatever fails while people register, nothing is lost and nothing is doubled.

The short form of ./dev/faults, on a copy of the test database; and that its counting would notice.
"""

import os
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import pytest
from toolbox import settings
from toolbox.applicants import Applicant
from toolbox.faults.checks import Checks
from toolbox.faults.crowd import Person
from toolbox.postgres import ALL_VARIABLES

from odoo.sql_db import close_db

HOLDS = (
    "Everybody who went on got a receipt",
    "Stored = receipts given",
    "What is stored is what was told",
    "Every receipt opens its page",
    "No mail twice, and none lost",
    "The desk was told of all of them",
    "Every seal opens",
    "The audit trail is whole",
    "No word of anybody lies about",
)


@pytest.fixture(scope='module')
def faults():
    """What the command says. It does not look like the others from outside: it is over by then."""
    close_db(os.environ['HERSTEL_TEST_DB'])  # one that somebody is connected to is not copied
    variables = dict(os.environ)
    if os.environ['HERSTEL_SERVER'] == 'private':
        for name in ALL_VARIABLES:
            variables.pop(name, None)
    command = [sys.executable, settings.DEV / 'faults']
    return subprocess.run(
        [*command, '--database', os.environ['HERSTEL_TEST_DB']],
        env=variables,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def test_nothing_is_lost_and_nothing_is_doubled_whatever_fails(faults):
    assert faults.returncode == 0, faults.stdout
    for what in HOLDS:
        assert f'  yes  {what}' in faults.stdout


RECEIPT, OTHER = 'AAAA-AAAA-AAAA-AAAA', 'CCCC-CCCC-CCCC-CCCC'


def stored(receipt=RECEIPT, **values):
    told = {'story': "story", 'wants_confirmation': True, 'is_apart': False}
    told |= {'registrant_email': False, 'email_address': 'a@example.org', 'confirmation': 'sent'}
    return {'receipt': receipt, **told, **values}


def person(receipt=RECEIPT, has_sent=True):
    applicant = Applicant('http://localhost', {}, has_sent=has_sent, receipt=receipt)
    return Person(applicant, 'a@example.org', "story")


def checks(*registrations, people=None, claimed=None, received=None, told=None, unannounced=0):
    """Checks of a run that ended like this."""
    numbers = {'mediation_submission': claimed, 'mail_notification': told}

    def count(statement):
        text = statement if isinstance(statement, str) else statement[0]
        number = next(number for table, number in numbers.items() if table in text)
        return [[len(registrations) if number is None else number, unannounced]]

    sink = SimpleNamespace(received=Counter({'a@example.org': 1} if received is None else received))
    machine = SimpleNamespace(sql=count, sink=sink)
    found = Checks(machine, SimpleNamespace(people=people or [person()]), 1)
    found.stored, found.looked = list(registrations), {'letters': []}
    return found


def test_a_receipt_without_a_registration_is_found():
    assert not checks(stored())._stored_once().wrong
    assert checks()._stored_once().wrong
    assert checks(stored(OTHER))._stored_once().wrong


def test_a_registration_that_is_there_twice_is_found():
    assert checks(stored(), stored())._stored_once().wrong
    assert checks(stored(), stored(None))._stored_once().wrong
    assert checks(stored(), claimed=2)._stored_once().wrong
    assert checks(stored(), people=[person(), person()])._stored_once().wrong


def test_who_heard_nothing_may_be_stored_or_not():
    people = [person(), person(None)]
    assert not checks(stored(), people=people)._stored_once().wrong
    assert not checks(stored(), stored(None), people=people)._stored_once().wrong
    not_sent = [person(), person(None, has_sent=False)]
    assert checks(stored(), stored(None), people=not_sent)._stored_once().wrong


def test_other_words_than_were_told_are_found():
    assert not checks(stored())._as_it_was_told().wrong
    assert checks(stored(story="another"))._as_it_was_told().wrong


@pytest.mark.parametrize(
    ('state', 'mails', 'is_wrong'),
    [
        ('sent', 1, False), ('sent', 0, True), ('sent', 2, True), ('uncertain', 0, False),
        ('uncertain', 1, False), ('uncertain', 2, True), ('failed', 0, False), ('failed', 1, True),
        ('queued', 1, True), (False, 0, True),
    ],
)  # fmt: skip
def test_a_mail_that_is_lost_or_there_twice_is_found(state, mails, is_wrong):
    found = checks(stored(confirmation=state), received={'a@example.org': mails})
    assert bool(found._mailed_once(0).wrong) == is_wrong
    assert found._mailed_once(1).wrong


def test_a_desk_that_was_told_too_often_or_not_is_found():
    two = (stored(), stored(OTHER))
    for told in (1, 2):
        assert not checks(*two, told=told)._desk_told().wrong
    assert checks(*two, told=0)._desk_told().wrong
    assert checks(*two, told=3)._desk_told().wrong
    assert checks(*two, told=1, unannounced=1)._desk_told().wrong
    assert checks(stored(is_apart=True), told=1)._desk_told().wrong
