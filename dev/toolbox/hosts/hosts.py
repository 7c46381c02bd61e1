"""All of it together: started in the order in which each part needs the one before."""

import json
import os
import secrets
import shutil

from .. import database, settings
from ..beside import Visitor
from ..console import step
from ..odoo import RESULT_MARK, Odoo
from .clusters import Primary, Replica
from .host import Host
from .proxy import Nginx

NAME = 'herstelbemiddeling'


class Hosts:
    """:param platform: the platform; `source` is a database of its server that is copied"""

    def __init__(self, platform):
        beside = platform.server
        clusters = beside.folder.with_name(f'{beside.folder.name}-hosts')
        self.folder = settings.HOME / 'hosts'
        self.log = settings.LOGS / 'hosts.log'
        self.primary = Primary(beside, clusters / 'primary')
        self.replica = Replica(self.primary, clusters / 'replica')
        self.odoo = Odoo(platform.odoo.python_env, self.primary, platform.odoo.libraries)
        self.hosts = [
            Host(number, self.odoo, self.folder, NAME, settings.LOGS / f'host-{number}.log')
            for number in (1, 2)
        ]
        self.proxy = Nginx(self.folder / 'nginx', self.hosts)
        self.base_url = self.proxy.base_url
        self.database, self.password = NAME, secrets.token_urlsafe(12)

    def begin(self, source):
        """Start everything with a copy of `source`; what was there before is gone."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.primary.begin(NAME)
        self.primary.take_over(source, NAME)
        _copy_files(source, self.folder / 'data' / 'filestore' / NAME)
        with step("The replica, by pg_basebackup"):
            self.replica.begin()
        for host in self.hosts:
            host.configure(self.primary, self.replica)
        with step("Two servers of Odoo"):
            for host in self.hosts:
                host.start()
        with step("nginx"):
            self.proxy.start()

    def end(self):
        self.proxy.stop()
        for host in self.hosts:
            host.stop()
        for cluster in (self.replica, self.primary):
            cluster.clear()

    def run(self, script, **parameters):
        """Run a script in Odoo's shell on the first host and return the object it reported."""
        text = script.read_text(encoding='utf-8')
        options = ('--config', str(self.hosts[0].configuration))
        output = self.odoo.shell(NAME, text, self.log, options, **parameters)
        lines = [line for line in output.splitlines() if line.startswith(RESULT_MARK)]
        return json.loads(lines[-1][len(RESULT_MARK) :])

    def visitor(self):
        return Visitor(self.base_url)

    def count(self, statement, cluster=None):
        """Return the number that a statement finds on the primary, or on another cluster."""
        return (cluster or self.primary).query(statement, NAME)[0][0]


def _copy_files(source, target):
    stored = database.FILESTORE / source
    target.parent.mkdir(parents=True)
    if stored.exists():
        shutil.copytree(stored, target, copy_function=os.link)
    else:
        target.mkdir()
