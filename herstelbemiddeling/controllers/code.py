from functools import partial

from odoo import fields, http
from odoo.http import request

from ..codes import new_submission_key
from ..form import answers as form
from ..form import travel
from ..sealed.keys import system_secret
from . import code_page as page
from . import own_page
from .public_page import METHODS, read_body, render, wrong_method

PATH = '/herstelbemiddeling/code'
PURPOSE = 'registration code'
SECONDS = 15 * 60
MANY, MINUTES = 30, 15  # codes that one network may try
CODE, TOKEN, TEXT = 'code', 'token', 'addition'
FIELDS = (CODE, TOKEN, TEXT, form.GO, form.SUBMISSION_KEY, *page.REACH)


class CodeController(http.Controller):
    """What somebody can do with a code: the one of the receipt, or the personal one."""

    @http.route(
        [PATH, f'/<string:url_code>{PATH}'],
        type='public_page',
        auth='public',
        csrf=False,
        save_session=False,
        sitemap=False,
        readonly=lambda self, rule, args: request.httprequest.method != 'POST',
    )
    def code(self):
        method = request.httprequest.method
        if method not in METHODS:
            return wrong_method(PATH)
        if method != 'POST':
            return self._ask()
        body = read_body(form.MAX_BODY) or b''
        answers = form.read(
            request.httprequest.headers.get('Content-Type'), body, FIELDS, stories=(TEXT,)
        )
        if answers.refusal or request.httprequest.query_string:
            return self._ask('unreadable', 400)
        if answers.texts.get(TOKEN):
            return self._act(answers)
        return self._open(answers.texts.get(CODE, ''))

    def _ask(self, problem=None, status=200):
        return render('code_ask', path=PATH, status=status, problem=problem)

    def _open(self, code):
        visits_sudo = request.env['mediation.visit'].sudo()  # counts, and nothing about anybody
        address = request.httprequest.remote_addr
        if visits_sudo._count(('code',), address, MINUTES) >= MANY:
            response = self._ask('too_many', 429)
            response.headers['Retry-After'] = str(MINUTES * 60)
            return response
        visits_sudo._note('code', address)
        page_of_party = own_page.open_with(code)
        if page_of_party:
            return page_of_party
        # The code is the only key that the public has; what it opens is for who holds it.
        registration_sudo = request.env['mediation.registration'].sudo()._find_by_code(code)
        if not registration_sudo:
            return self._ask('unknown', 404)
        return self._show(registration_sudo)

    def _show(self, registration_sudo, done=None):
        if registration_sudo._is_by_referrer():
            return render('code_referrer', path=PATH)
        secret = system_secret(request.env, 'page')
        return render(
            'code_status',
            path=PATH,
            **page.status_values(registration_sudo),
            done=done,
            token=travel.pack(secret, PURPOSE, registration_sudo.receipt_digest),
            submission_key=new_submission_key(),
        )

    def _act(self, answers):
        secret = system_secret(request.env, 'page')
        try:
            receipt_digest = travel.unpack(secret, PURPOSE, answers.texts[TOKEN], SECONDS)
        except travel.Stale:
            return self._ask('stale', 403)
        except travel.Broken:
            return self._ask('unreadable', 400)
        registration_sudo = (
            request.env['mediation.registration']
            .sudo()
            .search([('receipt_digest', '=', receipt_digest)], limit=1)
        )
        action = {
            'add': self._add,
            'reach': self._change_reach,
            'ask_to_stop': partial(self._topic, topic='stop'),
            'ask_to_add': partial(self._topic, topic='add'),
            'ask_to_reach': partial(self._topic, topic='reach'),
            'stop': self._stop,
        }.get(answers.texts.get(form.GO))
        if not registration_sudo or registration_sudo._is_by_referrer():
            return self._ask('unreadable', 400)
        return action(registration_sudo, answers) if action else self._show(registration_sudo)

    def _topic(self, registration_sudo, answers, topic, status=200):
        """One thing to do, on a page of its own."""
        return render(
            'code_topic',
            path=PATH,
            status=status,
            topic=topic,
            **page.topic_values(request.env, answers, topic),
            text=answers.texts.get(TEXT, ''),
            token=answers.texts[TOKEN],
            submission_key=answers.submission_key or new_submission_key(),
        )

    def _add(self, registration_sudo, answers):
        text = answers.texts.get(TEXT, '')
        if answers.problems or not 0 < len(text) <= form.MAX_STORY:
            answers.problems.setdefault(TEXT, page.length_problem(text))
            return self._topic(registration_sudo, answers, 'add', 400)
        registration_sudo._add(text, answers.submission_key or new_submission_key())
        return self._show(registration_sudo, 'added')

    def _change_reach(self, registration_sudo, answers):
        today = fields.Date.context_today(request.env.user)
        values, problems = page.check_reach(registration_sudo, answers, today)
        if problems:
            answers.problems = problems
            return self._topic(registration_sudo, answers, 'reach', 400)
        registration_sudo._change_reach(values, answers.submission_key or new_submission_key())
        return self._show(registration_sudo, 'changed')

    def _stop(self, registration_sudo, answers):
        registration_sudo._withdraw()
        return self._show(registration_sudo, 'stopped')
