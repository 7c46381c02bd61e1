"""What opening a screen costs: the same number of queries for one card and for fifty."""

from .common import MediationCase

CARD = {
    name: {}
    for name in (
        'name', 'stage_id', 'days_in_stage', 'is_rotting', 'rotting_days', 'is_paused',
        'paused_until', 'priority', 'is_offered_to_me', 'initiator_side', 'offence_id',
        'region_id', 'contact_mode_ids', 'next_step', 'activity_ids', 'activity_state',
        'mediator_id', 'missing',
    )
}  # fmt: skip


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
