"""The facts follow what happens, lead to nobody, and are there when the people are not any more."""

import json

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.herstelbemiddeling.figures import definitions

from .process import ProcessCase
from .trail import AuditedCase


class TestFacts(AuditedCase, ProcessCase):
    def setUp(self):
        super().setUp()
        self.Fact = self.env['mediation.fact']

    def count(self, measure, heading='all', value='all'):
        return self.Fact._sums(self.env.company, '0000-00', '9999-99')[measure, heading, value]

    def assertInStep(self):
        self.assertEqual(self.Fact._differences(self.env.company), {})

    def counted(self, *keys):
        """Return how much each of these is more than when this test began to count."""
        now = [self.count(*key) for key in keys]
        before = getattr(self, 'before', None) or [0] * len(keys)
        self.before = now
        return [a - b for a, b in zip(now, before, strict=True)]

    def test_a_registration_counts_when_it_comes_in_and_a_case_when_it_is_taken_up(self):
        keys = (('received',), ('taken_up',), ('closed',))
        self.counted(*keys)
        registration = self.register()
        self.assertEqual(self.counted(*keys), [1, 0, 0])
        case = registration.with_user(self.desk)._make_case()
        self.assertEqual(self.counted(*keys), [0, 0, 0])
        case._offer_to(self.mediator)
        case.with_user(self.mediator).action_accept()
        self.assertEqual(self.counted(*keys), [0, 1, 0])
        self.assertInStep()

    def test_a_case_that_changes_hands_is_taken_up_once(self):
        taken_up = self.case.date_taken_up
        self.assertTrue(taken_up)
        self.counted(('taken_up',))
        self.case.with_user(self.desk).sudo(False).mediator_id = self.other_mediator
        self.assertEqual(self.counted(('taken_up',)), [0])
        self.assertEqual(self.case.sudo().date_taken_up, taken_up)
        self.assertInStep()

    def test_closing_counts_the_whole_course(self):
        keys = [(step,) for step in definitions.STEPS] + [('contact', 'mode', 'meeting')]
        self.counted(*keys)
        self.bring_to('aftercare')
        self.assertEqual(self.counted(*keys), [0] * 6)
        direct = self.env.ref('herstelbemiddeling.mediation_outcome_contact_direct')
        self.move('closed', outcome_id=direct.id)
        self.assertEqual(self.counted(*keys), [1] * 6)
        self.assertInStep()

    def test_a_decision_of_the_desk_that_is_taken_back_takes_its_tallies_back(self):
        first, second = self.register(), self.register().with_user(self.desk)
        keys = (('received',), ('received', 'side', 'harmed'))
        self.counted(*keys)
        second.duplicate_of_id = first
        second.action_mark_duplicate()
        self.assertEqual(self.counted(*keys), [-1, -1])
        second.action_reopen()
        self.assertEqual(self.counted(*keys), [1, 1])
        self.assertInStep()

    def test_what_was_set_apart_counts_when_it_is_put_on_the_board(self):
        self.counted(('received',))
        junk = self.register(screening='apart').with_user(self.desk)
        self.assertEqual(self.counted(('received',)), [0])
        junk.action_put_on_board()
        self.assertEqual(self.counted(('received',)), [1])
        self.assertInStep()

    def test_a_case_that_turns_out_to_be_a_duplicate_was_never_taken_up(self):
        self.counted(('taken_up',), ('closed',))
        duplicate = self.env.ref('herstelbemiddeling.mediation_outcome_duplicate')
        self.move('closed', outcome_id=duplicate.id)
        self.assertEqual(self.counted(('taken_up',), ('closed',)), [-1, 0])
        self.assertInStep()

    def test_a_correction_moves_what_was_counted(self):
        violence = str(self.case.offence_id.id)
        theft = self.env.ref('herstelbemiddeling.mediation_offence_property')
        keys = (('taken_up', 'offence', violence), ('taken_up', 'offence', str(theft.id)))
        self.counted(*keys)
        self.case.offence_id = theft
        self.assertEqual(self.counted(*keys), [-1, 1])
        self.case.registration_ids.sudo().registrant_kind = 'prison'
        self.assertInStep()

    def test_the_band_follows_the_date_of_birth(self):
        keys = (('taken_up', 'age', '25-39'), ('taken_up', 'age', '60+'))
        self.counted(*keys)
        self.initiator.birth_date = '1950-01-01'
        self.assertEqual(self.counted(*keys), [-1, 1])
        self.other.birth_date = '1950-01-01'
        self.assertEqual(self.counted(*keys), [0, 0])
        self.assertInStep()

    def test_consent_that_is_written_down_after_the_end_counts_with_its_moment(self):
        self.bring_to('approach')
        self.inform(self.other.with_user(self.mediator), moment=self.ago(days=12))
        self.consent(self.initiator, 'participation', moment=self.ago(days=9))
        self.move('closed', outcome_id=self.outcome.id)
        self.counted(('consented',))
        self.consent(self.other, 'participation', moment=self.ago(days=8))
        self.assertEqual(self.counted(('consented',)), [1])
        self.assertInStep()

    def test_a_reopened_case_is_a_new_one(self):
        self.move('closed', outcome_id=self.outcome.id)
        self.counted(('taken_up',), ('taken_up', 'referrer', 'none'), ('received',))
        self.case.action_reopen()
        self.assertEqual(
            self.counted(('taken_up',), ('taken_up', 'referrer', 'none'), ('received',)), [1, 1, 0]
        )
        self.assertInStep()

    def test_what_fails_counts_nothing(self):
        self.counted(('taken_up',), ('closed',))
        with self.assertRefused(UserError, "cannot go to"):
            self.move('contact')
        with self.assertRaises(AccessError):
            self.case.with_user(self.other_mediator).sudo(False).offence_id = False
        self.assertEqual(self.counted(('taken_up',), ('closed',)), [0, 0])
        self.assertInStep()

    def test_two_companies_count_for_themselves(self):
        company = self.env['res.company'].create({'name': "Voorbeeld Twee"})
        self.counted(('received',))
        self.register(company_id=company.id)
        self.assertEqual(self.counted(('received',)), [0])
        theirs = self.Fact._sums(company, '0000-00', '9999-99')
        self.assertEqual(theirs['received', 'all', 'all'], 1)
        self.assertEqual(self.Fact._differences(company), {})

    # Nothing leads back

    def test_a_fact_has_no_column_that_leads_to_a_person_a_case_or_a_moment(self):
        fields = {name for name, field in self.Fact._fields.items() if field.store}
        known = {'company_id', 'month', 'measure', 'heading', 'value', 'count', 'is_settled'}
        self.assertEqual(fields, {'id', *known})
        columns = self.env.execute_query(
            SQL(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name = 'mediation_fact'"
            )
        )
        self.assertEqual({name for name, _type in columns}, fields)
        self.assertFalse([name for name, kind in columns if 'time' in kind or kind == 'date'])
        self.assertEqual(self.Fact._fields['month'].type, 'char')
        links = {name for name, field in self.Fact._fields.items() if field.relational}
        self.assertEqual(links, {'company_id'})

    def test_a_fact_holds_no_word_of_anybody(self):
        self.bring_to('closed')
        rows = json.dumps(self.Fact.search([]).read(), default=str)
        told = (self.case.name, 'anary', *self.case.party_ids.mapped('code'))
        for words in told:
            self.assertNotIn(words, rows)
        for fact in self.Fact.search([]):
            self.assertRegex(fact.month, r'^\d{4}-\d\d$')
            if fact.heading != 'weeks':
                self.assertIn(fact.heading, {'all', *definitions.HEADINGS})

    def test_no_fact_is_about_two_headings_at_once(self):
        """A row of one case would be: its offence and its region, side by side."""
        self.bring_to('closed')
        for fact in self.Fact.search([]):
            self.assertNotIn(',', fact.heading + fact.value)
        self.assertEqual(
            len(self.Fact.search([('measure', '=', 'closed'), ('heading', '=', 'all')])), 1
        )

    def test_at_night_rows_that_were_written_together_part(self):
        self.register()  # like the one of the case
        self.bring_to('closed')
        before = self.Fact._sums(self.env.company, '0000-00', '9999-99')
        rows = len(self.Fact.search([]))
        ids = set(self.Fact.search([]).ids)
        self.Fact._mix()
        mixed = self.Fact.search([])
        self.assertEqual(self.Fact._sums(self.env.company, '0000-00', '9999-99'), before)
        self.assertLess(len(mixed), rows)
        self.assertFalse(ids & set(mixed.ids))
        keys = [(fact.month, fact.measure, fact.heading, fact.value) for fact in mixed]
        self.assertEqual(len(keys), len(set(keys)))
        orders = set()
        for _ in range(4):
            self.Fact._mix()
            found = self.Fact.search([], order='id')
            orders.add(tuple((fact.measure, fact.heading, fact.value) for fact in found))
        self.assertGreater(len(orders), 1)

    def test_nobody_reads_or_writes_facts(self):
        fact = self.Fact.search([], limit=1)
        for user in self.users.values():
            as_user = self.as_user(fact, user)
            with self.subTest(login=user.login):
                for attempt in (
                    lambda rows=as_user: rows.read(['count']),
                    lambda rows=as_user: rows.search([]),
                    lambda rows=as_user: rows.formatted_read_group([], ['value'], ['count:sum']),
                    lambda rows=as_user: rows.write({'count': 5}),
                    lambda rows=as_user: rows.unlink(),
                ):
                    with self.assertRaises(AccessError):
                        attempt()

    def test_a_birth_date_is_opened_by_the_system_and_only_when_something_counts(self):
        self.start_trail()
        self.case.offence_id = self.case.offence_id
        self.case.with_user(self.desk).sudo(False).co_mediator_ids = [
            Command.link(self.co_mediator.id)
        ]
        self.assertFalse(self.opened_for_figures())
        self.move('closed', outcome_id=self.outcome.id)
        self.assertEqual(self.opened_for_figures().mapped('code'), self.initiator.mapped('code'))

    def opened_for_figures(self):
        return self.noted('opened').filtered(lambda it: it.reason == "age band for the figures")

    # After erasing

    def test_what_is_erased_stays_counted_and_is_not_counted_again(self):
        self.bring_to('closed')
        keys = (('received',), ('closed',), ('closed', 'age', '25-39'))
        self.counted(*keys)
        registration = self.case.sudo().registration_ids
        registration._erase_seals()
        for party in self.case.sudo().party_ids:
            party._erase_seals()
        self.assertTrue(self.case.sudo().is_settled and registration.is_settled)
        self.assertEqual(self.counted(*keys), [0, 0, 0])
        self.assertInStep()
        self.case.sudo().offence_id = False  # whatever becomes of what is left
        registration.sudo().registrant_kind = 'prison'
        self.assertEqual(self.counted(*keys), [0, 0, 0])
        self.assertInStep()

    def test_a_case_that_goes_on_without_the_erased_person_is_counted_without_the_age(self):
        keys = (('taken_up', 'age', '25-39'), ('taken_up', 'age', 'unknown'))
        self.counted(*keys)
        self.initiator.sudo()._erase_seals()
        self.assertEqual(self.counted(*keys), [-1, 1])
        self.assertFalse(self.case.sudo().is_settled)
        self.assertInStep()

    def test_an_initiator_whose_case_the_context_gives_is_counted_too(self):
        self.initiator.sudo().is_initiator = False
        people = self.env['mediation.party'].with_context(default_case_id=self.case.id)
        people.create({'side': 'harmed', 'is_initiator': True, 'birth_date': '1950-01-02'})
        self.assertInStep()

    def test_nobody_declares_something_counted_for_good(self):
        registration = self.register()
        with self.assertRaises(AccessError):
            registration.with_user(self.desk).is_settled = True
        with self.assertRaises(AccessError):
            self.case.is_settled = True
        with self.assertRaises(AccessError):
            self.case.date_taken_up = False
