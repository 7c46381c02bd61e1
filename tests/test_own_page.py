"""The own page of a party, through its real route: what somebody does there."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .own_page_common import WORDS, OwnPageCase

TOPICS = (
    'start', 'appointments', 'wishes', 'consents', 'messages', 'write', 'pause', 'stop',
)  # fmt: skip


class TestOwnPage(OwnPageCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')
        self.party = self.initiator
        self.code = self.hand_over(self.party)

    def entries(self, kind=None):
        domain = [('party_id', '=', self.party.id)] + ([('kind', '=', kind)] if kind else [])
        return self.env['mediation.page.entry'].with_user(self.mediator).search(domain)

    def ledger(self, purpose):
        domain = [('party_id', '=', self.party.id), ('purpose', '=', purpose)]
        return self.env['mediation.consent'].with_user(self.mediator).search(domain, limit=1)

    def test_every_topic_opens_in_both_languages_with_the_ways_out(self):
        for path in ('/herstelbemiddeling/pagina', '/nl/herstelbemiddeling/pagina'):
            for topic in TOPICS:
                with self.subTest(path=path, topic=topic):
                    token = self.token(self.code_of(self.party).id)
                    response = self.send({'token': token, 'topic': topic}, path=path)
                    self.assertEqual(response.status_code, 200)
                    for way_out in ('value="to:pause"', 'value="to:stop"', 'class="exit"'):
                        self.assertIn(way_out, response.text)
                    self.assertNotIn('Set-Cookie', response.headers)
                    self.assertEqual(response.headers['Cache-Control'], 'no-store')
                    self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])

    def test_the_next_appointment_stands_on_the_first_page(self):
        self.assertIn("Nothing is planned now", self.text(self.open(self.party)))
        start = fields.Datetime.now() + timedelta(days=3)
        talk = self.talk(
            self.party, 'preparation', 'planned', date_start=start, place="Canary place"
        )
        self.assertIn("Canary place", self.text(self.open(self.party)))
        talk.action_call_off()
        self.assertNotIn("Canary place", self.text(self.open(self.party)))
        self.assertIn("does not take place", self.text(self.open(self.party, 'appointments')))

    def test_wishes_and_forms_of_contact_are_saved(self):
        page = self.open(self.party, 'wishes')
        self.assertDone(self.press(page, 'save', wishes=WORDS, mode_letter='yes'))
        self.assertEqual(self.as_user(self.party, self.mediator).wishes, WORDS)
        self.assertEqual(self.party.contact_mode_ids, self.modes['letter'])
        row = self.ledger('contact_mode')
        self.assertEqual((row.decision, row.channel, row.given_by), ('given', 'page', 'self'))
        self.assertFalse(row.user_id)
        self.assertEqual(self.entries().kind, 'wishes')
        page = self.open(self.party, 'wishes')
        without = {k: v for k, v in self.typed(page).items() if not k.startswith('mode_')}
        self.assertDone(self.send({**without, 'go': 'save'}))
        self.assertFalse(self.party.contact_mode_ids)
        self.assertEqual(self.ledger('contact_mode').decision, 'withdrawn')

    def test_what_the_mediator_noted_meanwhile_is_not_overwritten_unseen(self):
        page = self.open(self.party, 'wishes')
        party = self.party.with_user(self.mediator)
        party.write({'wishes': "Canary noted", 'contact_mode_ids': self.modes['meeting']})
        page = self.press(page, 'save', wishes=WORDS)
        self.assertEqual(page.status_code, 409)
        self.assertIn("Canary noted", page.text)
        self.assertIn(WORDS, page.text)
        self.assertEqual(self.as_user(party, self.mediator).wishes, "Canary noted")
        self.assertEqual(party.contact_mode_ids, self.modes['meeting'])
        self.assertDone(self.press(page, 'save'))
        self.assertEqual(self.as_user(party, self.mediator).wishes, WORDS)

    def test_aftercare_is_given_and_taken_back(self):
        page = self.open(self.party, 'consents')
        page = self.press(page, 'give:aftercare')
        self.assertDone(page)
        row = self.ledger('aftercare')
        self.assertEqual((row.decision, row.channel), ('given', 'page'))
        self.assertFalse(row.user_id)
        self.assertDone(self.press(page, 'back:aftercare'))
        self.assertEqual(self.ledger('aftercare').decision, 'withdrawn')
        self.assertEqual(set(self.entries().mapped('kind')), {'given', 'taken_back'})

    def test_what_is_not_asked_cannot_be_given(self):
        page = self.open(self.other, 'consents') if self.hand_over(self.other) else None
        for purpose in ('approach', 'disclosure', 'contact_mode', 'nonsense', ''):
            with self.subTest(purpose=purpose):
                self.assertEqual(self.press(page, f'give:{purpose}').status_code, 409)
        domain = [('party_id', '=', self.other.id), ('channel', '=', 'page')]
        self.assertFalse(self.env['mediation.consent'].search_count(domain))

    def test_the_assent_of_a_minor_is_not_the_consent_of_the_guardian(self):
        self.party.with_user(self.mediator).birth_date = self.ago(days=15 * 365).date()
        page = self.open(self.party, 'consents')
        self.press(page, 'give:aftercare')
        self.assertEqual(self.ledger('aftercare').given_by, 'self')

    def test_what_the_guardian_said_is_not_shown_as_what_the_minor_said(self):
        party = self.party.with_user(self.mediator)
        party.birth_date = self.ago(days=15 * 365).date()
        self.env['mediation.consent'].with_user(self.mediator).create(
            {
                'party_id': party.id,
                'purpose': 'aftercare',
                'decision': 'given',
                'channel': 'talk',
                'given_by': 'guardian',
            }
        )
        self.assertIn('give:aftercare', self.open(self.party, 'consents').text)

    def test_taking_part_is_taken_back_by_stopping(self):
        page = self.open(self.party, 'consents')
        page = self.press(page, 'back:participation')
        self.assertIn("Are you sure", page.text)
        self.assertEqual(self.ledger('participation').decision, 'given')

    def test_stop_ends_everything_at_once_and_is_said_once(self):
        talk = self.talk(
            self.party, 'preparation', 'planned',
            date_start=fields.Datetime.now() + timedelta(days=3), place="Canary place",
        )  # fmt: skip
        page = self.open(self.party, 'stop')
        for _click in range(2):
            self.assertDone(self.press(page, 'stop'))
        self.assertEqual(self.party.state, 'withdrawn')
        self.assertEqual(talk.state, 'called_off')
        domain = [('party_id', '=', self.party.id), ('decision', '=', 'withdrawn')]
        self.assertEqual(self.env['mediation.consent'].search_count(domain), 1)
        self.assertEqual(self.entries().mapped('kind'), ['stopped'])
        page = self.open(self.party)
        self.assertIn("You have stopped", page.text)
        self.assertNotIn('to:stop', page.text)
        page = self.open(self.party, 'consents')
        self.assertNotIn('value="give', page.text)

    def test_a_pause_rests_the_case_until_a_day(self):
        page = self.open(self.party, 'pause')
        self.assertDone(self.press(page, 'pause', weeks='2'))
        until = fields.Date.context_today(self.party) + timedelta(weeks=2)
        self.assertEqual(self.case.paused_until, until)
        self.assertEqual(self.entries('paused').date_until, until)
        self.assertIn("You have a pause", self.text(self.open(self.party)))
        self.case.action_end_pause()
        self.assertNotIn("You have a pause", self.text(self.open(self.party)))
        page = self.open(self.party, 'pause')
        self.assertEqual(self.press(page, 'pause', weeks='520').status_code, 400)
        self.assertFalse(self.case.paused_until)

    def test_a_letter_reaches_the_mediator_once_and_becomes_a_draft(self):
        page = self.open(self.party, 'write')
        for _click in range(2):
            self.assertDone(self.press(page, 'send', letter=WORDS, for_other='yes'))
        entry = self.entries()
        self.assertEqual((entry.kind, entry.body, entry.is_seen), ('for_other', WORDS, False))
        self.assertNotIn(WORDS, self.open(self.party, 'write').text)
        with self.assertRefused(UserError, "Prepare a contact"):
            entry.action_make_message()
        self.prepare_contact('letter')
        entry.action_make_message()
        message = entry.message_id
        self.assertEqual((message.state, message.body), ('draft', WORDS))
        self.assertEqual((message.sender_id, message.recipient_id), (self.party, self.other))
        self.assertTrue(entry.is_seen)
        with self.assertRefused(UserError, "once"):
            entry.action_make_message()

    def test_an_empty_letter_is_not_sent(self):
        page = self.press(self.open(self.party, 'write'), 'send', letter="  ")
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self.entries())

    def test_what_is_new_is_our_turn_and_the_mediator_is_told_without_a_name(self):
        self.other.with_user(self.mediator).sudo().write({'state': 'approached'})
        self.assertEqual(self.case.waiting_on, 'party')
        self.press(self.open(self.party, 'write'), 'send', letter=WORDS)
        self.assertEqual(self.case.waiting_on, 'us')
        notice = self.env['mail.message'].search([], order='id desc', limit=1)
        self.assertEqual(notice.notified_partner_ids, self.mediator.partner_id)
        for secret in (WORDS, self.code, self.party.code, self.case.name):
            self.assertNotIn(secret, f'{notice.subject} {notice.body}')
        self.entries().action_seen()
        self.assertEqual(self.case.waiting_on, 'party')

    def test_a_text_for_outside_is_agreed_to_in_exactly_the_version_that_is_shown(self):
        disclosure = (
            self.env['mediation.disclosure']
            .with_user(self.mediator)
            .create(
                {'case_id': self.case.id, 'recipient': "Canary court", 'text': "Canary sentence"}
            )
        )
        self.assertNotIn("Canary", self.open(self.party, 'consents').text)
        disclosure.action_show_on_pages()
        page = self.open(self.party, 'consents')
        self.assertIn("Canary sentence", page.text)
        self.assertDone(self.press(page, f'agree:{disclosure.id}'))
        row = disclosure.agreement_ids
        self.assertEqual((row.party_id, row.given_by, row.channel), (self.party, 'self', 'page'))
        self.assertFalse(row.user_id)
        disclosure.text = "Canary other sentence"
        response = self.press(page, f'agree:{disclosure.id}', key='a-new-key')
        self.assertEqual(response.status_code, 409)
        self.assertNotIn("Canary", response.text)

    def test_a_closed_case_is_read_for_a_while_and_changed_no_more(self):
        page = self.open(self.party, 'stop')
        self.case.write({'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id})
        self.assertIn("Your mediation is closed", self.open(self.party).text)
        for topic, go, filled_in in (
            ('stop', 'stop', {}),
            ('pause', 'pause', {'weeks': '2'}),
            ('write', 'send', {'letter': WORDS}),
            ('wishes', 'save', {'wishes': WORDS}),
            ('consents', 'give:aftercare', {}),
        ):
            with self.subTest(topic=topic):
                response = self.press(page, go, topic=topic, key=f'key-{topic}', **filled_in)
                self.assertEqual(response.status_code, 409)
        self.assertFalse(self.entries())
        self.case.sudo().date_closed = self.ago(days=100)
        self.assertShut(self.open(self.party))

    def test_a_code_is_for_who_may_be_spoken_with(self):
        page_code = self.env['mediation.page.code']
        with self.assertRaises(AccessError):
            page_code.with_user(self.other_mediator)._hand_over(
                self.as_user(self.party, self.other_mediator)
            )
        with self.assertRaises(AccessError):
            self.as_user(self.party, self.other_mediator).action_block_code()
        self.setUpCase()
        with self.assertRaises(UserError):  # not approached yet
            self.hand_over(self.other)

    def test_the_desk_takes_no_code_along_into_the_mediation(self):
        waiting = self.as_user(self.make_case(), self.desk)
        party = waiting.party_ids.filtered('is_initiator')
        for action in (party.action_hand_over_code, party.action_block_code):
            refused = self.assertRefused(AccessError, "Only who does the case")
            with self.subTest(action=action.__name__), refused:
                action()
        self.assertFalse(self.code_of(party))
