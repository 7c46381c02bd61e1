"""An answered complaint goes two years later, and keeps the case for as long as it is open."""

from dateutil.relativedelta import relativedelta

from odoo import Command, fields

from odoo.addons.herstelbemiddeling.sealed import keys

from .retention_common import RetentionCase


class TestRetentionOfComplaints(RetentionCase):
    def complain(self, **values):
        values = {'subject': 'manner', 'words': "Canary complaint", **values}
        return self.env['mediation.complaint'].with_user(self.privacy_officer).create(values)

    def answer(self, complaint):
        complaint.action_look()
        complaint.write({'finding': 'unfounded', 'answer': "Canary answer"})
        complaint.action_answer()

    def in_years(self, years, less=0):
        """Return so much later, in days, as the clock takes it."""
        today = fields.Date.today()
        return {'days': (today + relativedelta(years=years) - today).days - less}

    def test_it_goes_two_years_after_the_answer_and_opens_for_nobody_then(self):
        complaint = self.complain()
        with self.clock(**self.in_years(10)):
            self.assertFalse(self.due(complaint))  # nobody has answered it
        self.answer(complaint)
        owner = complaint._seal_owner()
        with self.clock(**self.in_years(2, less=1)):
            due = self.due(complaint)
            self.assertEqual((due.ground, due.state), ('answered', 'coming'))
        self.run_job(**self.in_years(2, less=1))
        self.assertTrue(complaint.exists())
        self.run_job(**self.in_years(2))
        self.assertFalse(complaint.exists())
        self.assertTrue(keys.destroyed(self.env, [owner]))
        certificate = self.env['mediation.retention.certificate'].search([], limit=1)
        self.assertEqual((certificate.model, certificate.ground), (complaint._name, 'answered'))

    def test_the_case_stays_while_it_is_looked_at_and_goes_without_it(self):
        complaint = self.complain(case_id=self.case.id)
        case = self.closed()
        with self.clock(**self.in_years(6)):
            self.assertEqual(self.due(case).state, 'held')
        self.answer(complaint)
        self.run_job(**self.in_years(1))
        with self.clock(**self.in_years(6)):
            self.assertEqual(self.due(case).state, 'due')

    def test_a_younger_complaint_outlives_its_case(self):
        case = self.closed()
        complaint = self.complain(case_id=case.id)
        self.answer(complaint)
        self.env['mediation.policy'].create({'company_id': self.env.company.id}).sudo().write(
            {'retention_complaint_years': 9}
        )
        self.run_job(**self.in_years(6))
        self.assertFalse(case.exists())
        self.assertTrue(complaint.exists())
        self.assertFalse(complaint.sudo().case_id)
        self.assertEqual(complaint.words, "Canary complaint")

    def test_whom_it_is_about_does_not_see_it_go(self):
        complaint = self.complain(concerned_user_ids=[Command.link(self.second_officer.id)])
        self.answer(complaint)
        with self.clock(**self.in_years(2)):
            self.assertTrue(self.due(complaint))
            self.assertFalse(self.due(complaint, self.second_officer))
