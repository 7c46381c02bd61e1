from odoo import http
from odoo.http import Response, request

from ..form import steps
from ..letters.page import make_pdf, organisation
from .public_page import READING, wrong_method
from .registration_questions import question
from .registration_steps import step_texts

PATH = '/herstelbemiddeling/aanmelden/papier'
TEMPLATE = 'herstelbemiddeling.registration_paper'


class PaperController(http.Controller):
    """The empty form as a PDF: the same questions in the same order, to be sent by post."""

    @http.route(
        [PATH, f'/<string:url_code>{PATH}'],
        type='public_page',
        auth='public',
        csrf=False,
        save_session=False,
        sitemap=False,
        readonly=True,
    )
    def paper(self):
        if request.httprequest.method not in READING:
            return wrong_method(methods=READING)
        pdf = _empty_form(request.env)
        # A folder of downloads is seen by others: the name says nothing.
        headers = {'Content-Disposition': 'inline; filename="form.pdf"'}
        return Response(pdf, mimetype='application/pdf', headers=headers)


def _empty_form(env):
    texts = step_texts(env)
    sections = [
        {
            'title': texts[step]['title'],
            'step': step,
            'asked': [question(env, name) for name in names if name != 'wants_confirmation'],
        }
        for step, names in steps.whole().items()
    ]
    values = {'organisation': organisation(env.company.sudo()), 'sections': sections}
    return make_pdf(env, TEMPLATE, env.lang, values)
