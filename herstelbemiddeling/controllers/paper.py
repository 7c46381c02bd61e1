from odoo import http
from odoo.http import Response, request

from ..form import steps
from ..letters.page import make_public_pdf, organisation
from .public_page import READING, page_route, wrong_method
from .registration_questions import question
from .registration_steps import step_texts

PATH = '/herstelbemiddeling/aanmelden/papier'
TEMPLATE = 'herstelbemiddeling.registration_paper'


class PaperController(http.Controller):
    """The empty form as a PDF: the same questions in the same order, to be sent by post."""

    @page_route(PATH, reads_only=True)
    def paper(self):
        if request.httprequest.method not in READING:
            return wrong_method(methods=READING)
        return pdf_answer(_empty_form(request.env), 'form.pdf')


def pdf_answer(pdf, filename):
    """Return a PDF to be looked at.

    :param filename: one that says nothing, because others see a folder of downloads
    """
    headers = {'Content-Disposition': f'inline; filename="{filename}"'}
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
    return make_public_pdf(env, TEMPLATE, env.lang, values)
