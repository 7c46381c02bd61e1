from functools import partial

from odoo import http
from odoo.http import request

from ..form import evaluation as form
from ..models.content.mediation_evaluation_answer import QUESTIONS
from .public_page import METHODS, page_route, read_body, render, wrong_method

PATH = '/herstelbemiddeling/evaluatie'


class EvaluationController(http.Controller):
    """How it was, told by whoever has a code: first the code, then the questions, then thanks.

    A code that was never given, was used or is over gets the same answer, made by the same query.
    The code goes from page to page in the form, never in an address.
    """

    @page_route(PATH)
    def evaluation(self):
        method = request.httprequest.method
        if method not in METHODS:
            return wrong_method(PATH)
        if method != 'POST':
            return self._ask_code(form.Sent())
        sent = form.read(read_body(form.MAX_BODY) or b'', QUESTIONS)
        return self._take(sent) if sent.is_answers else self._begin(sent)

    def _begin(self, sent):
        # The public has no right on any model; of this one it learns whether a code is good.
        if self._evaluation_sudo()._is_open(sent.code):
            return self._ask_questions(sent)
        return self._ask_code(sent, status=400)

    def _take(self, sent):
        if sent.wrong or not sent.scores:
            return self._ask_questions(sent, status=400)
        request.dispatcher.render_failure = partial(self._ask_questions, sent, status=500)
        if self._evaluation_sudo()._answer(sent.code, sent.values):
            return render('evaluation_thanks', path=PATH)
        return self._ask_questions(sent, status=400, is_code_wrong=True)

    def _evaluation_sudo(self):
        return request.env['mediation.evaluation'].sudo()

    def _ask_code(self, sent, status=200):
        return render(
            'evaluation_code', path=PATH, status=status, code=sent.code, is_wrong=status != 200
        )

    def _ask_questions(self, sent, status=200, is_code_wrong=False):
        questions = [
            {
                'name': name,
                'label': str(request.env._(words)),
                'score': sent.scores.get(name),
                'is_wrong': name in sent.wrong,
            }
            for name, words in QUESTIONS.items()
        ]
        return render(
            'evaluation_questions',
            path=PATH,
            status=status,
            code=sent.code,
            is_code_wrong=is_code_wrong,
            is_empty=status == 400 and not sent.scores and not sent.wrong,
            has_failed=status == 500,
            may_be_used=sent.may_be_used,
            questions=questions,
            wrong=[question for question in questions if question['is_wrong']],
            scores=form.SCORES,
        )
