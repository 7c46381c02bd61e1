"""The master keys: a file outside the database, that only the account of the server reads.

The file has one key on each line, the newest first: ``master-1:<32 random bytes in base64>``.
The first seals; the others still open what they have sealed, until ``rotate`` has gone through.
Empty lines and lines that begin with ``#`` are left out.
"""

import base64
import binascii
import hashlib
import os
import secrets
import stat
from pathlib import Path

from odoo.tools import config

from .cipher import KEY_LENGTH, Key

VARIABLE = 'HERSTEL_MASTER_KEY_FILE'
FORMAT = 'master-1'
HOW = (
    "Make one with: odoo mediation_key make FILE, keep a copy where no backup of the database is,"
    f" and name the file in the variable {VARIABLE}, or as {VARIABLE.lower()} in the Odoo"
    " configuration."
)


class KeyFileError(Exception):
    """The master key cannot be used. The message says what to do."""


def path():
    """Return where the key file is; raise KeyFileError when nobody has said so."""
    named = os.environ.get(VARIABLE) or config.get(VARIABLE.lower())
    if not named:
        raise KeyFileError(f"Herstelbemiddeling has no master key: {VARIABLE} is not set. {HOW}")
    return Path(named)


def load():
    """Return ``{id: Key}`` of the file, the current one first; raise KeyFileError."""
    file = path()
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding='ascii') if stat.S_ISREG(mode) else ''
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, 'strerror', None) or "it is not a text file"
        raise KeyFileError(f"The master key {file} cannot be read ({reason}). {HOW}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(
            f"Others than its owner may read the master key {file}. Give it to the account that"
            f" Odoo runs as, and nobody else: chmod 600 {file}. If somebody may have seen it, make"
            " a new key and rotate."
        )
    lines = [line.strip() for line in text.splitlines()]
    keys = dict(_parse(line, file) for line in lines if line and not line.startswith('#'))
    if not keys:
        raise KeyFileError(f"There is no key in {file}. {HOW}")
    return keys


def make(file):
    """Write a new key on top of a key file, which is made when it is not there; return its id.

    The new file replaces the old one as a whole: there is no moment without a key.
    """
    file = Path(file).absolute()
    old = file.read_text(encoding='ascii') if file.exists() else ''
    secret = secrets.token_bytes(KEY_LENGTH)
    partial = file.with_name(f'{file.name}.new')
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, 'w', encoding='ascii') as opened:
        opened.write(f'{FORMAT}:{base64.b64encode(secret).decode()}\n{old}')
        opened.flush()
        os.fsync(opened.fileno())
    if file.exists():
        owner = file.stat()
        os.chown(partial, owner.st_uid, owner.st_gid)
    partial.rename(file)
    return key_id(secret)


def key_id(secret):
    """Return the public name of a master key: a digest, from which nobody gets back to it."""
    return hashlib.sha256(b'herstelbemiddeling master key|' + secret).hexdigest()[:12]


def _parse(line, file):
    kind, _colon, encoded = line.partition(':')
    try:
        secret = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        secret = b''
    if kind != FORMAT or len(secret) != KEY_LENGTH:
        raise KeyFileError(f"A line of {file} is no master key. Put back the file as it was made.")
    name = key_id(secret)
    return name, Key(name, secret)
