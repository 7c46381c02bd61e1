"""A complaint is looked at by somebody else than whom it is about, who does not see it at all."""

from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user

from .process import ProcessCase

WORDS = "Canary complaint"
ROLE = 'herstelbemiddeling.group_privacy_officer'


class TestComplaint(ProcessCase):
    def complain(self, **values):
        values = {'subject': 'neutral', 'words': WORDS, **values}
        return self.env['mediation.complaint'].with_user(self.privacy_officer).create(values)

    def test_it_is_answered_with_a_finding_within_six_weeks(self):
        complaint = self.complain()
        today = fields.Date.context_today(complaint)
        self.assertEqual(complaint.date_due, today + relativedelta(weeks=6))
        complaint.action_look()
        with self.assertRefused(UserError, "Choose what was found"):
            complaint.action_answer()
        complaint.write({'finding': 'partly', 'answer': "Another mediator takes the case."})
        complaint.action_answer()
        self.assertEqual((complaint.state, complaint.date_answered), ('answered', today))
        with self.assertRefused(UserError, "Somebody was faster"):
            complaint.action_answer()

    def test_the_six_weeks_begin_on_the_day_that_the_context_gives_too(self):
        received = fields.Date.today() - relativedelta(days=10)
        complaints = self.env['mediation.complaint'].with_user(self.privacy_officer)
        complaints = complaints.with_context(default_date_received=received)
        complaint = complaints.create({'subject': 'slow', 'words': WORDS})
        self.assertEqual(complaint.date_received, received)
        self.assertEqual(complaint.date_due, received + relativedelta(weeks=6))

    def test_whom_it_is_about_does_not_see_that_it_is_there(self):
        complaint = self.complain(case_id=self.case.id)
        self.assertEqual(complaint.concerned_user_ids, self.mediator)
        self.mediator.group_ids = [Command.link(self.env.ref(ROLE).id)]
        Complaints = self.env['mediation.complaint'].with_user(self.mediator)
        self.assertFalse(Complaints.search_count([]))
        with self.assertRaises(AccessError):
            self.as_user(complaint, self.mediator).read(['subject'])
        with self.assertRaises(AccessError):
            self.as_user(complaint, self.mediator).sudo().words  # noqa: B018

    def test_nobody_without_the_task_sees_one(self):
        complaint = self.complain(concerned_user_ids=[Command.link(self.other_mediator.id)])
        for user in (self.mediator, self.desk, self.manager, self.administrator, self.supervisor):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.as_user(complaint, user).read(['subject'])

    def test_nobody_looks_at_a_complaint_about_himself(self):
        with self.assertRefused(ValidationError, "Choose another privacy officer"):
            self.complain(concerned_user_ids=[Command.link(self.privacy_officer.id)])
        with self.assertRefused(ValidationError, "Only a privacy officer"):
            self.complain(user_id=self.manager.id)
        colleague = new_test_user(
            self.env, login='test_second_officer', groups=f'base.group_user,{ROLE}'
        )
        concerned = [Command.link(self.privacy_officer.id)]
        values = {'concerned_user_ids': concerned, 'subject': 'manner', 'words': WORDS}
        complaint = self.env['mediation.complaint'].with_user(colleague).create(values)
        self.assertFalse(
            self.env['mediation.complaint']
            .with_user(self.privacy_officer)
            .search_count([('id', '=', complaint.id)])
        )
        self.assertEqual(self.as_user(complaint, colleague).words, WORDS)

    def test_what_was_said_is_sealed_and_not_written_by_hand(self):
        complaint = self.complain(complainant="Canary Person", state='answered')
        self.assertEqual(complaint.state, 'new')
        with self.assertRefused(UserError, "Use the buttons"):
            complaint.state = 'answered'
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM mediation_complaint WHERE id = %s", [complaint.id])
        self.assertNotIn('Canary', str(self.env.cr.fetchall()))
