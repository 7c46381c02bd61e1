"""What a page reads at once is what its reader would have read one by one, and stays true."""

from contextlib import suppress
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError

from .process import ProcessCase

QUERIES = 27  # of a case with people, talks, consents, assessments, a contact and a ban
LISTS = (
    'party_ids', 'harmed_party_ids', 'responsible_party_ids', 'registration_ids', 'session_ids',
    'contact_ids', 'agreement_ids', 'mediation_message_ids', 'restriction_ids', 'activity_ids',
    'handover_ids', 'dispatch_ids', 'page_entry_ids', 'page_news_ids', 'co_mediator_ids',
    'asked_co_mediator_ids',
)  # fmt: skip
PEOPLE = {'fields': {'code': {}, 'to_do': {}, 'talk_count': {}}}
PAGE = {name: {} for name in LISTS} | {
    'checklist': {},
    'attention': {},
    'is_offered_to_me': {},
    'agreement_waiting_count': {},
    'has_linked_cases': {},
    'has_possible_match': {},
    'harmed_party_ids': PEOPLE,
    'responsible_party_ids': PEOPLE,
}


class TestLists(ProcessCase):
    def opened(self, user=None):
        """Return the case as somebody has just opened its page, in the same transaction."""
        case = self.as_user(self.case, user or self.mediator)
        self.page = case.web_read(PAGE)[0]
        return case

    def test_the_lists_of_a_page_are_those_that_are_read_one_by_one(self):
        self.bring_to('preparation')
        self.case.activity_schedule(
            activity_type_id=self.env.ref('mail.mail_activity_data_todo').id,
            user_id=self.mediator.id,
        )
        self.restriction()
        case = self.opened()
        at_once = {name: case[name].ids for name in LISTS}
        for name in LISTS:
            with self.subTest(name=name):
                self.assertEqual(at_once[name], self.as_user(case, self.mediator)[name].ids)
        self.assertTrue(at_once['activity_ids'] and at_once['session_ids'])
        self.assertEqual(at_once['harmed_party_ids'], self.initiator.ids)
        self.assertEqual(at_once['responsible_party_ids'], self.other.ids)

    def test_whom_a_rule_hides_is_in_no_list(self):
        """Also when only some of the people are hidden."""
        hidden = self.other
        self.env['ir.rule'].create(
            {
                'name': "Hidden",
                'model_id': self.env['ir.model']._get_id('mediation.party'),
                'domain_force': [('id', '!=', hidden.id)],
            }
        )
        case = self.opened()
        self.assertEqual(self.page['responsible_party_ids'], [])
        self.assertEqual(case.party_ids, self.initiator)
        self.assertFalse(case.responsible_party_ids)

    def test_who_is_not_let_in_opens_no_list(self):
        self.bring_to('approach')
        self.case.sudo().offered_mediator_id = self.users['co_mediator']
        self.opened(self.users['co_mediator'])
        for name in ('party_ids', 'session_ids', 'registration_ids'):
            self.assertEqual(self.page[name], [], name)
        self.assertEqual((self.page['harmed_party_ids'], self.page['attention']), ([], False))
        self.assertTrue(self.page['is_offered_to_me'])
        for login in ('other_mediator', 'manager', 'desk', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.opened(self.users[login])

    def test_a_page_that_is_refused_leaves_nothing_that_a_gate_would_take_for_the_whole(self):
        self.bring_to('approach')
        refused = self.as_user(self.case, self.users['other_mediator'])
        with suppress(AccessError):  # no savepoint, which would empty the cache
            refused.web_read(PAGE)
        self.assertTrue(refused.sudo().session_ids)
        self.assertTrue(refused.sudo().party_ids)

    def test_a_case_that_was_reopened_for_somebody_else_stays_known_to_the_system(self):
        following = self.case.sudo().copy(
            {'previous_case_id': self.case.id, 'mediator_id': self.users['other_mediator'].id}
        )
        self.assertEqual(self.opened().sudo().next_case_ids, following)

    def test_a_page_costs_a_known_number_of_queries(self):
        self.bring_to('contact')
        self.restriction()
        for _ in range(2):
            self.opened()
        case = self.as_user(self.case, self.mediator)
        before = self.env.cr.sql_log_count
        case.web_read(PAGE)
        self.assertLessEqual(self.env.cr.sql_log_count - before, QUERIES)

    def test_what_a_gate_has_read_is_shown_to_nobody_else(self):
        """The gates look as superuser, and Odoo keeps what they read for the whole transaction."""
        self.bring_to('contact')
        outsider = self.users['co_mediator']
        self.case.sudo().offered_mediator_id = outsider
        case = self.as_user(self.case, outsider)
        self.assertTrue(case.sudo()._facts())
        people = case.sudo().party_ids.sudo(False)
        self.assertTrue(case.sudo().session_ids and people.sudo().consent_ids)
        self.assertTrue(people.sudo().assessment_ids)
        self.assertFalse(case.attention)
        self.assertFalse(case.session_ids._attention())
        self.assertFalse(case.env['mediation.consent']._in_force(people, 'participation'))
        self.assertFalse(case.env['mediation.assessment']._current(people))
        self.agreement()
        self.assertTrue(case.sudo().agreement_ids)
        self.assertEqual(case.agreement_waiting_count, 0)
        self.assertEqual(self.opened().agreement_waiting_count, 1)

    def test_what_happens_after_a_page_was_read_counts_at_once(self):
        self.bring_to('intake')
        case = self.opened()
        self.assertFalse(case.session_ids)
        talk = self.talk(self.initiator, 'intake', 'planned', date_start=self.ago(days=15))
        self.assertEqual((case.session_ids, self.initiator.to_do), (talk, 'held'))
        self.assertEqual(self.initiator.talk_count, 0)
        talk.action_held()
        self.assertEqual((self.initiator.talk_count, self.initiator.to_do), (1, 'reconfirm'))
        self.assertIn("45 min", case.attention)
        planned = self.talk(
            self.initiator, 'intake', 'planned', date_start=fields.Datetime.now() + timedelta(1)
        )
        self.assertEqual(case.session_ids, talk | planned)
        planned.unlink()
        self.assertEqual(case.session_ids, talk)
        self.consent(self.initiator, 'approach', moment=self.ago(days=14))
        self.assertFalse(case._missing(['approach']))
        self.move('approach')
        self.assertEqual(self.other.to_do, 'approach')

    def test_a_talk_is_to_be_held_with_whom_it_is_planned_and_with_nobody_else(self):
        self.bring_to('preparation')
        (self.initiator | self.other).contact_mode_ids = self.modes['meeting']
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        self.talk(self.initiator, 'preparation', 'planned', date_start=tomorrow)
        self.opened()
        self.assertEqual((self.initiator.to_do, self.other.to_do), ('held', 'preparation'))

    def test_consent_that_is_taken_back_after_a_page_was_read_is_gone_at_once(self):
        self.bring_to('preparation')
        self.opened()
        Consent = self.initiator.env['mediation.consent']
        both = self.initiator | self.other
        self.assertEqual(set(Consent._in_force(both, 'participation')), set(both))
        self.consent(self.other, 'participation', 'withdrawn')
        self.assertEqual(set(Consent._in_force(both, 'participation')), set(self.initiator))
        self.assertNotIn('participation', self.case._facts())

    def test_a_later_assessment_takes_the_place_of_what_a_page_has_read(self):
        self.bring_to('contact')
        case = self.opened()
        self.assertIn('assessed', case._facts())
        self.assess(self.other, conclusion='unsuitable')
        self.assertNotIn(self.other, self.other.env['mediation.assessment']._current(self.other))
        both, meeting = self.initiator | self.other, self.modes['meeting']
        self.assertNotIn('assessed', case._facts_of(both, meeting))

    def test_who_leaves_the_case_is_not_served_from_the_page_that_was_read(self):
        self.bring_to('approach')
        case = self.opened()
        self.case.with_user(self.manager).mediator_id = self.users['other_mediator']
        with self.assertRaises(AccessError):
            case.session_ids.mapped('kind')
        with self.assertRaises(AccessError):
            case.web_read(PAGE)

    def test_whoever_is_asked_as_second_sees_the_offer_on_the_page_and_on_the_board(self):
        second = self.users['co_mediator']
        self.case.sudo().asked_co_mediator_ids = second
        self.opened(second)
        self.assertTrue(self.page['is_offered_to_me'])
        self.assertTrue(self.as_user(self.case, second).is_offered_to_me)
        self.assertFalse(self.opened(self.mediator).is_offered_to_me)
        seen = self.opened(second)
        self.case.sudo().asked_co_mediator_ids = [Command.clear()]
        self.assertFalse(seen.sudo().is_offered_to_me)

    def restriction(self):
        return (
            self.env['mediation.restriction']
            .with_user(self.mediator)
            .create({'party_id': self.other.id, 'kind': 'area'})
        )

    def agreement(self):
        return (
            self.env['mediation.agreement']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'by_party_id': self.other.id,
                    'for_party_id': self.initiator.id,
                    'description': "Canary",
                    'date_due': fields.Date.today(),
                }
            )
        )
