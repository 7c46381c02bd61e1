"""Who is offered a case, and in which order cases wait when nobody has room."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.safe_eval import safe_eval

from .common import MediationCase


class TestFit(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.region = cls.env.ref('herstelbemiddeling.mediation_region_utrecht')
        cls.violence = cls.env.ref('herstelbemiddeling.mediation_offence_violence')
        cls.homicide = cls.env.ref('herstelbemiddeling.mediation_offence_homicide')
        cls.lang = cls.env.ref('base.lang_en')
        three = cls.mediator | cls.other_mediator | cls.co_mediator
        cls.profiles = {
            user: cls.env['mediation.mediator'].create({'user_id': user.id}) for user in three
        }

    def order(self, **values):
        Mediator = self.env['mediation.mediator'].with_user(self.desk)
        fits = Mediator._in_order_of_fit(self.region, self.lang, self.violence, **values)
        return [fit.user for fit in fits if fit.user in self.profiles]

    def give_room(self, user, **values):
        self.profiles[user].write(values)

    def test_region_travel_language_and_competence_each_bring_somebody_forward(self):
        last = self.order()[-1]
        for values in (
            {'region_ids': self.region.ids}, {'can_travel': True},
            {'lang_ids': self.lang.ids}, {'offence_ids': self.violence.ids},
        ):  # fmt: skip
            with self.subTest(values=values):
                self.give_room(last, **values)
                self.assertEqual(self.order()[0], last)
                self.give_room(last, **dict.fromkeys(values, False))
                self.assertEqual(self.order()[-1], last)

    def test_the_region_comes_before_all_else(self):
        first, second, third = self.order()
        self.give_room(third, region_ids=self.region.ids)
        self.give_room(second, can_travel=True, lang_ids=self.lang.ids)
        self.assertEqual(self.order(), [third, second, first])

    def test_load_is_counted_in_points_by_the_kind_of_event_also_of_second_mediators(self):
        case = self.make_case(self.mediator)
        self.assertEqual(self.profiles[self.mediator].load_points, self.violence.points)
        case.offence_id = self.homicide
        case.sudo().co_mediator_ids = self.co_mediator
        self.env.invalidate_all()
        for user in (self.mediator, self.co_mediator):
            self.assertEqual(self.profiles[user].load_points, self.homicide.points)
        case.sudo().write({'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id})
        self.env.invalidate_all()
        self.assertEqual(self.profiles[self.mediator].load_points, 0)

    def test_less_load_comes_first_and_who_is_full_comes_last(self):
        self.make_case(self.mediator)
        self.assertEqual(self.order()[-1], self.mediator)
        self.give_room(self.mediator, region_ids=self.region.ids)
        self.assertEqual(self.order()[0], self.mediator)
        self.give_room(self.mediator, capacity=2)
        self.assertEqual(self.order()[-1], self.mediator)

    def test_who_is_absent_now_or_soon_comes_last_and_it_says_so(self):
        today = fields.Date.today()
        first = self.order()[0]
        for start, end, is_away in ((-3, 3, True), (5, 9, True), (20, 30, False), (-9, -1, False)):
            with self.subTest(start=start, end=end):
                self.give_room(
                    first,
                    absent_from=today + timedelta(days=start),
                    absent_until=today + timedelta(days=end),
                )
                self.assertEqual(self.order()[-1] == first, is_away)
        for values in (
            {'absent_from': today, 'absent_until': False},
            {'absent_from': today, 'absent_until': today - timedelta(days=1)},
        ):
            with self.assertRefused(ValidationError, "first and the last day"):
                self.give_room(first, **values)

    # The dialog

    def offer(self, source, user=None):
        source = self.as_user(source, user or self.desk)
        action = self.env['mediation.case.offer'].with_user(user or self.desk)._open(source)
        return (
            self.env['mediation.case.offer'].with_user(user or self.desk).browse(action['res_id'])
        )

    def row(self, offer, user):
        return offer.suggestion_ids.filtered(lambda row: row.user_id == user)

    def test_each_candidate_stands_there_with_the_reasons(self):
        self.give_room(
            self.mediator, region_ids=self.region.ids, lang_ids=self.lang.ids,
            offence_ids=self.violence.ids,
        )  # fmt: skip
        self.give_room(self.other_mediator, can_travel=True, capacity=0)
        told = self.register(
            region_id=self.region.id, offence_id=self.violence.id, lang_id=self.lang.id
        )
        offer = self.offer(told)
        mine = self.row(offer, self.mediator)
        self.assertEqual(mine, offer.suggestion_ids[0])
        self.assertEqual(mine.reasons, "Utrecht · speaks the language · competent in this")
        self.assertEqual(mine.load, "0 of 20")
        self.assertFalse(mine.objections)
        other = self.row(offer, self.other_mediator)
        self.assertEqual((other.reasons, other.objections), ("travels", "no room"))

    def test_who_declined_comes_last_with_the_reason_and_who_is_recused_is_not_there(self):
        case = self.make_case()
        case.with_user(self.desk)._offer_to(self.mediator)
        case.with_user(self.mediator).action_decline_offer('no_room')
        self.recuse(case, self.co_mediator)
        offer = self.offer(case)
        self.assertEqual(offer.suggestion_ids[-1].user_id, self.mediator)
        self.assertIn("No room for another case", offer.suggestion_ids[-1].objections)
        self.assertFalse(self.row(offer, self.co_mediator))

    def test_one_click_makes_the_case_and_offers_it(self):
        told = self.register(region_id=self.region.id)
        self.row(self.offer(told), self.mediator).action_offer()
        self.assertEqual(told.case_id.offered_mediator_id, self.mediator)
        self.assertEqual(told.state, 'converted')

    # Possible conflicts

    def test_who_may_know_somebody_of_it_is_a_possible_conflict_and_no_more_is_said(self):
        case = self.make_case(self.mediator)  # the same invented person registers in each case
        self.other_mediator.partner_id.phone = '06 0000 0000'
        for source in (self.register(), self.make_case()):
            offer = self.offer(source)
            for user, words in (
                (self.mediator, "possible conflict"),
                (self.other_mediator, "possible conflict"),
                (self.co_mediator, False),
            ):
                with self.subTest(source=source._name, user=user.login):
                    self.assertEqual(self.row(offer, user).conflict, words)
            shown = str(offer.suggestion_ids.read())
            for secret in (case.name, case.registration_ids.code, *case.party_ids.mapped('code')):
                self.assertNotIn(secret, shown)

    def test_a_second_mediator_of_another_case_is_one_too_and_a_stranger_is_none(self):
        case = self.make_case(self.mediator)
        case.sudo().co_mediator_ids = self.co_mediator
        offer = self.offer(self.make_case())
        self.assertEqual(self.row(offer, self.co_mediator).conflict, "possible conflict")
        stranger = self.register(
            full_name="Somebody Else", email_address=False, phone_number='06-12312312'
        )
        offer = self.offer(stranger)
        self.assertFalse(any(offer.suggestion_ids.mapped('conflict')))

    def test_managers_hear_nothing_of_it_nor_the_desk_after_the_hand_over(self):
        self.make_case(self.mediator)
        waiting = self.make_case()
        self.assertFalse(any(self.offer(waiting, self.manager).suggestion_ids.mapped('conflict')))
        handed = self.make_case(self.other_mediator)
        for source in (handed, handed.registration_ids):
            with self.subTest(source=source._name):
                self.assertFalse(any(self.offer(source).suggestion_ids.mapped('conflict')))

    def test_the_dialog_of_the_desk_is_for_nobody_else(self):
        offer = self.offer(self.register())
        for login in ('manager', 'mediator', 'supervisor', 'administrator'):
            theirs = self.as_user(offer, self.users[login])
            with self.subTest(login=login), self.assertRaises(AccessError):
                theirs.read(['suggestion_ids'])
            with self.subTest(login=login), self.assertRaises(AccessError):
                theirs.suggestion_ids.read(['conflict'])

    def test_the_conflicts_of_all_candidates_are_found_in_a_few_queries(self):
        self.make_case(self.mediator)
        offer = self.offer(self.register())
        offer.suggestion_ids.mapped('conflict')
        rows = self.as_user(offer, self.desk).suggestion_ids
        before = self.env.cr.sql_log_count
        rows.mapped('conflict')
        self.assertLessEqual(self.env.cr.sql_log_count - before, 20)


class TestWaitingList(MediationCase):
    def waiting(self, user):
        action = self.env['ir.actions.actions']._for_xml_id(
            'herstelbemiddeling.mediation_case_action_waiting_list'
        )
        Case = self.env['mediation.case'].with_user(user)
        order = 'priority desc, unassigned_since, id'
        return Case.search(safe_eval(action['domain']), order=order)

    def setUp(self):
        super().setUp()
        self.env['mediation.case'].search([]).active = False

    def at(self, days, **values):
        case = self.make_case(**values)
        self.env.cr.execute(
            "UPDATE mediation_case SET unassigned_since = now() AT TIME ZONE 'UTC'"
            " - make_interval(days => %s) WHERE id = %s",
            (days, case.id),
        )
        self.env.invalidate_all()
        return case

    def test_cases_nobody_does_wait_in_order_for_the_desk_and_for_managers(self):
        late, old, urgent = self.at(1), self.at(9), self.at(0, priority='1')
        offered = self.at(20)
        offered.with_user(self.desk)._offer_to(self.mediator)
        self.make_case(self.mediator)
        for user in (self.desk, self.manager):
            found = self.waiting(user)
            self.assertEqual(found.ids, [urgent.id, old.id, late.id])
            self.assertEqual(found.mapped('waiting_position'), [1, 2, 3])
            self.assertEqual(found.mapped('unassigned_days'), [0, 9, 1])
        self.assertFalse(self.as_user(offered, self.desk).waiting_position)

    def test_it_begins_anew_when_a_mediator_leaves_and_ends_when_one_comes(self):
        case = self.at(30)
        case.with_user(self.desk)._offer_to(self.mediator)
        case.with_user(self.mediator).action_accept()
        self.assertFalse(case.unassigned_since)
        case.with_user(self.mediator).action_recuse()
        self.assertEqual(case.unassigned_days, 0)
        self.assertTrue(case.unassigned_since)

    def test_since_when_is_not_written_by_hand(self):
        case = self.at(3)
        for user in (self.desk, self.manager):
            with self.assertRaises(AccessError):
                case.with_user(user).unassigned_since = fields.Datetime.now()

    def test_how_often_it_was_declined_is_for_who_steers(self):
        case = self.make_case()
        for user in (self.mediator, self.other_mediator):
            case.with_user(self.desk)._offer_to(user)
            case.with_user(user).action_decline_offer('no_room')
        self.assertEqual(self.as_user(case, self.manager).decline_count, 2)
        case.with_user(self.desk)._offer_to(self.co_mediator)
        with self.assertRaises(AccessError):
            self.as_user(case, self.co_mediator).read(['decline_count'])

    def test_a_manager_sees_no_name_on_it(self):
        self.at(3)
        shown = str(self.waiting(self.manager).read())
        self.assertNotIn("Canary", shown)

    def test_many_places_are_one_query(self):
        cases = self.env['mediation.case'].create([{'initiator_side': 'harmed'} for _ in range(20)])
        counts = []
        for some in (cases[:1], cases):
            theirs = self.as_user(some, self.manager)
            theirs.mapped('unassigned_since')
            before = self.env.cr.sql_log_count
            theirs.mapped('waiting_position')
            theirs.mapped('decline_count')
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
