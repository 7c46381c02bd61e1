"""An agreement is done or not, and the harmed side hears which."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class TestAgreements(ProcessCase):
    def agree(self, days=7, **values):
        return (
            self.env['mediation.agreement']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'by_party_id': self.other.id,
                    'for_party_id': self.initiator.id,
                    'date_due': fields.Date.today() + timedelta(days=days),
                    'description': "Canary agreement",
                    **values,
                }
            )
        )

    def waiting(self):
        self.case.invalidate_recordset()
        return self.case.agreement_waiting_count

    def test_it_is_done_or_not_done_once_and_the_harmed_side_is_told(self):
        for action, state in (('action_done', 'done'), ('action_not_done', 'not_done')):
            agreement = self.agree()
            with self.assertRefused(UserError, "stands at “Open”"):
                agreement.action_told()
            getattr(agreement, action)()
            self.assertEqual(agreement.state, state)
            self.assertTrue(agreement.is_to_be_told)
            for again in ('action_done', 'action_not_done'):
                with self.subTest(state=state), self.assertRefused(UserError, "stands at"):
                    getattr(agreement, again)()
            agreement.action_told()
            self.assertEqual(agreement.date_told, fields.Date.today())
            self.assertFalse(agreement.is_to_be_told)
            with self.assertRefused(UserError, "recorded already"):
                agreement.action_told()

    def test_what_was_laid_down_is_not_rewritten(self):
        agreement = self.agree()
        with self.assertRefused(UserError, "Use the buttons"):
            agreement.state = 'done'
        agreement.action_done()
        for refused in (
            lambda: agreement.write({'description': "Other"}),
            lambda: agreement.write({'date_due': False}),
            agreement.unlink,
        ):
            with self.assertRefused(UserError, "stays as it is"):
                refused()
        forged = self.agree(state='done', date_told=fields.Date.today())
        self.assertEqual((forged.state, forged.date_told), ('open', False))

    def test_nobody_is_told_of_what_does_not_concern_the_harmed_side(self):
        agreement = self.agree(for_party_id=self.other.id)
        agreement.action_done()
        self.assertFalse(agreement.is_to_be_told)
        self.assertEqual(self.waiting(), 0)

    def test_the_case_says_what_waits(self):
        coming, due = self.agree(days=1), self.agree(days=0)
        self.assertEqual(self.waiting(), 1)
        self.assertEqual((coming.is_due, due.is_due), (False, True))
        due.action_not_done()
        self.assertEqual(self.waiting(), 1)
        due.action_told()
        self.assertEqual(self.waiting(), 0)

    def test_the_mediator_is_reminded_once(self):
        due = self.agree(days=0)
        self.agree(days=1)
        for _ in range(2):
            self.env['mediation.case']._remind_of_terms()
        activity = self.env['mail.activity'].search(
            [('res_model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        )
        self.assertEqual(len(activity), 1)
        self.assertEqual((activity.date_deadline, activity.user_id), (due.date_due, self.mediator))
        self.assertFalse(activity.summary or activity.note)

    def test_outsiders_know_of_no_agreement(self):
        agreement = self.agree()
        for login in ('other_mediator', 'manager', 'desk', 'supervisor', 'administrator'):
            theirs = self.as_user(agreement, self.users[login])
            for action in ('action_done', 'action_told', 'action_open'):
                with self.subTest(login=login, action=action), self.assertRaises(AccessError):
                    getattr(theirs, action)()
