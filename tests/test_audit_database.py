"""The audit trail in PostgreSQL: what Odoo's role can do to it, and what the check finds."""

import os
import subprocess
import sys
import threading

import psycopg2
import pytest
from toolbox import settings, sql

from odoo.sql_db import close_db, db_connect

from odoo.addons.herstelbemiddeling.audit import status, store
from odoo.addons.herstelbemiddeling.audit.check import check, read_head

ENTRY = {'uid': 2, 'session': 'program', 'request': 'r', 'verb': 'opened', 'code': 'HB-ACDEFG'}
FORBIDDEN_EVER = (
    "UPDATE herstelbemiddeling_audit.entry SET verb = 'searched'",
    'DELETE FROM herstelbemiddeling_audit.entry',
    'TRUNCATE herstelbemiddeling_audit.entry',
    'DELETE FROM herstelbemiddeling_audit.head',
    'TRUNCATE herstelbemiddeling_audit.head',
)
FORBIDDEN_TO_ODOO = (
    *FORBIDDEN_EVER,
    "UPDATE herstelbemiddeling_audit.head SET seq = 0, hash = ''",
    "INSERT INTO herstelbemiddeling_audit.entry SELECT * FROM herstelbemiddeling_audit.entry",
    'SELECT * FROM herstelbemiddeling_audit.head FOR UPDATE',
    'ALTER TABLE herstelbemiddeling_audit.entry DISABLE TRIGGER ALL',
    'ALTER TABLE herstelbemiddeling_audit.entry DROP COLUMN uid',
    'ALTER TABLE herstelbemiddeling_audit.entry OWNER TO CURRENT_USER',
    (
        'CREATE TRIGGER t BEFORE INSERT ON herstelbemiddeling_audit.entry'
        ' EXECUTE FUNCTION herstelbemiddeling_audit.refuse()'
    ),
    'CREATE RULE r AS ON INSERT TO herstelbemiddeling_audit.entry DO INSTEAD NOTHING',
    'CREATE TABLE herstelbemiddeling_audit.other ()',
    'DROP TABLE herstelbemiddeling_audit.entry',
    'DROP SCHEMA herstelbemiddeling_audit CASCADE',
    'ALTER SCHEMA herstelbemiddeling_audit RENAME TO other',
    'DROP FUNCTION herstelbemiddeling_audit.append(jsonb)',
    (
        'CREATE OR REPLACE FUNCTION herstelbemiddeling_audit.append(entries jsonb) RETURNS bigint'
        " LANGUAGE sql AS 'SELECT 1::bigint'"
    ),
    'LOCK TABLE herstelbemiddeling_audit.entry IN SHARE MODE',
    'SET ROLE herstelbemiddeling_audit',
    'GRANT herstelbemiddeling_audit TO CURRENT_USER',
    'DROP ROLE herstelbemiddeling_audit',
    'SET session_replication_role = replica',
)


class Env:
    """As much of an environment as ``status`` needs."""

    def __init__(self, cr):
        self.cr = cr

    def _(self, text, **values):
        return text % values if values else text


class Trail:
    """A database with nothing in it but a trail."""

    def __init__(self, name):
        self.name = name

    def run(self, statement, values=None):
        with db_connect(self.name).cursor() as cr:
            cr.execute(statement, values, log_exceptions=False)
            return cr.fetchall() if cr.description else []

    def append(self, count=1, **changes):
        store.append(
            self.name, [{**ENTRY, 'record_id': number, **changes} for number in range(count)]
        )

    def check(self, head=None):
        with db_connect(self.name).cursor() as cr:
            return list(check(cr, head))

    def head(self):
        with db_connect(self.name).cursor() as cr:
            return read_head(cr)

    def form(self):
        with db_connect(self.name).cursor() as cr:
            return status(Env(cr)).form

    def assert_refused(self, statement):
        with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.RaiseException)):
            self.run(statement)


@pytest.fixture
def trail():
    """A trail as Odoo's role makes it alone."""
    name = f'herstel_trail_{os.environ["HERSTEL_TEST_DB"]}'
    variables = {}
    sql.drop_database(sys.executable, variables, name)
    sql.run(sys.executable, variables, f'CREATE DATABASE {sql.name(name)} TEMPLATE template0')
    store.install(name)
    yield Trail(name)
    close_db(name)
    sql.drop_database(sys.executable, variables, name)


@pytest.fixture
def strong(trail, administrator):
    """The same after an administrator of databases has run the script."""
    if administrator:
        administrator(settings.AUDIT_TRAIL.read_text(encoding='utf-8'), database=trail.name)
    return trail


def test_a_database_administrator_gives_the_trail_its_strong_form(trail, strong, administrator):
    assert strong.form() == ('strong' if administrator else trail.form())
    strong.append()
    assert strong.check() == []


def test_odoo_can_append_and_nothing_else(strong):
    strong.append(2)
    forbidden = FORBIDDEN_TO_ODOO if strong.form() == 'strong' else FORBIDDEN_EVER
    for statement in forbidden:
        strong.assert_refused(statement)
    assert strong.run('SELECT count(*) FROM herstelbemiddeling_audit.entry') == [(2,)]
    assert strong.check() == []


def test_triggers_guard_what_odoo_owns_itself(trail):
    trail.append(2)
    for statement in FORBIDDEN_EVER:
        trail.assert_refused(statement)
    assert trail.form() in ('weak', 'revocable')


def test_a_trail_that_was_weak_keeps_its_entries_when_it_becomes_strong(trail, administrator):
    trail.append(3)
    head = trail.head()
    for _ in range(2 if administrator else 0):
        administrator(settings.AUDIT_TRAIL.read_text(encoding='utf-8'), database=trail.name)
    store.install(trail.name)  # an update of the addon leaves it as it is
    assert trail.head() == head
    assert trail.check() == []


def test_every_reason_why_a_trail_is_not_strong_is_seen(strong, administrator):
    if not administrator:
        return
    for statement, undo in (
        ('ALTER ROLE odoo CREATEROLE', 'ALTER ROLE odoo NOCREATEROLE'),
        ('GRANT herstelbemiddeling_audit TO odoo', 'REVOKE herstelbemiddeling_audit FROM odoo'),
        (
            'GRANT INSERT ON herstelbemiddeling_audit.entry TO odoo',
            'REVOKE INSERT ON herstelbemiddeling_audit.entry FROM odoo',
        ),
        (
            'ALTER TABLE herstelbemiddeling_audit.entry DISABLE TRIGGER ALL',
            'ALTER TABLE herstelbemiddeling_audit.entry ENABLE ALWAYS TRIGGER only_grows',
        ),
    ):
        administrator(statement, database=strong.name)
        try:
            form = strong.form()
        finally:
            administrator(undo, database=strong.name)
        assert form == ('revocable' if 'CREATEROLE' in statement else 'weak'), statement
        assert strong.form() == 'strong'


def test_a_role_that_may_create_roles_hands_the_trail_over_itself(trail, administrator):
    if not administrator:
        return
    administrator('ALTER ROLE odoo CREATEROLE', database=trail.name)
    try:
        store.install(trail.name)
        assert trail.form() == 'revocable'
    finally:
        administrator('ALTER ROLE odoo NOCREATEROLE', database=trail.name)
    assert trail.form() == 'strong'
    for statement in FORBIDDEN_TO_ODOO:
        trail.assert_refused(statement)


def test_what_was_left_in_a_weak_trail_is_out_when_it_becomes_strong(trail, administrator):
    """Not even while the script runs is anything of Odoo's role called as a superuser."""
    if not administrator:
        return
    for statement in (
        'CREATE TABLE seen (who text)',
        (
            'CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
            ' INSERT INTO public.seen VALUES (current_user); RETURN NEW; END $$'
        ),
        (
            'CREATE TRIGGER note BEFORE INSERT ON herstelbemiddeling_audit.head'
            ' FOR EACH ROW EXECUTE FUNCTION note()'
        ),
        (
            'CREATE FUNCTION format(text, regrole) RETURNS text LANGUAGE plpgsql AS $$ BEGIN'
            ' INSERT INTO public.seen VALUES (current_user); RETURN $1; END $$'
        ),
        'GRANT INSERT ON seen TO PUBLIC',
    ):
        trail.run(statement)
    administrator(settings.AUDIT_TRAIL.read_text(encoding='utf-8'), database=trail.name)
    assert not {'postgres'} & {who for (who,) in trail.run('SELECT who FROM seen')}
    assert trail.form() == 'strong'


def test_the_trail_goes_with_the_addon_where_that_is_permitted(trail, administrator, caplog):
    store.install(trail.name)
    store.uninstall(trail.name)
    assert trail.form() == 'missing'
    store.install(trail.name)
    if administrator:
        administrator(settings.AUDIT_TRAIL.read_text(encoding='utf-8'), database=trail.name)
        store.uninstall(trail.name)
        assert trail.form() == 'strong'
        assert 'DROP SCHEMA herstelbemiddeling_audit CASCADE' in caplog.text


def test_the_chain_does_not_fork_under_load(trail):
    failures = []

    def work(worker):
        try:
            for number in range(50):
                trail.append(record_id=number, session=f'worker {worker}')
        except psycopg2.Error as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert trail.head()[0] == 400
    assert trail.check() == []


def test_a_transaction_that_would_fork_the_chain_is_refused(trail):
    """As an entry would be that is written in a transaction of Odoo itself."""
    with db_connect(trail.name).cursor() as cr:
        cr.execute('SELECT seq FROM herstelbemiddeling_audit.head')
        trail.append()
        with pytest.raises(psycopg2.errors.SerializationFailure):
            cr.execute("SELECT herstelbemiddeling_audit.append('[{}]')", log_exceptions=False)
        cr.rollback()
    assert trail.check() == []


def test_nobody_forges_a_place_in_the_chain_or_a_moment(trail):
    trail.append(seq=7, hash='x', previous='y', moment='2000-01-01')
    rows = trail.run(
        'SELECT seq, previous, moment > now() - interval %s FROM herstelbemiddeling_audit.entry',
        ['1 day'],
    )
    assert rows == [(1, '', True)]
    assert trail.check() == []


TAMPERING = {
    "UPDATE entry SET uid = 3 WHERE seq = 4": 'Changed: entry 4 ',
    "UPDATE entry SET moment = moment + interval '1 us' WHERE seq = 4": 'Changed: entry 4 ',
    "UPDATE entry SET reason = '' WHERE seq = 4": 'Changed: entry 4 ',
    "UPDATE entry SET hash = 'x' WHERE seq = 4": 'Broken: entry 5 ',
    'DELETE FROM entry WHERE seq IN (4, 5)': 'Gap: between entry 3 and entry 6 ',
    'DELETE FROM entry WHERE seq = 1': 'Gap: between entry 0 and entry 2 ',
    'DELETE FROM entry WHERE seq > 7': 'Cut: the chain ends at entry 7, but 9 ',
    'ALTER TABLE entry DROP CONSTRAINT entry_pkey;'
    ' INSERT INTO entry SELECT * FROM entry WHERE seq = 4': 'Fork: entry 4 ',
    'UPDATE entry SET previous = (SELECT previous FROM entry WHERE seq = 4)'
    ' WHERE seq = 5': 'Fork: entry 5 ',
}


def test_the_check_finds_what_was_done_to_the_chain(trail):
    trail.append(9)
    remembered = trail.head()[1]
    assert trail.check(remembered) == []
    for statement, finding in TAMPERING.items():
        with db_connect(trail.name).cursor() as cr:
            cr.execute('SET LOCAL search_path = herstelbemiddeling_audit')
            cr.execute(f'ALTER TABLE entry DISABLE TRIGGER ALL; {statement}')
            findings = list(check(cr))
            cr.rollback()
        assert any(line.startswith(finding) for line in findings), (statement, findings)


def test_a_cut_end_that_hides_itself_is_found_with_a_remembered_head(trail):
    trail.append(9)
    remembered = trail.head()[1]
    trail.run(
        'SET LOCAL search_path = herstelbemiddeling_audit;'
        ' ALTER TABLE entry DISABLE TRIGGER ALL; DELETE FROM entry WHERE seq > 7;'
        ' UPDATE head SET seq = 7, hash = (SELECT hash FROM entry WHERE seq = 7)'
    )
    assert trail.check() == []
    trail.append(5)
    assert trail.check() == []
    assert [line[:24] for line in trail.check(remembered)] == ['Cut: the remembered head']


def test_the_command_says_what_it_finds(served):

    def command(*arguments):
        return subprocess.run(
            [*served.odoo.command('mediation_audit', *arguments, '-d', served.database)],
            capture_output=True,
            encoding='utf-8',
            env=served.odoo.environment,
            timeout=120,
            check=False,
        )

    served.shell("env['mediation.case'].create({'initiator_side': 'harmed'})")
    whole = command('check')
    assert (whole.returncode, whole.stdout) == (0, "The audit trail is whole.\n"), whole.stderr
    head = command('head').stdout.strip()
    assert command('check', '--head', head).returncode == 0
    other = command('check', '--head', 'f' * 64)
    assert other.returncode == 1
    assert other.stdout.startswith("Cut: the remembered head")
    form = 'strong' if os.environ['HERSTEL_SERVER'] == 'private' else ''
    assert command('status').stdout.startswith(form)
