"""Checking the chain: any change, gap or fork shows. A cut end shows only beside a head that was
written down elsewhere, since a shorter chain is a sound chain.
"""

import hashlib
import json
from typing import NamedTuple

BATCH = 5000


class Entry(NamedTuple):
    seq: int
    moment: object
    uid: int
    session: str
    request: str
    verb: str
    model: str
    record_id: int
    code: str
    case_id: int
    reason: str
    previous: str
    hash: str


def digest(entry):
    """Return the hash that an entry must have: the same bytes as in ``trail.sql``."""
    moment = entry.moment.strftime('%Y-%m-%d %H:%M:%S.%f')
    columns = [*entry._replace(moment=moment)][:-1]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False).encode()).hexdigest()


def findings(entries, head, remembered=None):
    """Yield a sentence for everything that is wrong with a chain.

    :param entries: ``Entry`` objects in order of ``seq``
    :param head: ``(seq, hash)`` of the last entry, as PostgreSQL keeps it beside the chain
    :param remembered: a hash that was the head once
    """
    last_seq, ends, parent = 0, {''}, None
    last_hash, is_remembered = '', remembered in (None, '')
    for entry in entries:
        if entry.seq == last_seq or (entry.previous == parent and entry.previous not in ends):
            yield f"Fork: entry {entry.seq} follows the same entry as another one does."
            ends.add(entry.hash)
        else:
            if entry.seq != last_seq + 1:
                yield f"Gap: between entry {last_seq} and entry {entry.seq} something is missing."
            elif entry.previous not in ends:
                yield f"Broken: entry {entry.seq} does not follow from entry {last_seq}."
            ends = {entry.hash}
        if digest(entry) != entry.hash:
            yield f"Changed: entry {entry.seq} is not what was written."
        last_seq, last_hash, parent = entry.seq, entry.hash, entry.previous
        is_remembered = is_remembered or entry.hash == remembered
    if head != (last_seq, last_hash):
        yield f"Cut: the chain ends at entry {last_seq}, but {head[0]} were written."
    if not is_remembered:
        yield "Cut: the remembered head is not in the chain; entries after it were replaced."


def check(cr, remembered=None):
    """Yield a sentence for everything that is wrong with the trail of a database.

    :param cr: a cursor of Odoo, on which head and chain are those of one moment
    """
    head = read_head(cr)
    columns = ', '.join(Entry._fields)
    with cr.connection.cursor('mediation_audit_check') as entries:
        entries.itersize = BATCH
        # The names of our own columns, and nothing else.
        query = f'SELECT {columns} FROM herstelbemiddeling_audit.entry ORDER BY seq'  # noqa: S608
        entries.execute(query)
        yield from findings(map(Entry._make, entries), head, remembered)


def read_head(cr):
    """Return ``(seq, hash)`` of the last entry."""
    cr.execute("SELECT seq, hash FROM herstelbemiddeling_audit.head")
    return cr.fetchone()
