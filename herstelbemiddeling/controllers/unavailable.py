"""What a visitor is told while the database does not answer: "not now" instead of "not there".

Odoo goes on with such a request as if no database had been named. It finds no page of that address
and answers 404: whoever has just sent the form would read that it does not exist, and whatever
stands between would not try again. Or it leads to the page where a database is chosen, which leads
back, until the browser gives up.
"""

import sys

from werkzeug.exceptions import NotFound

from odoo import http

from .public_page import LAST_RESORT, harden

RETRY_AFTER = 30  # seconds
REDIRECTS = range(300, 400)

_serve_nodb = http.Request._serve_nodb


def tell_of_outages():
    """Put our answer in the place of Odoo's, in each process that loads the addon."""
    http.Request._serve_nodb = _serve_without_database


def _serve_without_database(self):
    # Odoo calls this while it handles the failure; or without one, when it has asked for the list
    # of databases and got none. Our pages are always of a database.
    is_ours = '/herstelbemiddeling/' in self.httprequest.path
    is_outage = is_ours or isinstance(sys.exc_info()[1], http.RegistryError)
    try:
        response = _serve_nodb(self)
    except NotFound:
        if not is_outage:
            raise
    else:
        if not (is_outage and response.status_code in REDIRECTS):
            return response
    response = http.Response(LAST_RESORT, status=503, headers={'Retry-After': str(RETRY_AFTER)})
    harden(response)
    return response
