"""The list of erased keys: beside the master key, outside the database and every backup of it.

Whoever was erased is in last month's backup, wrapped key and all. So what is destroyed is written
down where no backup of the database brings an older state back, and what stands there is erased
again before anybody is served (``retention.replay``). The file only grows, a line for each key::

    <key id> <owner of the key> <database> <day>

It holds random codes and nothing about a person. Several databases may share it, as they may share
a key file. Each host has its own: what another host has erased is added from the database.
"""

import logging
import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from odoo.tools import config

from . import keys, master

_logger = logging.getLogger(__name__)

VARIABLE = 'HERSTEL_ERASED_FILE'
KNOWN = 'herstelbemiddeling.erased_list'  # the parameter by which a database knows of its list
CUT_OFF = ' cut off'
HEADING = "# Keys of people who were erased. Keep with the master key, apart from every backup.\n"
WHY = (
    "Without it a restored backup could bring back people who were erased. Put back the copy that"
    " is kept with the master key, or name its place in the variable"
    f" {VARIABLE}. If there is none any more, and no backup from before the last erasing will ever"
    " be restored, make an empty list there with: touch."
)


class ErasedListError(Exception):
    """The list of erased keys cannot be used. The message says what to do."""


class Entry(NamedTuple):
    key_id: str
    owner: str
    database: str
    day: str


def path():
    """Return where the list is: where the variable says, or else beside the master key."""
    named = os.environ.get(VARIABLE) or config.get(VARIABLE.lower())
    if named:
        return Path(named)
    key_file = master.path()
    return key_file.with_name(f'{key_file.name}.erased')


def read():
    """Return all entries; raise ErasedListError when they are not there.

    The end of a line that was cut off belongs to an erasing that never happened: the list is
    written before the database.
    """
    file = path()
    try:
        text = file.read_text(encoding='ascii')
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, 'strerror', None) or "it is not a text file"
        raise ErasedListError(
            f"The list of erased keys {file} cannot be read ({reason}). {WHY}"
        ) from None
    whole, _newline, _cut_off = text.rpartition('\n')
    lines = [line for line in whole.splitlines() if line.strip() and not line.endswith(CUT_OFF)]
    return [_parse(line, file) for line in lines if not line.startswith('#')]


def append(entries):
    """Write entries down for good; raise ErasedListError when that is not possible."""
    file = path()
    lines = ''.join(f'{" ".join(entry)}\n' for entry in entries)
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_APPEND)
        with open(descriptor, 'r+b', buffering=0) as opened:
            opened.write(_end_of_cut_off_line(opened) + lines.encode('ascii'))
            os.fsync(descriptor)
    except OSError as error:
        raise ErasedListError(
            f"The list of erased keys {file} cannot be written ({error.strerror}), so nothing is"
            " erased. Give it to the account that Odoo runs as, and nobody else: chmod 600."
        ) from None


def check(env):
    """Make sure that the list is there; raise ErasedListError when it was, and is not any more.

    Where it cannot be made the server starts without, for nothing was erased yet; and nothing is
    erased until it is there.
    """
    parameters = env['ir.config_parameter'].sudo()
    is_known = parameters.get_param(KNOWN)
    if not is_known and not path().exists():
        try:
            _make(path())
        except ErasedListError as error:
            _logger.error("%s", error)  # noqa: TRY400 (the sentence says it all)
            return
    read()
    if not is_known:
        parameters.set_param(KNOWN, 'True')


def catch_up(env):
    """Add what was destroyed in the database and is not listed, by another host for example."""
    listed = {entry.key_id for entry in read()}
    missing = [entry for entry in destroyed(env) if entry.key_id not in listed]
    if missing:
        append(missing)
    return len(missing)


def destroyed(env, owners=None):
    """Return the entries of the keys that are destroyed in this database, of all or some owners."""
    database, today = database_of(env), date.today().isoformat()
    return [Entry(key_id, owner, database, today) for owner, key_id in keys.destroyed(env, owners)]


def database_of(env):
    """Return the name by which a database is known wherever it is restored to."""
    return env['ir.config_parameter'].sudo().get_param('database.uuid') or '-'


def _make(file):
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process was first
    except OSError as error:
        raise ErasedListError(
            f"The list of erased keys {file} cannot be made ({error.strerror}). Name a place that"
            f" the account of Odoo may write to in the variable {VARIABLE}: beside the master key,"
            " and in no backup of the database."
        ) from None
    with open(descriptor, 'w', encoding='ascii') as opened:
        opened.write(HEADING)
        opened.flush()
        os.fsync(descriptor)


def _parse(line, file):
    parts = line.split()
    if len(parts) != len(Entry._fields) or ',' not in parts[1]:
        raise ErasedListError(f"A line of {file} is no entry of the list of erased keys. {WHY}")
    return Entry(*parts)


def _end_of_cut_off_line(opened):
    """Return what ends a line that a crash has cut off: nothing, as a rule."""
    size = opened.seek(0, os.SEEK_END)
    if not size:
        return b''
    opened.seek(size - 1)
    return b'' if opened.read(1) == b'\n' else f'{CUT_OFF}\n'.encode('ascii')
