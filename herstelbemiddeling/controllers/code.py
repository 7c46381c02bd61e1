from functools import partial

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.http import request

from ..codes import new_submission_key
from ..form import answers as form
from ..form import travel
from ..sealed.keys import system_secret
from . import code_page as page
from . import own_page
from .public_page import METHODS, page_route, read_body, render, wrong_method

PATH = '/herstelbemiddeling/code'
PURPOSE, KEPT_PURPOSE = 'registration code', 'typed with a code'
SECONDS = 15 * 60
MANY, MINUTES = 30, 15  # codes that one network may try, and things that it may do with them
CODE, TOKEN, TEXT, KEPT = 'code', 'token', 'addition', 'kept'
FIELDS = (CODE, TOKEN, TEXT, KEPT, form.GO, form.SUBMISSION_KEY, *page.REACH, *page.ANSWERS)
TOPICS = {
    'ask_to_add': 'add', 'ask_to_reach': 'reach', 'ask_to_stop': 'stop', 'ask_to_answer': 'answer',
}  # fmt: skip


class CodeController(http.Controller):
    """What somebody can do with a code: the one of the receipt, or the personal one."""

    @page_route(PATH)
    def code(self):
        method = request.httprequest.method
        if method not in METHODS:
            return wrong_method(PATH)
        if method != 'POST':
            return self._ask()
        body = read_body(form.MAX_BODY) or b''
        answers = form.read(
            request.httprequest.headers.get('Content-Type'),
            body,
            FIELDS,
            stories=(TEXT, *page.ANSWERS),
        )
        if answers.refusal or request.httprequest.query_string:
            return self._ask('unreadable', 400)
        if answers.texts.get(TOKEN):
            return self._act(answers)
        return self._open(answers.texts.get(CODE, ''), answers.texts.get(KEPT))

    def _ask(self, problem=None, status=200, kept=None):
        return render('code_ask', path=PATH, status=status, problem=problem, kept=kept)

    def _open(self, code, kept):
        if self._is_too_much():
            return self._later(self._ask('too_many', 429, kept))
        page_of_party = own_page.open_with(code)
        if page_of_party:
            return page_of_party
        # The code is the only key that the public has; what it opens is for who holds it.
        registration_sudo = request.env['mediation.registration'].sudo()._find_by_code(code)
        if not registration_sudo:
            # Only these are counted: whoever has a code is not guessing.
            self._note_visit()
            return self._ask('unknown', 404, kept)
        if registration_sudo._is_by_referrer():
            return render('code_referrer', path=PATH)
        return self._go_on(registration_sudo, kept) or self._show(registration_sudo)

    def _is_too_much(self):
        return self._visits()._count(('code',), self._address(), MINUTES) >= MANY

    def _note_visit(self):
        self._visits()._note('code', self._address())

    def _visits(self):
        return request.env['mediation.visit'].sudo()  # counts, and nothing about anybody

    def _address(self):
        return request.httprequest.remote_addr

    def _later(self, response):
        response.headers['Retry-After'] = str(MINUTES * 60)
        return response

    def _show(self, registration_sudo, done=None):
        return render(
            'code_status',
            path=PATH,
            **page.status_values(registration_sudo),
            done=done,
            token=self._token(registration_sudo),
            submission_key=new_submission_key(),
        )

    def _act(self, answers):
        try:
            receipt_digest = travel.unpack(self._secret(), PURPOSE, answers.texts[TOKEN], SECONDS)
        except travel.Stale:
            return self._ask('stale', 403, self._keep(answers))
        except travel.Broken:
            return self._ask('unreadable', 400)
        registration_sudo = (
            request.env['mediation.registration']
            .sudo()
            .search([('receipt_digest', '=', receipt_digest)], limit=1)
        )
        if not registration_sudo or registration_sudo._is_by_referrer():
            return self._ask('unreadable', 400)
        go = answers.texts.get(form.GO)
        # What is asked stands with this code; a page of another one would be out of date.
        answers.asked = registration_sudo._open_questions().mapped('kind')
        actions = {
            'add': self._add, 'reach': self._change_reach, 'stop': self._stop,
            'answer': self._answer,
        }  # fmt: skip
        if go in actions:
            return self._do(actions[go], registration_sudo, answers, go)
        topic = TOPICS.get(go)
        return self._topic(answers, topic) if topic else self._show(registration_sudo)

    def _do(self, action, registration_sudo, answers, topic):
        """Do what was asked; when that cannot be, show the same page with what was typed."""
        request.dispatcher.render_failure = partial(self._topic, answers, topic, 500, 'failed')
        if self._is_too_much():
            return self._later(self._topic(answers, topic, 429, 'too_many'))
        self._note_visit()
        try:
            with request.env.cr.savepoint():
                return action(registration_sudo, answers)
        except UserError:
            # For example who was erased: there is nothing any more to add to.
            return self._topic(answers, topic, 400, 'impossible')

    def _topic(self, answers, topic, status=200, refusal=None):
        """One thing to do, on a page of its own."""
        return render(
            'code_topic',
            path=PATH,
            status=status,
            topic=topic,
            **page.topic_values(request.env, answers, topic, refusal),
            text=answers.texts.get(TEXT, ''),
            token=answers.texts[TOKEN],
            submission_key=answers.submission_key or new_submission_key(),
        )

    def _add(self, registration_sudo, answers):
        text = answers.texts.get(TEXT, '')
        if answers.problems or not 0 < len(text) <= form.MAX_STORY:
            answers.problems.setdefault(TEXT, page.length_problem(text))
            return self._topic(answers, 'add', 400)
        registration_sudo._add(text, answers.submission_key or new_submission_key())
        return self._show(registration_sudo, 'added')

    def _change_reach(self, registration_sudo, answers):
        today = fields.Date.context_today(request.env.user)
        values, problems = page.check_reach(registration_sudo, answers, today)
        if problems:
            answers.problems = problems
            return self._topic(answers, 'reach', 400)
        registration_sudo._change_reach(values, answers.submission_key or new_submission_key())
        return self._show(registration_sudo, 'changed')

    def _answer(self, registration_sudo, answers):
        texts = page.check_answers(answers)
        if answers.problems:
            return self._topic(answers, 'answer', 400)
        registration_sudo._answer(texts, answers.submission_key or new_submission_key())
        return self._show(registration_sudo, 'answered')

    def _stop(self, registration_sudo, answers):
        registration_sudo._withdraw()
        return self._show(registration_sudo, 'stopped')

    # Who took longer than the page may be open fills in the code again, and goes on where he was.

    def _keep(self, answers):
        if answers.texts.get(form.GO) not in TOPICS.values():
            return None
        return travel.pack(self._secret(), KEPT_PURPOSE, answers.texts)

    def _go_on(self, registration_sudo, kept):
        """Return the page with what was typed before, for the same code only; None without."""
        try:
            texts = travel.unpack(self._secret(), KEPT_PURPOSE, kept)
            receipt_digest = travel.unpack(self._secret(), PURPOSE, texts[TOKEN])
        except travel.Broken:
            return None
        if receipt_digest != registration_sudo.receipt_digest:
            return None
        answers = form.Answers(texts={**texts, TOKEN: self._token(registration_sudo)})
        answers.asked = registration_sudo._open_questions().mapped('kind')
        return self._topic(answers, texts[form.GO])

    def _token(self, registration_sudo):
        return travel.pack(self._secret(), PURPOSE, registration_sudo.receipt_digest)

    def _secret(self):
        return system_secret(request.env, 'page')
