"""A case goes from one mediator to another by their own agreement, with all that was planned."""

from odoo.exceptions import AccessError, UserError

from .process import ProcessCase

NOTE = "Canary note: call before noon"


class TestCourseHandover(ProcessCase):
    def ask(self, to=None, by=None):
        return (
            self.env['mediation.handover']
            .with_user(by or self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'to_user_id': (to or self.other_mediator).id,
                    'note': NOTE,
                }
            )
        )

    def test_the_colleague_sees_an_offer_and_neither_the_note_nor_anybody(self):
        handover = self.ask()
        theirs = self.as_user(self.case, self.other_mediator)
        self.assertTrue(theirs.is_offered_to_me)
        self.assertTrue(theirs.is_handed_to_me)
        self.assertFalse(self.as_user(self.case, self.mediator).is_handed_to_me)
        for records in (handover, self.initiator):
            with self.assertRaises(AccessError):
                self.as_user(records, self.other_mediator).read(['code'])
        self.assertFalse(
            self.env['mediation.handover'].with_user(self.other_mediator).search_count([])
        )

    def test_that_one_is_asked_is_not_what_another_one_reads(self):
        self.ask()
        theirs = self.as_user(self.case, self.other_mediator)
        self.assertTrue(theirs.is_handed_to_me)
        self.assertFalse(theirs.with_user(self.mediator).is_handed_to_me)

    def test_when_he_accepts_he_is_in_and_the_former_is_out(self):
        handover = self.ask()
        self.as_user(self.case, self.other_mediator).action_accept()
        case = self.case.sudo()
        self.assertEqual(case.mediator_id, self.other_mediator)
        self.assertIn(self.other_mediator, case.declared_user_ids)
        self.assertEqual(self.as_user(handover, self.other_mediator).note, NOTE)
        self.assertEqual(handover.sudo().state, 'accepted')
        for records in (handover, self.initiator):
            with self.assertRaises(AccessError):
                self.as_user(records, self.mediator).read(['code'])

    def test_whoever_asked_hears_of_the_answer_and_nothing_of_the_case(self):
        for answer, subject in (
            (lambda case: case.action_decline_offer('no_room'), "does not take over"),
            (lambda case: case.action_accept(), "has taken over"),
        ):
            with self.subTest(subject=subject):
                self.ask()
                answer(self.as_user(self.case, self.other_mediator))
                notice = self.env['mail.message'].search(
                    [('subject', 'like', subject)], order='id desc', limit=1
                )
                self.assertEqual(notice.partner_ids, self.mediator.partner_id)
                self.assertNotIn(self.case.name, notice.subject + notice.body)

    def test_that_a_former_mediator_knows_a_code_is_shown_until_it_is_renewed(self):
        self.move('intake')
        self.initiator.with_user(self.mediator).action_hand_over_code()
        self.assertFalse(self.as_user(self.initiator, self.mediator).is_page_code_known)
        self.ask()
        self.as_user(self.case, self.other_mediator).action_accept()
        theirs = self.as_user(self.initiator, self.other_mediator)
        self.assertTrue(theirs.is_page_code_known)
        theirs.action_hand_over_code()
        self.assertFalse(theirs.is_page_code_known)

    def test_what_was_planned_goes_along(self):
        self.move('intake')
        talk = self.talk(self.initiator, 'intake', state='planned', date_start=self.ago(days=-3))
        appointment = talk.event_id
        self.ask()
        self.as_user(self.case, self.other_mediator).action_accept()
        self.assertEqual(talk.sudo().user_id, self.other_mediator)
        self.assertFalse(appointment.sudo().exists())
        self.assertEqual(talk.sudo().event_id.user_id, self.other_mediator)

    def test_a_second_mediator_who_takes_over_is_in_once(self):
        self.case.sudo().co_mediator_ids = self.other_mediator
        self.ask()
        self.as_user(self.case, self.other_mediator).action_accept()
        self.assertFalse(self.case.sudo().co_mediator_ids)
        self.assertEqual(self.case.sudo().mediator_id, self.other_mediator)

    def test_he_may_refuse_and_the_mediator_keeps_the_case(self):
        handover = self.ask()
        self.as_user(self.case, self.other_mediator).action_decline_offer('no_room')
        self.assertEqual(handover.sudo().state, 'refused')
        self.assertEqual(self.case.sudo().mediator_id, self.mediator)
        self.assertEqual(self.as_user(handover, self.mediator).note, NOTE)

    def test_it_can_be_taken_back_until_it_is_answered(self):
        handover = self.ask()
        handover.action_take_back()
        self.assertEqual(handover.state, 'taken_back')
        with self.assertRaises(AccessError):
            self.as_user(self.case, self.other_mediator).action_accept()
        with self.assertRefused(UserError, "answered already"):
            handover.action_take_back()

    def test_it_ends_when_the_desk_offers_the_case_to_somebody_else(self):
        handover = self.ask()
        self.case.with_user(self.desk)._offer_to(self.co_mediator)
        self.assertEqual(handover.sudo().state, 'refused')

    def test_only_its_mediator_hands_a_case_over_and_once_at_a_time(self):
        self.case.sudo().co_mediator_ids = self.co_mediator
        with self.assertRefused(UserError, "Only the mediator"):
            self.ask(by=self.co_mediator)
        with self.assertRaises(AccessError):
            self.ask(to=self.mediator, by=self.other_mediator)
        with self.assertRefused(UserError, "Choose a colleague"):
            self.ask(to=self.mediator)
        self.ask()
        with self.assertRefused(UserError, "on offer to a colleague already"):
            self.ask(to=self.co_mediator)

    def test_what_was_asked_is_not_changed_by_hand(self):
        handover = self.ask()
        for values in ({'state': 'accepted'}, {'note': "Other words"}):
            with self.subTest(values=values), self.assertRefused(UserError, "stays as it is"):
                handover.write(values)
        with self.assertRaises(AccessError):
            handover.unlink()
