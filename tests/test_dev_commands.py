"""The commands in dev/ as a person starts them, on the platform that runs this suite."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid

import pytest
from toolbox import locks, postgres, process, settings, sql
from toolbox.served import Record

OWN = ('ODOO_RC', 'PYTHONPYCACHEPREFIX', 'VIRTUAL_ENV')


def environment(**changes):
    """The variables of whoever started ./dev/test, with `changes`."""
    removed = OWN
    if os.environ['HERSTEL_SERVER'] == 'private':
        removed += postgres.ALL_VARIABLES
    return process.replace_environment(**{**dict.fromkeys(removed), **changes})


def run(command, *arguments, text='', **changes):
    return subprocess.run(
        [sys.executable, settings.DEV / command, *arguments],
        input=text,
        capture_output=True,
        encoding='utf-8',
        env=environment(**changes),
        timeout=120,
        check=False,
    )


def assert_refused(result, words):
    """One line that says what to do, and nothing that a programmer alone would read."""
    assert result.returncode == 1
    assert words in result.stderr
    assert result.stderr.count('\n') == 1, result.stderr


def test_a_taken_port_is_refused_before_anything_slow(tmp_path):
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run('serve', '--port', port, HERSTEL_HOME=str(tmp_path / 'home'))
    assert_refused(result, f'Port {port} is taken')
    assert not (tmp_path / 'home').exists()


def test_without_apt_the_person_is_told_what_to_set(tmp_path):
    result = run(
        'serve', '--port', '0x', HERSTEL_HOME=str(tmp_path), PATH=str(tmp_path), ODOO_SOURCE=None
    )
    assert_refused(result, '0x is not a port')
    port = str(postgres.free_port())
    result = run(
        'serve', '--port', port, HERSTEL_HOME=str(tmp_path), PATH=str(tmp_path), ODOO_SOURCE=None
    )
    assert_refused(result, 'set ODOO_SOURCE')


def test_a_server_that_does_not_answer_is_named():
    result = run('serve', '--port', str(postgres.free_port()), PGHOST='127.0.0.1', PGPORT='1')
    assert_refused(result, 'PG* variables')


def test_a_script_runs_in_odoos_shell():
    database = os.environ['HERSTEL_TEST_DB']
    result = run('odoo', 'shell', '-d', database, '--no-http', text='print(env.cr.dbname)')
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == database


@pytest.fixture
def database():
    """The name of a database for one test, gone afterwards."""
    name = f'test_{uuid.uuid4().hex[:8]}'
    yield name
    sql.drop_database(sys.executable, {}, name)
    Record.path(name).unlink(missing_ok=True)


class Serving:
    """A ./dev/serve that runs, until the end of the block at the latest."""

    def __init__(self, database, *options):
        self.port = postgres.free_port()
        command = [sys.executable, settings.DEV / 'serve', '--database', database]
        command += ['--port', str(self.port), *options]
        self.child = process.start(
            command, stdout=subprocess.PIPE, encoding='utf-8', env=environment()
        )

    def __enter__(self):
        self.lines = []
        for line in self.child.stdout:
            self.lines.append(line)
            if line.startswith('Stop with Ctrl-C'):
                return self
        raise AssertionError(''.join(self.lines))

    def __exit__(self, *_error):
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()

    def answers(self):
        try:
            url = f'http://127.0.0.1:{self.port}/web/health'
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer) == {'status': 'pass'}
        except OSError:
            return False


def test_serve_survives_being_killed_and_stops_when_asked(database):
    with Serving(database, '--no-demo') as first:
        assert first.answers()
        assert f'http://localhost:{first.port}/en/herstelbemiddeling/aanmelden\n' in ''.join(
            first.lines
        )
        password = Record.read(database).users[0]['password']
        assert any(password in line for line in first.lines)
        first.child.kill()
        first.child.wait()
        deadline = time.monotonic() + 60
        while first.answers() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not first.answers(), "Odoo outlived ./dev/serve"

    with Serving(database, '--no-demo') as second:
        assert not any('Demo data' in line or 'Passwords' in line for line in second.lines)
        assert Record.read(database).users[0]['password'] == password
        result = run('serve', '--database', database, '--port', str(postgres.free_port()))
        assert_refused(result, 'served already')
        second.child.send_signal(signal.SIGINT)
        assert second.child.wait(30) == 0
        assert not second.answers()

    result = run('serve', '--database', database, '--port', str(postgres.free_port()))
    assert_refused(result, '--reset')


def test_the_database_server_stays_while_the_suite_uses_it():
    assert locks.take_now(postgres.LOCK) is None
