"""Statements to the database server, without a client program."""

import json
import time

from . import process, settings

DROP_ATTEMPTS = 30  # a second between two


class SqlError(Exception):
    """The server refused, or did not answer. The text is PostgreSQL's."""


def run(python, variables, *statements, database='postgres'):
    """Run `statements`, each a text or a (text, values) pair, and return the last one's rows.

    `python` is the interpreter of the virtual environment, `variables` the PG* variables.
    """
    pairs = [item if isinstance(item, tuple) else (item, None) for item in statements]
    request = json.dumps({'database': database, 'statements': pairs})
    environment = process.replace_environment(PYTHONPATH=None, **variables)
    command = [python, '-I', settings.SCRIPTS / 'run_sql.py']
    answer = json.loads(process.capture(command, request, env=environment, stderr=None))
    if 'error' in answer:
        raise SqlError(answer['error'])
    return answer['rows']


def drop_database(python, variables, database):
    """Drop a database, and end the sessions in it.

    A worker of autovacuum in it, which this role may not end, makes PostgreSQL refuse: tried again
    until that is done.
    """
    statement = f'DROP DATABASE IF EXISTS {name(database)} WITH (FORCE)'
    for _attempt in range(DROP_ATTEMPTS - 1):
        try:
            run(python, variables, statement)
        except SqlError:
            time.sleep(1)
        else:
            return
    run(python, variables, statement)


def name(identifier):
    """`identifier` quoted for use in a statement."""
    return '"' + identifier.replace('"', '""') + '"'
