"""The databases of the benchmarks: made anew, filled, served, and dropped when all is measured."""

import json
import secrets
from contextlib import contextmanager
from pathlib import Path

from toolbox import settings, sql
from toolbox.console import step
from toolbox.odoo import RESULT_MARK
from toolbox.server import OdooServer

from .visitor import Visitor

SCRIPTS = Path(__file__).parent / 'scripts'
MEDIATORS = 20
CRM = ('crm', 'website_crm')


class Office:
    """A database with people who work in it and a number of cases, beside as many leads or not."""

    def __init__(
        self, platform, name, cases, open_cases, beside_crm=False, told=False, mediators=MEDIATORS
    ):
        self.platform = platform
        self.name = f'herstel_bench_{name}'
        self.mediators = mediators
        self.log = settings.LOGS / f'{self.name}.log'
        self.beside_crm = beside_crm
        self.sizes = {'cases': cases, 'open_cases': open_cases, 'told': told}
        self.password = secrets.token_urlsafe(12)
        self.seconds_to_load = None

    def prepare(self, keep=False):
        """Make the database, or take the one that is there when it was kept."""
        if not (keep and self.platform.databases.exists(self.name)):
            self._make()
        elif keep:
            self.platform.databases.update_addon(self.name, self.log)
        self.run_script('people.py', mediators=self.mediators, password=self.password)

    def _make(self):
        databases = self.platform.databases
        with step(f"Database {self.name}"):
            databases.copy(self.platform.template(), self.name)
            databases.install_addon(self.name, self.log)
            if self.beside_crm:
                install = ('-d', self.name, '-i', ','.join(CRM), '--no-http', '--stop-after-init')
                self.platform.odoo.run(self.log, *install)
        self.run_script('people.py', mediators=self.mediators, password=self.password)
        with step("{cases:,} cases, {open_cases:,} of them open".format(**self.sizes)):
            result = self.run_script('load.py', **self.sizes, beside_crm=self.beside_crm)
            self.sql('VACUUM (ANALYZE)')
        self.seconds_to_load = result['seconds']

    def drop(self):
        self.platform.databases.drop(self.name)

    def sql(self, *statements):
        odoo = self.platform.odoo
        return sql.run(odoo.python, odoo.server.variables, *statements, database=self.name)

    def run_script(self, name, **parameters):
        """Run a script in Odoo's shell and return the object it reported.

        :param name: of a script of this folder, or the path of another one
        """
        text = (SCRIPTS / name).read_text(encoding='utf-8')
        output = self.platform.odoo.shell(self.name, text, self.log, **parameters)
        lines = [line for line in output.splitlines() if line.startswith(RESULT_MARK)]
        return json.loads(lines[-1][len(RESULT_MARK) :])

    @contextmanager
    def served(self, **options):
        server = OdooServer(self.platform.odoo, self.name, self.log, **options)
        server.start()
        try:
            yield Served(self, server)
        finally:
            server.stop()


class Served:
    """An office that is open: who can be somebody in it."""

    def __init__(self, office, server):
        self.office = office
        self.base_url = server.base_url

    def person(self, login):
        return Visitor(self.base_url).log_in(self.office.name, login, self.office.password)

    def stranger(self, **headers):
        return Visitor(self.base_url, headers)
