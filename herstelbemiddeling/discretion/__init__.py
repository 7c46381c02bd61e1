"""Errors and logs say what went wrong and where, never with which value.

The text of an exception may hold anything that somebody typed or that stands in a row: ``KeyError``
its key, ``ValueError`` what it could not read, PostgreSQL the whole row. A sentence that was
written for people (``UserError`` and its kin) goes to whoever asked. Of anything else he gets a
random reference, under which the log says what it was (``words``, ``answers``). The log never gets
the text of an exception, nor the values of a statement or a query string (``log``).
"""

import logging

from odoo import http

from odoo.addons.base.models import ir_cron
from odoo.addons.rpc.controllers import xmlrpc

from . import answers
from .log import LogRecord


def keep_values_in():
    """Put our words in the place of Odoo's, in each process that loads the addon.

    With these functions Odoo answers exceptions, apart from pages of the website (``ir.http``).
    """
    logging.setLogRecordFactory(LogRecord)
    http.serialize_exception = answers.serialize_exception
    ir_cron.serialize_exception = answers.serialize_exception
    xmlrpc.xmlrpc_handle_exception_int = answers.xmlrpc_fault_with_number
    xmlrpc.xmlrpc_handle_exception_string = answers.xmlrpc_fault_with_text
