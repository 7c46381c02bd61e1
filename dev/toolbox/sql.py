"""Statements to the database server, without a client program."""

import json

from . import process, settings


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


def name(identifier):
    """`identifier` quoted for use in a statement."""
    return '"' + identifier.replace('"', '""') + '"'
