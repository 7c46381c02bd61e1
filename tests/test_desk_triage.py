"""A day's work at the desk: in which order, how long it waits, what comes next, who decides."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .common import MediationCase


class DeskCase(MediationCase):
    def told(self, days=0, **values):
        """A registration of so many days ago, as the desk meets it."""
        received = fields.Datetime.now() - timedelta(days=days)
        plain = {'birth_date': '1990-01-02', 'voicemail_ok': 'named', 'contact_preference': 'email'}
        registration = self.register(**{'date_received': received, **plain, **values})
        return self.as_user(registration, self.desk)


class TestOrder(DeskCase):
    def setUp(self):
        super().setUp()
        self.env['mediation.registration'].search([]).state = 'assessing'
        self.env.cr.execute("UPDATE mediation_registration SET state = 'declined'")
        self.env.invalidate_all()

    def triage(self):
        Theirs = self.env['mediation.registration'].with_user(self.desk)
        return Theirs.search(Theirs._domain_of_triage())

    def test_urgent_comes_first_then_who_is_reached_with_care_then_who_waits_longest(self):
        late, old = self.told(days=2), self.told(days=9)
        careful = self.told(days=1, detained=True)
        urgent = self.told(is_urgent=True)
        self.assertEqual(self.triage(), urgent + careful + old + late)

    def test_each_reason_for_care_is_seen_and_the_list_knows_only_that_there_is_one(self):
        child = fields.Date.subtract(fields.Date.today(), years=17)
        for values, words in (
            ({'voicemail_ok': 'no'}, "no voicemail"),
            ({'contact_preference': 'someone'}, "through somebody"),
            ({'via_name': "Canary friend"}, "through somebody"),
            ({'detained': True}, "in detention"),
            ({'registrant_kind': 'prison'}, "in detention"),
            ({'birth_date': child}, "minor"),
        ):
            with self.subTest(values=values):
                registration = self.told(**values)
                self.assertTrue(registration.needs_care)
                self.assertEqual(registration.care_reasons, words)
                self.assertNotIn(words, registration.flags)
        for values in ({}, {'voicemail_ok': 'anonymous'}, {'birth_date': '1980-01-01'}):
            with self.subTest(values=values):
                registration = self.told(**values)
                self.assertFalse(registration.needs_care)
                self.assertFalse(registration.care_reasons)

    def test_what_the_desk_brings_as_a_default_is_looked_at_too(self):
        Theirs = self.env['mediation.registration'].with_user(self.desk)
        registration = Theirs.with_context(default_detained=True).create(
            {'registrant_kind': 'self', 'side': 'harmed'}
        )
        self.assertTrue(registration.needs_care)

    def test_what_somebody_changes_later_changes_the_mark(self):
        registration = self.told()
        registration.sudo()._change_reach({'contact_preference': 'someone'}, 'key of this')
        self.assertTrue(self.as_user(registration, self.desk).needs_care)
        registration.contact_preference = 'phone'
        self.assertFalse(registration.needs_care)
        registration.detained = True
        self.assertTrue(registration.needs_care)

    def test_how_long_it_waits_and_by_when_it_is_answered_follow_the_policy(self):
        self.env['mediation.policy'].create({'reply_days': 5})
        registration = self.told(days=3)
        self.assertEqual((registration.days_waiting, registration.days_left), (3, 2))
        self.assertEqual(self.told(days=7).days_left, -2)

    def test_the_next_one_is_a_click_away_and_after_the_last_comes_the_first(self):
        first, second, third = self.told(days=3), self.told(days=2), self.told(days=1)
        self.assertEqual(first.action_next()['res_id'], second.id)
        second.decision_note = "No"
        second.action_decline()
        self.assertEqual(first.action_next()['res_id'], third.id)
        self.assertEqual(second.action_next()['res_id'], first.id)
        self.assertEqual(third.action_next()['res_id'], first.id)

    def test_what_waits_for_an_answer_or_is_set_apart_is_not_next(self):
        here = self.told(days=3)
        self.told(screening='apart')
        asked = self.told(days=1)
        asked._ask(['birth_date'])
        self.assertEqual(here.action_next()['tag'], 'display_notification')
        asked.sudo()._answer({'birth_date': "Canary"}, 'another key')
        self.assertEqual(here.action_next()['res_id'], asked.id)

    def test_nobody_but_the_desk_walks_through_them(self):
        registration = self.told()
        for login in ('manager', 'mediator', 'supervisor', 'privacy_officer', 'administrator'):
            theirs = self.as_user(registration, self.users[login])
            for name in ('action_next', 'action_in_scope', 'action_out_of_scope', 'action_ask'):
                with self.subTest(login=login, name=name), self.assertRaises(AccessError):
                    getattr(theirs, name)()


class TestNextStep(DeskCase):
    def test_it_says_what_to_do_from_the_first_look_to_the_case(self):
        registration = self.told(full_name="Canary Unique", email_address=False, phone_number=False)
        self.assertEqual(registration.next_step, "Read and assess")
        registration.action_assess()
        self.assertEqual(registration.next_step, "Decide whether it is in scope")
        registration._ask(['birth_date'])
        self.assertIn("Waits for an answer since", registration.next_step)
        registration.sudo()._answer({'birth_date': "Canary"}, 'a key')
        self.assertEqual(registration.next_step, "Read the answer")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mediation_registration SET date_answered = date_answered - interval '1 hour'"
        )
        self.env.invalidate_all()
        registration.action_in_scope()
        self.assertEqual(registration.next_step, "Make a case and offer it")
        registration.action_out_of_scope()
        self.assertEqual(registration.next_step, "Decline or refer, with the reason")
        registration.decision_note = "Out of scope"
        registration.action_decline()
        self.assertFalse(registration.next_step)

    def test_a_possible_match_is_looked_at_before_scope(self):
        self.told()
        registration = self.told()
        registration.action_assess()
        self.assertEqual(registration.next_step, "Look at the possible match")


class TestScope(DeskCase):
    def setUp(self):
        super().setUp()
        self.violence = self.env.ref('herstelbemiddeling.mediation_offence_violence')
        self.sexual = self.env.ref('herstelbemiddeling.mediation_offence_sexual')
        self.medical = self.env.ref('herstelbemiddeling.mediation_offence_medical')

    def advice(self, **values):
        told = {'offence_id': self.violence.id, 'police_report': 'yes', 'other_party': "Canary"}
        return self.told(**{**told, **values}).scope_advice

    def test_a_report_and_a_known_suspect_are_in_scope(self):
        self.assertIn("Advice: in scope. You decide.", self.advice())

    def test_without_a_report_it_is_out_and_what_is_not_known_is_asked(self):
        self.assertIn("Advice: out of scope", self.advice(police_report='no'))
        for values in ({'police_report': 'unknown'}, {'police_report': False},
                       {'other_party': False}, {'offence_id': False}):  # fmt: skip
            with self.subTest(values=values):
                self.assertIn("Advice: ask what is missing", self.advice(**values))

    def test_sexual_and_medical_matters_need_neither(self):
        for offence in (self.sexual, self.medical):
            advice = self.advice(offence_id=offence.id, police_report='no', other_party=False)
            self.assertIn("no police report and no known suspect are needed", advice)
            self.assertIn("Advice: in scope", advice)

    def test_who_is_responsible_is_known_and_who_was_registered_by_others_has_to_agree(self):
        self.assertIn("in scope", self.advice(side='responsible', other_party=False))
        by_others = {'registrant_kind': 'professional'}
        self.assertIn("ask what is missing", self.advice(**by_others))
        self.assertIn("in scope", self.advice(**by_others, client_agrees=True))

    def test_the_rules_are_settings_of_the_organisation(self):
        policy = self.env['mediation.policy'].create({'scope_needs_report': False})
        self.assertIn("in scope", self.advice(police_report='no'))
        policy.scope_needs_suspect = False
        self.assertIn("in scope", self.advice(police_report='no', other_party=False))
        self.violence.is_exempt = True
        policy.write({'scope_needs_report': True, 'scope_needs_suspect': True})
        self.assertIn("in scope", self.advice(police_report='no'))

    def test_the_advice_decides_nothing_and_who_decides_is_kept(self):
        registration = self.told(offence_id=self.violence.id, police_report='no')
        self.assertFalse(registration.scope_decision)
        registration.action_in_scope()
        self.assertEqual(registration.scope_decision, 'in')
        self.assertEqual(registration.scope_user_id, self.desk)
        self.assertTrue(registration.scope_date)
        self.assertEqual(registration.state, 'assessing')

    def test_who_makes_a_case_of_it_has_decided_and_what_is_out_becomes_none(self):
        registration = self.told()
        registration.action_out_of_scope()
        with self.assertRefused(UserError, "out of scope"):
            registration._make_case()
        registration.action_in_scope()
        registration._make_case()
        other = self.told()
        other._make_case()
        self.assertEqual((other.scope_decision, other.scope_user_id), ('in', self.desk))

    def test_after_the_decision_about_the_registration_scope_is_not_changed(self):
        registration = self.told(decision_note="No")
        registration.action_decline()
        for action in ('action_in_scope', 'action_out_of_scope', 'action_ask'):
            with self.assertRefused(UserError, "decision has been taken already"):
                getattr(registration, action)()

    def test_nothing_of_it_is_written_by_hand(self):
        registration = self.told()
        now = fields.Datetime.now()
        for name, value in (
            ('needs_care', True), ('scope_decision', 'in'), ('scope_user_id', self.manager.id),
            ('scope_date', now), ('waiting_since', now), ('date_answered', now),
            ('question_mail_state', 'sent'), ('question_ids', [(5, 0, 0)]),
        ):  # fmt: skip
            with self.subTest(name=name):
                with self.assertRefused(UserError, "not written by hand"):
                    registration.write({name: value})
                values = {'registrant_kind': 'self', 'side': 'harmed'}
                Theirs = self.env['mediation.registration'].with_user(self.desk)
                with self.assertRefused(UserError, "not written by hand"):
                    Theirs.create({**values, name: value})
                made = Theirs.with_context(**{f'default_{name}': value}).create(values)
                self.assertFalse(made[name])
