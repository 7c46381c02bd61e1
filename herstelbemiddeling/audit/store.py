"""The audit trail in PostgreSQL: appending to it, and making it."""

import json
import logging

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.sql_db import db_connect
from odoo.tools import file_open

_logger = logging.getLogger(__name__)

SCHEMA = 'herstelbemiddeling_audit'


def connect(dbname):
    """Return a cursor on a connection of its own, also in tests, in READ COMMITTED.

    In Odoo's REPEATABLE READ the end of the chain would be the one of a moment ago.
    """
    cr = db_connect(dbname).cursor()
    cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
    return cr


def append(dbname, entries):
    """Append entries to the trail of this database for good."""
    with connect(dbname) as cr:
        cr.execute(
            "SELECT herstelbemiddeling_audit.append(%s)",
            [json.dumps(entries)],
            log_exceptions=False,
        )


def install(dbname):
    """Make the trail, or bring it up to date. Committed at once: demo data writes to it already."""
    with file_open('herstelbemiddeling/audit/trail.sql') as file, connect(dbname) as cr:
        cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [SCHEMA])
        cr.execute(file.read())
