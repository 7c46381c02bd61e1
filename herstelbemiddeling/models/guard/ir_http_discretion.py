from odoo import models
from odoo.http import request

from ...discretion.words import SENTENCES

# The web client compiles its templates in the browser, hence 'unsafe-eval'. What matters is that a
# page cannot send anything to, or load anything from, somewhere else.
CLIENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " media-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self' blob:;"
    " connect-src 'self' data: blob: ws://{host} wss://{host}; object-src 'none';"
    " form-action 'self'; base-uri 'self'; frame-ancestors 'self'"
)


class IrHttpDiscretion(models.AbstractModel):
    """What the server gives away about itself and about errors, in pages of any kind."""

    _inherit = 'ir.http'  # pylint: disable=consider-merging-classes-inherited

    @classmethod
    def _handle_debug(cls):
        """Debug mode shows labels, rules and groups: it is for administrators only.

        Odoo lets whoever adds ``?debug=1`` to an address have it, and keeps it in the session.
        """
        result = super()._handle_debug()
        if request.session.debug:
            # The pages of the web client are served as nobody; the session knows who it is.
            user = request.env['res.users'].browse(request.session.uid or [])
            if not (user and user._is_system()):
                request.session.debug = ''
        return result

    @classmethod
    def _get_exception_code_values(cls, exception):
        """Show no text of an exception on an error page of the website, nor where it came from."""
        code, values = super()._get_exception_code_values(exception)
        values['traceback'] = False
        if not isinstance(exception, SENTENCES):
            values['exception'] = type(exception).__name__
        return code, values

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        response.headers.setdefault('Referrer-Policy', 'same-origin')
        if not getattr(request, 'is_frontend', False) and response.mimetype == 'text/html':
            policy = CLIENT_POLICY.format(host=request.httprequest.host)
            response.headers.setdefault('Content-Security-Policy', policy)
        return result
