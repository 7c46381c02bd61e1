"""Every act of the soak can be done, one after the other, on a server of its own."""

import json
import os
from types import SimpleNamespace

import pytest
from toolbox import settings
from toolbox.beside import Visitor
from toolbox.database import Databases
from toolbox.odoo import RESULT_MARK
from toolbox.soak import day
from toolbox.soak.colleague import Desk, Manager, Mediator
from toolbox.soak.office import SCRIPTS
from toolbox.soak.public import Public

from odoo.sql_db import close_db

from .conftest import Served

PEOPLE = settings.ROOT / 'benchmarks' / 'scripts' / 'people.py'
PASSWORD = 'soak-in-a-test'


def run(served, script, **parameters):
    log = settings.LOGS / f'{served.database}-shell.log'
    output = served.odoo.shell(served.database, script.read_text(), log, **parameters)
    line = next(line for line in output.splitlines() if line.startswith(RESULT_MARK))
    return json.loads(line.removeprefix(RESULT_MARK))


@pytest.fixture(scope='module')
def soaked():
    """An office with one mediator, a desk and a manager."""
    source = os.environ['HERSTEL_TEST_DB']
    close_db(source)  # a database that somebody is connected to cannot be copied
    served = Served(f'{source}_soaked')
    databases = Databases(served.odoo)
    databases.copy(source, served.database)
    try:
        run(served, PEOPLE, mediators=1, password=PASSWORD)
        facts = run(served, SCRIPTS / 'office.py', smtp_port=9, codes=0)
        served.start()
        yield SimpleNamespace(
            query=served.query,
            database=served.database,
            base_url=served.base_url,
            password=PASSWORD,
            facts=facts,
            visitor=lambda: Visitor(served.base_url),
        )
    finally:
        served.stop()
        close_db(served.database)
        databases.drop(served.database)


def test_each_act_leaves_what_it_should(soaked):
    public, desk = Public(soaked), Desk(soaked, 'desk')
    mediator, manager = Mediator(soaked, 'mediator_1'), Manager(soaked, 'manager')
    done = []

    def do(somebody, *names):
        for name in names:
            somebody.do(name)
            done.append(name)

    def count(table):
        return soaked.query(f'SELECT count(*) FROM {table}')[0][0]

    while not count('mediation_case'):
        do(public, 'register')
        do(desk, 'log_in', 'open_registrations', 'triage')
    do(mediator, 'take_up', 'open_board', 'open_case', 'log_a_call', 'write_a_note')
    do(mediator, 'write_a_letter', 'send_a_mail')
    do(manager, 'open_pipeline', 'open_dashboard')
    first = mediator.under_way[0][1]
    shown = mediator.press('mediation.party', 'action_hand_over_code', first)['context']
    visitor = Public(soaked)
    visitor.codes = iter([shown['default_shown_code']] * 2)
    do(visitor, 'visit_the_own_page', 'type_a_wrong_code', 'fetch_the_leaflet')
    do(visitor, 'look_at_the_website', 'look_at_the_form')

    planned = {*day.PUBLIC, *day.DESK, *day.MANAGER, *day.MEDIATOR}
    assert planned == set(done)
    tables = ('note', 'message', 'dispatch', 'contact')
    assert [count(f'mediation_{name}') for name in tables] == [1, 1, 1, 1]
    assert count('mediation_session') == 2
    assert len(public.receipts) == count('mediation_registration')
