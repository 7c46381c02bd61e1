"""Practice supervision: dates for those concerned, and a case drawn at random without a name."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.herstelbemiddeling import audit

from .process import ProcessCase

ADDON = 'odoo.addons.herstelbemiddeling'


class TestCourseSupervision(ProcessCase):
    def setUp(self):
        super().setUp()
        Mediator = self.env['mediation.mediator']
        self.row = Mediator.create(
            {'user_id': self.mediator.id, 'supervisor_id': self.supervisor.id}
        )
        self.other_row = Mediator.create({'user_id': self.other_mediator.id})

    def plan(self, user, days_ago=0, state='held'):
        date = fields.Date.today() - timedelta(days=days_ago)
        values = {'mediator_id': self.row.id, 'date': date, 'state': state}
        return self.env['mediation.supervision'].with_user(user).create(values)

    def test_a_supervisor_sees_those_under_supervision_and_nobody_else(self):
        theirs = self.env['mediation.mediator'].with_user(self.supervisor).search([])
        self.assertEqual(theirs, self.row)
        with self.assertRaises(AccessError):
            self.as_user(self.other_row, self.supervisor).read(['last_supervision'])
        own = self.env['mediation.mediator'].with_user(self.mediator).search([])
        self.assertEqual(own, self.row)

    def test_both_keep_the_dates_and_managers_read_them(self):
        first, second = self.plan(self.mediator), self.plan(self.supervisor)
        self.assertEqual((first | second).supervisor_id, self.supervisor)
        for user in (self.mediator, self.supervisor, self.manager):
            talks = self.env['mediation.supervision'].with_user(user).search([])
            self.assertEqual(talks, first | second)
        for user in (self.manager, self.other_mediator, self.desk, self.privacy_officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.plan(user)
        with self.assertRaises(AccessError):
            self.as_user(first, self.other_mediator).read(['date'])
        with self.assertRefused(UserError, "stays with those"):
            first.with_user(self.mediator).supervisor_id = self.manager

    def test_a_talk_is_not_held_before_its_day(self):
        with self.assertRefused(ValidationError, "before its day"):
            self.plan(self.mediator, days_ago=-2)
        self.plan(self.mediator, days_ago=-2, state='planned')

    def test_it_is_due_when_the_last_one_is_longer_ago_than_the_policy_says(self):
        weeks = self.env['mediation.policy']._of(self.env.company).supervision_weeks
        self.assertTrue(self.row.is_supervision_due)
        for days, due in ((7 * weeks + 1, True), (7 * weeks - 1, False)):
            with self.subTest(days=days):
                self.plan(self.mediator, days_ago=days)
                self.env.invalidate_all()
                for user in (self.mediator, self.manager, self.supervisor):
                    self.assertEqual(self.as_user(self.row, user).is_supervision_due, due)
        self.assertFalse(self.other_row.is_supervision_due)  # nobody supervises him yet

    def test_a_supervisor_has_the_role_and_is_somebody_else(self):
        for user in (self.manager, self.mediator):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                self.row.supervisor_id = user

    def draw(self, user=None, row=None):
        action = self.as_user(row or self.row, user or self.supervisor).action_draw_case()
        return self.env[action['res_model']].with_user(self.supervisor).browse(action['res_id'])

    def test_a_case_in_aftercare_can_be_drawn_and_has_no_step_ahead(self):
        self.bring_to('aftercare')
        review = self.draw()
        self.assertEqual(review.name, self.case.name)
        self.assertFalse(review.ahead)

    def test_a_drawn_case_shows_its_course_and_nobody_in_it(self):
        self.initiator.with_user(self.mediator).wishes = "Canary wish"
        self.bring_to('preparation')
        self.make_case(self.other_mediator)  # of a mediator whom he does not supervise
        review = self.draw()
        self.assertEqual(review.name, self.case.name)
        side = self.initiator.side
        self.assertEqual((review[f'{side}_talks'], review[f'{side}_minutes']), (1, 45))
        self.assertIn("The initiator still wants contact", review.passed)
        self.assertIn("○ Hold a preparation", review.ahead)
        shown = str(review.read())
        for word in ("Canary", self.initiator.code, self.other.code, self.mediator.name):
            self.assertNotIn(word, shown)
        for records in (self.case, self.initiator):
            with self.assertRaises(AccessError):
                self.as_user(records, self.supervisor).read(['id', 'create_date'])

    def test_a_draw_is_noted_in_the_audit_trail(self):
        with patch.object(audit, 'note') as noted:
            self.draw()
        (env, verb, case), kwargs = noted.call_args_list[0]
        self.assertEqual((env.uid, verb, case), (self.supervisor.id, 'opened', self.case))
        self.assertEqual(kwargs, {'reason': 'drawn for review'})

    def test_every_open_case_can_be_drawn_and_no_closed_one(self):
        second, third = (self.make_case(self.mediator) for _ in range(2))
        third.sudo().write({'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id})
        drawn = []
        path = f'{ADDON}.models.pipeline.mediation_mediator.secrets.choice'
        with patch(path, side_effect=lambda cases: drawn.append(cases) or cases[0]):
            self.draw()
        self.assertEqual(set(drawn[0]), {self.case.sudo(), second.sudo()})

    def test_only_the_supervisor_of_that_mediator_draws(self):
        # Who reads all rows and supervises others does not supervise this mediator.
        self.manager.group_ids += self.env.ref('herstelbemiddeling.group_supervisor')
        for user in (self.mediator, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.draw(user)
        for row in (self.other_row,):
            with self.assertRaises(AccessError):
                self.draw(row=row)
        self.case.sudo().recused_user_ids = self.supervisor
        with self.assertRefused(UserError, "no open case"):
            self.draw()

    def test_a_review_is_there_for_whoever_drew_it_only(self):
        review = self.draw()
        colleague = self.env['res.users'].create(
            {
                'name': "Second supervisor",
                'login': 'test_supervisor_2',
                'group_ids': [self.env.ref('herstelbemiddeling.group_supervisor').id],
            }
        )
        with self.assertRaises(AccessError):
            self.as_user(review, colleague).read(['name'])
