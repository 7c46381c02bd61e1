"""Data keys: one for each person and each case, wrapped by the master key, in the table sealed_key.

Plain functions and not methods of a model, and kept beside the cursor and not on it: code that an
administrator types into Odoo (a server action) reaches models and cursors, and must not reach a
key. What is kept here ends with the cursor; nothing is shared between transactions.
"""

import secrets
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from odoo.tools import SQL

from . import master
from .cipher import KEY_LENGTH, Broken, Key

# Seals nothing by itself: what is derived from it belongs to the database as a whole.
SYSTEM = 'system'
SYSTEM_PURPOSES = ('blind index', 'receipt', 'disclosure', 'evaluation', 'page', 'network')
DESTROYED = object()

_by_cursor = WeakKeyDictionary()


class MasterKeyMismatch(Exception):
    """The keys of this database were wrapped by another master key."""


@dataclass
class Status:
    """For the health page: whether the keys are in order, and a sentence to say so."""

    good: bool
    sentence: str


class _Kept:
    """What one transaction has unwrapped."""

    def __init__(self):
        self.masters = master.load()
        self.keys = {}
        self.secrets = {}
        self.opened = set()


def _kept(env):
    kept = _by_cursor.get(env.cr)
    if kept is None:
        kept = _by_cursor[env.cr] = _Kept()
    return kept


def opened_records(env):
    """Return the set of ``(user, model, record)`` that this transaction has opened and noted."""
    return _kept(env).opened


def is_known(env, owner):
    """Return whether this transaction has the key of an owner at hand."""
    return owner in _kept(env).keys


def find(env, owners):
    """Return ``{owner: Key}``; DESTROYED for an owner who was erased, nobody who has none.

    :raise MasterKeyMismatch: when the master key does not fit
    """
    kept = _kept(env)
    found = {owner: kept.keys[owner] for owner in owners if owner in kept.keys}
    unknown = [owner for owner in dict.fromkeys(owners) if owner not in found]
    return found | _keep(env, _read(env, unknown)) if unknown else found


def ensure(env, owners):
    """Return ``{owner: Key}`` after making the keys that are not there yet.

    Asks the database each time: what this transaction has seen may have been undone by a savepoint.
    """
    owners = list(dict.fromkeys(owners))
    found = _read(env, owners)
    missing = [owner for owner in owners if owner not in found]
    if missing:
        new = {owner: secrets.token_bytes(KEY_LENGTH) for owner in missing}
        made = _insert(env, new)
        found.update({owner: Key(key_id, new[owner]) for owner, key_id in made.items()})
        if len(made) < len(missing):  # somebody was quicker: what is stored counts
            found.update(_read(env, missing))
    return _keep(env, found)


def destroy(env, owners):
    """Destroy the keys of these owners for ever. What they have sealed opens nowhere any more."""
    owners = list(owners)
    if owners:
        ensure(env, owners)  # an owner without a key must not get one later
        env.cr.execute(
            SQL(
                "UPDATE sealed_key SET wrapped = NULL, date_destroyed = now() AT TIME ZONE 'UTC'"
                " WHERE owner IN %s AND wrapped IS NOT NULL",
                tuple(owners),
            )
        )
        for owner in owners:
            _kept(env).keys.pop(owner, None)


def destroyed(env, owners=None):
    """Return ``(owner, key id)`` of the keys that are destroyed, of all owners or of some."""
    wanted = SQL("AND owner = ANY(%s)", list(owners)) if owners is not None else SQL()
    return env.execute_query(
        SQL("SELECT owner, key_id FROM sealed_key WHERE wrapped IS NULL %s ORDER BY id", wanted)
    )


def system_secret(env, purpose):
    """Return 32 bytes that belong to this database and to one purpose.

    :raise ValueError: for a purpose that is not one of ``SYSTEM_PURPOSES``
    """
    if purpose not in SYSTEM_PURPOSES:
        raise ValueError(purpose)
    kept = _kept(env)
    if purpose not in kept.secrets:
        owner = f'{SYSTEM},{purpose}'
        rows = _rows(env, [owner])
        if not rows:
            _insert(env, {owner: secrets.token_bytes(KEY_LENGTH)})
            rows = _rows(env, [owner])
        kept.secrets[purpose] = _unwrap(kept, *rows[0])
    return kept.secrets[purpose]


def check_fit(env):
    """Raise MasterKeyMismatch or master.KeyFileError when this database cannot be opened."""
    masters = master.load()
    query = SQL("SELECT DISTINCT master_id FROM sealed_key WHERE wrapped IS NOT NULL")
    unknown = sorted({name for (name,) in env.execute_query(query)} - masters.keys())
    if unknown:
        raise MasterKeyMismatch(
            f"The master key in {master.path()} is not the one of this database: keys of it were"
            f" wrapped by {', '.join(unknown)}. Put the right key file in its place; nothing is"
            " stored or opened until then."
        )


def status(env):
    """Return the state of the keys as the health page shows it."""
    try:
        check_fit(env)
    except (MasterKeyMismatch, master.KeyFileError) as error:
        return Status(False, str(error))
    waiting = env.execute_query(
        SQL(
            "SELECT count(*) FROM sealed_key WHERE wrapped IS NOT NULL AND master_id <> %s",
            next(iter(master.load())),
        )
    )[0][0]
    if waiting:
        return Status(False, f"{waiting} keys wait for: odoo mediation_key rotate.")
    return Status(True, "The master key is there and fits.")


def rotate(env):
    """Wrap all data keys by the newest master key; return how many were wrapped anew.

    The values themselves stay as they are. Runs in the transaction of the caller.
    """
    masters = master.load()
    current = next(iter(masters))
    waiting = env.execute_query(
        SQL(
            "SELECT owner, key_id, master_id, wrapped FROM sealed_key"
            " WHERE wrapped IS NOT NULL AND master_id <> %s ORDER BY id FOR UPDATE",
            current,
        )
    )
    kept = _kept(env)
    kept.masters = masters
    for owner, key_id, master_id, wrapped in waiting:
        secret = _unwrap(kept, owner, key_id, master_id, wrapped)
        env.cr.execute(
            SQL(
                "UPDATE sealed_key SET master_id = %s, wrapped = %s WHERE owner = %s",
                current,
                masters[current].seal(secret, ('key', owner, key_id)),
                owner,
            )
        )
    return len(waiting)


def _keep(env, found):
    """Keep keys for the rest of the transaction; not that one is gone, which may be undone yet."""
    _kept(env).keys.update({owner: key for owner, key in found.items() if key is not DESTROYED})
    return found


def _read(env, owners):
    kept = _kept(env)
    found = {}
    for owner, key_id, master_id, wrapped in _rows(env, owners):
        if wrapped is None:
            found[owner] = DESTROYED
        else:
            found[owner] = Key(key_id, _unwrap(kept, owner, key_id, master_id, wrapped))
    return found


def _rows(env, owners):
    return env.execute_query(
        SQL(
            "SELECT owner, key_id, master_id, wrapped FROM sealed_key WHERE owner IN %s",
            tuple(owners),
        )
    )


def _insert(env, secret_of):
    """Store new keys, given as ``{owner: secret}``; return ``{owner: key id}`` of those stored.

    Two transactions may make the key of a case at the same moment: the second one is repeated by
    Odoo after a serialization failure, and finds the key of the first.
    """
    master_id, master_key = next(iter(_kept(env).masters.items()))
    rows = []
    for owner, secret in secret_of.items():
        key_id = secrets.token_hex(6)
        wrapped = master_key.seal(secret, ('key', owner, key_id))
        rows.append((owner, key_id, master_id, wrapped))
    return dict(
        env.execute_query(
            SQL(
                "INSERT INTO sealed_key (owner, key_id, master_id, wrapped) VALUES %s"
                " ON CONFLICT (owner) DO NOTHING RETURNING owner, key_id",
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
    )


def _unwrap(kept, owner, key_id, master_id, wrapped):
    try:
        return kept.masters[master_id].open(wrapped, ('key', owner, key_id))
    except (KeyError, Broken):
        raise MasterKeyMismatch(
            f"The key {key_id} does not open with the master key in {master.path()}: put the key"
            " file of this database in its place."
        ) from None
