from odoo import http
from odoo.http import request

from ..form import steps
from ..letters.page import make_public_pdf, organisation
from .download import shown
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
        return shown(_empty_form(request.env), 'form')


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
