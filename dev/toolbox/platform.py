"""The whole platform, ready to use: what every command enters first."""

from contextlib import contextmanager
from dataclasses import dataclass

from . import locks, odoo_source, postgres, programs, python_env, settings
from .database import Databases
from .odoo import Odoo, write_configuration, write_master_key


@dataclass(frozen=True)
class Platform:
    odoo: Odoo
    server: object
    databases: Databases
    version: str

    def template(self):
        """The template database; two commands that need it make it once."""
        with locks.exclusive('template'):
            return self.databases.template(self.version)


@contextmanager
def ready(tests=False):
    """Set up what is missing and keep the database server running for as long as we use it."""
    settings.prepare_home()
    server = None
    try:
        with locks.shared(postgres.LOCK):
            with locks.exclusive('setup'):
                source = odoo_source.find()
                environment = python_env.prepare(tests)
                python_env.join(environment, source)
                libraries = programs.letters()
                write_configuration()
                write_master_key()
                server = postgres.choose(environment / 'bin/python')
                server.start()
            odoo = Odoo(environment, server, libraries)
            yield Platform(odoo, server, Databases(odoo), source.version)
    finally:
        if server:
            postgres.leave(server)
