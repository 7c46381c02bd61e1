"""What opening a screen costs: the same number of queries for one card and for fifty."""

import re
from datetime import timedelta

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from .common import MediationCase

CARD = {
    name: {}
    for name in (
        'name', 'stage_id', 'days_in_stage', 'is_rotting', 'rotting_days', 'is_paused',
        'paused_until', 'priority', 'is_offered_to_me', 'initiator_side', 'offence_id',
        'region_id', 'contact_mode_ids', 'next_step', 'activity_ids', 'activity_state',
        'mediator_id', 'missing', 'waiting_days', 'activity_summary', 'activity_type_icon',
        'activity_exception_decoration', 'activity_exception_icon',
    )
}  # fmt: skip
MINE = ('mediator_id', 'co_mediator_ids', 'offered_mediator_id', 'asked_co_mediator_ids')


class TestQueryCounts(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['mediation.case'].create(
            [{'initiator_side': 'harmed', 'mediator_id': cls.mediator.id} for _ in range(50)]
        )
        for _ in range(50):
            cls.register()

    def queries(self, user, model, specification, limit):
        Model = self.env[model].with_user(user)
        for _ in range(2):  # rules, fields and groups are cached by now
            Model.web_search_read([], specification, limit=limit)
            self.env.flush_all()
            self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(
            len(Model.web_search_read([], specification, limit=limit)['records']), limit
        )
        return self.env.cr.sql_log_count - before

    def test_fifty_cards_cost_the_queries_of_one(self):
        for login in ('mediator', 'manager'):
            user = self.users[login]
            with self.subTest(login=login):
                one = self.queries(user, 'mediation.case', CARD, 1)
                fifty = self.queries(user, 'mediation.case', CARD, 50)
                self.assertEqual(fifty, one)
                self.assertLessEqual(fifty, 25)

    def test_fifty_registrations_cost_the_queries_of_one(self):
        specification = {
            name: {}
            for name in (
                'code', 'state', 'full_name', 'is_told_visible', 'days_waiting', 'days_left',
                'next_step', 'flags', 'has_match', 'match_ids', 'has_hidden_match',
            )
        }  # fmt: skip
        one = self.queries(self.desk, 'mediation.registration', specification, 1)
        fifty = self.queries(self.desk, 'mediation.registration', specification, 50)
        self.assertEqual(fifty, one)

    def test_the_order_of_mediators_is_asked_in_one_go(self):
        Mediator = self.env['mediation.mediator'].with_user(self.desk)
        for _ in range(2):
            Mediator._in_order_of_fit(self.env['mediation.region'], self.env['res.lang'])
            self.env.invalidate_all()
        with self.assertQueryCount(8):
            Mediator._in_order_of_fit(self.env['mediation.region'], self.env['res.lang'])

    def test_the_index_of_open_cases_is_seen_by_the_search_for_them(self):
        """PostgreSQL takes a partial index only when the search says what the index says."""
        Case = self.env['mediation.case'].with_user(self.mediator)
        query = Case._search([('phase', '!=', 'closed')])
        # An empty copy of the table that has this index and no other: what a planner makes of a
        # few rows depends on which of them were counted last.
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("CREATE TEMP TABLE mediation_case (LIKE public.mediation_case)")
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE indexname = 'mediation_case_open_idx'"
        )
        (definition,) = self.env.cr.fetchone()
        self.env.cr.execute(definition.replace('public.mediation_case', 'pg_temp.mediation_case'))
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        self.env.cr.execute("DROP TABLE pg_temp.mediation_case")
        self.assertIn('mediation_case_open_idx', str(plan))

    def test_an_activity_is_looked_up_by_its_own_case(self):
        """Not by a list of all the cases in sight, which grows with all there ever were."""
        Activity = self.env['mail.activity'].with_user(self.mediator)
        text = str(Activity.sudo()._search(Activity._in_sight_domain()).select())
        self.assertRegex(text, r'"mediation_case"\."id" = "mail_activity"\."res_id"')
        self.assertIsNone(re.search(r'"res_id" IN \(SELECT', text))

    def test_a_board_of_a_mediator_asks_for_no_list_of_members(self):
        """Closed cases stay somebody's for years: their number must not count on the board."""
        Case = self.env['mediation.case'].with_user(self.mediator)
        mine = Domain.OR([(name, 'in', self.mediator.ids)] for name in MINE)
        text = str(Case._search(mine & Domain('phase', '!=', 'closed')).select())
        self.assertNotIn('mediation_case_member_rel', text)

    def test_the_activities_on_the_cards_say_what_odoo_says(self):
        self.env['mail.activity.type'].create({'name': "Alert", 'decoration_type': 'warning'})
        kinds = self.env['mail.activity.type'].search([('res_model', '=', False)])
        cases = self.env['mediation.case'].search([], limit=8)
        for number, case in enumerate(cases[1:]):
            for days in range(number % 3):
                case.activity_schedule(
                    activity_type_id=kinds[number % len(kinds)].id,
                    date_deadline=fields.Date.today() + timedelta(days=days - number % 2),
                    user_id=self.mediator.id,
                )
        for case in cases.with_user(self.mediator):
            first, states = case.activity_ids[:1], case.activity_ids.mapped('state')
            worst = next((it for it in ('overdue', 'today', 'planned') if it in states), False)
            decorated = case.activity_ids.activity_type_id.filtered('decoration_type')
            with self.subTest(case=case.name):
                self.assertEqual(case.activity_state, worst)
                self.assertEqual(case.activity_type_id, first.activity_type_id)
                self.assertEqual(case.activity_type_icon, first.icon)
                self.assertEqual(case.activity_exception_decoration, decorated[:1].decoration_type)
