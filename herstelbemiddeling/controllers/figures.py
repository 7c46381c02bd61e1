from odoo import http
from odoo.http import request

CONTENT_TYPES = {'pdf': 'application/pdf', 'csv': 'text/csv; charset=utf-8'}


class FiguresController(http.Controller):
    """The report of a period and its numbers, for those who read periods; nothing of it is kept."""

    @http.route(
        '/herstelbemiddeling/figures/<int:period_id>/<any(pdf,csv):kind>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def figures(self, period_id, kind):
        made = request.env['mediation.figures.period'].browse(period_id)._file(kind)
        headers = {
            'Content-Type': CONTENT_TYPES[kind],
            'Content-Length': len(made),
            'Content-Disposition': f'attachment; filename="figures.{kind}"',
            'Cache-Control': 'no-store',
            'X-Content-Type-Options': 'nosniff',
        }
        return request.make_response(made, list(headers.items()))
