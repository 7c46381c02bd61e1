"""A reminder goes with what it reminds of; a letter and its attempt say the same."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .letters import LetterCase
from .process import ProcessCase

LETTER_BANK = 'herstelbemiddeling.mail_activity_type_letter_bank'
AGREEMENT = 'herstelbemiddeling.mail_activity_type_agreement'
LOOK_AGAIN = 'herstelbemiddeling.mail_activity_type_look_again'


class TestReminders(ProcessCase):
    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()

    def reminders(self, kind):
        return self.env['mail.activity'].search(
            [
                ('res_model', '=', 'mediation.case'),
                ('res_id', '=', self.case.id),
                ('activity_type_id', '=', self.env.ref(kind).id),
            ]
        )

    def waiting_letter(self, days=5, contact=None):
        """Return a letter that was released, of which the mediator was reminded."""
        message = self.message(contact or self.case.contact_ids)
        message.action_read_back()
        message.action_release()
        message.waits_until = self.today + timedelta(days=days)
        self.case.sudo()._remind_of_terms()
        return message

    def letters(self):
        self.bring_to('preparation')
        self.prepare_contact('letter')
        self.move('contact')

    def agreement(self, days=0):
        agreement = (
            self.env['mediation.agreement']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'by_party_id': self.other.id,
                    'for_party_id': self.initiator.id,
                    'date_due': self.today - timedelta(days=days),
                    'description': "Canary words",
                }
            )
        )
        self.case.sudo()._remind_of_terms()
        return agreement

    def test_the_reminder_of_a_letter_goes_when_it_is_settled(self):
        for settle in (
            lambda letter: letter.action_withhold(),
            lambda letter: letter.action_take_back(),
            lambda letter: letter.write({'body': "Other words"}),
            lambda letter: (letter.action_wants_it(), letter.action_deliver()),
        ):
            self.setUpCase()
            self.letters()
            letter = self.waiting_letter()
            self.assertTrue(self.reminders(LETTER_BANK))
            settle(letter)
            self.assertFalse(self.reminders(LETTER_BANK))

    def test_a_withdrawal_takes_the_reminder_along(self):
        self.letters()
        self.waiting_letter()
        self.consent(self.other, 'participation', decision='withdrawn')
        self.assertFalse(self.reminders(LETTER_BANK))

    def test_the_reminder_of_another_letter_stays(self):
        self.letters()
        first, second = self.waiting_letter(5), self.waiting_letter(6)
        self.assertEqual(len(self.reminders(LETTER_BANK)), 2)
        first.action_withhold()
        self.assertEqual(self.reminders(LETTER_BANK).date_deadline, second.waits_until)

    def test_a_reminder_that_was_put_off_goes_with_the_last_letter(self):
        self.letters()
        letter = self.waiting_letter()
        self.reminders(LETTER_BANK).date_deadline = self.today + timedelta(days=9)
        letter.action_withhold()
        self.assertFalse(self.reminders(LETTER_BANK))

    def test_the_reminder_of_an_agreement_goes_when_it_is_settled(self):
        self.bring_to('aftercare')
        for settle in (
            lambda agreement: agreement.action_done(),
            lambda agreement: agreement.action_not_done(),
            lambda agreement: agreement.write({'date_due': self.today + timedelta(days=9)}),
            lambda agreement: agreement.unlink(),
        ):
            agreement = self.agreement()
            self.assertTrue(self.reminders(AGREEMENT))
            settle(agreement)
            self.assertFalse(self.reminders(AGREEMENT))
            agreement.exists().filtered(lambda paper: paper.state == 'open').unlink()

    def test_closing_a_paused_case_leaves_nothing_to_look_at_again(self):
        self.bring_to('preparation')
        self.case.paused_until = self.today + timedelta(days=9)
        self.assertTrue(self.reminders(LOOK_AGAIN))
        self.move('closed', outcome_id=self.outcome.id)
        self.assertFalse(self.reminders(LOOK_AGAIN))


class TestInvitationIsAnAttempt(LetterCase):
    def setUp(self):
        super().setUp()
        self.bring_to('approach')

    def invite(self, channel='post'):
        return self.dispatch(self.other, 'invitation', channel)

    def attempt(self, channel='letter', **values):
        Attempt = self.env['mediation.attempt'].with_user(self.mediator)
        return Attempt.create({'party_id': self.other.id, 'channel': channel, **values})

    def test_a_letter_that_is_printed_is_an_attempt_once(self):
        letter = self.invite()
        letter.action_print()
        letter.action_print()
        attempt = self.other.with_user(self.mediator).attempt_ids
        self.assertEqual(letter.attempt_id, attempt)
        self.assertEqual((attempt.number, attempt.result), (1, 'waiting'))
        self.assertEqual(attempt.letter, "Printed")

    def test_a_letter_joins_the_attempt_that_was_recorded_for_it(self):
        attempt = self.attempt()
        letter = self.invite()
        letter.action_print()
        self.assertEqual(letter.attempt_id, attempt)

    def test_a_letter_is_no_way_around_the_time_between_attempts(self):
        self.attempt('phone')
        letter = self.invite()
        with self.assertRefused(UserError, "before the next attempt"):
            letter.action_print()
        self.attempt_ids = self.other.with_user(self.mediator).attempt_ids
        self.assertEqual(len(self.attempt_ids), 1)

    def test_a_mail_that_is_called_off_was_no_attempt(self):
        mail = self.invite('mail')
        mail.action_send()
        attempt = mail.attempt_id
        self.assertEqual(self.other.sudo().state, 'approached')
        mail.action_cancel()
        self.assertEqual((attempt.result, attempt.letter), ('called_off', "Cancelled"))
        self.assertEqual(self.other.sudo().state, 'to_approach')
        letter = self.invite()
        letter.action_print()
        self.assertEqual(letter.attempt_id.number, 1)

    def test_a_withdrawal_of_the_initiator_shows_on_the_attempt(self):
        mail = self.invite('mail')
        mail.action_send()
        self.consent(self.initiator, 'participation', decision='withdrawn')
        self.assertEqual(mail.attempt_id.result, 'called_off')

    def test_what_may_have_arrived_stays_an_attempt(self):
        mail = self.invite('mail')
        mail.action_send()
        mail._keep(state='failed', failure='uncertain')
        mail.action_cancel()
        self.assertEqual(mail.attempt_id.result, 'waiting')

    def test_a_mail_that_was_refused_gives_way_to_a_letter(self):
        mail = self.invite('mail')
        mail.action_send()
        mail._keep(state='failed', failure='refused')
        letter = self.invite()
        letter.action_print()
        self.assertEqual(mail.attempt_id.result, 'called_off')
        self.assertEqual((letter.attempt_id.number, letter.attempt_id.result), (1, 'waiting'))

    def test_nobody_calls_off_an_attempt_or_chooses_it_for_a_letter(self):
        attempt = self.attempt()
        with self.assertRefused(UserError, "What was laid down stays"):
            attempt.write({'result': 'called_off'})
        letter = self.invite()
        with self.assertRefused(UserError, "What was laid down stays"):
            letter.write({'attempt_id': attempt.id})
        self.assertFalse(self.dispatch(self.other, 'invitation', attempt_id=attempt.id).attempt_id)


class TestSupervisorByDefault(ProcessCase):
    def setUp(self):
        super().setUp()
        self.env['mediation.mediator'].search([('user_id', '=', self.mediator.id)]).unlink()
        self.env['mediation.mediator'].create(
            {'user_id': self.mediator.id, 'supervisor_id': self.supervisor.id}
        )

    def test_an_assessment_and_a_talk_are_for_the_own_practice_supervisor(self):
        self.assertEqual(self.assess(self.initiator).supervisor_id, self.supervisor)
        Assessment = self.env['mediation.assessment'].with_user(self.mediator)
        given = Assessment.default_get(['supervisor_id'])
        self.assertEqual(given['supervisor_id'], self.supervisor.id)
        mediator = self.env['mediation.mediator'].search([('user_id', '=', self.mediator.id)])
        Talk = self.env['mediation.supervision'].with_user(self.mediator)
        self.assertEqual(Talk.create({'mediator_id': mediator.id}).supervisor_id, self.supervisor)

    def test_a_supervisor_who_knows_the_case_is_not_filled_in(self):
        self.case.sudo().recused_user_ids = self.supervisor
        self.assertFalse(self.assess(self.initiator).supervisor_id)

    def test_another_supervisor_can_be_chosen(self):
        self.assertFalse(self.assess(self.initiator, supervisor_id=False).supervisor_id)


class TestPairs(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('intake')
        Party = self.env['mediation.party'].with_user(self.mediator)
        self.second = Party.create({'case_id': self.case.id, 'side': 'harmed'})
        self.third = Party.create({'case_id': self.case.id, 'side': 'responsible'})

    def pair(self, party, other):
        """Return what stands about one pair."""
        party.invalidate_recordset()
        blocks = party.with_user(self.mediator).with_whom.split('\n\n')
        return next(block for block in blocks if other.code in block.splitlines()[0])

    def test_each_pair_has_its_own_answers(self):
        for party, other, answer in (
            (self.initiator, self.other, 'yes'),
            (self.third, self.initiator, 'no'),
        ):
            self.env['mediation.willingness'].with_user(self.mediator).create(
                {'party_id': party.id, 'other_party_id': other.id, 'answer': answer}
            )
        self.assertEqual(self.case.paired_party_ids, self.initiator | self.second)
        self.assertIn(f"{self.initiator.code}  ✓ Yes", self.pair(self.initiator, self.other))
        self.assertIn(f"{self.other.code}  ○ Not asked yet", self.pair(self.initiator, self.other))
        self.assertIn(f"{self.third.code}  × No", self.pair(self.initiator, self.third))
        self.assertNotIn("✓", self.pair(self.second, self.other))

    def test_a_contact_stands_with_its_own_pair_only(self):
        contact = self.contact('letter', self.initiator | self.other)
        self.message(contact)
        self.assertIn("Being prepared", self.pair(self.initiator, self.other))
        self.assertIn(f"{self.initiator.code} →", self.pair(self.initiator, self.other))
        for pair in ((self.initiator, self.third), (self.second, self.other)):
            self.assertIn("No contact yet", self.pair(*pair))

    def test_two_people_are_no_matrix(self):
        (self.second | self.third).sudo().side = 'support'
        self.case.invalidate_recordset()
        self.assertFalse(self.case.paired_party_ids)

    def test_the_number_of_queries_does_not_grow_with_the_pairs(self):
        Party = self.env['mediation.party'].with_user(self.mediator)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.case.paired_party_ids.mapped('with_whom')
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        Party.create([{'case_id': self.case.id, 'side': 'harmed'} for _number in range(10)])
        self.assertLessEqual(count(), few)
