"""What opening a screen costs: the same number of queries for one card and for fifty."""

import re
from ast import literal_eval
from datetime import timedelta
from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.herstelbemiddeling.sealed import is_sealed_field

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


PAGE_QUERIES = 14
# A part of what the page of a case shows of its lists and its people.
PAGE = {
    **{name: {} for name in ('name', 'stage_id', 'checklist', 'missing', 'to_do', 'attention')},
    **{
        side: {'fields': {'code': {}, 'full_name': {}, 'to_do': {}, 'consent_state': {}}}
        for side in ('harmed_party_ids', 'responsible_party_ids')
    },
    **{
        name: {'fields': {'code': {}}}
        for name in (
            'registration_ids', 'session_ids', 'agreement_ids', 'dispatch_ids', 'disclosure_ids',
            'willingness_ids', 'restriction_ids', 'page_news_ids',
        )
    },
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
                flags = ('has_ban', 'needs_interpreter') if login == 'mediator' else ()
                card = CARD | {name: {} for name in flags}
                one = self.queries(user, 'mediation.case', card, 1)
                fifty = self.queries(user, 'mediation.case', card, 50)
                self.assertEqual(fifty, one)
                self.assertLessEqual(fifty, 25)

    def test_somebody_found_is_asked_for_twice_and_no_more(self):
        """The secret of the indexes, the search, and the row: by the rules each time."""
        name = self.make_case(self.mediator).party_ids[0].code
        Party = self.as_user(self.env['mediation.party'], self.mediator)
        party = Party.search([('code', '=', name)])
        party.full_name = "Noor Canary"
        for _ in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.cr.cache.clear()
            before = self.env.cr.sql_log_count
            found = Party.web_search_read([('full_name', '=', "Noor Canary")], {'code': {}})
        self.assertEqual(found['records'], [{'id': party.id, 'code': party.code}])
        self.assertLessEqual(self.env.cr.sql_log_count - before, 3)

    def test_a_page_does_not_ask_for_each_list_that_is_empty(self):
        case = self.as_user(self.make_case(self.mediator), self.mediator)
        for _ in range(2):
            case.web_read(PAGE)
            self.env.flush_all()
            self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        case.web_read(PAGE)
        self.assertLessEqual(self.env.cr.sql_log_count - before, PAGE_QUERIES)

    def test_a_list_that_was_empty_shows_what_is_added(self):
        """Within one transaction, and to whoever may see it."""
        case = self.make_case(self.mediator)
        party = self.as_user(case.party_ids[0], self.mediator)
        shown = {'note_ids': {}, 'information_ids': {}}
        self.assertEqual(party.web_read(shown)[0]['note_ids'], [])
        note = party.env['mediation.note'].create({'party_id': party.id, 'body': "Words"})
        self.assertEqual(party.web_read(shown)[0]['note_ids'], note.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(party.web_read(shown)[0]['note_ids'], note.ids)
        theirs = self.as_user(case.party_ids[0], self.users['other_mediator'])
        with self.assertRaises(AccessError):
            theirs.web_read(shown)

    def test_a_click_on_a_stage_opens_the_case_once(self):
        """Without the round trip of Odoo that works out the form before it is saved."""
        Case = self.env['mediation.case'].with_user(self.mediator)
        arch = etree.fromstring(Case.get_view(view_type='form')['arch'])
        self.assertTrue(arch.xpath('//field[@name="stage_id"]'))
        self.assertFalse(arch.xpath('//field[not(ancestor::field)][@on_change]'))

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
        plan = self.plan_by(query, ('mediation_case_open%',))
        self.assertRegex(plan, 'mediation_case_open(_of_mediator)?_idx')

    def test_a_column_of_the_board_is_read_in_its_order(self):
        """The first cards of a stage are taken off an index: the others are not sorted."""
        Case = self.env['mediation.case'].with_user(self.manager)
        of_stage = Domain('stage_id', '=', self.stages['intake'].id)
        query = Case._search(
            of_stage & Domain('phase', '!=', 'closed'), order=Case._order, limit=40
        )
        plan = self.plan_by(query, ('mediation_case_open_idx',))
        self.assertIn('mediation_case_open_idx', plan)
        self.assertNotIn('Sort Key', plan)

    def plan_by(
        self, query, indexes, off=('seqscan', 'bitmapscan', 'sort'), table='mediation_case'
    ):
        """Return how PostgreSQL runs a query on an empty copy of the table with these indexes.

        What it makes of a few rows in the table itself depends on which were counted last.
        """
        execute = self.env.cr.execute
        execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = %s AND indexname LIKE ANY(%s)",
            [table, list(indexes)],
        )
        definitions = [definition for (definition,) in self.env.cr.fetchall()]
        execute(f'CREATE TEMP TABLE {table} (LIKE public.{table})')
        for definition in definitions:
            execute(definition.replace(f'public.{table}', f'pg_temp.{table}'))
        for way in off:
            execute(f'SET LOCAL enable_{way} = off')
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        for way in off:
            execute(f'SET LOCAL enable_{way} = on')
        execute(f'DROP TABLE pg_temp.{table}')
        return str(plan)

    def test_who_needs_an_interpreter_is_found_without_looking_at_everybody(self):
        Party = self.env['mediation.party'].with_user(self.mediator)
        query = Party._search([('case_id', 'in', [1, 2]), ('needs_interpreter', '=', True)])
        plan = self.plan_by(query, ('mediation_party_interpreter%',), table='mediation_party')
        self.assertIn('mediation_party_interpreter_idx', plan)

    def test_an_activity_is_looked_up_by_its_own_case(self):
        """Not by a list of all the cases in sight, which grows with all there ever were."""
        Activity = self.env['mail.activity'].with_user(self.mediator)
        text = str(Activity.sudo()._search(Activity._in_sight_domain()).select())
        self.assertRegex(text, r'"mediation_case"\."id" = "mail_activity"\."res_id"')
        self.assertIsNone(re.search(r'"res_id" IN \(SELECT', text))

    def test_a_board_of_a_mediator_asks_for_no_list_of_members(self):
        """Closed cases stay somebody's for years: their number must not count on the board."""
        action = self.env.ref('herstelbemiddeling.mediation_case_action_mine')
        Case = self.env['mediation.case'].with_user(self.mediator)
        mine = Domain(literal_eval(action.domain))
        text = str(Case._search(mine & Domain('phase', '!=', 'closed')).select())
        self.assertNotIn('mediation_case_member_rel', text)

    def test_a_board_finds_the_cases_of_a_mediator_by_index(self):
        """Whichever of the four ways he comes to a case; the others are not gone through."""
        cases = self.env['mediation.case'].search([], limit=5)
        mine, seconded, offered, asked, other = cases
        cases.write({'mediator_id': self.users['other_mediator'].id})
        seconded.co_mediator_ids = asked.asked_co_mediator_ids = self.mediator
        (mine + offered).mediator_id = False
        mine.mediator_id, offered.offered_mediator_id = self.mediator, self.mediator
        Case = self.env['mediation.case'].with_user(self.mediator)
        domain = Domain('concerns_me', '=', True) & Domain('phase', '!=', 'closed')
        found = Case.search(domain)
        self.assertEqual(found & cases, mine + seconded + offered + asked)
        self.assertEqual(found, Case.search([]).filtered('concerns_me'))
        self.assertFalse(Case.browse(other.id).sudo().concerns_me)
        query = Case._search(domain)
        ways = ('mediation_case_open_of_mediator_idx', '%__offered_mediator_id_%', '%_pkey')
        plan = self.plan_by(query, ways, off=('seqscan', 'indexscan', 'indexonlyscan'))
        self.assertIn('BitmapOr', plan)
        self.assertIn('mediation_case_open_of_mediator_idx', plan)
        # Lists made once, which PostgreSQL can look up; a subquery it could only try on each case.
        self.assertEqual(str(query.select()).count('= ANY(ARRAY(SELECT'), 2)

    def test_the_right_to_a_field_is_asked_once_for_all_cards(self):
        """Not of each card: with some hundred cards that is what a board would cost most."""
        Case = self.env['mediation.case'].with_user(self.mediator)
        asked = []
        for limit in (10, 10, 50):
            self.env.invalidate_all()
            with patch.object(
                type(self.env.user), 'has_groups', autospec=True, return_value=True
            ) as has_groups:
                Case.search([], limit=limit).web_read(CARD)
            asked.append(has_groups.call_count)
        self.assertEqual(asked[1], asked[2])

    def test_nothing_on_a_case_is_sealed(self):
        """Its columns are read past the place where seals are opened (`_read_format`)."""
        fields_of_case = self.env['mediation.case']._fields.values()
        self.assertFalse([field for field in fields_of_case if is_sealed_field(field)])

    def test_a_board_reads_what_cards_read_one_by_one(self):
        """The columns of many cases are what Odoo says of each; also for who may read less."""
        cases = self.env['mediation.case'].search([], limit=20)
        cases[0].sudo().paused_until = fields.Date.today() + timedelta(days=3)
        cases[1].offered_mediator_id = self.mediator
        cases[2].contact_mode_ids = self.env['mediation.contact.mode'].search([], limit=2)
        cases[3].sudo().date_last_stage_update = fields.Datetime.now() - timedelta(days=400)
        for login in ('mediator', 'manager'):
            seen = self.as_user(cases, self.users[login])
            together = seen.web_read(CARD)
            self.env.invalidate_all()
            apart = [seen.browse(case.id).web_read(CARD)[0] for case in seen]
            self.assertEqual(together, apart)
        with self.assertRaises(AccessError):
            self.as_user(cases, self.manager).web_read({'has_ban': {}})
        with self.assertRaises(AccessError):  # nor on the short way, by itself
            self.as_user(cases, self.manager)._read_format(['has_ban'], load=None)
        gone = self.env['mediation.case'].create({'initiator_side': 'harmed'})
        self.env.cr.execute("DELETE FROM mediation_case WHERE id = %s", [gone.id])
        self.env.invalidate_all()
        self.assertEqual((cases + gone).web_read({'name': {}}), cases.web_read({'name': {}}))

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
