"""The parts of the development platform that can be looked at alone."""

import os
import signal
import subprocess
import sys
import time

import pytest
from toolbox import apt, lint, locks, odoo, odoo_source, postgres, process, serve, settings
from toolbox.console import Stop


def test_the_mirror_is_debians_own_archive():
    targets = (
        'https://else.example/repo/|Else|main|stable\n'
        'https://mirror.example/security|Debian|main|bookworm-security\n'
        'https://mirror.example/debian|Debian|contrib|bookworm\n'
        'https://mirror.example/debian|Debian|main|bookworm\n'
    )
    assert apt.parse_mirror(targets) == 'https://mirror.example/debian'
    assert apt.parse_mirror('https://else.example/repo/|Else|main|stable\n') is None


def test_a_simulated_installation_tells_what_is_missing():
    plan = (
        'NOTE: This is only a simulation!\n'
        'Inst libpq5 [15.1] (15.18-0+deb12u1 Debian:12.1/stable [amd64])\n'
        'Inst postgresql-15 (15.18-0+deb12u1 Debian:12.1/stable [amd64])\n'
        'Conf libpq5 (15.18-0+deb12u1 Debian:12.1/stable [amd64])\n'
    )
    assert apt.parse_plan(plan) == [
        ('libpq5', '15.18-0+deb12u1'),
        ('postgresql-15', '15.18-0+deb12u1'),
    ]


def test_only_lines_of_odoos_log_are_trouble(tmp_path):
    log = tmp_path / 'odoo.log'
    warning = '2026-01-01 10:00:00,123 4242 WARNING demo odoo.fields: unknown parameter'
    error = '2026-01-01 10:00:00,123 4242 ERROR demo odoo.sql_db: bad query'
    log.write_text(
        '2026-01-01 10:00:00,123 4242 INFO demo odoo.modules: no WARNING here\n'
        f'<string>:38: (ERROR/3) Unexpected indentation.\n{warning}\n{error}\n'
    )
    assert odoo.trouble(log) == [warning, error]


@pytest.mark.parametrize('version', ["(18, 0, 0, FINAL, 0, '')", "('saas~19', 1, 0, FINAL, 0, '')"])
def test_odoo_of_another_series_is_refused(tmp_path, monkeypatch, version):
    (tmp_path / 'odoo').mkdir()
    (tmp_path / 'odoo/release.py').write_text(f'version_info = {version}\n')
    monkeypatch.setenv('ODOO_SOURCE', str(tmp_path))
    with pytest.raises(Stop, match=r'needs 19\.0: set ODOO_SOURCE'):
        odoo_source.find()


def test_sources_without_odoo_are_refused(tmp_path, monkeypatch):
    monkeypatch.setenv('ODOO_SOURCE', str(tmp_path))
    with pytest.raises(Stop, match=r'no odoo/release\.py'):
        odoo_source.find()


@pytest.mark.parametrize(
    'arguments',
    [
        ['--port', '0'],
        ['--port', '65536'],
        ['--port', 'http'],
        ['--workers', '-1'],
        ['--database', 'a;b'],
        ['--database', 'postgres'],
        ['--database', 'herstel_template_x'],
        ['--unknown'],
    ],
)
def test_a_wrong_option_is_refused_in_one_line(arguments):
    with pytest.raises(Stop, match=r'see \./dev/serve --help') as refusal:
        serve.main(arguments)
    assert '\n' not in str(refusal.value)


def test_secrets_are_for_their_owner_only(tmp_path):
    path = tmp_path / 'secret'
    path.write_text('old, and open to all')
    settings.write_private(path, 'new')
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text() == 'new'


def test_a_lock_is_free_again_when_its_holder_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, 'HOME', tmp_path)
    with locks.exclusive('test'):
        pass
    path = tmp_path / 'lock/test'
    script = f'import fcntl, time; f = open({str(path)!r}); fcntl.flock(f, fcntl.LOCK_EX)'
    command = [sys.executable, '-c', f'{script}; print("held", flush=True); time.sleep(60)']
    holder = process.start(command, stdout=subprocess.PIPE)
    holder.stdout.readline()
    assert locks.take_now('test') is None
    holder.kill()
    holder.wait()
    with locks.take_now('test'):
        pass


def test_a_child_ends_when_its_parent_is_killed():
    script = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); from toolbox import process;"
        "print(process.start(['sleep', '60']).pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, '-c', script, settings.DEV]
    parent = process.start(command, stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def test_a_later_process_is_not_taken_for_the_database_server(tmp_path):
    server = postgres.PrivateServer(sys.executable, tmp_path)
    server.data.mkdir()
    pid_file = server.data / 'postmaster.pid'
    pid_file.write_text(f'{os.getpid()}\n{server.data}\n0\n5432\n\n127.0.0.1\n0\nready   \n')
    assert server._running_port() is None
    server._forget_dead_server()
    assert not pid_file.exists()


def test_what_belongs_to_one_machine_is_found():
    assert lint.FORBIDDEN.search("open('/home/someone/file')")
    assert lint.FORBIDDEN.search('cd /root/checkout')
    assert not lint.FORBIDDEN.search("self.url_open('/my/home/')")
    assert not lint.FORBIDDEN.search('$HOME/work/file')


def _runs(pid):
    """Whether the process is there and is no zombie waiting for somebody to notice."""
    try:
        with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
            return file.read().rpartition(')')[2].split()[0] != 'Z'
    except FileNotFoundError:
        return False
