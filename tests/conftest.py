"""Fixtures for plain tests that look at the addon from outside: a real server, a real browser.

Start the suite with ./dev/test, which makes the databases named in the environment. A TestCase
of Odoo cannot take fixtures; it uses the database that pytest-odoo opened.
"""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from toolbox import settings
from toolbox.database import Databases
from toolbox.odoo import Odoo
from toolbox.postgres import PrivateServer, choose
from toolbox.server import OdooServer
from toolbox.smtp_sink import SmtpSink

from odoo.sql_db import close_db, db_connect

from .canary_crawler import Crawler
from .canary_day import COLLEAGUES, Day
from .canary_mistakes import make_mistakes
from .front import open_front
from .office import log_in, open_office

CHROMIUM_OPTIONS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]
SERVERS = {
    'served', 'browser', 'canary_day', 'race', 'front', 'removal', 'version_1', 'drilled',
    'soaked',
}  # fmt: skip


class _ServerOfEnvironment:
    """The database server that ./dev/test named in this process's variables."""

    variables = {}


class Served:
    """Odoo serving the addon in a database of its own, seen from outside.

    `base_url` has no slash at the end; `database` is its name; `log` is the path of its log.
    """

    def __init__(self, database, workers=0):
        self.odoo = Odoo(Path(sys.prefix), _ServerOfEnvironment())
        self.database = database
        self.log = settings.LOGS / f'{self.database}.log'
        self._server = OdooServer(self.odoo, self.database, self.log, workers=workers)
        self.base_url = self._server.base_url

    def start(self):
        self._server.start()

    def stop(self):
        self._server.stop()

    def query(self, statement, *values):
        """Run one statement of SQL in the served database; return its rows, if it has any."""
        with db_connect(self.database).cursor() as cr:
            cr.execute(statement, values)
            return cr.fetchall() if cr.description else None

    def kill(self):
        """End it at once, as when the machine loses its power."""
        os.kill(self._server.pid, signal.SIGKILL)
        self._server.stop()

    def shell(self, script):
        """Run Python text in Odoo's shell on the served database, commit, return its output."""
        log = settings.LOGS / f'{self.database}-shell.log'
        return self.odoo.shell(self.database, f'{script}\nenv.cr.commit()', log)

    def set_passwords(self, passwords):
        """Give users a password: a dict of login to password. Every login must exist."""
        self.shell(
            f'for login, password in {passwords!r}.items():\n'
            "    user = env['res.users'].search([('login', '=', login)])\n"
            '    assert user, login\n'
            '    user.password = password\n'
        )


@pytest.fixture(scope='session')
def served():
    """A real Odoo server on a free port, for the whole session."""
    server = Served(os.environ['HERSTEL_SERVED_DB'])
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope='session')
def canary_day():
    """A whole day at the office, in a database and on a server of its own."""
    source = os.environ['HERSTEL_TEST_DB']
    close_db(source)  # a database that somebody is connected to cannot be copied
    served = Served(f'{source}_day', workers=2)
    databases = Databases(served.odoo)
    databases.copy(source, served.database)
    sink = SmtpSink()
    day = Day(served, sink)
    day.set_up()
    served.start()
    try:
        day.play()
        make_mistakes(day)
        yield day
    finally:
        served.stop()
        sink.stop()
        databases.drop(served.database)


@pytest.fixture(scope='session')
def front():
    """The public pages, on a server and a database of their own that may be flooded."""
    source = os.environ['HERSTEL_TEST_DB']
    close_db(source)  # a database that somebody is connected to cannot be copied
    served = Served(f'{source}_front')
    databases = Databases(served.odoo)
    databases.copy(source, served.database)
    served.receipts = open_front(served)
    served.start()
    try:
        yield served
    finally:
        served.stop()
        close_db(served.database)
        databases.drop(served.database)


@pytest.fixture(scope='session')
def crawls(canary_day):
    """What each colleague has come upon after that day, all at the same time."""
    crawlers = {login: Crawler(canary_day, login) for login in COLLEAGUES}
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Crawler.crawl, crawlers.values()))
    return crawlers


@pytest.fixture(scope='session')
def browser():
    """Debian's Chromium, driven by Playwright. Open a new context for each test."""
    with pytest.MonkeyPatch.context() as environment:
        if os.environ.get('HERSTEL_LIBRARIES'):
            # For the driver: the machine lacks a library, and ./dev/test has unpacked it.
            environment.setenv('LD_LIBRARY_PATH', os.environ['HERSTEL_LIBRARIES'])
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=os.environ['HERSTEL_CHROMIUM'], args=CHROMIUM_OPTIONS
            )
            environment.undo()
            yield chromium
            chromium.close()


@pytest.fixture(scope='session')
def office(served):
    """The served database with colleagues who can log in and cases that are under way."""
    open_office(served)
    return served


@pytest.fixture
def person(browser, office):
    """Return a page of a browser of its own: logged in as this colleague, or a visitor."""
    contexts = []

    def enter(login=None, width=1500, height=860):
        context = browser.new_context(viewport={'width': width, 'height': height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.failures = []
        page.on('pageerror', lambda error: page.failures.append(str(error)))
        if login:
            log_in(page, office.base_url, login)
        return page

    yield enter
    for context in contexts:
        for page in context.pages:
            assert page.failures == []
        context.close()


@pytest.fixture(scope='session')
def administrator():
    """Run a statement as the superuser of the private server; None on somebody else's server."""
    if os.environ['HERSTEL_SERVER'] != 'private':
        return None
    with pytest.MonkeyPatch.context() as environment:
        port = os.environ['PGPORT']
        for name in ('PGHOST', 'PGHOSTADDR', 'PGSERVICE', 'PGPORT'):
            environment.delenv(name, raising=False)
        server = choose(Path(sys.executable))
    assert isinstance(server, PrivateServer)
    server.port = port
    return server.admin_sql


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """What needs a server or a browser comes last, or is run apart (``HERSTEL_PART``).

    Odoo's TestCase ends every child process that it finds when a class is done, and these
    are child processes.
    """
    items.sort(key=_looks_from_outside)
    part = os.environ.get('HERSTEL_PART')
    if part:
        left = [item for item in items if _looks_from_outside(item) != (part == 'outside')]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _looks_from_outside(item):
    return bool(SERVERS & set(getattr(item, 'fixturenames', ())))


def pytest_sessionfinish(session, exitstatus):
    """A test that was skipped has proved nothing: the run fails."""
    reporter = session.config.pluginmanager.get_plugin('terminalreporter')
    if reporter and reporter.stats.get('skipped') and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get('skipped', [])
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} skipped: a skipped test fails the run. Make it run, or remove it.",
            red=True,
        )
