from odoo import http
from odoo.http import request

from .. import audit
from .download import download


class LetterController(http.Controller):
    """Letters as they were printed a moment ago: made once more, and kept by nobody on the way.

    The actions on the records check and note; these routes only hand over what may still leave.
    """

    @http.route(
        '/herstelbemiddeling/letter/<int:dispatch_id>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def letter(self, dispatch_id):
        dispatch = request.env['mediation.dispatch'].browse(dispatch_id)
        dispatch._check_may_be_fetched()
        return printed(dispatch)

    @http.route(
        '/herstelbemiddeling/disclosure/<int:disclosure_id>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def disclosure(self, disclosure_id):
        disclosure = request.env['mediation.disclosure'].browse(disclosure_id)
        disclosure.check_access('write')
        return printed(disclosure)


def printed(record):
    """Return the paper of a record, which checks by itself who may have it; it is noted."""
    pdf = record._pdf()
    audit.note(record.env, 'printed', record)
    return download(pdf, 'pdf', 'letter')
