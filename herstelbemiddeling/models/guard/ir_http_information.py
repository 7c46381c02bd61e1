import re
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.http import request

from .ir_http_discretion import CLIENT_POLICY

# With or without a language in front.
INFORMATION = re.compile(r'(/[\w@]+)?/herstelbemiddeling(/.*)?')
# The texts of Odoo's scripts: which language is in the query.
TEXTS = re.compile(r'(/[\w@]+)?/website/translations(/.*)?')
LANGUAGE_CHOICE = '/website/lang/'


def is_information():
    """Whether this request is for a page of the website that tells about mediation."""
    path = request.httprequest.path
    return getattr(request, 'is_frontend', False) and bool(INFORMATION.fullmatch(path))


def is_choice_of_language():
    """Whether somebody asks for one of these pages in another language."""
    way_back = urlsplit(request.httprequest.args.get('r', '')).path
    asked = request.httprequest.path.startswith(LANGUAGE_CHOICE)
    return asked and bool(INFORMATION.fullmatch(way_back))


def is_file(response):
    """Whether this is a picture, a style sheet, a script: what a page loads, without a form."""
    return (
        request.httprequest.method == 'GET'
        and (
            (response.status_code == 200 and response.mimetype != 'text/html')
            or request.httprequest.path == '/favicon.ico'  # browsers ask for it by themselves
        )
        and not request.session.is_dirty
    )


class IrHttpInformation(models.AbstractModel):
    """Somebody who reads about mediation is not remembered, and fetches nothing elsewhere."""

    _inherit = 'ir.http'  # pylint: disable=consider-merging-classes-inherited

    @classmethod
    def _match(cls, path):
        """Take the language of these pages from their address, as the form does.

        Odoo would take it from a cookie, and without one send the visitor on to the language of
        the browser: whoever chose the language of the website could not have it without a cookie.
        """
        known = INFORMATION.fullmatch(path) or TEXTS.fullmatch(path)
        if request.session.uid or not known:
            return super()._match(path)
        # Odoo comes here once more, without the language that it has found in front.
        request.has_language_in_path = known[1] or getattr(request, 'has_language_in_path', None)
        if not request.has_language_in_path:
            request.update_context(lang=cls._get_default_lang().code)
        try:
            return super()._match(path)
        except HTTPException as answer:
            if answer.response is not None:  # sent on, to how the language is written here
                cls._forget_visitor(answer.response)
            raise

    @classmethod
    def _sanitize_cookies(cls, cookies):
        result = super()._sanitize_cookies(cookies)
        # There is no request on the line by which the web client hears of news.
        if request and INFORMATION.fullmatch(request.httprequest.path) and not request.session.uid:
            cookies.pop('frontend_lang', None)
        return result

    @classmethod
    def _post_dispatch(cls, response):
        if is_information() or is_choice_of_language() or is_file(response):
            cls._forget_visitor(response)
        if is_information():
            policy = CLIENT_POLICY.format(host=request.httprequest.host)
            response.headers.setdefault('Content-Security-Policy', policy)
        return super()._post_dispatch(response)

    @classmethod
    def _forget_visitor(cls, response):
        """Set no cookie and keep no session for somebody who is not logged in.

        Nothing on these pages needs them, nor do the files that they load.
        """
        if not request.session.uid:
            request.session.can_save = False
            for headers in (response.headers, request.future_response.headers):
                headers.remove('Set-Cookie')

    @classmethod
    def _register_website_track(cls, response):
        """Keep no visit to these pages, also not when an editor has ticked Track."""
        return False if is_information() else super()._register_website_track(response)
