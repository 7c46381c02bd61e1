"""The two clusters of PostgreSQL: one that is written to, and one that takes over what is."""

import json
import shutil

from .. import process
from ..console import Stop, step
from ..postgres import ADMIN, PrivateServer, free_port
from .files import filled

TRAIL = 'herstelbemiddeling_audit'
REPLICATOR = 'replicator'
SLOT = 'replica'
FILE = 'herstelbemiddeling.conf'
HERE = '127.0.0.1'


class Cluster(PrivateServer):
    """A cluster that begins anew each time, configured as docs/hosts/ says.

    :param beside: the server of the platform, whose programs and account it uses
    """

    settings_file = None

    def __init__(self, beside, folder):
        super().__init__(beside.python, folder, beside.account)
        self.beside = beside
        self.wanted_port = free_port()

    def begin(self):
        """Start it with nothing in it."""
        self.clear()
        self.folder.mkdir(parents=True)
        self._write(self.folder / 'port', str(self.wanted_port))
        self.start()

    def clear(self):
        self.stop('immediate')
        shutil.rmtree(self.folder, ignore_errors=True)

    def query(self, statement, database='postgres'):
        return self.admin_sql(statement, database=database)

    def _program_root(self):
        return self.beside._program_root()

    def _configure(self, database):
        """Write the files of the docs; the lines added are for this command, not for Odoo."""
        values = {'listen_addresses': f"'{HERE}'", 'port': self.wanted_port, 'ssl': 'off'}
        self._write(self.data / FILE, filled(self.settings_file, **values))
        access = filled('pg_hba.conf', {'hostssl': 'host   ', 'herstelbemiddeling': database})
        for address in ('10.0.0.11', '10.0.0.12', '10.0.0.21', '10.0.0.22'):
            access = access.replace(f'{address}/32', f'{HERE}/32')
        lines = [f'host all {ADMIN} {HERE}/32 scram-sha-256', access]
        self._write(self.data / 'pg_hba.conf', '\n'.join(lines))


class Primary(Cluster):
    settings_file = 'postgresql-primary.conf'

    def begin(self, database):
        self.database = database
        super().begin()
        password = self._passwords()[ADMIN]
        self.admin_sql(
            f'CREATE ROLE {TRAIL} NOLOGIN',
            (f'CREATE ROLE {REPLICATOR} LOGIN REPLICATION PASSWORD %s', [password]),
        )

    def _initialise(self):
        super()._initialise()
        with open(self.data / 'postgresql.conf', 'a', encoding='utf-8') as file:
            file.write(f"include '{FILE}'\n")
        self._configure(self.database)

    def take_over(self, database, name):
        """Copy a database of the platform's server, with its owners and rights, as `name`."""
        copy = self.folder / 'copy.dump'
        with step(f"Database {name} on the primary"):
            self.beside.run_program('pg_dump', '-Fc', '--file', copy, database)
            self.admin_sql(f'CREATE DATABASE {name} OWNER odoo TEMPLATE template0')
            self.run_program('pg_restore', '--exit-on-error', '--dbname', name, copy)
            self.admin_sql('ANALYZE', database=name)
        copy.unlink()

    def position(self):
        """Return how far it has written."""
        return self.query('SELECT pg_current_wal_lsn()')[0][0]


class Replica(Cluster):
    settings_file = 'postgresql-replica.conf'

    def __init__(self, primary, folder):
        super().__init__(primary.beside, folder)
        self.primary = primary

    def has_reached(self, position):
        statement = (
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn",
            [position],
        )
        return self.query(statement)[0] == [True, True]

    def _initialise(self):
        """Copy the primary, which keeps in a slot what is written from now on."""
        passwords = json.dumps(self.primary._passwords())
        self._write(self.folder / 'passwords.json', passwords)
        options = self._as_account()
        options['env']['PGPASSWORD'] = self.primary._passwords()[ADMIN]
        command = [self.programs.folder / 'pg_basebackup', '--pgdata', self.data]
        command += ['--host', HERE, '--port', str(self.primary.port), '--username', REPLICATOR]
        command += ['--create-slot', '--slot', SLOT, '--write-recovery-conf', '--checkpoint=fast']
        try:
            process.run(command, self.folder / 'basebackup.log', **options)
        except process.CommandFailed as failure:
            raise Stop(f"The replica could not be made: {failure.log} says why.") from None
        self._configure(self.primary.database)

    def _prepare_roles(self):
        """They came along with the primary's."""
