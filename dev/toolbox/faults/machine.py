"""What is harmed: a database server, Odoo with several processes, a mail server, disks, a clock."""

import os
import shutil
import signal
import time
from pathlib import Path

from .. import accounts, postgres, process, settings, sql
from ..console import step
from ..odoo import Odoo
from ..server import OdooServer
from ..smtp_sink import SmtpSink
from .clock import Clock
from .disk import Disk
from .orders import Orders

DATABASE = 'herstel_faults'
WORKERS = 3
# Segments of 16 MB: a small log fills a small disk as a large one does a large disk.
SMALL_LOG = "max_wal_size = 64MB\nmin_wal_size = 32MB\n"


class Machine:
    """Made from a database that is there; `start` and `stop` it."""

    def __init__(self, ready, source):
        self.ready, self.source = ready, source
        self.folder, account = _folder()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o711, parents=True)
        self.database_disk = Disk(self.folder / 'database')
        self.files_disk = Disk(self.folder / 'files')
        self.temporary = self.files_disk.folder / 'tmp'
        self.temporary.mkdir()
        self.clock = Clock(self.folder)
        self.orders = Orders(self.folder)
        self.sink = SmtpSink()
        self.postgres = _Postgres(
            ready.odoo.python, self.database_disk.folder / 'postgres', account, self.clock
        )
        self.data = self.files_disk.folder / 'data'
        self.logs = []
        self.ended_by_itself = 0  # how often
        self.shell_log = settings.LOGS / 'faults-shell.log'
        self._port = postgres.free_port()
        self._server = None

    @property
    def base_url(self):
        return f'http://127.0.0.1:{self._port}'

    def start(self):
        self.postgres.start()
        with step("A copy of the database on it"):
            self._copy_database()
        with step("Odoo"):
            self.start_odoo()

    def stop(self):
        if self._server:
            self._server.stop()
        self.sink.stop()
        self.postgres.stop('immediate')

    def start_odoo(self):
        odoo = _Harmed(self.ready.odoo, self.postgres, self._variables())
        self.logs.append(settings.LOGS / f'faults-odoo-{len(self.logs) + 1}.log')
        options = ['--data-dir', str(self.data)]
        options += ['--smtp', '127.0.0.1', '--smtp-port', str(self.sink.port)]
        self._server = OdooServer(
            odoo, DATABASE, self.logs[-1], self._port, WORKERS, cron=True, options=options
        )
        self._server.start()

    def keep_odoo_up(self):
        """Start Odoo again when it has ended, as a service manager does (`Restart=always`).

        Its first process ends when it has to make a worker while PostgreSQL is away: see
        `check_registries` in odoo/service/server.py.
        """
        time.sleep(1)  # it may be about to
        if self._server.has_ended:
            self.ended_by_itself += 1
            self.start_odoo()

    def kill_odoo(self):
        """All its processes at once."""
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()

    def workers(self):
        """The processes of Odoo under the first one."""
        children = Path(f'/proc/{self._server.pid}/task/{self._server.pid}/children')
        return [int(pid) for pid in children.read_text(encoding='ascii').split()]

    def sql(self, *statements):
        variables = self.postgres.variables
        return sql.run(self.ready.odoo.python, variables, *statements, database=DATABASE)

    def wake_jobs(self):
        """Let Odoo look now for jobs that are due."""
        self.postgres.admin_sql(f"NOTIFY cron_trigger, '{DATABASE}'")

    def shell(self, script, **parameters):
        """Run a script of the toolbox in an Odoo that nobody harms; return what it reported."""
        odoo = Odoo(self.ready.odoo.python_env, self.postgres, self.ready.odoo.libraries)
        options = ('--data-dir', str(self.data))
        return odoo.shell_result(DATABASE, script, self.shell_log, options, **parameters)

    def dump(self):
        """The database as a backup in plain text."""
        command = [self._program('pg_dump'), '--no-owner', DATABASE]
        return process.capture(command, env=self._postgres_environment(self.postgres))

    def _variables(self):
        return {
            **self.clock.variables,
            **self.orders.variables,
            'TMPDIR': str(self.temporary),
        }

    def _copy_database(self):
        """Bring the source over, with the audit trail in the hands of its own role."""
        dumped = self.folder / 'source.dump'
        dump = [self._program('pg_dump'), '--format=custom', '--compress=0', '--file', dumped]
        self._run([*dump, self.source], self.ready.server)
        self.postgres.make_audit_trail('postgres')  # for its role
        self.postgres.admin_sql(
            f'CREATE DATABASE {DATABASE} OWNER {postgres.ROLE} TEMPLATE template0'
        )
        restore = [self._program('pg_restore'), '--username', postgres.ADMIN, '--jobs', '2']
        if self.ready.server.external:
            restore += ['--no-owner', '--no-privileges', '--role', postgres.ROLE]
        restore += ['--dbname', DATABASE, dumped]
        self._run(restore, self.postgres, PGPASSWORD=self.postgres.password(postgres.ADMIN))
        dumped.unlink()
        files = settings.DATA / 'filestore' / self.source
        if files.exists():
            shutil.copytree(files, self.data / 'filestore' / DATABASE)

    def _program(self, name):
        return self.postgres.programs.folder / name

    def _run(self, command, server, **variables):
        environment = {**self._postgres_environment(server), **variables}
        process.run(command, settings.LOGS / 'faults-copy.log', env=environment)

    def _postgres_environment(self, server):
        variables = {**self.postgres.programs.variables, **server.variables}
        return process.replace_environment(**variables)


class _Postgres(postgres.PrivateServer):
    """A cluster on a disk that can be full, with a clock that can be set."""

    def __init__(self, python, folder, account, clock):
        super().__init__(python, folder, account)
        self.clock = clock

    def password(self, role):
        return self._passwords()[role]

    def start_again(self):
        """After it was stopped, or has stopped by itself; more than once while it recovers."""
        while not self._is_up():
            if not self._running_port():
                self._launch()
            time.sleep(0.2)

    def _is_up(self):
        try:
            return bool(self.admin_sql('SELECT 1'))
        except sql.SqlError:
            return False

    def _initialise(self):
        super()._initialise()
        with open(self.data / 'postgresql.conf', 'a', encoding='utf-8') as file:
            file.write(SMALL_LOG)

    def _as_account(self):
        options = super()._as_account()
        options['env'] = {**options['env'], **self.clock.variables}
        return options


class _Harmed(Odoo):
    """Odoo with points at which it can be harmed."""

    def __init__(self, odoo, server, variables):
        super().__init__(odoo.python_env, server, odoo.libraries)
        self._variables = variables

    @property
    def environment(self):
        return {**super().environment, **self._variables}

    def command(self, *arguments):
        return [self.python, settings.SCRIPTS / 'odoo-harmed', *arguments]


def _folder():
    """Where the account of the database server can reach it, and that account."""
    if os.geteuid():
        return settings.HOME / 'faults', None
    account = accounts.unprivileged()
    if accounts.reaches(account, settings.HOME):
        return settings.HOME / 'faults', account
    digest = settings.digest(str(settings.HOME))
    return Path('/var/lib') / f'herstelbemiddeling-{digest}-faults', account
