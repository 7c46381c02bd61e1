"""Pages for somebody who may be watched, on a device that may not be theirs.

A route of ``type='public_page'`` has no session, sets no cookie, loads nothing but one stylesheet,
and answers errors in the same quiet layout. It takes its language from its own path and from
nothing else: no cookie, no header, no redirect.
"""

import logging

from markupsafe import Markup
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from odoo import http
from odoo.http import HttpDispatcher, Response, request
from odoo.modules import Manifest

from ..discretion.words import trace

_logger = logging.getLogger(__name__)

METHODS, READING = ('GET', 'HEAD', 'POST'), ('GET', 'HEAD')
FORM = '/herstelbemiddeling/aanmelden'

HEADERS = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': (
        'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),'
        ' microphone=(), payment=(), usb=()'
    ),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noarchive',
}

# For when not even a template can be read, and with it no translation and no setting.
LAST_RESORT = Markup(
    '<!DOCTYPE html>'
    '<html lang="nl"><head><meta charset="utf-8"/><title>Formulier</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
    '<link rel="stylesheet" href="/herstelbemiddeling/static/src/css/form.css"/></head><body><main>'
    '<h1>Deze pagina werkt op dit moment niet</h1>'
    '<p>Wacht een paar minuten en laad deze pagina dan opnieuw.</p>'
    '<p>Was u iets aan het versturen? Dan is het nog niet aangekomen. Vraagt uw browser of u de'
    ' gegevens nog een keer wilt versturen? Kies dan ja: wat u invulde, gaat weer mee. Een'
    ' aanmelding komt nooit dubbel binnen.</p>'
    '<div lang="en"><h2>This page does not work at the moment</h2>'
    '<p>Please wait a few minutes and load this page again.</p>'
    '<p>Were you sending something? Then it has not arrived yet. If your browser asks whether to'
    ' send it again, say yes: what you filled in goes along. A registration never arrives'
    ' twice.</p></div></main></body></html>'
)


def page_route(path, reads_only=False):
    """Return the decorator of a public page, in every language of the website.

    There is no CSRF token: without a session and a login to misuse, a form that another site makes
    a visitor send can do nothing that the other site could not send itself. A token would need a
    cookie, and would lose what was typed by whoever keeps a form open for too long.

    :param reads_only: whether nothing is ever sent to it. A copy of the database may serve such a
        page, and any other one until something is sent (``readonly`` of :func:`odoo.http.route`).
    """
    return http.route(
        [path, f'/<string:url_code>{path}'],
        type=PublicPageDispatcher.routing_type,
        auth='public',
        csrf=False,
        save_session=False,
        sitemap=False,
        readonly=reads_only or _is_fetched,
    )


def _is_fetched(_controller, _rule, _args):
    return request.httprequest.method != 'POST'


class PublicPageDispatcher(HttpDispatcher):
    routing_type = 'public_page'

    # Set by the controller: what to answer when the server fails, with what was typed.
    render_failure = None

    def dispatch(self, endpoint, args):
        """Call the endpoint without parsing the query or the body.

        The framework would read the body before the controller can say what it accepts, and
        answer 413 to a large one.
        """
        self.request.params = {}
        enter_website(args.get('url_code'))
        return self.request.registry['ir.http']._dispatch(endpoint)

    def post_dispatch(self, response):
        result = super().post_dispatch(response)
        harden(response)
        return result

    def handle_error(self, exc):
        """Answer an error in the layout of the page, and log it without a word of the request."""
        if isinstance(exc, HTTPException):
            status = exc.code or 400
        else:
            status = 500
            log_without_values(exc)
        try:
            self.request.env.cr.rollback()
            enter_website(None, keep=True)
            if status == 500 and self.render_failure:
                response = self.render_failure()
            else:
                response = render('public_notice', status=status)
        except Exception as failure:  # noqa: BLE001 (there is no other page to fall back on)
            log_without_values(failure)
            response = Response(LAST_RESORT, status=status)
        harden(response)
        return response


def harden(response):
    response.headers.remove('Set-Cookie')
    for name, value in HEADERS.items():
        # A logo may be kept; a page says that it may not.
        response.headers.setdefault(name, value)


def log_without_values(exc):
    """Log where an exception came from. Its message may hold what somebody typed, so not that."""
    _logger.error("Failure on a public page\n%s", trace(exc))
    # The server logs every exception with its message, at the level that the exception asks for.
    exc.loglevel = logging.NOTSET


def enter_website(url_code, keep=False):
    """Continue as a visitor of the website, whoever is logged in, in the language of the path.

    :param url_code: the language in the path, None for the website's default language
    :param keep: keep the language that an earlier call has found
    """
    website_sudo = request.env['website'].sudo().get_current_website()
    languages = website_sudo._page_languages()
    if keep:
        url_code = getattr(request, 'page_url_code', None)
    if url_code not in languages:
        raise NotFound
    request.page_url_code = url_code
    request.page_lang, lang_code = languages[url_code]
    request.update_env(
        user=website_sudo._get_cached('user_id'),
        context={
            'lang': lang_code,
            'allowed_company_ids': [website_sudo._get_cached('company_id')],
        },
        su=False,
    )


def read_body(limit):
    """Return the body of the request, None when it is longer than this (bytes)."""
    httprequest = request.httprequest
    # One byte more than allowed, because a body without a length is cut off at the limit.
    httprequest.max_content_length = limit + 1
    try:
        # Kept, because Odoo calls this again when the transaction has to be repeated.
        body = httprequest.get_data(cache=True, parse_form_data=False)
    except RequestEntityTooLarge:
        return None
    return body if len(body) <= limit else None


def wrong_method(path=FORM, methods=METHODS):
    """Return the answer to a method that is none of these.

    :param path: of the page that it leads to
    """
    response = render('public_notice', path=path, status=405)
    response.headers['Allow'] = ', '.join(methods)
    return response


def page_path(path, lang, website):
    return website._prefix_of(lang) + path


def render(template, path=FORM, status=200, **values):
    """Return a page in the quiet layout. ``values`` are plain: no record reaches the template."""
    return Response(html_of(template, path, status=status, **values), status=status)


def html_of(template, path=FORM, status=200, **values):
    """Return the same as text."""
    around = request.env['website'].sudo().get_current_website()._surroundings(request.page_lang)
    prefix = around['prefix']
    html = request.env['ir.qweb']._render(
        f'herstelbemiddeling.{template}',
        {
            **values,
            'status': status,
            'page': {
                'lang': around['lang'],
                'direction': around['direction'],
                'path': f'{prefix}{path}',
                'code': f'{prefix}/herstelbemiddeling/code',
                'paper': f'{prefix}{FORM}/papier',
                'leaflet': f'{prefix}/herstelbemiddeling/folder',
                'stylesheet': _static_url('css/form.css'),
                'script': _static_url('js/form.js'),
                'icon': _static_url('img/form.svg'),
                'exit_url': around['exit_url'],
            },
            'languages': [
                {**language, 'path': f'{language["prefix"]}{path}'}
                for language in around['languages']
            ],
            'organisation': around['organisation'],
        },
        minimal_qcontext=True,
    )
    return Markup('<!DOCTYPE html>\n') + html.strip()


def _static_url(path):
    """Return the address of a file of the page; a new version is not hidden by an old copy."""
    version = Manifest.for_addon('herstelbemiddeling').version
    return f'/herstelbemiddeling/static/src/{path}?{version}'
