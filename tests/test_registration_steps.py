"""The form in steps, as a browser without JavaScript goes through it."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from odoo.tests import BaseCase, tagged

from odoo.addons.herstelbemiddeling.form import answers as form
from odoo.addons.herstelbemiddeling.form import steps

from .registration_form_common import CANARY, PATH, RegistrationFormCase

TODAY = date(2026, 11, 23)
SELF = {'registrant_kind': 'self', 'side': 'harmed'}


class StepsCase(RegistrationFormCase):
    def open(self):
        return self.fetch()

    def press(self, response, go='next', path=PATH, without=(), **answers):
        """Fill in what the page asks and press a button, as a browser does."""
        page = html.fromstring(response.content)
        form_of_page = page.get_element_by_id('answers')
        sent = {name: text for name, text in form_of_page.form_values() if name not in without}
        sent |= answers
        buttons = form_of_page.xpath('.//button[@name="go"]/@value')
        buttons += page.xpath('//button[@form="answers"]/@value')
        self.assertIn(go, buttons)
        return self.send(sent | {'go': go}, path)

    def step(self, response):
        return html.fromstring(response.content).xpath('//input[@name="step"]/@value')[0]

    def asked(self, response):
        page = html.fromstring(response.content)
        names = set(page.get_element_by_id('answers').xpath('.//*[@name]/@name'))
        return names - {*form.MACHINERY}

    def to_check(self, response=None, **answers):
        """Go on until the answers are shown, filling in each page what is given for it."""
        response = response or self.press(self.open(), **SELF | answers)
        for _page in range(12):
            if self.step(response) == steps.CHECK:
                break
            wanted = {name: answers[name] for name in self.asked(response) if name in answers}
            response = self.press(response, **wanted)
            self.assertEqual(response.status_code, 200)
        self.assertEqual(self.step(response), steps.CHECK)
        return response

    def shown(self, response):
        """Return ``{field: answer}`` of the page on which the answers are read once more."""
        page = html.fromstring(response.content)
        return {
            part.xpath('.//@formaction')[0].partition('#f-')[2]: part.find('dd').text_content()
            for part in page.xpath('//dl/div')
        }


class TestSteps(StepsCase):
    def test_one_topic_a_page_and_only_what_applies(self):
        first = self.open()
        self.assertEqual(self.asked(first), {'registrant_kind', 'side'})
        person = self.press(first, **SELF)
        self.assertEqual(self.step(person), 'person')
        self.assertNotIn('registrant_name', self.asked(person))
        way = self.press(person, full_name="Noor Zandstra")
        self.assertEqual(self.asked(way), {'contact_preference'})
        reach = self.press(way, contact_preference='phone')
        self.assertEqual(self.asked(reach), {'phone_number', 'voicemail_ok', 'safe_times'})
        event = self.press(reach, phone_number='0612345678')
        self.assertEqual(self.step(event), 'event')

    def test_what_was_filled_in_is_stored_at_the_end_and_not_before(self):
        check = self.to_check(
            full_name="Noor Zandstra",
            contact_preference='email',
            email_address='noor@example.org',
            story="It was dark.\nI fell.",
            hopes="an answer",
        )
        self.assertEqual(self.Registration.search_count([]), self.before)
        self.receipt(self.press(check, 'send', privacy_read='yes'))
        stored = self.stored()
        self.assertEqual(stored.full_name, "Noor Zandstra")
        self.assertEqual(stored.email_address, 'noor@example.org')
        self.assertEqual(stored.story, "It was dark.\nI fell.")
        self.assertEqual(stored.hopes, "an answer")
        self.assertEqual(stored.side, 'harmed')

    def test_what_travels_along_cannot_be_read_or_changed(self):
        page = self.press(self.press(self.open(), **SELF), full_name=CANARY)
        self.assertNotIn(CANARY, page.text)
        carried = re.search(r'name="carried" value="([^"]+)"', page.text)[1]
        changed = carried[:-6] + ('A' if carried[-6] != 'A' else 'B') + carried[-5:]
        for wrong in (changed, '', 'x', carried[:40]):
            with self.subTest(wrong=wrong[:8]):
                answer = self.press(page, carried=wrong)
                self.assertEqual(answer.status_code, 400)
                self.assertNotIn('Traceback', answer.text)
        self.assertEqual(self.Registration.search_count([]), self.before)

    def test_sending_twice_gives_one_registration_and_the_same_receipt(self):
        check = self.to_check(
            full_name="Noor", contact_preference='phone', phone_number='0612345678'
        )
        receipts = {
            self.receipt(self.press(check, 'send', privacy_read='yes')) for _time in range(3)
        }
        self.assertEqual(len(receipts), 1)
        self.stored()

    def test_going_back_and_forth_loses_nothing(self):
        page = self.press(self.press(self.open(), **SELF), full_name="Noor", birth_date='1-2-1980')
        self.assertEqual(self.step(page), 'way')
        back = self.press(page, 'back', contact_preference='post')
        self.assertEqual(self.step(back), 'person')
        self.assertIn('value="Noor"', back.text)
        again = self.press(back)
        chosen = html.fromstring(again.content).xpath('//input[@checked]/@value')
        self.assertEqual(chosen, ['post'])

    def test_each_answer_can_be_changed_from_the_last_page(self):
        check = self.to_check(full_name="Noor", contact_preference='phone', phone_number='0612345')
        self.assertEqual(self.shown(check)['phone_number'], '0612345')
        reach = self.press(check, 'change:reach')
        self.assertIn('value="0612345"', reach.text)
        check = self.press(reach, phone_number='0699999999')
        self.assertEqual(self.step(check), steps.CHECK)
        self.assertEqual(self.shown(check)['phone_number'], '0699999999')
        # Another way is asked for once it was chosen, and the old one is not stored.
        way = self.press(check, 'change:way')
        reach = self.press(way, contact_preference='email')
        self.assertEqual(self.step(reach), 'reach')
        check = self.press(reach, email_address='n@example.org')
        self.receipt(self.press(check, 'send', privacy_read='yes'))
        stored = self.stored()
        self.assertEqual((stored.email_address, stored.phone_number), ('n@example.org', False))

    def test_a_painful_page_can_be_skipped(self):
        page = self.press(self.press(self.open(), **SELF), full_name="Noor")
        page = self.press(self.press(page, contact_preference='phone'), phone_number='0612345678')
        other = self.press(page, 'skip', story=CANARY, police_report='yes')
        self.assertEqual(self.step(other), 'other')
        check = self.to_check(other)
        self.assertNotIn(CANARY, check.text)
        self.receipt(self.press(check, 'send', privacy_read='yes'))
        self.assertFalse(self.stored().story)

    def test_a_mistake_is_told_on_its_page_and_keeps_the_rest(self):
        page = self.press(self.press(self.open(), **SELF), full_name="Noor")
        page = self.press(page, contact_preference='email')
        wrong = self.press(page, email_address='noor at home', safe_times="after six")
        self.assertEqual(wrong.status_code, 400)
        self.assertEqual(self.step(wrong), 'reach')
        self.assertIn('value="noor at home"', wrong.text)
        self.assertIn('value="after six"', wrong.text)
        self.assertEqual(self.step(self.press(wrong, email_address='n@example.org')), 'event')

    def test_without_the_agreement_of_the_person_the_form_stops_and_says_why(self):
        page = self.press(self.open(), registrant_kind='professional', side='harmed')
        self.assertEqual(self.step(page), 'registrant')
        answers = {'registrant_name': "Bo", 'registrant_email': 'b@example.org'}
        stopped = self.press(page, **answers)
        self.assertEqual((stopped.status_code, self.step(stopped)), (400, 'registrant'))
        self.assertIn("agrees", stopped.text)
        self.assertEqual(self.step(self.press(stopped, client_agrees='yes')), 'person')

    def test_from_prison_the_institution_is_asked_and_no_address(self):
        page = self.press(self.open(), registrant_kind='prison', side='responsible')
        page = self.press(page, full_name="Noor")
        self.assertEqual(self.asked(page), {'institution', 'institution_contact'})
        page = self.press(page, institution="PI Verzonnen")
        page = self.press(page, contact_preference='post')
        self.assertEqual(self.asked(page), {'safe_times'})
        self.receipt(self.press(self.to_check(page), 'send', privacy_read='yes'))
        self.assertTrue(self.stored().detained)

    def test_who_is_under_18_reads_what_that_means(self):
        page = self.press(self.open(), **SELF)
        young = self.press(page, full_name="Noor", birth_date='1-2-2012')
        self.assertEqual((self.step(young), self.asked(young)), ('young', set()))
        self.assertEqual(self.step(self.press(young)), 'way')
        self.assertEqual(self.step(self.press(page, full_name="N", birth_date='1-2-1980')), 'way')

    def test_the_other_language_takes_along_what_was_filled_in(self):
        page = self.press(self.open(), **SELF)
        english = self.press(page, 'stay', f'/en{PATH}', full_name="Noor Zandstra")
        self.assertEqual(self.step(english), 'person')
        self.assertIn('lang="en-US"', english.text)
        self.assertIn('value="Noor Zandstra"', english.text)

    def test_enter_means_next_and_not_another_language(self):
        page = html.fromstring(self.press(self.open(), **SELF).content)
        (first, *_others) = page.xpath('//button[@form="answers" or ancestor::form]')
        self.assertIsNone(first.get('name'))
        self.assertIsNone(first.get('formaction'))

    def test_a_confirmation_is_offered_only_where_it_can_be_sent(self):
        by_phone = self.to_check(
            full_name="Noor", contact_preference='phone', phone_number='0612345678'
        )
        self.assertNotIn('wants_confirmation', self.asked(by_phone))
        by_mail = self.to_check(
            full_name="Noor", contact_preference='email', email_address='n@example.org'
        )
        self.assertIn('wants_confirmation', self.asked(by_mail))

    def test_a_step_or_button_that_is_not_there_shows_a_page_and_stores_nothing(self):
        page = self.press(self.open(), **SELF)
        sent = dict(html.fromstring(page.content).get_element_by_id('answers').form_values())
        for wrong in ({'step': 'x'}, {'step': ''}, {'go': 'x'}, {'go': 'change:x'}, {'go': 'send'}):
            with self.subTest(wrong=wrong):
                answer = self.send(sent | wrong)
                self.assertIn(answer.status_code, (200, 400))
                self.assertTrue(self.step(answer))
        self.assertEqual(self.Registration.search_count([]), self.before)


@tagged('post_install', '-at_install')
class TestPlan(BaseCase):
    @settings(max_examples=300, deadline=None)
    @given(
        st.fixed_dictionaries(
            {},
            optional={
                'registrant_kind': st.sampled_from(('self', 'relative', 'professional', 'prison')),
                'side': st.sampled_from(('harmed', 'responsible')),
                'contact_preference': st.sampled_from(('email', 'phone', 'post', 'someone', 'any')),
                'detained': st.sampled_from(('yes', 'no')),
                'institution': st.just("PI Verzonnen"),
                'registrant_name': st.just("Bo"),
                'registrant_email': st.just('b@example.org'),
                'client_agrees': st.just('yes'),
                'full_name': st.just("Noor"),
                'birth_date': st.sampled_from(('1-2-2012', '1-2-1980')),
                'phone_number': st.just('0612345678'),
                'email_address': st.just('n@example.org'),
                'via_name': st.just("Bo"),
                'privacy_read': st.just('yes'),
            },
        )
    )
    def test_what_is_missing_is_always_asked_on_some_page(self, texts):
        answers = form.Answers(texts=texts)
        form.check(answers, TODAY, [])
        asked = {name for names in steps.plan(answers.values, TODAY).values() for name in names}
        settled = form.Answers(texts={name: t for name, t in texts.items() if name in asked})
        form.check(settled, TODAY, [])
        plan = steps.plan(settled.values, TODAY)
        asked = {name for names in plan.values() for name in names}
        self.assertLessEqual(set(settled.problems), asked)

    def test_the_steps_count_topics(self):
        plan = steps.plan({'registrant_kind': 'self'}, TODAY)
        self.assertEqual(steps.position(plan, 'who'), (1, 7))
        self.assertEqual(steps.position(plan, 'way'), steps.position(plan, 'reach'))
        self.assertEqual(steps.position(plan, 'check'), (7, 7))

    def test_a_birthday_counts_from_the_day_itself(self):
        for born, today, is_young in (
            (date(2008, 11, 23), date(2026, 11, 23), False),
            (date(2008, 11, 24), date(2026, 11, 23), True),
            (date(2008, 2, 29), date(2026, 2, 28), True),
            (date(2008, 2, 29), date(2026, 3, 1), False),
        ):
            with self.subTest(born=born, today=today):
                self.assertIs(steps.is_under(18, born, today), is_young)
        self.assertIs(steps.is_under(18, False, TODAY), False)

    def test_every_question_stands_on_the_form_in_one_page(self):
        whole = {name for names in steps.whole().values() for name in names}
        self.assertEqual(whole, set(form.FIELDS))
