"""What somebody does later on with the code of the receipt, through the real route."""

import time
from unittest.mock import patch

from lxml import html

from odoo.addons.herstelbemiddeling.codes import new_submission_key
from odoo.addons.herstelbemiddeling.controllers import code as controller
from odoo.addons.herstelbemiddeling.controllers.public_page import HEADERS
from odoo.addons.herstelbemiddeling.form import answers as form
from odoo.addons.herstelbemiddeling.form import travel
from odoo.addons.herstelbemiddeling.sealed.keys import system_secret

from .code_page_common import NEVER_GIVEN, PATH, CodePageCase

TRAVEL_CLOCK = 'odoo.addons.herstelbemiddeling.form.travel.time.time'


class TestTheCode(CodePageCase):
    def test_it_opens_the_status_however_it_is_typed(self):
        code = self.receipt
        for typed in (
            code, code.lower(), code.replace('-', ' '), code.replace('-', ''), f'  {code} ',
            code.replace('-', '–'),
        ):  # fmt: skip
            with self.subTest(typed=typed):
                response = self.open(typed)
                self.assertEqual(response.status_code, 200)
                self.assertIn("A mediator will contact you at the latest on", response.text)
                self.assertTellsNothing(response)

    def test_what_opens_nothing_is_told_in_the_same_bytes(self):
        wrong = self.receipt[:-1] + ('A' if self.receipt[-1] != 'A' else 'C')
        answers = {
            (response.status_code, response.content)
            for response in map(
                self.open,
                (NEVER_GIVEN, wrong, 'x', '😀', "' OR 1=1 --", 'A' * 5000, '-', '\u0130' * 16),
            )
        }
        answers.add((self.send({}).status_code, self.send({}).content))
        answers.add((self.send({'code': ''}).status_code, self.send({'code': ''}).content))
        self.assertEqual(len(answers), 1)
        ((status, content),) = answers
        self.assertEqual(status, 404)
        self.assertNotIn(wrong.encode(), content)

    def test_the_code_is_not_read_from_an_address_and_stands_in_none(self):
        asked = self.fetch(path=f'/en{PATH}?code={self.receipt}')
        self.assertNotIn(self.receipt, asked.text)
        self.assertEqual(html.fromstring(asked.content).forms[0].method, 'POST')
        opened = self.open()
        self.assertNotIn(self.receipt, opened.text)
        self.assertEqual(self.send({'code': self.receipt}, path=f'{PATH}?x=1').status_code, 400)

    def test_too_many_codes_of_one_network_wait_and_others_do_not(self):
        for _code in range(controller.MANY):
            self.Visit._note('code', '203.0.113.9')
        self.assertEqual(self.send({'code': self.receipt}).status_code, 200)
        self.Visit.search([]).unlink()
        for _code in range(controller.MANY):
            self.assertEqual(self.send({'code': NEVER_GIVEN}).status_code, 404)
        for code in (NEVER_GIVEN, self.receipt):
            response = self.send({'code': code})
            self.assertEqual(response.status_code, 429)
            self.assertEqual(response.headers['Retry-After'], str(controller.MINUTES * 60))
            self.assertIn("Wait a quarter of an hour", response.text)
        self.env.cr.execute(
            "UPDATE mediation_visit SET create_date = create_date - make_interval(mins => %s)",
            [controller.MINUTES + 1],
        )
        self.assertEqual(self.send({'code': self.receipt}).status_code, 200)

    def test_every_answer_has_the_headers_and_no_cookie(self):
        status = self.open()
        answers = [
            self.fetch(), self.fetch('HEAD'), self.fetch('DELETE'), self.fetch(path=f'/xx{PATH}'),
            status, self.press(status, 'ask_to_add'), self.press(status, 'ask_to_reach'),
            self.press(status, 'ask_to_stop'), self.open(NEVER_GIVEN),
            self.do('add', addition="x"), self.send({'token': 'x'}), self.send({'x': 'y'}),
            self.fetch('POST', data=b'x' * (form.MAX_BODY + 1)),
        ]  # fmt: skip
        for response in answers:
            with self.subTest(status=response.status_code):
                self.assertEqual({name: response.headers.get(name) for name in HEADERS}, HEADERS)
                self.assertNotIn('Set-Cookie', response.headers)
                self.assertNotIn('Location', response.headers)

    def test_other_methods_are_refused(self):
        for method in ('PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'):
            with self.subTest(method=method):
                response = self.fetch(method)
                self.assertEqual(response.status_code, 405)
                self.assertEqual(response.headers['Allow'], 'GET, HEAD, POST')


class TestAdding(CodePageCase):
    def test_the_desk_sees_it_and_hears_of_it_and_it_is_kept_with_what_came_before(self):
        before = self.notices(self.desk)
        first = self.do('add', addition="Canary first\nline")
        self.assertIn("We have received what you added.", first.text)
        self.assertNotIn("Canary first", first.text)
        second = self.do('add', addition="Canary second")
        self.assertTellsNothing(second)
        added = self.registration.with_user(self.desk).added
        self.assertIn("Canary first\nline", added)
        self.assertLess(added.index("Canary first"), added.index("Canary second"))
        self.assertEqual(self.notices(self.desk), before + 2)

    def test_the_same_page_sent_twice_adds_once(self):
        page = self.press(self.open(), 'ask_to_add')
        for _click in range(2):
            self.assertEqual(self.press(page, 'add', addition="Canary once").status_code, 200)
        self.assertEqual(self.registration.with_user(self.desk).added.count("Canary once"), 1)

    def test_after_the_hand_over_the_members_see_it_and_the_desk_does_not(self):
        self.take_on(self.registration)
        told, desk = self.notices(self.mediator), self.notices(self.desk)
        self.do('add', addition="Canary later")
        mine = self.registration.with_user(self.mediator)
        self.assertIn("Canary later", mine.added)
        self.assertFalse(self.as_user(self.registration, self.desk).added)
        self.assertEqual(self.notices(self.mediator), told + 1)
        self.assertEqual(self.notices(self.desk), desk)

    def test_nothing_or_too_much_is_asked_again_and_nothing_typed_is_lost(self):
        for text in ('', "x" * (form.MAX_STORY + 7), "Canary \x00 typed"):
            with self.subTest(text=text[:12]):
                response = self.do('add', addition=text)
                self.assertEqual(response.status_code, 400)
                box = html.fromstring(response.content).get_element_by_id('f-addition')
                self.assertEqual(box.get('aria-invalid'), 'true')
                self.assertEqual(box.value.strip(), text.replace('\x00', ''))
        self.assertFalse(self.registration.with_user(self.desk).added)

    def test_what_was_set_apart_tells_nobody(self):
        receipt, _junk = self.receive('self', screening='apart')
        before = self.notices(self.desk)
        self.do('add', self.open(receipt), addition="x")
        self.assertEqual(self.notices(self.desk), before)

    def test_who_adds_without_end_has_to_wait_and_keeps_what_was_typed(self):
        page = self.press(self.open(), 'ask_to_add')
        for _time in range(controller.MANY):
            self.Visit._note('code', '127.0.0.1')
        response = self.press(page, 'add', addition="Canary typed")
        self.assertEqual(response.status_code, 429)
        self.assertIn('Retry-After', response.headers)
        self.assertIn("Canary typed", response.text)
        self.assertFalse(self.registration.with_user(self.desk).added)

    def test_when_there_is_no_more_room_it_says_so_and_nothing_falls_off(self):
        first = "Canary first" + "x" * (form.MAX_STORY - 20)
        self.do('add', addition=first)
        for _time in range(5):
            response = self.do('add', addition="y" * (form.MAX_STORY - 100))
        self.assertEqual(response.status_code, 400)
        self.assertIn("Please call us", response.text)
        self.assertIn("Canary first", self.registration.with_user(self.desk).added)

    def test_a_failure_of_the_server_loses_nothing_typed(self):
        page = self.press(self.open(), 'ask_to_add')
        with (
            patch.object(type(self.Registration), '_add', side_effect=ValueError("Canary fault")),
            self.assertLogs(level='ERROR') as logs,
        ):
            response = self.press(page, 'add', addition="Canary typed")
        self.assertEqual(response.status_code, 500)
        self.assertIn("Canary typed", response.text)
        self.assertNotIn("Canary", str(logs.output))
        self.assertEqual(self.press(response, 'add').status_code, 200)
        self.assertIn("Canary typed", self.registration.with_user(self.desk).added)


class TestReaching(CodePageCase):
    def test_it_takes_the_place_of_what_was_there(self):
        response = self.do('reach', contact_preference='email', email_address='new@example.org')
        self.assertIn("From now on we reach you in this way, and in no other.", response.text)
        theirs = self.registration.with_user(self.desk)
        self.assertEqual(
            (theirs.contact_preference, theirs.email_address), ('email', 'new@example.org')
        )
        self.assertFalse(theirs.phone_number or theirs.street or theirs.via_name)
        self.assertFalse(theirs.safe_times)
        self.assertEqual(theirs.full_name, "Canary Person")

    def test_in_a_case_the_party_is_reached_in_that_way_too(self):
        self.take_on(self.registration)
        told = self.notices(self.mediator)
        self.do('reach', contact_preference='someone', via_name="Canary aunt", via_phone='0612345')
        party = self.as_user(self.initiator, self.mediator)
        self.assertEqual(party.contact_preference, 'someone')
        self.assertEqual(party.contact_via, "Canary aunt, 0612345")
        self.assertFalse(party.email_address or party.phone_number or party.street)
        self.assertFalse(self.as_user(self.other, self.mediator).contact_via)
        self.assertEqual(self.notices(self.mediator), told + 1)

    def test_a_wrong_answer_is_told_and_keeps_what_was_typed(self):
        typed = {'contact_preference': 'email', 'email_address': 'nobody', 'safe_times': "typed"}
        response = self.do('reach', **typed)
        self.assertEqual(response.status_code, 400)
        page = html.fromstring(response.content)
        values = dict(page.forms[0].form_values())
        self.assertEqual({name: values[name] for name in typed}, typed)
        self.assertTrue(page.get_element_by_id('e-email_address').text_content())
        self.assertEqual(self.do('reach', contact_preference='any').status_code, 400)
        self.assertEqual(self.registration.with_user(self.desk).phone_number, '06-00000000')


class TestStopping(CodePageCase):
    def test_before_there_is_a_case_the_registration_is_declined(self):
        response = self.do('stop')
        self.assertIn("You have stopped.", response.text)
        self.assertFalse(html.fromstring(response.content).xpath('//main//form'))
        theirs = self.registration.with_user(self.desk)
        self.assertEqual(theirs.state, 'declined')
        self.assertIn("has stopped", theirs.decision_note)
        self.assertTrue(theirs.date_withdrawn)

    def test_in_a_case_it_is_one_row_in_the_ledger_and_everything_stops(self):
        self.take_on(self.registration)
        for step in ('intake', 'approach'):
            getattr(self, f'prepare_{step}')()
            self.move(step)
        planned = self.talk(self.initiator, 'preparation', 'planned', date_start=self.later(days=3))
        page = self.press(self.open(), 'ask_to_stop')
        told = self.notices(self.mediator)
        for _click in range(2):
            self.assertEqual(self.press(page, 'stop').status_code, 200)
        rows = self.env['mediation.consent'].search(
            [('party_id', '=', self.initiator.id), ('decision', '=', 'withdrawn')]
        )
        self.assertEqual((len(rows), rows.channel), (1, 'page'))
        self.assertEqual(planned.state, 'called_off')
        self.assertEqual(self.registration.state, 'converted')
        self.assertEqual(self.notices(self.mediator), told + 1)
        self.assertIn("You have stopped.", self.open().text)

    def test_after_a_decision_or_the_end_stopping_still_works(self):
        self.registration.decision_note = "Canary note"
        self.registration.with_user(self.desk).action_decline()
        self.assertEqual(self.do('stop').status_code, 200)
        receipt, registration = self.receive('self')
        self.take_on(registration)
        self.case.sudo().write(
            {'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id}
        )
        self.assertEqual(self.do('stop', self.open(receipt)).status_code, 200)

    def test_asking_is_not_stopping(self):
        page = self.press(self.open(), 'ask_to_stop')
        self.assertEqual(self.press(page, 'back').status_code, 200)
        self.assertEqual(self.registration.state, 'new')


class TestTheToken(CodePageCase):
    def act(self, token, **typed):
        key = new_submission_key()
        return self.send({'token': token, 'submission_key': key, 'go': 'stop', **typed})

    def assertNothingDone(self, response, status):
        self.assertEqual(response.status_code, status)
        self.assertFalse(self.registration.date_withdrawn)
        self.assertEqual(self.registration.state, 'new')
        self.assertTellsNothing(response)

    def test_it_is_good_for_a_quarter_of_an_hour(self):
        token = self.token(self.open())
        now = time.time()
        with patch(TRAVEL_CLOCK, return_value=now + controller.SECONDS + 2):
            self.assertNothingDone(self.act(token), 403)
        with patch(TRAVEL_CLOCK, return_value=now + controller.SECONDS - 60):
            self.assertEqual(self.act(token).status_code, 200)
        self.assertTrue(self.registration.date_withdrawn)

    def test_who_writes_for_longer_fills_in_the_code_again_and_loses_nothing(self):
        page = self.press(self.open(), 'ask_to_add')
        with patch(TRAVEL_CLOCK, return_value=time.time() + controller.SECONDS + 2):
            stale = self.press(page, 'add', addition="Canary typed")
        self.assertEqual(stale.status_code, 403)
        self.assertNotIn("Canary typed", stale.text)
        sent = dict(html.fromstring(stale.content).forms[0].form_values())
        again = self.send({**sent, 'code': self.receipt})
        self.assertIn("Canary typed", again.text)
        self.assertEqual(self.press(again, 'add').status_code, 200)
        self.assertIn("Canary typed", self.registration.with_user(self.desk).added)
        # Not for who has another code.
        receipt, _other = self.receive('self')
        self.assertNotIn("Canary typed", self.send({**sent, 'code': receipt}).text)

    def test_what_is_not_from_this_page_opens_nothing(self):
        secret = system_secret(self.env, 'page')
        token = self.token(self.open())
        digest = self.registration.receipt_digest
        flipped = 'A' if token[-9] != 'A' else 'B'
        for forged in (
            'x', token[:-9] + flipped + token[-8:], token[:50], token + 'AAAA', digest,
            travel.pack(secret, 'registration', digest),
            travel.pack(bytes(32), controller.PURPOSE, digest),
            travel.pack(secret, controller.PURPOSE, 'f' * 64),
        ):  # fmt: skip
            with self.subTest(forged=forged[:12]):
                self.assertNothingDone(self.act(forged), 400)

    def test_a_referrer_has_no_use_for_one(self):
        _receipt, registration = self.receive('professional')
        secret = system_secret(self.env, 'page')
        token = travel.pack(secret, controller.PURPOSE, registration.receipt_digest)
        self.assertEqual(self.act(token).status_code, 400)
        self.assertEqual(registration.state, 'new')
