"""The office of the soak: its database, its server, and everybody who works in it."""

from .. import settings
from ..beside import Office as Loaded
from ..beside import SmtpSink, Visitor
from ..server import OdooServer
from . import day
from .colleague import Desk, Manager, Mediator
from .public import Public

SCRIPTS = settings.DEV / 'toolbox' / 'soak' / 'scripts'
WORKERS = 2
CODES = 40


class Office:
    def __init__(self, platform):
        self.loaded = Loaded(
            platform, 'soak', day.CASES, day.OPEN_CASES, told=True, mediators=day.MEDIATORS
        )
        self.database, self.password = self.loaded.name, self.loaded.password
        self.log = settings.LOGS / 'soak.log'
        self.server = OdooServer(platform.odoo, self.database, self.log, workers=WORKERS, cron=True)
        self.base_url = self.server.base_url
        self.sink = SmtpSink()
        self.facts = None

    def prepare(self):
        self.loaded.platform.template()
        self.loaded.prepare()
        self.facts = self.run('office.py', smtp_port=self.sink.port, codes=CODES)

    def close(self):
        self.server.stop()
        self.sink.stop()
        self.loaded.drop()

    def run(self, name, **parameters):
        """Run a script of this package in Odoo's shell."""
        return self.loaded.run_script(SCRIPTS / name, **parameters)

    def sql(self, *statements):
        return self.loaded.sql(*statements)

    def visitor(self):
        return Visitor(self.base_url)

    def plan(self):
        """Return ``(plan of the load, people outside)``; see :class:`load.Load`."""
        public = Public(self)
        mediators = [Mediator(self, f'mediator_{n}') for n in range(1, day.MEDIATORS + 1)]
        people = [
            (public, day.PUBLIC),
            (Desk(self, 'desk'), day.DESK),
            (Manager(self, 'manager'), day.MANAGER),
            *((mediator, day.MEDIATOR) for mediator in mediators),
        ]
        return [
            (somebody, name, times)
            for somebody, acts in people
            for name, times in day.an_hour(acts).items()
        ], public
