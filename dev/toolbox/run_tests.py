"""./dev/test: a fresh database with the addon, and the whole suite on it."""

import shutil
import sys
from dataclasses import dataclass

from . import locks, platform, process, programs, settings
from .console import Stop, say, step

SLOTS = 8
# With nothing else said, the whole suite is run.
WHOLE = frozenset(('-q', '-v', '-x', '--durations=30'))


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    with platform.ready(tests=True) as ready:
        browser = programs.browser()
        run = _run_in_two_parts if set(arguments) <= WHOLE else _run
        return run(ready, browser, arguments)


@dataclass(frozen=True)
class Databases:
    """The names of the databases of one run, and the log of installing the addon."""

    slot: int

    @property
    def test(self):
        return f'herstel_test_{self.slot}'

    @property
    def served(self):
        return f'herstel_served_{self.slot}'

    @property
    def log(self):
        return settings.LOGS / f'{self.test}-install.log'


def _run(ready, browser, arguments):
    slot, lock = free_slot()
    with lock:
        names = Databases(slot)
        refuse_trouble(make_database(ready, names.test, names.log), names.log)
        with step("Database for the tests that look from outside"):
            ready.databases.copy(names.test, names.served)
        return ready.odoo.attached(**_pytest(ready, names, browser, arguments))


def _run_in_two_parts(ready, browser, arguments):
    """Run the tests that look from outside beside the others: they wait for each other a lot."""
    (slot, lock), (other_slot, other_lock) = free_slot(), free_slot()
    with lock, other_lock:
        inside, outside = Databases(slot), Databases(other_slot)
        refuse_trouble(make_database(ready, inside.test, inside.log), inside.log)
        with step("Databases for the tests that look from outside"):
            ready.databases.copy(inside.test, outside.test)
            ready.databases.copy(inside.test, outside.served)
        shutil.copy(inside.log, outside.log)
        log = settings.LOGS / f'{outside.test}-from-outside.log'
        with open(log, 'w', encoding='utf-8') as output:
            started = _pytest(ready, outside, browser, arguments, part='outside')
            beside = process.start(stdout=output, stderr=output, **started)
        try:
            status = ready.odoo.attached(
                **_pytest(ready, inside, browser, arguments, part='inside')
            )
            say("The tests that look from outside:")
            beside.wait()
        finally:
            process.end(beside)
            say(log.read_text(encoding='utf-8'))
        return status or beside.returncode


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


def _pytest(ready, names, browser, arguments, part=None):
    """Return the command, variables and folder of a run of pytest.

    :param part: 'inside' or 'outside', when not all the tests that were found are to be run
    """
    command = [
        ready.odoo.python, '-m', 'pytest',
        f'--odoo-database={names.test}',
        f'--odoo-addons-path={settings.ROOT}',
        *arguments,
    ]  # fmt: skip
    variables = {
        **ready.odoo.environment,
        'HERSTEL_TEST_DB': names.test,
        'HERSTEL_SERVED_DB': names.served,
        'HERSTEL_INSTALL_LOG': str(names.log),
        'HERSTEL_PART': part or '',
        'HERSTEL_CHROMIUM': str(browser.path),
        'HERSTEL_LIBRARIES': browser.libraries,
        **_database_server(ready.server),
        'HERSTEL_HOME': str(settings.HOME),
        'PATH': f'{browser.path.parent}:{ready.odoo.environment["PATH"]}',
    }
    return {'command': command, 'env': variables, 'cwd': settings.ROOT}


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
