from odoo import models
from odoo.http import request

from .ir_http_discretion import CLIENT_POLICY

INFORMATION = '/herstelbemiddeling'


def is_information():
    """Whether this request is for a page of the website that tells about mediation."""
    path = request.httprequest.path
    return getattr(request, 'is_frontend', False) and f'{path}/'.startswith(f'{INFORMATION}/')


def is_file(response):
    """Whether this is a picture, a style sheet, a script: what a page loads, without a form."""
    return (
        request.httprequest.method == 'GET'
        and response.status_code == 200
        and response.mimetype != 'text/html'
        and not request.session.is_dirty
    )


class IrHttpInformation(models.AbstractModel):
    """Somebody who reads about mediation is not remembered, and fetches nothing elsewhere."""

    _inherit = 'ir.http'  # pylint: disable=consider-merging-classes-inherited

    @classmethod
    def _post_dispatch(cls, response):
        if is_information() or is_file(response):
            cls._forget_visitor()
        if is_information():
            policy = CLIENT_POLICY.format(host=request.httprequest.host)
            response.headers.setdefault('Content-Security-Policy', policy)
        return super()._post_dispatch(response)

    @classmethod
    def _forget_visitor(cls):
        """Set no cookie and keep no session for somebody who is not logged in.

        Nothing on these pages needs them, nor do the files that they load. The language is in the
        path; a cookie for it comes when somebody chooses a language.
        """
        if not request.session.uid:
            request.session.can_save = False
            request.future_response.headers.remove('Set-Cookie')

    @classmethod
    def _register_website_track(cls, response):
        """Keep no visit to these pages, also not when an editor has ticked Track."""
        return False if is_information() else super()._register_website_track(response)
