"""Every public page, as a visitor in one language comes upon it; and what can be read on it."""

import inspect
import re
from unittest.mock import patch

from lxml import html
from werkzeug.exceptions import NotFound

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.herstelbemiddeling.controllers import code, registration_texts
from odoo.addons.herstelbemiddeling.controllers.registration import RegistrationController
from odoo.addons.herstelbemiddeling.form.answers import Problem
from odoo.addons.herstelbemiddeling.letters import page as printed
from odoo.addons.herstelbemiddeling.models.front_door.mediation_question import KINDS

from .registration_form_common import COMMON, LITTLE, PATH
from .test_registration_steps import StepsCase

CODE = '/herstelbemiddeling/code'
EVALUATION = '/herstelbemiddeling/evaluatie'
LEAFLET = '/herstelbemiddeling/folder'
PAPER = f'{PATH}/papier'
# Who registers, and how he wants to be reached: together these ask every question.
VISITS = (
    ('self', 'someone'),
    ('relative', 'email'),
    ('professional', 'phone'),
    ('prison', 'post'),
    ('self', 'any'),
)
ANSWERS = {**COMMON, 'birth_date': '1-2-2012', 'via_name': "Bo"}
READ_ALOUD = ('aria-label', 'title', 'alt', 'placeholder')
_COUNTED = re.compile(r'\D+ \d+( \D+ \d+)?').fullmatch
_KEYS = re.compile(r"^ {8}'(\w+)': ", re.MULTILINE)


def texts_of(page):
    """Return the texts of a page or of a piece of one, each as it stands between two tags."""
    found = set()
    for element in html.fromstring(f'<div>{page}</div>').iter():
        if not isinstance(element.tag, str):
            continue
        said = [element.get(name) for name in READ_ALOUD]
        if element.tag not in ('script', 'style'):
            said.append(element.text)
        if element.tag == 'option':
            said.append(element.get('value'))  # of a suggestion, which has no text
        found.update(' '.join(text.split()) for text in (*said, element.tail) if text)
    # "Step 1 of 7" are two texts, with numbers that are filled in.
    counted = {part.strip() for text in found if _COUNTED(text) for part in re.split(r'\d+', text)}
    return (found | counted) - {''}


class PublicPagesCase(StepsCase):
    """Collects ``{name: page}`` of all public pages in one language."""

    def pages_in(self, language):
        """:param language: a language of the website"""
        default = self.website.default_lang_id
        self.prefix = '' if language == default else f'/{language.url_code}'
        self.env_of_page = self.env(context={**self.env.context, 'lang': language.code})
        self.pages = {}
        receipt = self.go_through_the_form()
        self.go_through_the_code(receipt)
        self.go_through_the_evaluation()
        self.meet_what_fails()
        self.read_what_is_printed_or_mailed()
        return self.pages

    def keep(self, name, response, status=200):
        self.assertEqual(response.status_code, status, name)
        self.pages[name] = response.text
        return response

    def go_through_the_form(self):
        path = self.prefix + PATH
        first = self.keep('first', self.fetch(path=path))
        self.keep('first, wrong', self.press(first, path=path), 400)
        for kind, preference in VISITS:
            name = f'{kind}, {preference}'
            answers = ANSWERS | {'registrant_kind': kind, 'contact_preference': preference}
            check = self.go_on(name, self.fetch(path=path), answers)
            wrong = self.press(check, 'send', path)
            self.keep(f'{name}: wrong', wrong, 400)
            sent = self.press(check, 'send', path, privacy_read='yes')
            self.keep(f'{name}: receipt', sent)
            if kind == 'professional':
                referrer = self.send({'code': self.receipt(sent)}, self.prefix + CODE)
                self.keep('code: referrer', referrer)
        self.go_on('little', first, LITTLE)
        self.keep('one page', self.send({}, path), 400)
        return self.receipt(sent)

    def go_on(self, name, page, answers):
        """Go on until the answers are read once more, and return that page."""
        while self.step(page) != 'check':
            wanted = {field: answers[field] for field in self.asked(page) if field in answers}
            page = self.press(page, path=self.prefix + PATH, **wanted)
            self.keep(f'{name}: {self.step(page)}', page)
        return page

    def go_through_the_code(self, receipt):
        path = self.prefix + CODE
        # All languages together try more than one network may.
        self.startPatcher(patch.object(code, 'MANY', 1000))
        self.keep('code', self.fetch(path=path))
        self.keep('code: unknown', self.send({'code': 'AAAA'}, path), 404)
        self.keep('code: unreadable', self.send({'token': 'x'}, path), 400)
        with patch.object(code, 'MANY', 0):
            self.keep('code: too many', self.send({'code': receipt}, path), 429)
        status = self.keep('code: status', self.send({'code': receipt}, path))

        def press(go, **typed):
            return self.send(self.typed(status) | {'go': go} | typed, path)

        for topic in ('add', 'reach', 'stop'):
            self.keep(f'code: ask to {topic}', press(f'ask_to_{topic}'))
        self.keep('code: add nothing', press('add'), 400)
        self.keep('code: reach nothing', press('reach', contact_preference='email'), 400)
        with patch.object(code, 'MANY', 0):
            self.keep('code: too much', press('add', addition="x"), 429)
        registrations = self.registry['mediation.registration']
        with self.failing(registrations, '_add', ValueError):
            self.keep('code: failed', press('add', addition="x"), 500)
        with patch.object(registrations, '_add', side_effect=UserError("x")):
            self.keep('code: over', press('add', addition="x"), 400)
        self.keep('code: added', press('add', addition="x"))
        self.keep('code: changed', press('reach', phone_number='0612345678'))
        self.keep('code: stopped', press('stop'))
        self.answer_what_is_asked_back(path)
        with patch.object(code, 'SECONDS', -1):
            self.keep('code: stale', press('ask_to_add'), 403)

    def answer_what_is_asked_back(self, path):
        sent = self.go_on('asked back', self.fetch(path=self.prefix + PATH), LITTLE)
        receipt = self.receipt(self.press(sent, 'send', self.prefix + PATH, privacy_read='yes'))
        registration = self.env['mediation.registration'].search([], order='id desc', limit=1)
        registration.with_user(self.desk)._ask([kind for kind, _label in KINDS])
        status = self.keep('code: asked', self.send({'code': receipt}, path))

        def press(go, **typed):
            return self.send(self.typed(status) | {'go': go} | typed, path)

        self.keep('code: ask to answer', press('ask_to_answer'))
        self.keep('code: answer nothing', press('answer'), 400)
        self.keep('code: answered', press('answer', answer_address="x"))

    def go_through_the_evaluation(self):
        path = self.prefix + EVALUATION
        evaluations = self.registry['mediation.evaluation']
        self.keep('evaluation', self.fetch(path=path))
        self.keep('evaluation: wrong code', self.send({'code': 'x'}, path), 400)
        sent = {'answers': '1', 'code': 'x', 'score_safe': '4'}
        self.keep('evaluation: code gone', self.send(sent, path), 400)
        self.keep('evaluation: wrong', self.send(sent | {'score_safe': '9'}, path), 400)
        self.keep('evaluation: empty', self.send({'answers': '1', 'code': 'x'}, path), 400)
        with patch.object(evaluations, '_is_open', lambda *_: True):
            self.keep('evaluation: questions', self.send({'code': 'x'}, path))
        with patch.object(evaluations, '_answer', lambda *_: True):
            self.keep('evaluation: thanks', self.send(sent, path))
        with self.failing(evaluations, '_answer', ValueError):
            self.keep('evaluation: failed', self.send(sent, path), 500)

    def meet_what_fails(self):
        path = self.prefix + PATH
        self.keep('wrong method', self.fetch('PUT', path), 405)
        with patch.object(RegistrationController, '_begin', side_effect=NotFound):
            self.keep('not there', self.fetch(path=path), 404)
        with self.failing(RegistrationController, '_begin', ValueError):
            self.keep('failed', self.fetch(path=path), 500)
        told = [
            registration_texts.problem_text(self.env_of_page, Problem(key))
            for key in _KEYS.findall(inspect.getsource(registration_texts.problem_text))
        ] + [
            registration_texts.refusal_text(self.env_of_page, key)
            for key in _KEYS.findall(inspect.getsource(registration_texts.refusal_text))
        ]
        self.assertGreater(len(told), 25)
        self.keep_text('problems', *told)

    def failing(self, owner, name, error):
        logged = self.assertLogs('odoo.addons.herstelbemiddeling.controllers.public_page', 'ERROR')
        self.enterContext(logged)
        return patch.object(owner, name, side_effect=error)

    def read_what_is_printed_or_mailed(self):
        with patch.object(printed, '_public_pdf', lambda html: html.encode()):
            for path in (PAPER, LEAFLET):
                self.keep(path, self.fetch(path=self.prefix + path))
        self.keep_text('mail', *self.mails_about_a_registration())

    def mails_about_a_registration(self):
        registration = (
            self.env['mediation.registration']
            .search([], order='id')
            .filtered(lambda told: told._is_sealed_in('email_address'))[-1]
        )
        registration.company_id.write({'email': 'desk@example.org', 'phone': "030"})
        registration.write(
            {
                'lang_id': self.env['res.lang']._lang_get(self.env_of_page.lang).id,
                'waiting_since': fields.Datetime.now(),
            }
        )
        return [
            line
            for mail in (registration._confirmation(), registration._question_mail())
            for line in (mail['Subject'], *mail.get_content().splitlines())
            if line != registration.company_id.name
        ]

    def keep_text(self, name, *texts):
        self.pages[name] = ''.join(f'<p>{text}</p>' for text in texts)
