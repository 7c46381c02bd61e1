"""Consent as a mediator records it: informed, in the person's words, and taken back at once."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class TestPersonConsent(ProcessCase):
    def glance(self, party):
        return {
            (row.purpose, row.given_by): row.standing
            for row in self.as_user(party, self.mediator).last_consent_ids
        }

    def test_the_glance_shows_the_last_word_about_each_thing(self):
        self.consent(self.initiator, 'intake')
        self.consent(self.initiator, 'participation')
        self.consent(self.initiator, 'aftercare')
        self.consent(self.initiator, 'aftercare', 'withdrawn')
        self.assertEqual(
            self.glance(self.initiator),
            {
                ('intake', 'self'): 'in_force',
                ('participation', 'self'): 'in_force',
                ('aftercare', 'self'): 'withdrawn',
            },
        )
        self.assertEqual(
            self.initiator.consent_ids.mapped('standing'),
            ['withdrawn', 'earlier', 'in_force', 'in_force'],
        )

    def test_a_consent_that_ends_is_marked_and_one_that_has_ended_does_not_count(self):
        consent = self.consent(self.initiator, 'participation')
        self.assertEqual(consent.standing, 'in_force')
        today = fields.Date.context_today(consent)
        for days, standing in ((30, 'ends_soon'), (1, 'ends_soon'), (0, 'ended'), (31, 'in_force')):
            self.env.cr.execute(
                "UPDATE mediation_consent SET valid_until = %s WHERE id = %s",
                (today + timedelta(days=days), consent.id),
            )
            self.env.invalidate_all()
            with self.subTest(days=days):
                self.assertEqual(consent.standing, standing)
                in_force = consent._in_force(self.initiator, 'participation')
                self.assertEqual(self.initiator in in_force, standing != 'ended')

    def test_what_is_not_there_yet_is_said(self):
        self.assertIn("Not in force: Taking part", self.initiator.consent_missing)
        self.assertIn("No information given yet", self.other.consent_missing)
        self.consent(self.initiator, 'intake')
        self.consent(self.initiator, 'approach')
        self.consent(self.initiator, 'participation')
        self.assertFalse(self.as_user(self.initiator, self.mediator).consent_missing)

    def test_for_a_minor_both_voices_are_shown_and_the_missing_one_is_named(self):
        self.initiator.birth_date = fields.Date.today()
        self.consent(self.initiator, 'participation')
        self.assertIn("the legal guardian has not", self.initiator.consent_missing)
        self.assertEqual(
            self.initiator.action_record_consent()['context']['default_given_by'], 'guardian'
        )
        self.consent(self.initiator, 'participation', given_by='guardian')
        missing = self.as_user(self.initiator, self.mediator).consent_missing
        self.assertNotIn("guardian", missing)
        self.assertEqual(len(self.glance(self.initiator)), 2)

    def test_the_dialog_asks_for_what_comes_next(self):
        def following():
            action = self.as_user(self.initiator, self.mediator).action_record_consent()
            return action['context']['default_purpose']

        for purpose in ('intake', 'approach', 'participation'):
            self.assertEqual(following(), purpose)
            self.consent(self.initiator, purpose)
        self.assertEqual(following(), 'participation')
        declined = self.initiator.action_record_declined()
        self.assertEqual(declined['context']['default_decision'], 'declined')

    def test_taking_back_is_about_just_that(self):
        mode = self.modes['letter']
        consent = self.consent(self.initiator, 'contact_mode', contact_mode_id=mode.id)
        context = consent.action_take_back()['context']
        self.assertEqual(context['default_contact_mode_id'], mode.id)
        self.assertEqual(context['default_decision'], 'withdrawn')

    def test_a_leaflet_given_on_the_spot_makes_the_consent_informed(self):
        with self.assertRefused(UserError, "Record first which information"):
            self.consent(self.other, 'aftercare')
        leaflet = self.env['mediation.leaflet'].search([], limit=1)
        consent = self.consent(self.other, 'aftercare', leaflet_id=leaflet.id, channel='phone')
        given = self.other.information_ids
        self.assertEqual(given.leaflet_id, leaflet)
        self.assertEqual((given.moment, given.channel), (consent.moment, 'phone'))

    def test_the_words_are_in_the_language_of_the_person(self):
        self.env['res.lang']._activate_lang('nl_NL')
        dutch = self.env['res.lang'].search([('code', '=', 'nl_NL')])
        text = self.env['mediation.consent.text']._current('aftercare').copy({'version': '9'})
        text.with_context(lang='nl_NL').text = "In het Nederlands"
        consent = self.consent(self.initiator, 'aftercare', lang_id=dutch.id)
        self.assertEqual(consent.text_version, '9')
        self.assertEqual(consent.words, "In het Nederlands")

    def test_agreeing_to_a_form_of_contact_accepts_it_and_taking_back_ends_it(self):
        letter = self.modes['letter']
        self.consent(self.initiator, 'contact_mode', contact_mode_id=letter.id)
        self.assertIn(letter, self.initiator.contact_mode_ids)
        self.consent(self.initiator, 'contact_mode', 'withdrawn', contact_mode_id=letter.id)
        self.assertNotIn(letter, self.initiator.contact_mode_ids)

    def test_whoever_stopped_comes_back_by_themselves_only(self):
        self.consent(self.initiator, 'participation')
        self.consent(self.initiator, 'participation', 'withdrawn')
        self.assertEqual(self.initiator.state, 'withdrawn')
        with self.assertRefused(UserError, "Nobody is asked again"):
            self.consent(self.initiator, 'participation')
        self.consent(self.initiator, 'participation', is_change_of_mind=True)
        self.assertEqual(self.initiator.state, 'consents')

    def test_a_first_talk_after_stopping_is_not_taking_part_again(self):
        self.consent(self.initiator, 'participation', 'declined')
        self.consent(self.initiator, 'intake', is_change_of_mind=True)
        self.assertEqual(self.initiator.state, 'informed')
        self.assertEqual(self.initiator.consent_state, 'declined')

    def test_a_guardian_does_not_bring_back_whoever_stopped(self):
        self.initiator.birth_date = fields.Date.today()
        self.consent(self.initiator, 'participation', 'withdrawn')
        self.consent(self.initiator, 'participation', given_by='guardian', is_change_of_mind=True)
        self.assertEqual(self.initiator.state, 'withdrawn')
        self.consent(self.initiator, 'participation', is_change_of_mind=True)
        self.assertEqual(self.initiator.state, 'consents')

    def test_the_dead_and_the_unsuitable_do_not_come_back_by_consent(self):
        self.initiator.state = 'unsuitable'
        self.consent(self.initiator, 'participation', is_change_of_mind=True)
        self.assertEqual(self.initiator.state, 'unsuitable')

    def test_words_that_somebody_agreed_to_stay_as_they_are(self):
        text = self.env['mediation.consent.text'].with_user(self.manager)._current('intake')
        text.text = "Nobody has agreed to this yet."
        self.consent(self.initiator, 'intake')
        for change in ({'text': "Other words"}, {'version': '8'}, {'purpose': 'aftercare'}):
            with self.assertRefused(UserError, "agreed to these words"):
                text.write(change)
        with self.assertRefused(UserError, "agreed to these words"):
            text.update_field_translations('text', {'en_US': "Other words"})
        with self.assertRefused(UserError, "agreed to these words"):
            text.unlink()
        following = text.copy()
        self.assertEqual(following.version, '2')
        following.text = "New words"
        self.assertEqual(text._current('intake'), following)
        text.active = False

    def test_a_mediator_keeps_no_texts_and_no_terms(self):
        for model in ('mediation.consent.text', 'mediation.leaflet', 'mediation.policy'):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.mediator).check_access('write')
            self.env[model].with_user(self.manager).check_access('write')

    def test_nobody_else_opens_the_dialog(self):
        consent = self.consent(self.initiator, 'intake')
        for login in ('other_mediator', 'manager', 'desk', 'administrator'):
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    self.as_user(self.initiator, self.users[login]).action_record_consent()
                with self.assertRaises(AccessError):
                    self.as_user(consent, self.users[login]).action_take_back()

    def test_fifty_people_cost_the_queries_of_one(self):
        self.case.sudo().party_ids = [Command.create({'side': 'support'}) for _ in range(48)]
        ids = self.case.party_ids.ids
        Party = self.env['mediation.party'].with_user(self.mediator)

        def show(ids):
            self.env.flush_all()
            self.env.invalidate_all()
            for party in Party.browse(ids):
                party.consent_missing, party.last_consent_ids  # noqa: B018, as a list reads them

        show(ids)  # rules and fields are cached by now
        before = self.env.cr.sql_log_count
        show(ids[:1])
        one = self.env.cr.sql_log_count - before
        with self.assertQueryCount(one):
            show(ids)
