"""The public page on which somebody with a code tells how it was, through its real route."""

import logging
from unittest.mock import patch

from lxml import html

from odoo import fields
from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.form import evaluation as form
from odoo.addons.herstelbemiddeling.models.content.mediation_evaluation_answer import QUESTIONS

from .letters import LetterCase, text_of

PATH = '/herstelbemiddeling/evaluatie'
NEVER_GIVEN = 'AAAA-CCCC-DDDD-EEEE'
CANARY = "Canary-fault"
SCORES = {'score_safe': '4', 'score_heard': '5'}


class TestEvaluationPage(HttpCase, LetterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dutch = cls.env['res.lang']._activate_lang('nl_NL')
        english = cls.env.ref('base.lang_en')
        cls.website = cls.env['website'].search([], limit=1)
        cls.website.write(
            {'language_ids': [(6, 0, (dutch + english).ids)], 'default_lang_id': dutch.id}
        )
        cls.Answer = cls.env['mediation.evaluation.answer']

    def setUp(self):
        super().setUp()
        self.bring_to('aftercare')
        self.code = self.code_of(self.other)
        self.answers_before = self.Answer.search([])
        self.env.flush_all()

    def code_of(self, party):
        return party.with_user(self.mediator).action_ask_evaluation()['params']['message']

    def fetch(self, method='GET', path=f'/en{PATH}', **options):
        self.opener.cookies.clear()
        options.setdefault('allow_redirects', False)
        return self.opener.request(method, self.base_url() + path, timeout=30, **options)

    def send(self, typed, **options):
        return self.fetch('POST', data=typed, **options)

    def send_answers(self, code=None, **answers):
        typed = {**SCORES, **answers}
        return self.send({'answers': '1', 'code': code or self.code, **typed})

    def answers(self):
        self.env.invalidate_all()
        return self.Answer.search([]) - self.answers_before

    def typed(self, response):
        """Return what a browser would send if the form in the response were sent as it is."""
        return dict(html.fromstring(response.content).forms[0].form_values())

    def test_from_the_code_to_the_questions_to_thanks(self):
        self.assertIn('code', html.fromstring(self.fetch().content).forms[0].fields)
        questions = self.send({'code': self.code})
        self.assertEqual(questions.status_code, 200)
        page = html.fromstring(questions.content)
        for name in QUESTIONS:
            self.assertEqual(
                page.xpath(f'//input[@name="{name}"]/@value'), [*form.SCORES, ''], name
            )
        sent = {**self.typed(questions), **SCORES, 'may_be_used': 'yes'}
        thanks = self.send(sent)
        self.assertEqual(thanks.status_code, 200)
        self.assertIn("Thank you", thanks.text)
        self.assertNotIn(self.code, thanks.text)
        answer = self.answers()
        self.assertEqual((answer.score_safe, answer.score_heard, answer.score_free), (4, 5, 0))
        self.assertTrue(answer.may_be_used)
        self.assertEqual(answer.side, 'responsible')

    def test_a_code_is_read_as_people_write_it(self):
        spaced = self.code.replace('-', ' ')
        for typed in (self.code.lower(), self.code.replace('-', ''), f' {spaced} '):
            with self.subTest(typed=typed):
                self.assertEqual(self.send({'code': typed}).status_code, 200)

    def test_a_wrong_a_used_and_an_old_code_get_the_same_answer(self):
        used, old = self.code, self.code_of(self.initiator)
        self.send_answers(used)
        self.initiator.sudo().evaluation_ids.date_until = fields.Date.add(
            fields.Date.today(), days=-1
        )
        self.env.flush_all()
        for answer in (self.send_answers, lambda code: self.send({'code': code})):
            pages = set()
            for code in (NEVER_GIVEN, used, old):
                response = answer(code)
                self.assertEqual(response.status_code, 400)
                pages.add(response.text.replace(code, ''))
            self.assertEqual(len(pages), 1)
        self.assertEqual(len(self.answers()), 1)

    def test_a_wrong_a_used_and_a_good_code_cost_the_same_queries(self):
        used, good = self.code, self.code_of(self.initiator)
        self.send_answers(used)
        Evaluation = self.env['mediation.evaluation'].sudo()
        Evaluation._is_open(NEVER_GIVEN)
        for code in (NEVER_GIVEN, used, good):
            with self.subTest(code=code), self.assertQueryCount(1):
                Evaluation._is_open(code)
        for code in (NEVER_GIVEN, used):
            with self.subTest(code=code), self.assertQueryCount(1):
                Evaluation._answer(code, {})

    def test_nothing_that_was_chosen_is_lost_by_an_error(self):
        for response in (
            self.send_answers(NEVER_GIVEN, may_be_used='yes'),
            self.send_answers(score_free='6', may_be_used='yes'),
        ):
            self.assertEqual(response.status_code, 400)
            typed = self.typed(response)
            self.assertEqual({name: typed[name] for name in SCORES}, SCORES)
            self.assertEqual(typed['may_be_used'], 'yes')
            self.assertTrue(typed['code'])
        self.assertFalse(self.answers())
        self.assertEqual(self.send_answers(self.code).status_code, 200)

    def test_a_code_can_be_put_right_without_filling_in_again(self):
        typed = self.typed(self.send_answers(NEVER_GIVEN))
        self.assertEqual(self.send({**typed, 'code': self.code}).status_code, 200)
        self.assertEqual(self.answers().score_safe, 4)

    def test_a_second_click_hears_that_the_first_has_arrived(self):
        self.send_answers()
        again = self.send_answers()
        self.assertIn("Then we have them, and you are done", again.text)
        self.assertEqual(len(self.answers()), 1)

    def test_an_empty_form_does_not_use_up_the_code(self):
        response = self.send({'answers': '1', 'code': self.code})
        self.assertEqual(response.status_code, 400)
        self.assertIn("No question has been answered yet", response.text)
        self.assertEqual(self.send_answers().status_code, 200)

    def test_a_failure_says_so_and_keeps_the_answers(self):
        def fail(model, *args):
            raise ValueError(CANARY)

        logger = 'odoo.addons.herstelbemiddeling.controllers.public_page'
        with (
            patch.object(type(self.env['mediation.evaluation']), '_answer', fail),
            self.assertLogs(logger, logging.ERROR) as logs,
        ):
            response = self.send_answers()
        self.assertEqual(response.status_code, 500)
        self.assertEqual(self.typed(response)['score_safe'], '4')
        self.assertNotIn(CANARY, response.text + str(logs.output))
        self.assertNotIn(self.code, str(logs.output))

    def test_what_is_no_form_gets_a_quiet_page(self):
        for body in (b'\xff\xfe=1', b'code=' + b'x' * form.MAX_BODY, b'&a=1' * 100):
            response = self.fetch('POST', data=body)
            self.assertEqual(response.status_code, 400)
            self.assertNotIn('Traceback', response.text)
        self.assertEqual(self.fetch('DELETE').status_code, 405)

    def test_every_answer_is_kept_by_nobody_on_the_way(self):
        for response in (
            self.fetch(),
            self.fetch(path=f'{PATH}?code={self.code}'),
            self.fetch(path=f'/xx{PATH}'),
            self.send({'code': NEVER_GIVEN}),
            self.send({'code': self.code}),
            self.send_answers(),
        ):
            headers = response.headers
            self.assertIn("default-src 'none'", headers['Content-Security-Policy'])
            self.assertEqual(headers['Cache-Control'], 'no-store')
            self.assertEqual(headers['Referrer-Policy'], 'no-referrer')
            self.assertNotIn('Set-Cookie', headers)
            self.assertNotIn('Location', headers)
            for source in html.fromstring(response.content).xpath('//@src | //link/@href'):
                self.assertTrue(source.startswith('/herstelbemiddeling/static/'), source)

    def test_the_address_never_carries_the_code(self):
        response = self.fetch(path=f'/en{PATH}?code={self.code}')
        self.assertNotIn(self.code, response.text)
        self.assertEqual(html.fromstring(response.content).forms[0].method, 'POST')

    def test_who_is_logged_in_answers_as_anonymously_as_anybody(self):
        self.authenticate('admin', 'admin')
        response = self.opener.post(
            self.base_url() + f'/en{PATH}',
            data={'answers': '1', 'code': self.code, **SCORES},
            cookies={'session_id': self.session.sid},
        )
        self.assertEqual(response.status_code, 200)
        self.assertNotIn('Set-Cookie', response.headers)
        self.assertEqual(len(self.answers()), 1)

    def test_ids_are_unique_and_every_field_has_a_label(self):
        for response in (self.fetch(), self.send({'code': self.code}), self.send_answers('x')):
            page = html.fromstring(response.content)
            ids = page.xpath('//@id')
            self.assertEqual(len(ids), len(set(ids)))
            for described in page.xpath('//@aria-describedby'):
                for described_by in described.split():
                    self.assertTrue(page.get_element_by_id(described_by).text_content().strip())
            for control in page.xpath('//input[not(@type="hidden")]'):
                labels = page.xpath(f'//label[@for="{control.get("id")}"]') or control.xpath(
                    'ancestor::label'
                )
                self.assertTrue(labels and labels[0].text_content().strip())

    def test_the_letter_leads_to_the_page_with_a_code_that_works(self):
        text = text_of(self.dispatch(self.other, 'evaluation')._pdf())
        self.assertIn(self.code, text)
        self.assertIn(f'/en{PATH}', text)
        self.assertHoldsNothingOf(text, {str(n): word for n, word in enumerate(self.telling())})

    def test_a_link_on_the_website_keeps_its_language(self):
        self.assertTrue(self.env['ir.http']._is_multilang_url(PATH))
