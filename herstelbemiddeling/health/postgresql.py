"""What PostgreSQL writes in its own log, and how Odoo reaches it."""

import time
from contextlib import closing

import psycopg2

from odoo.sql_db import db_connect
from odoo.tools import SQL, config

from .result import bad, good

# By default PostgreSQL logs the statement that fails, values and all, and the row that offends.
QUIET = {
    'log_error_verbosity': ('terse',),
    'log_min_duration_sample': ('-1',),
    'log_min_duration_statement': ('-1',),
    'log_min_error_statement': ('panic', 'fatal', 'log'),
    'log_statement': ('none',),
}
HERE = ('', 'localhost', '127.0.0.1', '::1')
MOST_BEHIND = 2  # seconds


def log_holds_no_values(env):
    settings = _settings(env)
    loud = {name: quiet[0] for name, quiet in QUIET.items() if settings.get(name) not in quiet}
    if not loud:
        return good(env._("The log of PostgreSQL leaves out what is stored."))
    return bad(
        env._("PostgreSQL writes what is stored in its log when something fails or is slow."),
        env._(
            "As administrator of PostgreSQL: %(commands)s SELECT pg_reload_conf();",
            commands=" ".join(
                f"ALTER SYSTEM SET {name} = '{value}';" for name, value in loud.items()
            ),
        ),
    )


def _settings(env):
    query = SQL("SELECT name, setting FROM pg_settings WHERE name IN %s", tuple(QUIET))
    return dict(env.execute_query(query))


def connection(env):
    host = config['db_host']
    if host in HERE or host.startswith('/'):
        return good(env._("PostgreSQL runs on the same machine."))
    if _is_encrypted(env):
        return good(env._("The connection to PostgreSQL is encrypted."))
    return bad(
        env._("What goes to PostgreSQL on %(host)s can be read on the way.", host=host),
        env._("In the configuration of Odoo: db_sslmode = verify-full; switch ssl on there."),
    )


def _is_encrypted(env):
    query = SQL("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    return bool(env.execute_query(query)[0][0])


def replica(env):
    """Odoo notices a replica that is gone, and never one that is old."""
    host = config['db_replica_host']
    if not host:
        return good(env._("There is no replica: everything is read where it is written."))
    without = env._("Mend it, or take db_replica_host out of the configuration of Odoo until then.")
    try:
        is_replica, has_reached = _follows(env)
    except psycopg2.Error:
        return bad(
            env._("The replica on %(host)s does not answer; the primary does all.", host=host),
            without,
        )
    if not is_replica:
        return bad(env._("PostgreSQL on %(host)s is no replica.", host=host), without)
    if not has_reached:
        return bad(
            env._(
                "The replica on %(host)s is more than %(seconds)s seconds behind: the board and the"
                " website show what was.",
                host=host,
                seconds=MOST_BEHIND,
            ),
            without,
        )
    return good(env._("The replica on %(host)s has all that was written.", host=host))


def _follows(env):
    """Return whether the replica is one, and whether it comes to where the primary is now."""
    with closing(db_connect(env.cr.dbname).cursor()) as cr:
        cr.execute("SELECT pg_current_wal_lsn()")
        position = cr.fetchone()[0]
    deadline = time.monotonic() + MOST_BEHIND
    with closing(db_connect(env.cr.dbname, readonly=True).cursor()) as cr:
        while True:
            cr.execute(
                "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn", [position]
            )
            found = cr.fetchone()
            if all(found) or not found[0] or time.monotonic() > deadline:
                return found
            time.sleep(0.1)
