"""Erasing again what a restored backup has brought back, by the list of erased keys."""

import logging

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from ..audit.store import connect
from ..sealed import erased, keys
from .erase import erase

_logger = logging.getLogger(__name__)

REASON = 'restored'
# A case first: its people go with it.
MODELS = {
    'mediation.case': 'name',
    'mediation.registration': 'code',
    'mediation.party': 'code',
    'mediation.complaint': 'code',
}


def is_needed(env):
    """Return whether anything that was erased is in this database."""
    return any(_returned(env).values())


def replay(dbname):
    """Erase again what is in the list, each in a transaction of its own; return how many.

    On a connection of its own, where each statement sees what other processes that start at the
    same moment have done already. What cannot be erased as a whole loses its key all the same.
    """
    with connect(dbname) as cr:
        cr.execute("SELECT pg_advisory_lock(hashtext('herstelbemiddeling_replay'))")
        try:
            count = _replay(api.Environment(cr, SUPERUSER_ID, {}))
        finally:
            cr.execute("SELECT pg_advisory_unlock(hashtext('herstelbemiddeling_replay'))")
    return count


def _replay(env):
    count = 0
    for name in MODELS:
        # Asked anew for each model: parties have gone with their case.
        for owner in _returned(env)[name]:
            count += _erase_again(env, name, owner)
    return count


def _erase_again(env, name, owner):
    code = owner.partition(',')[2]
    record = env[name].with_context(active_test=False).search([(MODELS[name], '=', code)])
    try:
        with env.cr.savepoint():
            if record:
                company = record.company_id
                counts = erase(record, REASON)
                env['mediation.retention.certificate']._issue(
                    company, counts, model=name, erased_code=code, ground=REASON
                )
    except Exception:
        _logger.exception("Erased before the backup, and not all of it could be erased again")
    keys.destroy(env, [owner])
    # One by one: what is done is done, whatever happens to the next.
    env.cr.commit()  # pylint: disable=invalid-commit
    return bool(record)


def _returned(env):
    """Return ``{model: owners}`` of who is in the list and can be opened, or is there without key.

    Where the table of keys was left out of the backup, the list knows them by the database.
    """
    entries = erased.read()
    database = erased.database_of(env)
    there = {
        owner: (key_id, is_alive)
        for owner, key_id, is_alive in env.execute_query(
            SQL(
                "SELECT owner, key_id, wrapped IS NOT NULL FROM sealed_key WHERE owner = ANY(%s)",
                [entry.owner for entry in entries],
            )
        )
    }
    returned = {name: [] for name in MODELS}
    without_key = {name: [] for name in MODELS}
    for entry in entries:
        name = entry.owner.partition(',')[0]
        if entry.owner not in there:
            if entry.database == database and name in MODELS:
                without_key[name].append(entry.owner)
        elif there[entry.owner] == (entry.key_id, True) and name in MODELS:
            returned[name].append(entry.owner)
    for name, owners in without_key.items():
        returned[name] += _of_rows(env, name, owners)
    return returned


def _of_rows(env, name, owners):
    """Return those of the owners of whom there is a row."""
    codes = [owner.partition(',')[2] for owner in owners]
    model = env[name].with_context(active_test=False)
    found = model.search([(MODELS[name], 'in', codes)]) if codes else model
    return [f'{name},{code}' for code in found.mapped(MODELS[name])]
