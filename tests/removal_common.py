"""A database of its own that the addon leaves, or came into a long time ago; what lies in it."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import requests
from toolbox import odoo_source, settings
from toolbox.database import Databases
from toolbox.odoo import Odoo

from odoo.sql_db import close_db, db_connect

# What PostgreSQL and Odoo know of, by a name that does not change when it is made anew.
KINDS = {
    'schema': "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'",
    'table, index, view or sequence': (
        "SELECT nspname, relname, relkind FROM pg_class"
        " JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
    ),
    'column': (
        "SELECT relname, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
        " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND attnum > 0 AND NOT attisdropped"
    ),
    'constraint': (
        "SELECT conrelid::regclass, conname FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
    ),
    'function': (
        "SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace"
        " WHERE nspname NOT IN ('pg_catalog', 'information_schema')"
    ),
    'trigger': 'SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal',
    'type': (
        "SELECT nspname, typname FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace"
        " WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
    ),
    'external id': 'SELECT module, name, model FROM ir_model_data',
    'parameter': 'SELECT key FROM ir_config_parameter',
    'view': 'SELECT key, name, model FROM ir_ui_view',
    'action': 'SELECT type, name, path FROM ir_actions',
    'menu': "SELECT name->>'en_US', web_icon FROM ir_ui_menu",
    'scheduled action': 'SELECT cron_name FROM ir_cron',
    'page': 'SELECT url FROM website_page',
    'menu of the website': 'SELECT url FROM website_menu',
    'group': "SELECT name->>'en_US' FROM res_groups",
    'filter': 'SELECT name, model_id FROM ir_filters',
    'activity type': "SELECT name->>'en_US', res_model FROM mail_activity_type",
    'file': (
        "SELECT name, res_model, res_field, url FROM ir_attachment"
        " WHERE coalesce(url, '') NOT LIKE '/web/assets/%'"
    ),
}


class _ServerOfEnvironment:
    """The database server that ./dev/test named in this process's variables."""

    variables = {}

    def make_audit_trail(self, database):
        """Leave it to Odoo, as where no administrator of databases helps: the weak form."""


def here():
    """Return Odoo as ./dev/test has set it up, and its databases."""
    odoo = Odoo(Path(sys.prefix), _ServerOfEnvironment())
    return odoo, Databases(odoo)


def template(databases):
    """Return the name of the database with all that the addon depends on, and not the addon."""
    return databases.template(odoo_source.find().version)


def run(odoo, database, script, options=(), **parameters):
    """Run Python text in Odoo's shell, commit, and return what it printed after RESULT."""
    log = settings.LOGS / f'{database}-shell.log'
    output = odoo.shell(database, f'{script}\nenv.cr.commit()', log, options, **parameters)
    _before, mark, result = output.partition('RESULT ')
    return json.loads(result.splitlines()[0]) if mark else None


def inventory(database):
    """Return ``{kind: Counter of names}`` of all that there is, and of the rows of each table."""
    try:
        with db_connect(database).cursor() as cr:
            found = {}
            for kind, statement in KINDS.items():
                cr.execute(statement)
                found[kind] = Counter(' '.join(map(str, row)) for row in cr.fetchall())
            cr.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = 'public'::regnamespace"
            )
            found['rows'] = Counter()
            for (table,) in cr.fetchall():
                cr.execute(f'SELECT count(*) FROM "{table}"')  # a name that PostgreSQL gave
                found['rows'][table] = cr.fetchone()[0]
            return found
    finally:
        close_db(database)


def differences(before, after):
    """Return what there is more (+) and less (-) of, as lines to read."""
    return sorted(
        f'{sign} {kind}: {name}'
        for kind in before
        for sign, more, less in (('+', after, before), ('-', before, after))
        for name in more[kind] - less[kind]
    )


class Administrator:
    """Somebody at the web client of a served database who administers Odoo."""

    def __init__(self, served, login, password):
        self.url = served.base_url
        self.http = requests.Session()
        self.http.trust_env = False
        answer = self.post(
            '/web/session/authenticate',
            db=served.database, login=login, password=password,
        )  # fmt: skip
        assert answer['result']['uid'], answer

    def post(self, path, **params):
        body = {'jsonrpc': '2.0', 'method': 'call', 'params': params}
        return self.http.post(self.url + path, json=body, timeout=300).json()

    def call(self, model, method, *args, **kwargs):
        """Return the answer to what the web client sends: a result, or an error."""
        return self.post(
            f'/web/dataset/call_kw/{model}/{method}',
            model=model, method=method, args=args, kwargs=kwargs,
        )  # fmt: skip


def of_test():
    return os.environ['HERSTEL_TEST_DB']
