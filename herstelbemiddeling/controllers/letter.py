from odoo import http
from odoo.http import request

from .. import audit


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
        return _answer(dispatch)

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
        return _answer(disclosure)


def _answer(record):
    pdf = record._pdf()
    audit.note(record.env, 'printed', record)
    headers = {
        'Content-Type': 'application/pdf',
        'Content-Length': len(pdf),
        # A folder of downloads is seen by others: no name, no code, no kind.
        'Content-Disposition': 'attachment; filename="letter.pdf"',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
    }
    return request.make_response(pdf, list(headers.items()))
