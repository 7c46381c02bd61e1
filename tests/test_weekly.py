"""Managers hear once a week how it stands: counts only."""

from .process import ProcessCase


class TestWeekly(ProcessCase):
    def test_it_holds_counts_and_nothing_that_leads_to_a_case(self):
        self.initiator.with_user(self.mediator).full_name = "Canary Person"
        last = self.env['mail.message'].search([], order='id desc', limit=1).id
        self.env['mediation.case']._send_weekly()
        told = self.env['mail.message'].search([('id', '>', last)])
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)
        everybody = self.env.ref('herstelbemiddeling.group_manager').all_user_ids.partner_id
        self.assertLessEqual(told.notified_partner_ids, everybody)
        counts = self.env['mediation.case']._weekly_counts(self.env.company)
        for message in told:
            self.assertFalse(message.res_id)
            for secret in ("Canary", self.case.name, self.initiator.code, self.mediator.name):
                self.assertNotIn(secret, message.body)
        mine = told.filtered(
            lambda message: self.manager.partner_id in message.notified_partner_ids
        )
        self.assertIn(f"Registered this week: {counts['registered']}.", mine[:1].body)

    def test_each_count_is_of_its_company_and_its_week(self):
        before = self.env['mediation.case']._weekly_counts(self.env.company)
        self.make_case()
        self.make_case(self.mediator)
        for days in (1, 8):
            self.register().date_received = self.ago(days=days)
        self.register(screening='apart')
        self.env.flush_all()
        other = self.env['res.company'].create({'name': "Elsewhere"})
        after = self.env['mediation.case']._weekly_counts(self.env.company)
        self.assertEqual(after['registered'], before['registered'] + 3)
        self.assertEqual(after['open'], before['open'] + 2)
        self.assertEqual(after['unassigned'], before['unassigned'] + 1)
        self.assertEqual(self.env['mediation.case']._weekly_counts(other)['open'], 0)
