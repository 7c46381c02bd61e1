"""What falls due and when, counted from the last act, under a moved clock."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError

from .retention_common import RetentionCase


class TestTerms(RetentionCase):
    def assertGoes(self, record, ground, **term):
        """It is on the list before, goes on its day, and not on the day before."""
        days = fields.Date.today() + relativedelta(**term) - fields.Date.today()
        with self.clock(days=days.days - 1):
            due = self.due(record)
            self.assertEqual((due.ground, due.state), (ground, 'coming'))
        with self.clock(days=days.days):
            self.assertEqual(self.due(record).state, 'due')
        self.run_job(days=days.days - 1)
        self.assertTrue(record.exists())
        self.run_job(days=days.days)

    def test_what_was_set_apart_and_nobody_looked_at_goes_after_14_days(self):
        junk = self.register(screening='apart')
        looked_at = self.register(screening='apart')
        looked_at.with_user(self.desk).action_put_on_board()
        waiting = self.register()
        self.assertGoes(junk, 'unconfirmed', days=14)
        self.assertFalse(junk.exists())
        # A person decides about what is on the board, however long that takes.
        self.run_job(days=3000)
        self.assertTrue(looked_at.exists() and waiting.exists())

    def test_what_was_declined_or_referred_or_a_duplicate_goes_after_30_days(self):
        for state, action in (
            ('declined', 'action_decline'),
            ('referred', 'action_refer'),
            ('duplicate', 'action_mark_duplicate'),
        ):
            with self.subTest(state=state):
                told = self.register().with_user(self.desk)
                told.write({'decision_note': "Canary why", 'referred_to': "Canary elsewhere",
                            'duplicate_of_id': self.register().id})  # fmt: skip
                getattr(told, action)()
                self.assertGoes(told.sudo(), 'declined', days=30)
                self.assertFalse(told.exists())

    def test_it_is_counted_from_the_last_act_and_not_from_the_first(self):
        told = self.register(decision_note="Canary why")
        told.with_user(self.desk).action_decline()
        told.date_received = self.ago(days=400)
        self.assertEqual(self.due(told).date_due, fields.Date.today() + timedelta(days=30))
        with self.clock(days=20):
            told._change_reach({'phone_number': '06-00000001'}, 'k' * 22)
        with self.clock(days=31):
            self.assertEqual(self.due(told).state, 'coming')
        with self.clock(days=50):
            self.assertEqual(self.due(told).state, 'due')

    def test_an_other_party_who_was_never_approached_goes_three_months_after_closing(self):
        case = self.closed()
        self.assertGoes(self.other, 'unapproached', months=3)
        self.assertTrue(case.exists() and self.other.exists())
        self.assertFalse(self.due(self.other))

    def test_an_other_party_who_said_no_or_nothing_goes_after_30_days(self):
        self.bring_to('approach')
        self.inform(self.other.with_user(self.mediator))
        case = self.closed()
        self.assertGoes(self.other, 'declined', days=30)
        self.assertTrue(case.exists())

    def test_who_said_yes_once_stays_with_the_case(self):
        self.bring_to('preparation')
        self.consent(self.other, 'participation', 'withdrawn')
        case = self.closed()
        with self.clock(days=1000):
            self.assertFalse(self.due(self.other) | self.due(self.initiator) | self.due(case))

    def test_in_a_case_that_goes_on_nobody_goes(self):
        with self.clock(days=3000):
            self.assertFalse(self.due(self.other) | self.due(self.case))

    def test_a_closed_case_goes_after_five_years_since_anything_was_written_down(self):
        case = self.closed()
        with self.clock(days=5 * 365 + 2):
            self.assertEqual(self.due(case).state, 'due')
        self.env.cr.execute(
            "UPDATE mediation_case SET date_closed = %s WHERE id = %s",
            [self.ago(days=400), case.id],
        )
        # The rows of the case are of today, so that is when the last act was.
        with self.clock(days=5 * 365 - 100):
            self.assertFalse(self.due(case))
        self.assertGoes(case, 'closed', years=5)
        self.assertFalse(case.exists() or self.initiator.exists())

    def test_the_terms_are_those_of_the_company(self):
        self.env['mediation.policy'].create(
            {'company_id': self.env.company.id, 'consent_months': 11}
        ).write({'retention_declined_days': 60})
        told = self.register(decision_note="Canary why")
        told.with_user(self.desk).action_decline()
        with self.clock(days=59):
            self.assertEqual(self.due(told).state, 'coming')
        with self.clock(days=60):
            self.assertEqual(self.due(told).state, 'due')


class TestSettings(RetentionCase):
    def policy(self):
        return self.env['mediation.policy'].create({'company_id': self.env.company.id})

    def test_the_privacy_officer_sets_them_and_nothing_else(self):
        policy = self.policy()
        self.as_user(policy, self.privacy_officer).retention_closed_years = 7
        self.assertEqual(policy.retention_closed_years, 7)
        with self.assertRefused(AccessError, "managers set the rest"):
            self.as_user(policy, self.privacy_officer).consent_months = 1
        with self.assertRefused(AccessError, "set by the privacy officer"):
            self.as_user(policy, self.manager).retention_closed_years = 1
        self.as_user(policy, self.manager).consent_months = 13
        for user in (self.desk, self.mediator, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_user(policy, user).retention_closed_years = 1

    def test_a_manager_brings_no_term_along_in_a_new_row(self):
        Policy = self.env['mediation.policy'].with_user(self.manager)
        with self.assertRefused(AccessError, "set by the privacy officer"):
            Policy.create({'retention_closed_years': 1})
        policy = Policy.with_context(
            default_retention_closed_years=1, default_retention_changed_on='2020-01-01'
        ).create({'company_id': self.env.company.id, 'consent_months': 10})
        self.assertEqual((policy.retention_closed_years, policy.consent_months), (5, 10))
        self.assertFalse(policy.retention_changed_on)

    def test_a_term_of_nothing_is_refused(self):
        with self.assertRefused(ValidationError, "at least one"):
            self.policy().retention_declined_days = 0

    def test_after_a_change_nothing_goes_for_a_week(self):
        told = self.register(decision_note="Canary why")
        told.with_user(self.desk).action_decline()
        policy = self.as_user(self.policy(), self.privacy_officer)
        with self.clock(days=20):
            policy.retention_declined_days = 1
            self.assertEqual(self.due(told).state, 'coming')
        self.run_job(days=26)
        self.assertTrue(told.exists())
        self.run_job(days=27)
        self.assertFalse(told.exists())

    def test_the_other_officers_hear_of_a_change(self):
        self.policy().with_user(self.privacy_officer).retention_declined_days = 40
        self.env.cr.precommit.run()
        notices = self.env['mail.message'].search([('subject', '=', "Rights have changed")])
        self.assertIn(self.second_officer.partner_id, notices.notified_partner_ids)

    def test_whoever_asks_about_the_own_data_is_answered_before_they_go(self):
        case = self.closed()
        asked = (
            self.env['mediation.person.request']
            .with_user(self.mediator)
            .create({'party_id': case.party_ids.filtered('is_initiator').id, 'identity': 'known'})
        )
        with self.clock(days=6 * 366):
            self.assertEqual(self.due(case).state, 'held')
        self.run_job(days=6 * 366)
        self.assertTrue(case.exists())
        asked.action_done()
        with self.clock(days=6 * 366):
            self.assertEqual(self.due(case).state, 'due')
