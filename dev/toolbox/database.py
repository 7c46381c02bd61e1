"""Databases: a template with Odoo's own modules, and quick copies of it with the addon."""

import os
import shutil

from . import settings, sql
from .console import Stop, step

TEMPLATE_PREFIX = 'herstel_template_'
FILESTORE = settings.DATA / 'filestore'


class Databases:
    """Makes, copies, renames and drops databases together with their stored files."""

    def __init__(self, odoo):
        self.odoo = odoo

    def exists(self, name):
        return bool(self._sql(('SELECT 1 FROM pg_database WHERE datname = %s', [name])))

    def template(self, version):
        """The name of a database with everything the addon depends on, made when needed."""
        modules = sorted({'base', *settings.manifest()['depends']})
        key = settings.digest(version, *modules, *settings.LANGUAGES)
        name = f'{TEMPLATE_PREFIX}{key}'
        if not self.exists(name):
            with step("Template database with Odoo's own modules (about a minute)"):
                partial = f'herstel_making_{key}'
                self.drop(partial)
                arguments = ['-d', partial, '-i', ','.join(modules)]
                arguments += ['--load-language', ','.join(settings.LANGUAGES)]
                self._make(settings.LOGS / 'template.log', *arguments)
                self.rename(partial, name)
        return name

    def install_addon(self, database, log):
        """Install the addon and return the lines of its log that are warnings or worse."""
        self.odoo.server.make_audit_trail(database)
        return self._make(log, '-d', database, '-i', settings.ADDON)

    def update_addon(self, database, log):
        self.odoo.server.make_audit_trail(database)
        return self._make(log, '-d', database, '-u', settings.ADDON)

    def copy(self, source, target):
        """Make `target` the same as `source`, which nobody may be using."""
        self.drop(target)
        self._sql(f'CREATE DATABASE {sql.name(target)} TEMPLATE {sql.name(source)}')
        if (FILESTORE / source).exists():
            # Odoo never changes a stored file, so one file can serve both.
            shutil.copytree(FILESTORE / source, FILESTORE / target, copy_function=os.link)

    def rename(self, source, target):
        # The files first: interrupted here, the database still has its old name, is taken for
        # half-made and is made again.
        shutil.rmtree(FILESTORE / target, ignore_errors=True)
        if (FILESTORE / source).exists():
            (FILESTORE / source).rename(FILESTORE / target)
        self._sql(f'ALTER DATABASE {sql.name(source)} RENAME TO {sql.name(target)}')

    def drop(self, name):
        self._ask_server(sql.drop_database, name)
        shutil.rmtree(FILESTORE / name, ignore_errors=True)

    def _make(self, log, *arguments):
        return self.odoo.run(log, *arguments, '--no-http', '--stop-after-init')

    def _sql(self, statement):
        return self._ask_server(sql.run, statement)

    def _ask_server(self, ask, *arguments):
        try:
            return ask(self.odoo.python, self.odoo.server.variables, *arguments)
        except sql.SqlError as error:
            raise Stop(f"The database server refuses: {error}.") from None
