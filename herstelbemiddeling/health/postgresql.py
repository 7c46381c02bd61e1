"""What PostgreSQL writes in its own log, and how Odoo reaches it."""

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
