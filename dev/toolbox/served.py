"""The database that ./dev/serve shows: made once, updated when the addon changed."""

import json
from dataclasses import asdict, dataclass

from . import settings
from .console import Stop, say, step


@dataclass
class Record:
    """What we know of a database we made. The log-ins in it are for this machine only."""

    demo: bool
    addon: str
    users: list

    @classmethod
    def path(cls, database):
        return settings.HOME / 'databases' / f'{database}.json'

    @classmethod
    def read(cls, database):
        try:
            return cls(**json.loads(cls.path(database).read_text(encoding='utf-8')))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, database):
        self.path(database).parent.mkdir(mode=0o700, exist_ok=True)
        settings.write_private(self.path(database), json.dumps(asdict(self), indent=1))


def prepare(platform, database, demo=True, reset=False):
    """Have `database` there with the addon as it is now, and return its record."""
    databases = platform.databases
    record = Record.read(database)
    if reset or not (record and databases.exists(database)):
        _refuse_foreign(platform, database, reset)
        return _make(platform, database, demo)
    if record.demo != demo:
        raise Stop(
            f"The database {database} was made {'with' if record.demo else 'without'} demo data:"
            " add --reset to make it anew, or --database NAME for another one."
        )
    if record.addon != settings.addon_digest():
        _update(platform, database, record)
    return record


def _refuse_foreign(platform, database, reset):
    """On a server of somebody else, a database that we did not make is not ours to replace."""
    foreign = platform.server.external and not Record.read(database)
    if foreign and not reset and platform.databases.exists(database):
        raise Stop(
            f"The database {database} is there and was not made from this folder: name another"
            " one with --database, or add --reset to replace it."
        )


def _make(platform, database, demo):
    """Made under another name: an interrupted attempt is never mistaken for the database."""
    databases = platform.databases
    log = settings.LOGS / f'{database}-install.log'
    making = f'herstel_making_{settings.digest(database)}'
    template = platform.template()
    digest = settings.addon_digest()
    with step(f"Database {database}"):
        databases.copy(template, making)
        _show(databases.install_addon(making, log), log)
    if demo:
        with step("Demo data"):
            platform.odoo.shell_result(making, 'load_demo.py', log, addon=settings.ADDON)
    with step("Passwords and languages"):
        users = platform.odoo.shell_result(
            making,
            'prepare_database.py',
            log,
            addon=settings.ADDON,
            demo=demo,
            languages=settings.LANGUAGES,
        )
    record = Record(demo, digest, users)
    databases.drop(database)
    record.write(database)
    databases.rename(making, database)
    return record


def _update(platform, database, record):
    log = settings.LOGS / f'{database}-update.log'
    digest = settings.addon_digest()
    with step("The addon has changed: updating the database"):
        _show(platform.databases.update_addon(database, log), log)
    record.addon = digest
    record.write(database)


def _show(lines, log):
    for line in lines:
        say(f'  {line}')
    if lines:
        say(f"  These lines are from {log}; ./dev/test does not accept them.")
