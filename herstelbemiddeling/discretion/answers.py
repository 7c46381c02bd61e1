"""What a client is told of an exception, in place of the functions of Odoo that tell it all.

Odoo's add a traceback with every value that stands in the texts, to whoever asks.
"""

from xmlrpc.client import Fault

from werkzeug.exceptions import HTTPException

from odoo import http

from odoo.addons.rpc.controllers import xmlrpc

from .words import SENTENCES, apology

_serialize_exception = http.serialize_exception
_fault_with_number = xmlrpc.xmlrpc_handle_exception_int
_fault_with_text = xmlrpc.xmlrpc_handle_exception_string


def serialize_exception(exception, *, message=None, arguments=None):
    """Return an exception as JSON: its type, and the sentence when it has one for people."""
    if isinstance(exception, SENTENCES):
        data = _serialize_exception(exception, message=message, arguments=arguments)
    else:
        # The description of an HTTP error often repeats the request.
        is_http = isinstance(exception, HTTPException)
        message = exception.name if is_http else apology(exception)
        data = _serialize_exception(exception, message=message, arguments=(message,))
        # The web client shows the message as it does for a UserError, not a traceback.
        data['context'] = {'exception_class': 'odoo.exceptions.UserError'}
    data['debug'] = ''
    return data


def xmlrpc_fault_with_number(exception):
    if isinstance(exception, SENTENCES):
        return _fault_with_number(exception)
    return xmlrpc.dumps(Fault(xmlrpc.RPC_FAULT_CODE_APPLICATION_ERROR, apology(exception)))


def xmlrpc_fault_with_text(exception):
    if isinstance(exception, SENTENCES):
        return _fault_with_text(exception)
    return xmlrpc.dumps(Fault(apology(exception), ''))
