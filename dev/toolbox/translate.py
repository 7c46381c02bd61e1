"""./dev/translate: export the terms of the addon and merge them into the translations."""

import sys

from . import platform, run_tests, settings
from .console import Stop, say, step

FOLDER = settings.ADDON_FOLDER / 'i18n'
TEMPLATE = FOLDER / f'{settings.ADDON}.pot'
TRANSLATION = FOLDER / 'nl.po'


def main():
    if len(sys.argv) > 1:
        raise Stop("./dev/translate takes no arguments: it rewrites the .pot and merges the .po.")
    with platform.ready() as ready:
        slot, lock = run_tests.free_slot()
        with lock:
            database = f'herstel_test_{slot}'
            log = settings.LOGS / f'{database}-install.log'
            run_tests.make_database(ready, database, log)
            return _merge(ready.odoo, database)


def _merge(odoo, database):
    exported = export(odoo, database, settings.HOME / f'{settings.ADDON}.pot')
    script = settings.SCRIPTS / 'translation.py'
    status = odoo.attached([odoo.python, script, exported, TEMPLATE])
    if status:
        raise Stop(f"{FOLDER} is not complete: translate the texts above.")
    say(f"{TEMPLATE.name} and its translations are up to date.")
    return 0


def export(odoo, database, path):
    """Write the terms of the addon as it is in `database` to `path`."""
    with step("Exporting the terms"):
        arguments = ['i18n', 'export', '-d', database, '-o', path, settings.ADDON]
        odoo.run(settings.LOGS / 'translate.log', *arguments)
    return path
