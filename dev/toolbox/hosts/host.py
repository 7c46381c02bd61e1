"""One of the servers of Odoo: the machine that it would have for itself, in one process group."""

import os
import signal

from .. import postgres, settings
from ..postgres import free_port
from ..server import OdooServer
from .files import filled

HERE = '127.0.0.1'


class Host(OdooServer):
    """:param number: 1 or 2, of the file of docs/hosts/ that configures it"""

    def __init__(self, number, odoo, folder, database, log):
        super().__init__(odoo, database, log)
        self.number, self.folder = number, folder
        self.live_port = free_port()
        self.configuration = folder / f'odoo-{number}.conf'
        self._arguments = ['--config', str(self.configuration)]

    def configure(self, primary, replica):
        """Write its file. Mail goes to a port where nobody listens; memory is as the tests have it,
        since Odoo's limit would count what several servers on one machine share."""
        text = filled(
            f'odoo-{self.number}.conf',
            addons_path=settings.ROOT,
            data_dir=self.folder / 'data',
            db_name=self.database,
            db_host=HERE,
            db_port=primary.port,
            db_sslmode='prefer',
            db_password=primary.variables['PGPASSWORD'],
            db_replica_host=HERE,
            db_replica_port=replica.port,
            http_interface=HERE,
            http_port=self.port,
            gevent_port=self.live_port,
            limit_memory_hard=0,
            smtp_server=HERE,
            smtp_port=9,
        )
        settings.write_private(self.configuration, text)

    @property
    def environment(self):
        """Odoo takes the PG* variables before its file; here the file says it all."""
        without = dict(self.odoo.environment)
        for name in postgres.ALL_VARIABLES:
            without.pop(name, None)
        return without

    def kill(self):
        """End it at once, as when the machine loses its power."""
        os.killpg(self.pid, signal.SIGKILL)
        self._child.wait()
