"""The database server: a private one in the home folder, or the one that PG* variables name.

PostgreSQL does not run as root. Started by root, it runs as an account without rights, with
its data in a folder that account can reach.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

from . import accounts, locks, process, programs, settings, sql
from .console import Stop, step
from .external_postgres import ExternalServer

LOCK = 'postgres'
ROLE = 'odoo'
ROLE_RIGHTS = 'LOGIN CREATEDB NOCREATEROLE'
ADMIN = 'postgres'
NAMING_VARIABLES = ('PGHOST', 'PGHOSTADDR', 'PGSERVICE', 'PGPORT')
ALL_VARIABLES = (*NAMING_VARIABLES, 'PGUSER', 'PGPASSWORD', 'PGPASSFILE', 'PGDATABASE')
ALL_VARIABLES += ('PGSSLMODE', 'PGOPTIONS', 'PGSERVICEFILE')
CONFIGURATION = """
# Added by the development platform: no socket file, no query compiler, no time zone files.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
jit = off
fsync = on
max_connections = 200
timezone = 'GMT'
log_timezone = 'GMT'
"""

# The log of the server holds no values either: no statement that failed, no row, and of errors
# nothing at all, since the first line of some quotes what could not be read. Odoo logs those. Given
# at every start, so that a cluster that was made before has them too.
LOGGING = {
    'log_min_messages': 'log',
    'log_min_error_statement': 'panic',
    'log_error_verbosity': 'terse',
}


class PrivateServer:
    """A cluster of our own on a free port of 127.0.0.1."""

    external = False

    def __init__(self, python, folder, account=None):
        self.python = python
        self.folder = folder
        self.account = account
        self.data = folder / 'data'
        self.log = folder / 'postgres.log'
        self.port = None
        self.programs = None

    @property
    def variables(self):
        """The PG* variables for Odoo; whatever else is set in the environment is removed."""
        return self._variables(ROLE)

    def start(self):
        """Use the server when it runs, else start it, making it first when there is none."""
        self._prepare_folder()
        self.programs = programs.postgres_server(self._program_root())
        if not self.data.exists():
            with step("PostgreSQL, a new cluster"):
                self._initialise()
        self.port = self._running_port()
        if not self.port:
            with step("PostgreSQL"):
                self._launch()
        self._prepare_roles()

    def stop(self, mode='fast'):
        """Stop it; 'immediate' is as hard as a power cut."""
        if not self.programs or not self._server_process():
            return
        command = self._pg_ctl('stop', '--mode', mode)
        quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
        subprocess.run(command, check=False, **quiet, **self._as_account())

    def admin_sql(self, *statements, database='postgres'):
        """Run `statements` as the superuser of the cluster."""
        return sql.run(self.python, self._variables(ADMIN), *statements, database=database)

    def run_program(self, name, *arguments):
        """Run a program of PostgreSQL as the superuser of the cluster."""
        options = self._as_account()
        named = {name: value for name, value in self._variables(ADMIN).items() if value}
        options['env'] = {**options['env'], **named}
        command = [self.programs.folder / name, *arguments]
        process.run(command, settings.LOGS / 'postgres-setup.log', **options)

    def make_audit_trail(self, database):
        """Do what an administrator of databases does: give the audit trail an owner of its own."""
        self.admin_sql(settings.AUDIT_TRAIL.read_text(encoding='utf-8'), database=database)

    def _prepare_folder(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.account and self.folder.stat().st_uid != self.account.pw_uid:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self.folder.chmod(0o700)

    def _program_root(self):
        """Our unpacked programs: in the home folder, or where the account can reach them."""
        inside = self.folder.is_relative_to(settings.HOME)
        root = settings.HOME if inside else self.folder.with_name(f'{self.folder.name}-programs')
        return root / 'postgresql'

    def _initialise(self):
        partial = self.folder / 'data.partial'
        (self.folder / 'roles-made').unlink(missing_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, ROLE)}
        self._write(self.folder / 'passwords.json', json.dumps(passwords))
        password_file = self.folder / 'initdb-password'
        self._write(password_file, passwords[ADMIN])
        command = [self.programs.folder / 'initdb', '--pgdata', partial, '--username', ADMIN]
        command += ['--auth', 'scram-sha-256', '--pwfile', password_file, '--encoding', 'UTF8']
        command += ['--locale', 'C.UTF-8' if os.uname().sysname == 'Linux' else 'C']
        try:
            self._run(command)
        except process.CommandFailed as failure:
            raise Stop(f"PostgreSQL could not make a cluster: {failure.log} says why.") from None
        password_file.unlink()
        with open(partial / 'postgresql.conf', 'a', encoding='utf-8') as file:
            file.write(CONFIGURATION)
        partial.rename(self.data)

    def _launch(self):
        """Start it on the port it had, or on another when that one is taken by now."""
        self._forget_dead_server()
        remembered = self.folder / 'port'
        wanted = int(remembered.read_text(encoding='utf-8')) if remembered.exists() else 0
        for asked in (wanted, 0, 0):
            port = free_port(asked)
            self._write(remembered, str(port))
            given = ' '.join(f'-c {name}={value}' for name, value in LOGGING.items())
            options = ['--wait', '--timeout', '120', '--log', self.log]
            options += ['--options', f'-p {port} {given}']
            try:
                self._run(self._pg_ctl('start', *options))
            except process.CommandFailed:
                continue
            self.port = port
            return
        raise Stop(f"PostgreSQL does not start: {self.log} says why.")

    def _running_port(self):
        """The port of our running server, waiting for one that is still starting."""
        deadline = time.monotonic() + 60
        while self._server_process():
            lines = self._pid_lines()
            if len(lines) > 7 and lines[7].strip() == 'ready':
                return int(lines[3])
            if time.monotonic() > deadline:
                raise Stop(
                    f"PostgreSQL (process {lines[0]}) neither starts nor ends: {self.log}"
                    " says why; end that process and start again."
                )
            time.sleep(0.2)
        return None

    def _server_process(self):
        """Whether the process in the pid file is really our server, not a later namesake."""
        lines = self._pid_lines()
        if not lines:
            return False
        command_line = Path(f'/proc/{lines[0].strip()}/cmdline')
        if Path('/proc/self/cmdline').exists():
            try:
                return str(self.data).encode() in command_line.read_bytes()
            except OSError:
                return False
        status = subprocess.run(self._pg_ctl('status'), check=False, **self._as_account())
        return status.returncode == 0

    def _forget_dead_server(self):
        if self._pid_lines() and not self._server_process():
            (self.data / 'postmaster.pid').unlink(missing_ok=True)

    def _pid_lines(self):
        try:
            return (self.data / 'postmaster.pid').read_text(encoding='utf-8').splitlines()
        except FileNotFoundError:
            return []

    def _prepare_roles(self):
        """The role of Odoo: it makes databases, no roles, and is no superuser."""
        stamp = self.folder / 'roles-made'
        if stamp.exists() and stamp.read_text(encoding='utf-8') == ROLE_RIGHTS:
            return
        try:
            exists = self.admin_sql(("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]))
            verb = 'ALTER' if exists else 'CREATE'
            password = self._passwords()[ROLE]
            self.admin_sql((f'{verb} ROLE {ROLE} {ROLE_RIGHTS} PASSWORD %s', [password]))
        except sql.SqlError as error:
            raise Stop(
                f"The private PostgreSQL refuses its own passwords ({error}): remove"
                f" {self.folder} to get a new one."
            ) from None
        self._write(stamp, ROLE_RIGHTS)

    def _passwords(self):
        return json.loads((self.folder / 'passwords.json').read_text(encoding='utf-8'))

    def _variables(self, role):
        return {
            **dict.fromkeys(ALL_VARIABLES),
            'PGHOST': '127.0.0.1',
            'PGPORT': str(self.port),
            'PGUSER': role,
            'PGPASSWORD': self._passwords()[role],
        }

    def _pg_ctl(self, action, *options):
        return [self.programs.folder / 'pg_ctl', action, '--silent', '-D', self.data, *options]

    def _run(self, command):
        process.run(command, settings.LOGS / 'postgres-setup.log', **self._as_account())

    def _as_account(self):
        """Options for a child process that runs as the account, from a folder it can reach."""
        variables = {**dict.fromkeys(ALL_VARIABLES), **self.programs.variables, 'LC_ALL': 'C'}
        # The server outlives the command that starts it: it must not end with its parent.
        options = {'cwd': '/', 'env': process.replace_environment(**variables), 'preexec_fn': None}
        if self.account:
            options.update(user=self.account.pw_uid, group=self.account.pw_gid, extra_groups=[])
        return options

    def _write(self, path, text):
        settings.write_private(path, text)
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def choose(python):
    """The server to use: that of the PG* variables when they name one, else our own."""
    if any(os.environ.get(name) for name in NAMING_VARIABLES):
        return ExternalServer(python)
    if os.geteuid():
        return PrivateServer(python, settings.HOME / 'postgres')
    account = accounts.unprivileged()
    folder = settings.HOME / 'postgres'
    if not accounts.reaches(account, settings.HOME):
        digest = settings.digest(str(settings.HOME))
        folder = Path('/var/lib') / f'herstelbemiddeling-{digest}'
    return PrivateServer(python, folder, account)


def leave(server):
    """Stop a server that nobody uses any more. The caller no longer holds the shared lock."""
    last = locks.take_now(LOCK)
    if last:
        with last:
            server.stop()


def free_port(wanted=0):
    """`wanted` when it is free on 127.0.0.1, else a free port."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Stop("No port of 127.0.0.1 is free: stop some servers and start again.")
