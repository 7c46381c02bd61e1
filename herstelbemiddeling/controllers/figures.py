from odoo import http
from odoo.http import request

from .download import download


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
        return download(made, kind, 'figures')
