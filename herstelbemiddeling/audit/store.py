"""The audit trail in PostgreSQL: appending to it, making it, and saying how safe it stands."""

import json
import logging
from dataclasses import dataclass

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.sql_db import db_connect
from odoo.tools import SQL, file_open

_logger = logging.getLogger(__name__)

SCRIPT = 'herstelbemiddeling/audit/trail.sql'
VERSION = 'audit trail of herstelbemiddeling, version 1'  # the comment at the end of the script

TRIGGERS = 2 * ['only_growsA']  # A: they always fire

# What PostgreSQL knows about the schema and about the role that asks. From version 16 on, whoever
# made a role administers it without being able to become it, and CREATEROLE alone says nothing
# about roles of others; before that it says everything.
FACTS = """
    SELECT me.rolsuper AS is_superuser,
           me.rolcreaterole AND NOT me.rolsuper AS may_create_roles,
           current_setting('server_version_num')::int >= 160000 AS is_fine_grained,
           obj_description(schema.oid, 'pg_namespace') AS version,
           (SELECT bool_or(pg_has_role(owner, CASE
                       WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER'
                       ELSE 'USAGE, SET'
                   END))
              FROM (SELECT schema.nspowner
                     UNION SELECT relowner FROM pg_class WHERE relnamespace = schema.oid
                     UNION SELECT proowner FROM pg_proc WHERE pronamespace = schema.oid
                   ) AS owners (owner)) AS is_own,
           pg_has_role(schema.nspowner, 'MEMBER WITH ADMIN OPTION') AS may_grant_owner,
           EXISTS (SELECT FROM pg_class
                    WHERE relnamespace = schema.oid AND relkind = 'r'
                      AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
                  ) AS may_write,
           ARRAY(SELECT tgname::text || tgenabled::text
                   FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
                  WHERE relnamespace = schema.oid) AS triggers
      FROM pg_roles AS me, pg_namespace AS schema
     WHERE me.rolname = current_user AND schema.nspname = 'herstelbemiddeling_audit'
"""


@dataclass(frozen=True)
class Status:
    """How safe the trail stands.

    ``form``: ``strong`` (nobody who works as Odoo can change it), ``revocable`` (nobody can, but
    the role of Odoo could give itself that power), ``weak`` (it could at once) or ``missing``.
    """

    form: str
    sentence: str


def connect(dbname):
    """Return a cursor on a connection of its own, also in tests, in READ COMMITTED.

    In Odoo's REPEATABLE READ the end of the chain would be the one of a moment ago.
    """
    cr = db_connect(dbname).cursor()
    cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
    return cr


def append(dbname, entries):
    """Append entries to the trail of this database, for good."""
    with connect(dbname) as cr:
        cr.execute(
            "SELECT herstelbemiddeling_audit.append(%s)",
            [json.dumps(entries)],
            log_exceptions=False,
        )


def install(dbname):
    """Make the trail or bring it up to date, and hand it over to its own role where that may be.

    Committed at once: data that the addon brings along is noted already.
    """
    with connect(dbname) as cr, file_open(SCRIPT) as script:
        cr.execute("SET LOCAL lock_timeout = '20s'")
        cr.execute("SELECT pg_advisory_xact_lock(hashtext('herstelbemiddeling_audit'))")
        facts = _facts(cr)
        if facts and not facts['is_own']:
            if facts['version'] != VERSION:
                _logger.warning("The audit trail is outdated: run %s as a superuser.", SCRIPT)
            return
        became_owner = _join_owner(cr)
        cr.execute(script.read())
        if became_owner:
            cr.execute('REVOKE herstelbemiddeling_audit FROM CURRENT_USER')


def uninstall(dbname):
    """Remove the trail when it is ours, else say how."""
    with connect(dbname) as cr:
        became_owner = _join_owner(cr)
        try:
            with cr.savepoint(flush=False):
                cr.execute('DROP SCHEMA herstelbemiddeling_audit CASCADE', log_exceptions=False)
        except psycopg2.errors.InsufficientPrivilege:
            _logger.warning(
                "The audit trail of %s stays: it belongs to a role of its own. To remove it, run"
                " DROP SCHEMA herstelbemiddeling_audit CASCADE there as a superuser.",
                dbname,
            )
        if became_owner:
            cr.execute('REVOKE herstelbemiddeling_audit FROM CURRENT_USER')


def count(env):
    """Return how many entries the trail of this database has."""
    return env.execute_query(SQL('SELECT seq FROM herstelbemiddeling_audit.head'))[0][0]


def status(env):
    """Return the ``Status`` of the trail in this database."""
    facts = _facts(env.cr)
    if not facts:
        return Status('missing', env._("There is no audit trail: update the addon."))
    if facts['is_superuser']:
        return Status(
            'weak',
            env._(
                "Odoo works as a superuser of PostgreSQL and can change the audit trail. Give Odoo"
                " a role that is no superuser."
            ),
        )
    if facts['is_own'] or facts['may_write'] or facts['triggers'] != TRIGGERS:
        return Status(
            'weak',
            env._(
                "Odoo's own role can change the audit trail. Let the database administrator run"
                " %(script)s.",
                script=SCRIPT,
            ),
        )
    if facts['may_grant_owner'] or (facts['may_create_roles'] and not facts['is_fine_grained']):
        return Status(
            'revocable',
            env._(
                "The audit trail belongs to a role of its own, but Odoo's role may create roles and"
                " could take it back. Take CREATEROLE away from it, and let the database"
                " administrator make the role herstelbemiddeling_audit."
            ),
        )
    if facts['version'] != VERSION:
        return Status(
            'weak',
            env._(
                "The audit trail is of another version of the addon. Let the database"
                " administrator run %(script)s.",
                script=SCRIPT,
            ),
        )
    return Status(
        'strong',
        env._("The audit trail belongs to a role of its own; Odoo can add to it and no more."),
    )


def _facts(cr):
    cr.execute(FACTS)
    return cr.dictfetchone()


def _join_owner(cr):
    """Become a member of the role that owns the trail, made if need be; return whether we are."""
    facts = "SELECT rolcreaterole AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"
    cr.execute(facts)
    if not cr.fetchone()[0]:
        return False
    try:
        with cr.savepoint(flush=False):
            cr.execute("SELECT to_regrole('herstelbemiddeling_audit') IS NULL")
            if cr.fetchone()[0]:
                cr.execute('CREATE ROLE herstelbemiddeling_audit NOLOGIN')
            cr.execute('GRANT herstelbemiddeling_audit TO CURRENT_USER', log_exceptions=False)
    except psycopg2.errors.InsufficientPrivilege:
        return False  # Somebody else made the role, and from PostgreSQL 16 on that counts.
    return True
