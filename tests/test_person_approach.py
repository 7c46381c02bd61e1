"""The other party is looked for and approached through its gate only, and without pressure."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .process import ProcessCase


class TestPersonApproach(ProcessCase):
    def setUp(self):
        super().setUp()
        self.other.write(
            {
                'phone_number': '06-00000001',
                'email_address': 'canary.other@example.org',
                'street': "Canary street 2",
                'postcode': '1234 AC',
                'city': "Canary city",
            }
        )

    def attempt(self, party=None, **values):
        return (
            self.env['mediation.attempt']
            .with_user(self.mediator)
            .create({'party_id': (party or self.other).id, **values})
        )

    def inquire(self, party=None, **values):
        return (
            self.env['mediation.inquiry']
            .with_user(self.mediator)
            .create({'party_id': (party or self.other).id, 'ground': 'police', **values})
        )

    def old_attempts(self, number, **values):
        """Make attempts whose waiting time has passed, the last a day ago."""
        attempts = self.env['mediation.attempt']
        for index in reversed(range(number)):
            attempts += self.attempt(moment=self.ago(days=15 * (index + 1)), **values)
        return attempts

    # The gate

    def test_nobody_is_looked_for_or_approached_before_the_gate(self):
        self.bring_to('intake')
        for step in (self.attempt, self.inquire):
            with self.assertRefused(UserError, "only after the gate of the approach"):
                step()
        self.prepare_approach()
        self.move('approach')
        self.inquire()
        self.assertEqual(self.attempt().number, 1)

    def test_nobody_is_approached_in_a_paused_or_closed_case(self):
        self.bring_to('approach')
        self.case.paused_until = fields.Date.add(fields.Date.today(), days=14)
        for step in (self.attempt, self.inquire):
            with self.assertRefused(UserError, "The case is paused"):
                step()
        self.case.paused_until = False
        self.move('closed', outcome_id=self.outcome.id)
        for step in (self.attempt, self.inquire):
            with self.assertRefused(UserError, "The case is closed"):
                step()

    def test_nobody_is_approached_who_declined(self):
        self.bring_to('approach')
        self.consent(self.other, 'participation', 'declined')
        for step in (self.attempt, self.inquire):
            with self.assertRefused(UserError, "does not take part"):
                step()

    def test_whoever_registered_is_not_approached(self):
        self.bring_to('approach')
        with self.assertRefused(UserError, "came by themselves"):
            self.attempt(self.initiator)

    def test_entering_the_approach_sets_the_other_party_to_be_approached(self):
        self.bring_to('intake')
        self.assertEqual(self.other.state, 'known')
        self.prepare_approach()
        self.move('approach')
        self.assertEqual((self.other.state, self.initiator.state), ('to_approach', 'known'))
        self.attempt()
        self.assertEqual(self.other.state, 'approached')
        self.inform(self.other.with_user(self.mediator))
        self.assertEqual(self.other.state, 'informed')

    # Without pressure

    def test_the_next_attempt_waits(self):
        self.bring_to('approach')
        first = self.attempt(moment=self.ago(days=13))
        with self.assertRefused(UserError, "before the next attempt"):
            self.attempt()
        first.remark = "Canary remark"
        self.env.cr.execute(
            "UPDATE mediation_attempt SET wait_until = %s WHERE id = %s",
            (fields.Date.today(), first.id),
        )
        self.env.invalidate_all()
        self.assertEqual(self.attempt().number, 2)
        self.assertEqual(first.result, 'no_reaction')

    def test_an_attempt_is_not_dated_back_into_the_waiting_time(self):
        self.bring_to('approach')
        self.attempt(moment=self.ago(days=20))
        with self.assertRefused(UserError, "before the next attempt"):
            self.attempt(moment=self.ago(days=10))
        with self.assertRefused(UserError, "when it was made"):
            self.attempt(moment=fields.Datetime.now() + timedelta(days=1))

    def test_enough_is_enough(self):
        self.bring_to('approach')
        self.old_attempts(3)
        with self.assertRefused(UserError, "another one would be pressure"):
            self.attempt()

    def test_the_terms_of_the_organisation_count(self):
        self.env['mediation.policy'].create({'approach_attempts': 1, 'approach_wait_days': 1})
        self.bring_to('approach')
        attempt = self.attempt(moment=self.ago(days=3))
        self.assertEqual(attempt.wait_until, (attempt.moment + timedelta(days=1)).date())
        with self.assertRefused(UserError, "1 attempts are enough"):
            self.attempt()

    def test_an_attempt_is_made_in_a_safe_way_only(self):
        self.bring_to('approach')
        self.other.write({'may_phone': 'no', 'may_mail': 'no', 'may_post': 'no'})
        for channel, sentence in (('phone', "call"), ('mail', "mail"), ('letter', "write to")):
            with self.assertRefused(UserError, f"Do not {sentence} {self.other.code}"):
                self.attempt(channel=channel)
        with self.assertRefused(UserError, "Nobody is known through whom"):
            self.attempt(channel='through')
        self.other.contact_via = "A mentor"
        self.attempt(channel='through')

    def test_what_was_recorded_stays(self):
        self.bring_to('approach')
        attempt, inquiry = self.attempt(), self.inquire()
        for change in ({'moment': self.ago(days=9)}, {'channel': 'mail'}, {'number': 0}):
            with self.assertRefused(UserError, "stays as it is"):
                attempt.write(change)
        with self.assertRefused(UserError, "stays as it is"):
            attempt.write({'wait_until': fields.Date.today()})
        with self.assertRefused(UserError, "stays as it is"):
            inquiry.ground = 'prison'

    # What they say

    def test_wanting_a_talk_is_recorded_as_consent_by_that_channel(self):
        self.bring_to('approach')
        attempt = self.attempt(channel='phone')
        attempt.action_wants_talk()
        consent = self.other.consent_ids
        self.assertEqual(
            (consent.purpose, consent.decision, consent.channel), ('intake', 'given', 'phone')
        )
        self.assertTrue(attempt.date_result)
        later = fields.Datetime.now() + timedelta(days=20)
        self.talk(self.other, 'intake', 'planned', how='phone', date_start=later)
        with self.assertRefused(UserError, "do not ask again"):
            self.attempt()

    def test_declining_ends_it_for_that_person(self):
        self.bring_to('approach')
        attempt = self.attempt()
        attempt.action_reached()
        attempt.action_declines()
        self.assertEqual((self.other.state, self.other.consent_state), ('declined', 'declined'))
        with self.assertRefused(UserError, "stands at"):
            attempt.action_wants_talk()

    def test_a_reaction_over_rpc_has_the_same_effect_as_the_button(self):
        self.bring_to('approach')
        attempt = self.attempt(result='wants_talk')
        self.assertEqual(attempt.result, 'waiting')
        attempt.write({'result': 'declines'})
        self.assertEqual(self.other.state, 'declined')
        with self.assertRefused(UserError, "stands at"):
            attempt.write({'result': 'waiting'})

    def test_somebody_who_reacts_late_is_back(self):
        self.bring_to('approach')
        last = self.old_attempts(3)[-1]
        self.other.action_set_unreachable()
        last.action_wants_talk()
        self.assertEqual(self.other.state, 'informed')

    # Cannot be reached

    def test_after_the_last_attempt_and_its_waiting_time_a_party_is_left_in_peace(self):
        self.bring_to('approach')
        self.old_attempts(2)
        with self.assertRefused(UserError, "too soon"):
            self.other.action_set_unreachable()
        self.attempt()
        with self.assertRefused(UserError, "too soon"):
            self.other.action_set_unreachable()
        self.env.cr.execute("UPDATE mediation_attempt SET wait_until = now()")
        self.env.invalidate_all()
        self.other.action_set_unreachable()
        self.assertEqual(self.other.state, 'unreachable')

    def test_somebody_whom_no_organisation_can_find_cannot_be_reached(self):
        self.bring_to('approach')
        police, probation = self.inquire(), self.inquire(ground='probation')
        police.result = 'not_found'
        self.assertEqual(police.date_answered, fields.Date.today())
        self.assertFalse(self.as_user(self.other, self.mediator).can_set_unreachable)
        probation.write({'result': 'refused', 'answer': "Canary answer"})
        self.as_user(self.other, self.mediator).action_set_unreachable()
        self.assertEqual(self.other.state, 'unreachable')

    def test_an_answer_comes_once_and_after_the_question(self):
        self.bring_to('approach')
        inquiry = self.inquire(asked_of="Canary desk")
        with self.assertRefused(ValidationError, "comes after the question"):
            inquiry.date_answered = self.ago(days=3).date()
        with self.assertRefused(ValidationError, "in the future"):
            self.inquire(date_asked=fields.Date.add(fields.Date.today(), days=1))
        inquiry.result = 'found'
        with self.assertRefused(UserError, "answered already"):
            inquiry.result = 'refused'

    # The legal notice

    def test_whoever_did_not_register_is_told_within_a_month(self):
        today = fields.Date.context_today(self.other)
        self.assertEqual(self.other.date_data_obtained, today)
        self.assertEqual(self.other.notice_due, fields.Date.add(today, months=1))
        self.assertFalse(self.initiator.date_data_obtained)
        self.assertFalse(self.other.is_notice_overdue)

    def test_an_overdue_notice_is_seen_on_the_person_and_on_the_case(self):
        self.assertFalse(self.case.has_notice_due)
        self.other.sudo().notice_due = fields.Date.add(fields.Date.today(), days=-1)
        mine = self.as_user(self.case, self.mediator)
        self.assertTrue(mine.has_notice_due and mine.party_ids[1].is_notice_overdue)
        mine.party_ids[1].action_notice_given()
        mine = self.as_user(self.case, self.mediator)
        self.assertFalse(mine.has_notice_due or mine.party_ids[1].is_notice_overdue)
        self.assertEqual(self.other.date_notice_given, fields.Date.today())

    def test_data_that_came_later_do_not_move_the_term(self):
        self.other.sudo().date_data_obtained = self.ago(days=9).date()
        self.other.full_name = "Canary Other"
        self.assertEqual(self.other.date_data_obtained, self.ago(days=9).date())

    def test_whoever_was_registered_by_somebody_else_is_told_too(self):
        for kind, told in (('professional', True), ('relative', True), ('self', False)):
            registration = self.register(registrant_kind=kind, date_received=self.ago(days=6))
            case = registration.with_user(self.desk)._make_case()
            initiator = case.sudo().party_ids.filtered('is_initiator')
            with self.subTest(kind=kind):
                since = self.ago(days=6).date() if told else False
                self.assertEqual(initiator.date_data_obtained, since)
                self.assertEqual(bool(initiator.notice_due), told)

    def test_the_mediator_has_an_activity_while_a_notice_is_due(self):
        kind = self.env.ref('herstelbemiddeling.mail_activity_type_legal_notice')
        due = fields.Date.add(fields.Date.today(), days=5)
        self.other.sudo().notice_due = due
        for _night in range(2):
            self.env['mediation.case']._remind_of_terms()
        activity = self.case.sudo().activity_ids.filtered(
            lambda todo: todo.activity_type_id == kind
        )
        self.assertEqual(len(activity), 1)
        self.assertEqual((activity.user_id, activity.date_deadline), (self.mediator, due))
        self.assertFalse(activity.summary or activity.note)
        self.as_user(self.other, self.mediator).action_notice_given()
        self.assertFalse(activity.exists())

    def test_a_notice_that_is_far_away_or_of_the_future_is_none(self):
        self.env['mediation.case']._remind_of_terms()
        self.assertFalse(self.case.sudo().activity_ids)
        with self.assertRefused(ValidationError, "when it was given"):
            self.other.date_notice_given = fields.Date.add(fields.Date.today(), days=1)
