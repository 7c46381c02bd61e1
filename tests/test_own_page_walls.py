"""The own page of a party: nobody else's code opens it, and it holds nothing of the other side."""

import base64
import time
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.herstelbemiddeling.form import travel

from .own_page_common import PATH, WORDS, OwnPageCase
from .test_own_page import TOPICS

PNG = base64.b64encode(b'\x89PNG\r\n\x1a\n' + b'canary')


class TestOwnPageWalls(OwnPageCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')
        self.hand_over(self.initiator)

    def pages(self, party):
        return [self.without_seals(self.open(party, topic)) for topic in TOPICS]

    def deliver(self, body="Canary letter", sender=None, recipient=None, **values):
        contact = self.case.contact_ids.filtered(lambda c: c.state == 'preparing')
        contact = contact or self.prepare_contact('letter')
        message = self.message(contact, sender or self.other, recipient or self.initiator, body)
        message.write(values)
        message.action_read_back()
        message.action_release()
        message.action_wants_it()
        message.action_deliver()
        return message

    # The code and what travels -------------------------------------------------------------------

    def test_only_the_digest_of_a_code_is_kept_and_one_works_at_a_time(self):
        Code = self.env['mediation.page.code'].sudo()
        first = self.hand_over(self.initiator)
        second = self.hand_over(self.initiator)
        self.assertRegex(second, r'^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$')
        self.assertFalse(Code._find(first))
        self.assertEqual(Code._find(second).party_id, self.initiator)
        self.assertTrue(Code._find(f" {second.lower().replace('-', ' ')} "))
        self.env.flush_all()
        self.env.cr.execute("SELECT row_to_json(c)::text FROM mediation_page_code c")
        rows = ''.join(row for (row,) in self.env.cr.fetchall())
        for part in (second, second.replace('-', '')):
            self.assertNotIn(part, rows)
        self.initiator.with_user(self.mediator).action_block_code()
        self.assertFalse(Code._find(second))
        self.assertEqual(self.initiator.with_user(self.mediator).page_state, 'blocked')

    def test_unknown_blocked_and_wrong_codes_take_one_query_each(self):
        blocked = self.hand_over(self.initiator)
        self.initiator.with_user(self.mediator).action_block_code()
        Code = self.env['mediation.page.code'].sudo()
        self.env.flush_all()
        for code in (blocked, 'AAAA-AAAA-AAAA-AAAA', '', 'x' * 5000, "' OR 1=1"):
            with self.subTest(code=code[:20]), self.assertQueryCount(1):
                self.assertFalse(Code._find(code))

    def test_blocking_shuts_a_page_that_is_open(self):
        page = self.open(self.initiator, 'write')
        self.initiator.with_user(self.mediator).action_block_code()
        self.assertShut(self.press(page, 'send', letter=WORDS))
        self.assertFalse(self.initiator.with_user(self.mediator).page_entry_ids)

    def test_a_page_shuts_after_a_quarter_of_an_hour_and_nothing_typed_is_lost(self):
        code = self.hand_over(self.initiator)
        page = self.open(self.initiator, 'write')
        later = time.time() + 16 * 60
        with patch.object(travel.time, 'time', lambda: later):
            shut = self.press(page, 'send', letter=WORDS, for_other='yes')
            self.assertShut(shut)
            self.assertNotIn(WORDS, shut.text)
            typed = {k: v for k, v in self.typed(shut).items() if k == 'token'}
            wrong = self.send({**typed, 'code': 'AAAA-AAAA-AAAA-AAAA'})
            self.assertShut(wrong)
            self.assertIn("does not open", wrong.text)
            page = self.send({**typed, 'code': code})
            self.assertIn(WORDS, page.text)
            self.assertDone(self.press(page, 'send'))
        [entry] = self.initiator.with_user(self.mediator).page_entry_ids
        self.assertEqual((entry.kind, entry.body), ('for_other', WORDS))

    def test_what_somebody_typed_does_not_come_back_for_another_code(self):
        others_code = self.hand_over(self.other)
        page = self.open(self.initiator, 'write')
        later = time.time() + 16 * 60
        with patch.object(travel.time, 'time', lambda: later):
            shut = self.press(page, 'send', letter=WORDS)
            token = self.typed(shut)['token']
            response = self.send({'token': token, 'code': others_code})
        self.assertShut(response)
        self.assertNotIn(WORDS, response.text)

    def test_a_page_whose_code_was_erased_is_shut_and_no_error(self):
        code = self.hand_over(self.initiator)
        erased = self.token(0, purpose='own page, shut')
        response = self.send({'token': erased, 'code': code, 'topic': 'start'})
        self.assertEqual(response.status_code, 403)
        self.assertNotIn('name="topic"', response.text)

    def test_what_is_typed_stays_while_other_topics_are_read(self):
        page = self.press(self.open(self.initiator, 'write'), 'to:messages', letter=WORDS)
        self.assertNotIn(WORDS, page.text)
        self.assertIn(WORDS, self.press(page, 'to:write').text)
        page = self.press(page, 'stay', path='/nl' + PATH)
        self.assertIn('lang="nl', page.text[:60])
        self.assertIn(WORDS, self.press(page, 'to:write').text)

    def test_forged_tokens_and_those_of_other_pages_open_nothing(self):
        code_id = self.code_of(self.initiator).id
        good = self.token(code_id)
        for token in (
            '',
            'x',
            'hb1.page.AAAA',
            good[:-4] + 'AAAA',
            good.replace('hb1', 'hb2'),
            self.token(code_id, purpose='registration'),
            self.token(code_id, purpose='own page, shut'),
            self.token(code_id + 1000),
        ):
            with self.subTest(token=token[:20]):
                self.assertShut(self.send({'token': token, 'topic': 'messages'}))
        # A page that was shut is no page: it asks for the code.
        response = self.send({'token': good, 'code': 'AAAA-AAAA-AAAA-AAAA'})
        self.assertEqual(response.status_code, 400)

    def test_only_what_belongs_to_the_form_is_read(self):
        good = {'token': self.token(self.code_of(self.initiator).id), 'topic': 'start'}
        for fields_sent in (
            {**good, 'party_id': '1'},
            {**good, 'topic': 'nonsense'},
            {**good, 'go': 'stop'},  # not on this topic
            {**good, 'topic': 'stop', 'go': 'stop'},  # without a key
            {**good, 'topic': 'stop', 'go': 'stop', 'key': 'k' * 65},
            {**good, 'topic': 'messages', 'go': 'file:' + '9' * 30},
            {**good, 'topic': 'messages', 'go': 'file:-1'},
            {'topic': 'start', 'token': 'x' * 300_000},
            [('topic', 'start'), ('topic', 'stop'), ('token', good['token'])],
        ):
            with self.subTest(fields=str(fields_sent)[-60:]):
                self.assertEqual(self.send(fields_sent).status_code, 400)
        self.assertEqual(self.send(good, path=f'{PATH}?topic=stop').status_code, 400)
        self.assertEqual(self.initiator.state, 'consents')

    def test_only_post_opens_it(self):
        for method in ('GET', 'HEAD'):
            response = self.fetch(method)
            self.assertEqual(response.status_code, 303)
            self.assertEqual(response.headers['Location'], '/herstelbemiddeling/code')
        for method in ('PUT', 'DELETE', 'PATCH'):
            response = self.fetch(method)
            self.assertEqual(response.status_code, 405)
            self.assertEqual(response.headers['Cache-Control'], 'no-store')

    def test_a_failure_tells_nothing_and_keeps_what_was_typed(self):
        page = self.open(self.initiator, 'write')
        model = type(self.env['mediation.party'])
        with (
            patch.object(model, '_page_write', side_effect=RuntimeError(WORDS)),
            self.assertLogs(level='ERROR') as logs,
        ):
            response = self.press(page, 'send', letter=WORDS)
        self.assertEqual(response.status_code, 500)
        self.assertIn(WORDS, response.text)
        self.assertNotIn(WORDS, ''.join(logs.output))
        self.assertNotIn('Traceback', response.text)

    # The other side ------------------------------------------------------------------------------

    def test_my_page_is_the_same_bytes_whatever_the_other_side_does(self):
        contact = self.prepare_contact('letter')
        before = self.pages(self.initiator)
        self.assertEqual(self.pages(self.initiator), before)
        self.hand_over(self.other)
        other = self.other.with_user(self.mediator)
        message = self.message(contact, body="Canary of mine")

        def answer_page(topic, go, **filled_in):
            self.press(self.open(self.other, topic), go, **filled_in)

        for name, act in {
            'consents': lambda: self.consent(other, 'aftercare'),
            'declines': lambda: self.consent(other, 'aftercare', 'declined'),
            'talks': lambda: self.talk(other, 'preparation'),
            'plans': lambda: self.talk(
                other, 'preparation', 'planned', date_start=fields.Datetime.now() + timedelta(2)
            ),
            'writes': lambda: answer_page('write', 'send', letter="Canary", for_other='yes'),
            'wishes': lambda: answer_page('wishes', 'save', wishes="Canary", mode_letter='yes'),
            'a draft for me': lambda: self.message(contact, self.other, self.initiator),
            'released for me': lambda: self.release_for_me(contact),
            'reads mine back': message.action_read_back,
            'mine is released': message.action_release,
            'mine is wanted': message.action_wants_it,
            'mine is delivered': message.action_deliver,
            'mine is not answered': message.action_no_reply,
            'moves on': lambda: self.move('contact'),
            'pauses': lambda: answer_page('pause', 'pause', weeks='4'),
            'goes on': self.case.action_end_pause,
            'stops': lambda: answer_page('stop', 'stop'),
        }.items():
            with self.subTest(act=name):
                act()
                self.assertEqual(self.pages(self.initiator), before)
        self.assertEqual(other.state, 'withdrawn')

    def release_for_me(self, contact):
        message = self.message(contact, self.other, self.initiator, "Canary released")
        message.action_read_back()
        message.action_release()

    def test_what_was_delivered_to_me_is_read_by_me_only(self):
        self.hand_over(self.other)
        message = self.deliver(enclosure=PNG, is_enclosure_checked=True)
        [copy] = message.delivery_ids
        page = self.open(self.initiator, 'messages')
        self.assertIn("Canary letter", page.text)
        response = self.press(page, f'file:{copy.id}')
        self.assertEqual(response.content, base64.b64decode(PNG))
        self.assertEqual(
            response.headers['Content-Disposition'], 'attachment; filename="bestand.png"'
        )
        self.assertEqual(response.headers['X-Content-Type-Options'], 'nosniff')
        page = self.open(self.other, 'messages')
        self.assertNotIn("Canary letter", page.text)
        for copy_id in (copy.id, message.id, copy.id + 1):
            self.assertEqual(self.press(page, f'file:{copy_id}').status_code, 400)

    def test_ids_of_another_case_do_nothing(self):
        first, party = self.case, self.initiator
        self.setUpCase()
        disclosure = (
            self.env['mediation.disclosure']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, 'recipient': "Canary", 'text': "Canary"})
        )
        disclosure.action_show_on_pages()
        page = self.open(party, 'consents')
        self.assertNotIn("Canary", page.text)
        self.assertEqual(self.press(page, f'agree:{disclosure.id}').status_code, 409)
        self.assertFalse(disclosure.agreement_ids)
        self.assertNotEqual(first, self.case)
