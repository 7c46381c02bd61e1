"""Nobody is called, written to or visited in a way that is not safe, whoever plans it."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .process import ProcessCase


class TestPersonSafeContact(ProcessCase):
    def setUp(self):
        super().setUp()
        self.party = self.initiator

    def assertUnsafe(self, how, sentence, **values):
        with self.assertRefused(UserError, sentence):
            self.party._check_safe(how, **values)

    def test_what_is_known_and_not_refused_is_safe(self):
        for how in ('phone', 'mail', 'post', 'visit', 'video'):
            with self.subTest(how=how):
                self.party._check_safe(how)

    def test_never_is_never(self):
        sentences = {
            'phone': "never by phone",
            'mail': "never by e-mail",
            'post': "never by post",
            'visit': "never at home",
        }
        for how, sentence in sentences.items():
            self.party[f'may_{how}'] = 'no'
            with self.subTest(how=how):
                self.assertUnsafe(how, sentence)
            self.party[f'may_{how}'] = 'yes'
            self.party._check_safe(how)

    def test_what_is_not_known_cannot_be_used(self):
        self.party.write({'phone_number': False, 'email_address': False, 'city': False})
        self.assertUnsafe('phone', "No phone number")
        self.assertUnsafe('mail', "No e-mail address")
        self.assertUnsafe('post', "not complete")
        self.assertUnsafe('through', "Nobody is known")
        self.party.contact_via = "A mentor"
        self.party._check_safe('through')

    def test_the_chosen_way_is_the_only_one_until_another_was_agreed(self):
        self.party.contact_preference = 'email'
        self.party._check_safe('mail')
        self.assertUnsafe('phone', "reached like this: E-mail")
        self.assertUnsafe('post', "We promised to use nothing else")
        self.party.may_phone = 'yes'
        self.party._check_safe('phone')
        self.party.write({'contact_preference': 'someone', 'may_phone': False})
        self.assertUnsafe('phone', "Through somebody trusted")

    def test_a_neutral_envelope_where_it_is_asked(self):
        self.party.neutral_envelope = True
        self.party._check_safe('post')
        self.assertUnsafe('post', "asked for a neutral envelope", is_neutral=False)
        self.party.neutral_envelope = False
        self.party._check_safe('post', is_neutral=False)

    def test_post_into_an_institution_goes_as_it_says(self):
        self.party.write({'detained': True, 'street': False})
        self.assertUnsafe('post', "not complete")
        self.party.institution = "PI Canary"
        self.assertUnsafe('post', "Ask the institution")
        self.party.institution_post = True
        self.party._check_safe('post')

    def test_the_check_opens_no_seal_for_anybody_else(self):
        with self.assertRaises(AccessError):
            self.as_user(self.party, self.other_mediator)._check_safe('phone')
        with self.assertRaises(AccessError):
            self.as_user(self.party, self.mediator).sudo()._check_safe('phone')

    def test_a_talk_is_planned_in_a_safe_way_only(self):
        later = fields.Datetime.add(fields.Datetime.now(), days=3)
        plan = {'state': 'planned', 'date_start': later}
        self.party.write({'may_phone': 'no', 'may_visit': 'no'})
        with self.assertRefused(UserError, "never by phone"):
            self.talk(self.party, 'intake', how='phone', **plan)
        with self.assertRefused(UserError, "never by phone"):
            self.talk(self.party, 'call', **plan)
        with self.assertRefused(UserError, "never at home"):
            self.talk(self.party, 'intake', how='visit', **plan)
        elsewhere = self.talk(self.party, 'intake', how='visit', place="Our office", **plan)
        with self.assertRefused(UserError, "never by phone"):
            elsewhere.how = 'phone'

    def test_what_was_held_can_be_recorded_however_it_came_about(self):
        self.party.may_phone = 'no'
        self.assertEqual(self.talk(self.party, 'call', how='phone').state, 'held')

    def test_the_profile_is_one_text_for_who_is_about_to_call(self):
        self.party.write(
            {
                'contact_preference': 'phone',
                'voicemail_ok': 'no',
                'safe_times': "Canary evening",
                'may_post': 'no',
            }
        )
        summary = self.as_user(self.party, self.mediator).safe_contact_summary
        for words in ("Reach by: Phone", "Voicemail: No", "Canary evening", "Never: By post"):
            self.assertIn(words, summary)

    def test_the_profile_says_where_somebody_must_not_come(self):
        self.env['mediation.restriction'].with_user(self.mediator).create(
            {
                'party_id': self.party.id,
                'protected_party_id': self.other.id,
                'kind': 'area',
                'area': "Canary square",
            }
        )
        self.assertIn(
            "Area ban: Canary square",
            self.as_user(self.party, self.mediator).safe_contact_summary,
        )

    def test_the_profile_is_shut_for_others_and_for_the_superuser(self):
        self.party.safe_times = "Canary evening"
        self.as_user(self.party, self.mediator).mapped('safe_contact_summary')
        for login in ('other_mediator', 'manager', 'desk', 'administrator'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.party.with_user(self.users[login]).read(['safe_contact_summary'])
        with self.assertRaises(AccessError):
            self.env['mediation.party'].sudo().browse(self.party.id).mapped('safe_contact_summary')

    def test_the_desk_reads_it_before_the_hand_over(self):
        party = self.make_case().party_ids.filtered('is_initiator')
        self.assertIn("Phone: ", self.as_user(party, self.desk).safe_contact_summary)

    def test_the_profile_is_not_exported(self):
        field = self.env['mediation.party'].fields_get(['safe_contact_summary'])
        self.assertFalse(field['safe_contact_summary']['exportable'])

    def test_a_relative_does_not_interpret(self):
        self.party.write({'needs_interpreter': True, 'interpreter_is_relative': True})
        with self.assertRefused(ValidationError, "does not interpret"):
            self.party.interpreter_arranged = True
        self.party.write({'interpreter_is_relative': False, 'interpreter_arranged': True})

    def test_since_when_the_permission_stands_where_it_stands(self):
        today = fields.Date.context_today(self.party)
        self.party.detained = True
        self.assertEqual(self.party.permission_state, 'needed')
        self.party.permission_state = 'asked'
        self.assertEqual(self.party.permission_asked_on, today)
        self.party.permission_state = 'granted'
        self.assertEqual(self.party.permission_granted_on, today)

    def test_a_co_mediator_plans_as_safely_as_the_mediator(self):
        self.case.sudo().co_mediator_ids = [Command.link(self.co_mediator.id)]
        self.party.may_phone = 'no'
        with self.assertRefused(UserError, "never by phone"):
            self.as_user(self.party, self.co_mediator)._check_safe('phone')
