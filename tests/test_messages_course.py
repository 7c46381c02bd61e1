"""A letter stays with its writer until it is released, wanted and handed over, with the go."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .process import ProcessCase

STEPS = {
    'action_read_back': ('draft',),
    'action_release': ('read_back',),
    'action_wants_it': ('released',),
    'action_wants_it_later': ('released',),
    'action_does_not_want_it': ('released',),
    'action_deliver': ('released',),
    'action_no_reply': ('delivered',),
    'action_write_answer': ('delivered',),
    'action_take_back': ('read_back', 'released', 'withheld'),
    'action_withhold': ('draft', 'read_back', 'released'),
    'action_take_out': ('draft', 'read_back', 'released'),
}
STATES = ('draft', 'read_back', 'released', 'delivered', 'answered', 'no_reply', 'withheld')


class MessageCase(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')
        self.letters = self.prepare_contact('letter')

    def letter_at(self, state, contact=None, **values):
        letter = self.message(contact or self.letters, **values)
        steps = {
            'draft': (),
            'withheld': ('withhold',),
            'read_back': ('read_back',),
            'released': ('read_back', 'release'),
            'delivered': ('read_back', 'release', 'wants_it', 'deliver'),
            'no_reply': ('read_back', 'release', 'wants_it', 'deliver', 'no_reply'),
            'answered': ('read_back', 'release', 'wants_it', 'deliver'),
        }
        for step in steps[state]:
            getattr(letter, f'action_{step}')()
        if state == 'answered':
            reply = self.reply_to(letter)
            for step in steps['delivered']:
                getattr(reply, f'action_{step}')()
        self.assertEqual(letter.state, state)
        return letter

    def reply_to(self, letter):
        reply = self.message(letter.contact_id, letter.recipient_id, letter.sender_id)
        reply.reply_to_id = letter
        return reply


class TestMessageSteps(MessageCase):
    def test_each_step_is_possible_from_its_own_states_only(self):
        # One that is underway keeps the contact open all the time.
        self.letter_at('draft')
        for state in STATES:
            for action, allowed in STEPS.items():
                if state in allowed:
                    continue
                letter = self.letter_at(state)
                with self.subTest(state=state, action=action):
                    with self.assertRefused(UserError, "This is not possible while it stands at"):
                        getattr(letter, action)()
                    self.assertEqual(letter.state, state)

    def test_no_step_is_skipped_by_writing_the_state(self):
        letter = self.message(self.letters)
        for vals in (
            {'state': 'delivered'}, {'state': 'released'}, {'date_released': '2026-01-01'},
            {'date_delivered': '2026-01-01'}, {'date_read_back': '2026-01-01'},
        ):  # fmt: skip
            with self.subTest(vals=vals), self.assertRefused(UserError, "Use the buttons"):
                letter.write(vals)
        forged = letter.create(
            {
                'contact_id': self.letters.id,
                'sender_id': self.initiator.id,
                'recipient_id': self.other.id,
                'state': 'released',
                'recipient_wants': 'yes',
                'date_released': fields.Datetime.now(),
            }
        )
        self.assertEqual((forged.state, forged.recipient_wants), ('draft', 'not_asked'))
        self.assertFalse(forged.date_released)

    def test_a_guardian_lets_go_too_what_a_child_has_written(self):
        today = fields.Date.today()
        letter = self.letter_at('read_back')
        sender = self.initiator.with_user(self.mediator)
        sender.birth_date = fields.Date.subtract(today, years=15)
        self.consent(sender, 'participation', given_by='guardian')
        with self.assertRefused(UserError, "the legal guardian has to let it go too"):
            letter.action_release()
        letter.released_by = 'guardian'
        letter.action_release()
        self.assertEqual(letter.state, 'released')
        letter.body = "Other words"
        self.assertEqual(letter.released_by, 'self')
        letter.action_read_back()
        sender.birth_date = fields.Date.subtract(today, years=16)
        letter.action_release()
        self.assertEqual(letter.state, 'released')

    def test_the_recipient_is_not_asked_about_what_was_not_released(self):
        for state in ('draft', 'read_back'):
            with self.assertRefused(UserError, "asked after the sender has released it"):
                self.letter_at(state).recipient_wants = 'yes'

    def test_nothing_empty_is_read_back(self):
        with self.assertRefused(UserError, "Write the words down"):
            self.message(self.letters, body=False).action_read_back()

    def test_other_words_are_released_and_asked_about_again(self):
        letter = self.letter_at('released')
        letter.action_wants_it()
        letter.body = "Other words"
        self.assertEqual((letter.state, letter.recipient_wants), ('draft', 'not_asked'))
        for state in ('delivered', 'answered', 'no_reply'):
            letter = self.letter_at(state, self.prepare_contact('letter'))
            for vals in (
                {'body': "Other words"},
                {'delivered_how': 'post'},
                {'reply_to_id': False},
            ):
                with self.subTest(state=state), self.assertRefused(UserError, "stays as it is"):
                    letter.write(vals)

    def test_it_is_delivered_to_who_wants_it(self):
        for answer in ('not_asked', 'later', 'no'):
            letter = self.letter_at('released')
            letter.recipient_wants = answer
            with self.subTest(answer=answer), self.assertRefused(UserError, "Ask the recipient"):
                letter.action_deliver()

    def test_the_go_is_asked_at_delivery_and_not_to_say_that_nobody_answers(self):
        letter, delivered = self.letter_at('released'), self.letter_at('delivered')
        letter.action_wants_it()
        self.letters.action_withdraw_go()
        with self.assertRefused(UserError, "Give your go"):
            letter.action_deliver()
        letter.action_withhold()
        delivered.action_no_reply()
        self.assertEqual(self.letters.state, 'completed')

    def test_both_take_part_when_it_is_released_and_when_it_is_delivered(self):
        sister = self.env['mediation.party'].create({'case_id': self.case.id, 'side': 'harmed'})
        contact = self.contact('letter', sister | self.other)
        letter = self.message(contact, self.other, sister)
        letter.action_read_back()
        with self.assertRefused(UserError, "Every party has to consent"):
            letter.action_release()

    def test_a_ban_refuses_release_and_delivery(self):
        read_back, released = self.letter_at('read_back'), self.letter_at('released')
        released.action_wants_it()
        self.env['mediation.restriction'].with_user(self.mediator).create(
            {
                'party_id': self.other.id,
                'protected_party_id': self.initiator.id,
                'contact_mode_ids': self.modes['letter'].ids,
            }
        )
        for action in (read_back.action_release, released.action_deliver):
            with self.assertRefused(UserError, "A contact ban is in force"):
                action()

    def test_a_pause_holds_it(self):
        letter, released = self.letter_at('read_back'), self.letter_at('released')
        released.action_wants_it()
        self.case.paused_until = fields.Date.today() + timedelta(days=9)
        for action in (letter.action_release, released.action_deliver):
            with self.assertRefused(UserError, "The case is paused"):
                action()

    def test_after_a_withdrawal_nothing_goes_out(self):
        letters = [self.letter_at(state) for state in ('draft', 'read_back', 'released')]
        self.consent(self.initiator, 'participation', 'withdrawn')
        for letter in letters:
            self.assertEqual(letter.state, 'withheld')
            letter.action_take_back()
            for action in (letter.action_read_back, letter.action_release, letter.action_deliver):
                with self.assertRaises(UserError):
                    action()
        with self.assertRefused(UserError, "This contact is over already"):
            self.message(self.letters)

    # The letter bank

    def test_it_waits_in_the_letter_bank_until_it_is_wanted_or_taken_back(self):
        letter = self.letter_at('released')
        letter.action_wants_it_later()
        self.assertIn("In the letter bank until", letter.status)
        self.assertTrue(letter.waits_until)
        letter.action_take_back()
        self.assertEqual((letter.state, letter.recipient_wants), ('draft', 'not_asked'))

    def test_its_time_in_the_letter_bank_ends(self):
        letter = self.letter_at('released')
        letter.action_wants_it()
        letter.waits_until = fields.Date.today() - timedelta(days=1)
        with self.assertRefused(UserError, "The time in the letter bank is over"):
            letter.action_deliver()

    def test_it_waits_no_longer_than_the_organisation_has_set(self):
        letter = self.letter_at('draft')
        letter.waits_until = fields.Date.today() + timedelta(days=20)
        with self.assertRefused(ValidationError, "at most"):
            letter.waits_until = fields.Date.today() + timedelta(days=3000)

    def test_whoever_is_asked_again_lets_it_wait_as_long_as_the_first_time(self):
        letter = self.letter_at('released')
        first = letter.waits_until
        letter.waits_until = fields.Date.today() - timedelta(days=1)
        letter.action_take_back()
        letter.action_read_back()
        letter.action_release()
        self.assertEqual(letter.waits_until, first)
        letter.action_wants_it()
        letter.action_deliver()

    def test_the_mediator_is_reminded_once_with_a_code_and_a_kind(self):
        letter = self.letter_at('released')
        of_case = [('res_model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        self.env['mediation.case']._remind_of_terms()
        self.assertFalse(self.env['mail.activity'].search(of_case))
        with freeze_time(fields.Datetime.to_datetime(letter.waits_until) - timedelta(days=9)):
            for _ in range(2):
                self.env['mediation.case']._remind_of_terms()
        activity = self.env['mail.activity'].search(of_case)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.mediator)
        self.assertEqual(activity.date_deadline, letter.waits_until)
        self.assertFalse(activity.summary or activity.note)

    # The answer

    def test_an_answer_goes_the_whole_way_itself_and_completes_the_first(self):
        letter = self.letter_at('delivered')
        context = letter.action_write_answer()['context']
        self.assertEqual(context['default_sender_id'], self.other.id)
        reply = self.reply_to(letter)
        self.assertEqual(letter.state, 'delivered')
        for step in ('read_back', 'release', 'wants_it', 'deliver'):
            getattr(reply, f'action_{step}')()
        self.assertEqual(letter.state, 'answered')
        self.assertEqual(self.letters.state, 'preparing')
        reply.action_no_reply()
        self.assertEqual((self.letters.state, self.letters.result), ('completed', 'answered'))

    def test_no_reply_wanted_completes_the_contact_when_nothing_else_is_underway(self):
        draft = self.letter_at('draft')
        self.letter_at('no_reply')
        self.assertEqual(self.letters.state, 'preparing')
        draft.action_withhold()
        self.assertEqual((self.letters.state, self.letters.result), ('completed', 'no_reply'))

    def test_a_letter_that_nobody_got_completes_nothing(self):
        self.letter_at('withheld')
        self.assertEqual(self.letters.state, 'preparing')

    def test_an_answer_is_between_the_same_two(self):
        letter = self.letter_at('delivered')
        sister = self.env['mediation.party'].create({'case_id': self.case.id, 'side': 'harmed'})
        self.letters.party_ids |= sister
        reply = self.message(self.letters, sister, self.other)
        with self.assertRefused(UserError, "An answer goes to who wrote"):
            reply.write({'reply_to_id': letter.id, 'sender_id': sister.id})

    # Words, walls and costs

    def test_shuttle_has_its_own_words(self):
        contact = self.prepare_contact('shuttle')
        states = ('draft', 'read_back', 'delivered')
        words = [self.letter_at(state, contact).status for state in states]
        self.assertEqual(words, ["Told to the mediator", "Read back to the sender", "Passed on"])
        self.assertEqual(self.message(contact).delivered_how, 'read_out')

    def test_a_recording_is_made_and_not_written(self):
        contact = self.prepare_contact('video_message')
        words = [self.letter_at(state, contact).status for state in ('draft', 'read_back')]
        self.assertEqual(words, ["Being made", "Gone through with the sender"])

    def test_what_is_not_delivered_is_shut(self):
        self.letter_at('draft')
        for state in STATES:
            letter = self.letter_at(state, self.prepare_contact('letter'))
            with self.subTest(state=state):
                self.assertEqual(letter.is_shut, not letter.delivery_ids)

    def test_outsiders_take_no_step(self):
        letter = self.letter_at('released')
        self.case.sudo().recused_user_ids = self.co_mediator
        for login in (
            'other_mediator', 'co_mediator', 'manager', 'desk', 'supervisor', 'administrator',
        ):  # fmt: skip
            theirs = self.as_user(letter, self.users[login])
            for action in STEPS:
                with self.subTest(login=login, action=action), self.assertRaises(AccessError):
                    getattr(theirs, action)()

    def test_fifty_messages_cost_the_queries_of_one(self):
        specification = {
            name: {} for name in ('status', 'is_shut', 'sender_side', 'mode', 'state', 'sender_id')
        }

        def queries():
            for _ in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.case.web_read({'mediation_message_ids': {'fields': specification}})
            return self.env.cr.sql_log_count - before

        self.message(self.letters)
        one = queries()
        for _ in range(49):
            self.message(self.letters)
        self.assertEqual(queries(), one)
