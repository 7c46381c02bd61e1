"""What Odoo keeps around a case is shut too for a mediator who has left it."""

from odoo.exceptions import AccessError, UserError

from .test_leaving import LeavingCase


class TestSurroundingsAfterLeaving(LeavingCase):
    def test_messages_that_he_wrote_or_was_told_of_are_shut(self):
        self.mine.stage_id = self.stages['intake']
        self.plan(self.mediator).action_done()
        self.env.cr.flush()
        of_case = [('model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        messages = self.env['mail.message'].search(of_case)
        self.assertIn(self.mediator.partner_id, messages.author_id)
        self.env.cr.execute(
            "INSERT INTO mail_notification (mail_message_id, res_partner_id, notification_type)"
            " VALUES (%s, %s, 'inbox')",
            (messages[0].id, self.mediator.partner_id.id),
        )
        self.env.invalidate_all()
        self.assertTrue(messages.with_user(self.mediator).search(of_case))
        self.reassign(self.other_mediator)
        theirs = messages.with_user(self.mediator)
        self.assertFalse(theirs.search(of_case))
        for message in theirs:
            with self.assertRaises(AccessError):
                message.read(['record_name', 'tracking_value_ids'])

    def test_who_has_left_takes_no_activity_back(self):
        planned = self.plan(self.mediator)
        self.reassign(self.other_mediator)
        with self.assertRaises(UserError):
            planned.with_user(self.mediator).user_id = self.mediator
        with self.assertRaises(UserError):
            self.plan(self.mediator)
