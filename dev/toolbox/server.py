"""A running Odoo server: start it, wait for it, stop it."""

import time
import urllib.error
import urllib.request

from . import console, process, settings
from .odoo import last_error
from .postgres import free_port

PATIENCE = 180


class OdooServer:
    """Odoo serving one database on a port of 127.0.0.1, with its log in a file."""

    def __init__(self, odoo, database, log, port=0, workers=0, cron=False, options=()):
        self.odoo = odoo
        self.database = database
        self.log = log
        self.port = port or free_port()
        self.base_url = f'http://127.0.0.1:{self.port}'
        # As in production without a filter of databases: with one, Odoo asks PostgreSQL for a list
        # of them, on a new connection, for each visitor without a session.
        self._arguments = [
            '-d', database,
            '--no-database-list',
            '--http-interface', '127.0.0.1',
            '--http-port', str(self.port),
            '--gevent-port', str(free_port()),
            '--workers', str(workers),
            '--max-cron-threads', '2' if cron else '0',
            *options,
        ]  # fmt: skip
        self._child = None

    @property
    def pid(self):
        return self._child.pid

    @property
    def environment(self):
        return self.odoo.environment

    def start(self):
        """Start it and return when it answers."""
        with open(self.log, 'wb') as output:
            self._child = process.start(
                self.odoo.command(*self._arguments),
                stdout=output,
                stderr=output,
                env=self.environment,
                cwd=settings.ROOT,
                # Not in our group: the interrupt key reaches us alone, and we pass it on once.
                start_new_session=True,
            )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.stop()
            raise

    @property
    def has_ended(self):
        return self._child.poll() is not None

    def wait(self):
        """Return its exit status when it ends."""
        return self._child.wait()

    def stop(self):
        if self._child:
            process.end(self._child)

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self._child.poll() is not None:
                raise console.Stop(f"Odoo ended at once ({last_error(self.log)}): see {self.log}.")
            if time.monotonic() > deadline:
                raise console.Stop(f"Odoo does not answer on port {self.port}: see {self.log}.")
            console.tick()
            time.sleep(0.2)

    def _answers(self):
        try:
            with urllib.request.urlopen(f'{self.base_url}/web/health', timeout=30):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
