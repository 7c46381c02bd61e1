from odoo import http
from odoo.http import request

from .letter import printed


class CertificateController(http.Controller):
    """The certificate of what was erased, for the privacy officer; made anew each time."""

    @http.route(
        '/herstelbemiddeling/certificate/<int:certificate_id>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def certificate(self, certificate_id):
        return printed(request.env['mediation.retention.certificate'].browse(certificate_id))
