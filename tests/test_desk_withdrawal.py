"""Whoever registered can stop before a mediator is there; after that the mediator records it."""

from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class TestDeskWithdrawal(ProcessCase):
    def setUp(self):
        super().setUp()
        self.waiting = self.make_case()
        self.waiting.with_user(self.desk)._offer_to(self.other_mediator)

    def withdraw(self, case=None, user=None):
        theirs = self.as_user(case or self.waiting, user or self.desk)
        theirs.action_initiator_withdraws()

    def test_the_desk_ends_a_case_that_nobody_has_accepted(self):
        self.withdraw()
        case = self.waiting.sudo()
        before = self.env.ref('herstelbemiddeling.mediation_outcome_initiator_before')
        self.assertEqual((case.phase, case.outcome_id), ('closed', before))
        self.assertEqual((case.ended_by, case.closed_from_phase), ('initiator', 'registered'))
        self.assertTrue(case.date_closed)
        self.assertFalse(case.offered_mediator_id | case.mediator_id | case.member_ids)
        initiator = case.party_ids.filtered('is_initiator')
        self.assertEqual(initiator.state, 'withdrawn')
        with self.assertRaises(UserError):
            self.as_user(self.waiting, self.other_mediator).action_accept()
        with self.assertRefused(UserError, "closed already"):
            self.withdraw()

    def test_whoever_was_offered_it_is_told_without_a_word_of_it(self):
        self.withdraw()
        notice = self.env['mail.message'].search(
            [('message_type', '=', 'user_notification')], order='id desc', limit=1
        )
        self.assertEqual(notice.partner_ids, self.other_mediator.partner_id)
        self.assertNotIn(self.waiting.name, f'{notice.subject} {notice.body}')

    def test_after_the_acceptance_the_mediator_records_it(self):
        self.as_user(self.waiting, self.other_mediator).action_accept()
        with self.assertRefused(UserError, "A mediator has accepted"):
            self.withdraw()

    def test_nobody_else_ends_it(self):
        for login in ('manager', 'other_mediator', 'mediator', 'privacy_officer'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.withdraw(user=self.users[login])
        self.assertEqual(self.waiting.phase, 'registered')

    def test_no_other_reason_closes_a_case_without_a_mediator(self):
        stage = self.stages['closed']
        for outcome in (self.outcome, self.env.ref('herstelbemiddeling.mediation_outcome_died')):
            with self.subTest(outcome=outcome.code), self.assertRefused(UserError, "has to accept"):
                self.waiting.sudo().write({'stage_id': stage.id, 'outcome_id': outcome.id})
        with self.assertRaises(AccessError):
            self.as_user(self.waiting, self.desk).stage_id = stage
