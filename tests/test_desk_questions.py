"""What is missing is asked back with the code: who sees the question, who the answer."""

from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.herstelbemiddeling.form import answers as form
from odoo.addons.herstelbemiddeling.person import nobody

from .code_page_common import CodePageCase
from .test_dispatch_mail import MailCase

ASKED = "There is a question for you."


@tagged('post_install', '-at_install')
class TestQuestions(CodePageCase):
    def ask(self, *kinds, registration=None):
        theirs = self.as_user(registration or self.registration, self.desk)
        theirs._ask(kinds)
        self.env.flush_all()
        return theirs

    def boxes(self, response):
        return html.fromstring(response.content).xpath('//textarea/@name')

    def test_who_has_the_code_sees_the_questions_and_the_desk_hears_the_answers(self):
        self.assertNotIn(ASKED, self.open().text)
        theirs = self.ask('birth_date', 'police_report')
        self.assertTrue(theirs.waiting_since)
        status = self.open()
        self.assertIn(ASKED, status.text)
        self.assertTellsNothing(status)
        page = self.press(status, 'ask_to_answer')
        self.assertEqual(self.boxes(page), ['answer_birth_date', 'answer_police_report'])
        before = self.notices(self.desk)
        done = self.press(page, 'answer', answer_birth_date="Canary day")
        self.assertIn("We have received your answer.", done.text)
        self.assertIn(ASKED, done.text)  # one is left
        self.assertNotIn("Canary day", done.text)
        self.assertEqual(self.notices(self.desk), before + 1)
        theirs = self.as_user(self.registration, self.desk)
        self.assertEqual(theirs.question_ids.mapped('answer'), ["Canary day", False])
        self.assertTrue(theirs.waiting_since)
        self.do('answer', answer_police_report="Canary town")
        theirs = self.as_user(self.registration, self.desk)
        self.assertEqual(theirs.question_ids.mapped('answer'), ["Canary day", "Canary town"])
        self.assertFalse(theirs.waiting_since)
        self.assertNotIn(ASKED, self.open().text)

    def test_while_we_wait_no_day_is_promised_and_the_answer_begins_the_term_anew(self):
        promise, now = "at the latest on", fields.Datetime.now()
        days = self.env['mediation.policy']._of(self.env.company).reply_days
        self.registration.date_received = now - timedelta(days=20)
        self.assertIn(promise, self.open().text)
        theirs = self.ask('address')
        theirs.sudo().waiting_since = now - timedelta(days=18)
        self.assertNotIn(promise, self.open().text)
        self.assertEqual(theirs.days_left, days - 2)
        self.assertIn("waits for an answer", theirs.wait)
        self.do('answer', answer_address="Canary")
        self.assertIn(promise, self.open().text)
        theirs = self.as_user(self.registration, self.desk)
        self.assertEqual(theirs.days_left, days)

    def test_the_same_page_sent_twice_answers_once(self):
        self.ask('address')
        page = self.press(self.open(), 'ask_to_answer')
        before = self.notices(self.desk)
        for _click in range(2):
            self.assertEqual(self.press(page, 'answer', answer_address="Canary").status_code, 200)
        self.assertEqual(self.notices(self.desk), before + 1)

    def test_nothing_or_too_much_is_asked_again_and_nothing_typed_is_lost(self):
        self.ask('address', 'event_when')
        for text in ('', "x" * (form.MAX_STORY + 3)):
            with self.subTest(text=text[:5]):
                response = self.do('answer', answer_address=text)
                self.assertEqual(response.status_code, 400)
                box = html.fromstring(response.content).get_element_by_id('f-answer_address')
                self.assertEqual(box.get('aria-invalid'), 'true')
                self.assertEqual(box.value.strip(), text)

    def test_what_was_not_asked_is_not_answered(self):
        self.ask('address')
        page = self.press(self.open(), 'ask_to_answer')
        self.press(page, 'answer', answer_address="Canary", answer_agrees="Forged")
        questions = self.as_user(self.registration, self.desk).question_ids
        self.assertEqual(questions.mapped('kind'), ['address'])

    def test_after_a_decision_nothing_is_asked_and_an_open_page_says_so(self):
        self.ask('address')
        page = self.press(self.open(), 'ask_to_answer')
        theirs = self.as_user(self.registration, self.desk)
        theirs.decision_note = "No"
        theirs.action_decline()
        self.env.flush_all()
        self.assertNotIn(ASKED, self.open().text)
        response = self.press(page, 'answer', answer_address="Canary")
        self.assertEqual(response.status_code, 400)
        self.assertIn("call us", response.text)
        self.assertFalse(self.as_user(theirs, self.desk).question_ids.answer)

    def test_a_page_of_another_code_answers_for_its_own_registration_only(self):
        self.ask('address')
        receipt, other = self.receive('self')
        self.ask('address', registration=other)
        page = self.press(self.open(receipt), 'ask_to_answer')
        self.press(page, 'answer', answer_address="Canary")
        self.assertTrue(self.as_user(other, self.desk).question_ids.answer)
        self.assertFalse(self.as_user(self.registration, self.desk).question_ids.answer)

    def test_whoever_registered_somebody_else_is_asked_nothing(self):
        for kind in ('relative', 'professional'):
            receipt, told = self.receive(kind)
            before = self.open(receipt).content
            with self.assertRefused(UserError, "shown no questions"):
                self.ask('address', registration=told)
            with self.assertRefused(UserError, "shown no questions"):
                self.as_user(told, self.desk).action_ask()
            # Even if there were one.
            values = {'kind': 'address', 'user_id': self.desk.id, 'registration_id': told.id}
            self.env['mediation.question'].sudo().create(values)
            self.env.flush_all()
            self.assertEqual(self.open(receipt).content, before)

    def test_the_dialog_ticks_what_is_missing_and_asks_what_is_ticked(self):
        _receipt, told = self.receive(
            'self', birth_date=False, police_report='unknown', street=False, city=False
        )
        action = self.as_user(told, self.desk).action_ask()
        dialog = self.env['mediation.ask'].with_user(self.desk).browse(action['res_id'])
        ticked = {name for name in dialog._fields if name.startswith('ask_') and dialog[name]}
        self.assertEqual(
            ticked, {'ask_police_report', 'ask_birth_date', 'ask_address', 'ask_event_when',
                     'ask_event_where'},
        )  # fmt: skip
        dialog.write(dict.fromkeys(ticked - {'ask_birth_date'}, False))
        dialog.action_ask()
        self.assertEqual(told.question_ids.mapped('kind'), ['birth_date'])
        self.assertEqual(told.scope_decision, 'ask')
        with self.assertRaises(AccessError):
            dialog.with_user(self.manager).action_ask()
        dialog.ask_birth_date = False
        with self.assertRefused(UserError, "Tick what you want"):
            dialog.action_ask()

    def test_asking_twice_asks_once(self):
        self.ask('address')
        self.ask('address', 'agrees')
        self.assertEqual(self.registration.question_ids.mapped('kind'), ['address', 'agrees'])

    # Who sees it

    def test_the_answer_is_for_the_desk_until_the_hand_over_and_then_for_the_members(self):
        self.ask('address')
        self.do('answer', answer_address="Canary address")
        question = self.registration.question_ids
        for login in ('manager', 'mediator', 'other_mediator', 'privacy_officer', 'administrator'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(question, self.users[login]).read(['kind'])
        self.take_on(self.registration)
        self.assertEqual(self.as_user(question, self.mediator).answer, "Canary address")
        for login in ('desk', 'manager', 'other_mediator', 'privacy_officer'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(question, self.users[login]).read(['kind'])
        self.assertFalse(self.env['mediation.question'].with_user(self.desk).search([]))

    def test_nobody_asks_or_answers_by_hand(self):
        self.ask('address')
        question = self.as_user(self.registration, self.desk).question_ids
        with self.assertRefused(UserError, "asked with the button"):
            question.write({'answer': "Forged"})
        with self.assertRefused(UserError, "asked with the button"):
            question.create({'registration_id': self.registration.id, 'kind': 'agrees'})

    def test_erasing_somebody_takes_the_answers_along(self):
        self.ask('address')
        self.do('answer', answer_address="Canary address")
        self.registration._erase_seals()
        self.env.flush_all()
        self.env.cr.execute('SELECT count(answer) FROM mediation_question')
        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.assertEqual(self.open().status_code, 200)


@tagged('post_install', '-at_install')
class TestQuestionMail(MailCase):
    def told(self, **values):
        registration = self.register(
            **{'contact_preference': 'email', 'email_address': 'noor@example.org', **values}
        )
        return self.as_user(registration, self.desk)

    def sent(self):
        before = len(self.sink.mails)
        jobs = self.env(user=self.env.ref('base.user_root'))['mediation.registration']
        with nobody():
            jobs._send_confirmations()
        return self.sink.mails[before:]

    def test_who_chose_mail_is_told_that_there_is_a_question_and_no_more(self):
        registration = self.told()
        registration._ask(['police_report'])
        (mail,) = self.sent()
        self.assertIn(b'noor@example.org', mail)
        said = self.sink.texts().lower().replace(registration.company_id.name.lower().encode(), b'')
        self.assertIn(b'there is a question for you', said)
        for secret in ("canary", registration.code, 'mediation', 'police', 'offence', 'registr'):
            self.assertNotIn(secret.lower().encode(), said)
        self.assertEqual(registration.question_mail_state, 'sent')
        self.assertEqual(self.sent(), [])

    def test_nobody_else_gets_one(self):
        for values in (
            {'contact_preference': 'phone'}, {'contact_preference': 'someone'},
            {'contact_preference': False}, {'email_address': False},
        ):  # fmt: skip
            with self.subTest(values=values):
                registration = self.told(**values)
                registration._ask(['police_report'])
                self.assertFalse(registration.question_mail_state)
                self.assertEqual(self.sent(), [])

    def test_what_was_decided_before_it_left_is_not_asked_by_mail(self):
        registration = self.told(decision_note="No")
        registration._ask(['police_report'])
        registration.action_decline()
        self.assertEqual(self.sent(), [])
        self.assertEqual(registration.question_mail_state, 'failed')
