"""The logo and the colour of the organisation, for its public pages."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import Response, request
from odoo.tools.mimetypes import guess_mimetype

from ..brand import LOGO, STYLE, logo_of, style_of
from .public_page import READING, PublicPageDispatcher, wrong_method

# The address changes with the logo and the colour, so an old copy is never shown.
CACHED = 'public, max-age=604800, immutable'
ROUTE = {
    'type': PublicPageDispatcher.routing_type,
    'auth': 'public',
    'save_session': False,
    'sitemap': False,
    'readonly': True,
}


class BrandController(http.Controller):
    @http.route(LOGO, **ROUTE)
    def logo(self):
        if request.httprequest.method not in READING:
            return wrong_method(methods=READING)
        picture = logo_of(request.env.company.sudo())
        if not picture:
            raise NotFound
        return _cached(picture, guess_mimetype(picture))

    @http.route(STYLE, **ROUTE)
    def colour(self):
        if request.httprequest.method not in READING:
            return wrong_method(methods=READING)
        return _cached(style_of(request.env.company.sudo()), 'text/css')


def _cached(content, mimetype):
    response = Response(content, mimetype=mimetype)
    response.headers['Cache-Control'] = CACHED
    return response
