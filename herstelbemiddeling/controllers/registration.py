from functools import partial

from werkzeug.exceptions import RequestEntityTooLarge

from odoo import fields, http
from odoo.http import request

from .. import registration_form as form
from ..codes import new_submission_key
from .public_page import render
from .registration_texts import labels, problem_text, refusal_text

PATH = '/herstelbemiddeling/aanmelden'
METHODS = ('GET', 'HEAD', 'POST')


class RegistrationController(http.Controller):
    # No CSRF token: there is no session and no login to misuse, so a form that another site makes
    # a visitor send can do nothing that the other site could not send itself. A token would need a
    # cookie, and would lose the registration of whoever keeps the form open for too long.
    @http.route(
        [PATH, f'/<string:url_code>{PATH}'],
        type='public_page',
        auth='public',
        csrf=False,
        save_session=False,
        sitemap=False,
        readonly=lambda self, rule, args: request.httprequest.method != 'POST',
    )
    def registration(self):
        method = request.httprequest.method
        if method not in METHODS:
            response = render('public_notice', path=PATH, status=405)
            response.headers['Allow'] = ', '.join(METHODS)
            return response
        if method != 'POST':
            return self._render_form(form.Answers(texts={'lang': request.env.lang}))
        return self._receive(self._read_answers())

    def _receive(self, answers):
        if answers.refusal not in ('unreadable', 'too_large'):
            form.check(answers, fields.Date.context_today(request.env.user), self._languages())
        if not answers.is_accepted:
            return self._render_form(answers, status=400)
        key = answers.submission_key or new_submission_key()
        request.dispatcher.render_failure = partial(self._render_failure, answers, key)
        # The public may put a registration in, and has no other right on any model.
        registration_sudo = request.env['mediation.registration'].sudo()
        receipt = registration_sudo._receive(answers.values, key)
        return render('registration_receipt', path=PATH, receipt=receipt)

    def _read_answers(self):
        httprequest = request.httprequest
        # One byte more than allowed, because a body without a length is cut off at the limit.
        httprequest.max_content_length = form.MAX_BODY + 1
        try:
            # Kept, because Odoo calls this again when the transaction has to be repeated.
            body = httprequest.get_data(cache=True, parse_form_data=False)
        except RequestEntityTooLarge:
            return form.Answers(refusal='too_large')
        if len(body) > form.MAX_BODY:
            return form.Answers(refusal='too_large')
        answers = form.read(httprequest.headers.get('Content-Type'), body)
        if httprequest.query_string:
            answers.refusal = answers.refusal or 'query'
        return answers

    def _render_failure(self, answers, key):
        answers.refusal = 'failed'
        answers.texts[form.SUBMISSION_KEY] = key
        return self._render_form(answers, status=500)

    def _render_form(self, answers, status=200):
        env = request.env
        names = labels(env)
        questions = {
            name: {
                'name': name,
                'label': names[name],
                'text': answers.texts.get(name, ''),
                'value': answers.values.get(name) or answers.texts.get(name, ''),
                'error': name in answers.problems and problem_text(env, answers.problems[name]),
            }
            for name in form.FIELDS
        }
        return render(
            'registration_form',
            path=PATH,
            status=status,
            questions=questions,
            problems=[question for question in questions.values() if question['error']],
            refusal=answers.refusal and refusal_text(env, answers.refusal),
            submission_key=answers.submission_key or new_submission_key(),
            lang_options=self._lang_options(answers.texts.get('lang')),
            # Names of categories, for whoever does not know how to call it.
            offences=env['mediation.offence'].sudo().search([]).mapped('name'),
        )

    def _languages(self):
        """Return ``[(id, code, iso_code)]`` of every language, the ones in use first."""
        languages_sudo = request.env['res.lang'].sudo().with_context(active_test=False)
        found = languages_sudo.search_fetch([], ['code', 'iso_code'], order='active desc, code')
        return [(lang.id, lang.code, lang.iso_code) for lang in found]

    def _lang_options(self, chosen):
        languages_sudo = request.env['res.lang'].sudo().with_context(active_test=False)
        found = languages_sudo.search_fetch([], ['code', 'name'], order='name')
        try:
            chosen_id = chosen and form.match_language(chosen, self._languages())
        except form.WrongAnswer:
            chosen_id = None
        options = [
            {'code': lang.code, 'name': lang.name, 'is_chosen': lang.id == chosen_id}
            for lang in found
        ]
        if chosen and not chosen_id:
            options.append({'code': chosen, 'name': chosen, 'is_chosen': True})
        return options
