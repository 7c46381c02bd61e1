"""What the loggers of the process hand on, whichever handler writes it down.

It is done where a record is made, so that no handler, of Odoo or of anybody else, gets to see more.
"""

import re
import threading

import odoo
from odoo import netsvc
from odoo.http import request

from .words import describe, place, trace

# The lines below the first of an error of PostgreSQL hold the row and the statement.
DETAILS = re.compile(r'\n(?:DETAIL|CONTEXT|HINT|QUERY|STATEMENT|LINE \d+):.*', re.DOTALL)
QUERY_STRING = re.compile(r'\?.*?(?= HTTP/\d|$)')
# "file:line: DeprecationWarning: text", and after that the way to there
WARNING_TEXT = re.compile(r'(?<=Warning): .*?(?=\n  File |\Z)', re.DOTALL)
# A string, a number or a word of SQL that is a value; names stand in double quotes.
FIRST_VALUE = re.compile(r"""['$]|(?<![\w"])\d|\b(?:true|false|null)\b""", re.IGNORECASE)

ACCESS_LOGGERS = ('werkzeug', 'longpolling')
SQL_LOGGER = 'odoo.sql_db'
WARNINGS_LOGGER = 'py.warnings'
EXPORT_LOGGER = 'odoo.addons.web.controllers.export'


class LogRecord(netsvc.LogRecord):
    """A record without the texts of exceptions, values of SQL and query strings."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.args:
            self.msg = self._quiet(self.msg)
        elif isinstance(self.args, dict):
            self.args = {key: self._quiet_argument(arg) for key, arg in self.args.items()}
        else:
            self.args = tuple(map(self._quiet_argument, self.args))
        if self.exc_info and self.exc_info[1]:
            # Formatters take this when it is there, and look at the exception otherwise.
            self.exc_text = trace(self.exc_info[1], in_full=is_at_the_console())

    def _quiet_argument(self, argument):
        if self.name == SQL_LOGGER and 'query: ' in str(self.msg) and not _is_number(argument):
            if not isinstance(argument, BaseException):
                return until_first_value(argument)
        elif self.name == EXPORT_LOGGER and isinstance(argument, list):
            return [item for item in argument if isinstance(item, int)]  # ids, or a domain
        return self._quiet(argument)

    def _quiet(self, value):
        if isinstance(value, BaseException):
            if is_at_the_console():
                return describe(value, in_full=True)
            return f'{describe(value)} at {place(value)}'
        if isinstance(value, str):
            if self.name in ACCESS_LOGGERS:
                value = QUERY_STRING.sub('?', value)
            elif self.name == WARNINGS_LOGGER and not is_at_the_console():
                value = WARNING_TEXT.sub('', value, count=1)
            return DETAILS.sub('', value)
        return value


def until_first_value(statement):
    """Return the beginning of a statement: what it does to which table and columns."""
    if isinstance(statement, bytes):
        statement = statement.decode(errors='replace')
    statement = str(statement)
    value = FIRST_VALUE.search(statement)
    return statement[: value.start()] + '…' if value else statement


def is_at_the_console():
    """Return whether this runs for whoever starts the server: loading modules, a shell, a command.

    Who installs an addon has to read why it does not load. People's requests and scheduled jobs
    run in threads of their own, and the server for long connections (gevent) is one thread.
    """
    is_main = threading.current_thread() is threading.main_thread()
    return is_main and not request and not odoo.evented


def _is_number(argument):
    return isinstance(argument, (int, float))
