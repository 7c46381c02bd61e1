"""./dev/test: a fresh database with the addon, and the whole suite on it."""

import sys

from . import locks, platform, programs, settings
from .console import Stop, say, step

SLOTS = 8


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    with platform.ready(tests=True) as ready:
        browser = programs.browser()
        slot, lock = free_slot()
        with lock:
            database, served = f'herstel_test_{slot}', f'herstel_served_{slot}'
            log = settings.LOGS / f'{database}-install.log'
            refuse_trouble(make_database(ready, database, log), log)
            with step("Database for the tests that look from outside"):
                ready.databases.copy(database, served)
            return _pytest(ready, database, served, log, browser, arguments)


def free_slot():
    """Each run that goes on at the same time has databases of its own."""
    for slot in range(1, SLOTS + 1):
        lock = locks.take_now(f'test-{slot}')
        if lock:
            return slot, lock
    raise Stop(f"{SLOTS} test runs are going on in {settings.HOME}: wait for one of them.")


def make_database(ready, database, log):
    """A fresh database with the addon, and the lines of trouble in the log of installing it."""
    template = ready.template()
    with step("Test database"):
        ready.databases.copy(template, database)
        return ready.databases.install_addon(database, log)


def refuse_trouble(trouble, log):
    """Odoo reports many faults of an addon as a warning only."""
    for line in trouble:
        say(f'  {line}')
    if trouble:
        raise Stop(f"Installing the addon logged {len(trouble)} warnings or errors: see {log}.")


def _pytest(ready, database, served, log, browser, arguments):
    command = [
        ready.odoo.python, '-m', 'pytest',
        f'--odoo-database={database}',
        f'--odoo-addons-path={settings.ROOT}',
        *arguments,
    ]  # fmt: skip
    variables = {
        **ready.odoo.environment,
        'HERSTEL_TEST_DB': database,
        'HERSTEL_SERVED_DB': served,
        'HERSTEL_INSTALL_LOG': str(log),
        'HERSTEL_CHROMIUM': str(browser.path),
        'HERSTEL_LIBRARIES': browser.libraries,
        **_database_server(ready.server),
        'HERSTEL_HOME': str(settings.HOME),
        'PATH': f'{browser.path.parent}:{ready.odoo.environment["PATH"]}',
    }
    return ready.odoo.attached(command, env=variables, cwd=settings.ROOT)


def _database_server(server):
    """What the tests know of the database server besides the PG* variables."""
    if server.external:
        return {'HERSTEL_SERVER': 'external'}
    return {
        'HERSTEL_SERVER': 'private',
        'HERSTEL_POSTGRES_LOG': str(server.log),
        'HERSTEL_POSTGRES_PROGRAMS': str(server.programs.folder),
        'HERSTEL_POSTGRES_LIBRARIES': server.programs.variables.get('LD_LIBRARY_PATH', ''),
    }
