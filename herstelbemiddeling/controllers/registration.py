import time
from functools import partial
from itertools import chain

from odoo import fields, http
from odoo.http import Response, request

from ..codes import new_submission_key
from ..form import answers as form
from ..form import screening, steps, travel, work
from ..sealed.keys import system_secret
from . import registration_page as page
from .public_page import FORM, METHODS, html_of, page_route, read_body, render, wrong_method

PATH = FORM
PURPOSE = 'registration'
# Where the key of the form and what travels along are put into the page that is kept for everybody.
KEY_HERE, CARRIED_HERE = '{submission key}', '{carried}'


class RegistrationController(http.Controller):
    """The form in steps, and in one go for whoever sends all answers at once.

    Nothing is kept before the end: what was answered travels with the page, sealed.
    """

    @page_route(PATH)
    def registration(self):
        method = request.httprequest.method
        if method not in METHODS:
            return wrong_method(PATH)
        if method != 'POST':
            return self._begin()
        answers = self._read_answers()
        if form.STEP in answers.texts:
            return self._turn(answers)
        return self._receive(answers)

    def _begin(self):
        """The first page is alike for everybody, but for its key and what travels along with it."""
        website_sudo = request.env['website'].sudo().get_current_website()
        html = website_sudo._page_for_everybody('form', self._first_page)
        trip = Trip({'lang': request.env.lang})
        html = html.replace(KEY_HERE, new_submission_key())
        return Response(html.replace(CARRIED_HERE, self._pack(trip)))

    def _first_page(self):
        answers = form.Answers()
        plan = steps.plan({}, self._today())
        return html_of(
            'registration_step',
            **self._values_of_step(answers, plan, steps.FIRST),
            submission_key=KEY_HERE,
            carried=CARRIED_HERE,
        )

    # In steps -------------------------------------------------------------------------------------

    def _turn(self, answers):
        """Take in one page, and give the page that the button asks for."""
        step, button = answers.texts[form.STEP], answers.texts.get(form.GO) or steps.NEXT
        trip = self._unpack(answers)
        trip.is_trapped |= answers.is_trapped
        self._bring_along(answers, trip, step)
        settled, plan = self._settle(answers)
        if step not in plan:
            return self._render_step(settled, plan, steps.FIRST, trip)
        go, _sep, target = button.partition(':')
        if answers.refusal or go == steps.STAY:
            return self._render_step(settled, plan, step, trip)
        if go == steps.BACK:
            trip.done -= {step, target := steps.before(plan, step)}
            return self._render_step(settled, plan, target, trip)
        if go == steps.CHANGE and target in plan:
            return self._render_step(settled, plan, target, trip)
        if go == steps.SKIP and step in steps.MAY_BE_SKIPPED:
            for name in plan[step]:
                settled.texts.pop(name, None)
                settled.problems.pop(name, None)
        return self._go_on(settled, plan, step, trip)

    def _go_on(self, settled, plan, step, trip):
        """Give the next page, or store the registration; stay where something is wrong."""
        is_last = step == steps.CHECK
        # At the end all of it counts: a page may be missing from what came along.
        for name in (step, *plan) if is_last else (step,):
            if self._problems_of(settled, plan[name]):
                return self._render_step(settled, plan, name, trip, is_wrong=True)
        trip.done.add(step)
        if is_last:
            failing = partial(self._render_step, settled, plan, step, trip)
            return self._store(settled, trip, failing)
        following = steps.following(plan, step, trip.done, settled.problems)
        return self._render_step(settled, plan, following, trip)

    def _unpack(self, answers):
        """Return what came along with the page; a new beginning when it cannot be read."""
        try:
            trip = Trip(**travel.unpack(self._secret(), PURPOSE, answers.texts[form.CARRIED]))
        except (travel.Broken, KeyError, TypeError):
            answers.refusal = answers.refusal or 'lost'
            return Trip()
        return trip

    def _bring_along(self, answers, trip, step):
        """Add the answers of the other pages to those of this one."""
        carried = form.Answers(texts=trip.texts)
        form.check(carried, self._today(), self._languages())
        on_page = steps.plan(carried.values, self._today()).get(step, ())
        others = {name: text for name, text in trip.texts.items() if name not in on_page}
        answers.texts = {**others, **answers.texts}

    def _settle(self, answers):
        """Return the answers without those to questions that do not apply, and the plan."""
        unread = dict(answers.problems)
        form.check(answers, self._today(), self._languages())
        asked = set(chain.from_iterable(steps.plan(answers.values, self._today()).values()))
        settled = form.Answers(
            texts={
                name: text
                for name, text in answers.texts.items()
                if name in asked or name in form.MACHINERY
            },
            problems={name: problem for name, problem in unread.items() if name in asked},
            refusal=answers.refusal,
        )
        form.check(settled, self._today(), self._languages())
        return settled, steps.plan(settled.values, self._today())

    def _problems_of(self, answers, names):
        return {name: answers.problems[name] for name in names if name in answers.problems}

    def _render_step(self, answers, plan, step, trip, is_wrong=False, status=None):
        key = answers.submission_key or new_submission_key()
        answers.texts[form.SUBMISSION_KEY] = key
        # What stands on the page comes back by itself.
        carried = set(form.FIELDS) - set(plan[step])
        trip.texts = {name: text for name, text in answers.texts.items() if name in carried}
        problems = self._problems_of(answers, plan[step]) if is_wrong else {}
        is_refused = bool(problems or answers.refusal)
        return render(
            'registration_step',
            status=status or (400 if is_refused else 200),
            **self._values_of_step(answers, plan, step, problems),
            submission_key=key,
            carried=self._pack(trip),
            challenge=step == steps.CHECK and self._challenge(key),
        )

    def _values_of_step(self, answers, plan, step, problems=()):
        lang_options = 'lang' in plan[step] and page.lang_options(
            request.env, answers, self._languages()
        )
        return {
            **page.step_values(request.env, answers, plan, step, problems),
            'lang_options': lang_options,
        }

    def _pack(self, trip):
        content = vars(trip) | {'done': sorted(trip.done)}
        return travel.pack(self._secret(), PURPOSE, content)

    def _challenge(self, key):
        from_one = self._visits()._count(('proved', 'unproved'), self._address())
        return work.challenge(self._secret(), key, screening.cost(from_one), time.time())

    # In one go ------------------------------------------------------------------------------------

    def _receive(self, answers):
        if answers.refusal not in ('unreadable', 'too_large'):
            form.check(answers, self._today(), self._languages())
        if not answers.is_accepted:
            return self._render_form(answers, status=400)
        return self._store(answers, None, partial(self._render_form, answers))

    def _render_form(self, answers, status=200):
        return render(
            'registration_form',
            path=PATH,
            status=status,
            **page.form_values(request.env, answers),
            lang_options=page.lang_options(request.env, answers, self._languages()),
            submission_key=answers.submission_key or new_submission_key(),
        )

    # Both -----------------------------------------------------------------------------------------

    def _store(self, answers, trip, render_again):
        key = answers.submission_key or new_submission_key()

        def render_failure():
            answers.refusal = 'failed'
            answers.texts[form.SUBMISSION_KEY] = key
            return render_again(status=500)

        request.dispatcher.render_failure = render_failure
        has_proof = work.is_done(self._secret(), key, answers.texts.get(form.WORK))
        values = {**answers.values, 'screening': self._judge(answers, trip, has_proof)}
        # The public may put a registration in, and has no other right on any model.
        registration_sudo = request.env['mediation.registration'].sudo()
        receipt = registration_sudo._receive(values, key)
        self._visits()._note('proved' if has_proof else 'unproved', self._address())
        return render(
            'registration_receipt', path=PATH, **page.receipt_values(request.env, receipt)
        )

    def _judge(self, answers, trip, has_proof):
        visits = self._visits()
        return screening.judge(
            is_trapped=answers.is_trapped or bool(trip and trip.is_trapped),
            seconds=trip and time.time() - trip.begun,
            has_proof=has_proof,
            from_one=visits._count(('proved', 'unproved'), self._address()),
            from_all=visits._count(('unproved',)),
        )

    def _read_answers(self):
        body = read_body(form.MAX_BODY)
        if body is None:
            return form.Answers(refusal='too_large')
        answers = form.read(request.httprequest.headers.get('Content-Type'), body)
        if request.httprequest.query_string:
            answers.refusal = answers.refusal or 'query'
        return answers

    def _visits(self):
        # Counts and notes that say nothing of anybody; no visitor has a right on them.
        return request.env['mediation.visit'].sudo()

    def _address(self):
        return request.httprequest.remote_addr

    def _secret(self):
        return system_secret(request.env, 'page')

    def _today(self):
        return fields.Date.context_today(request.env.user)

    def _languages(self):
        return page.languages(request.env)


class Trip:
    """What travels with the pages: answers, the steps that were answered, since when, by what."""

    def __init__(self, texts=None, done=(), begun=None, is_trapped=False):
        self.texts = texts or {}
        self.done = set(done)
        self.begun = begun or int(time.time())
        self.is_trapped = is_trapped
