"""A contact needs the mediator's go, and the go stands on what is there today."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class ContactCase(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')

    def in_force(self, contact):
        contact.invalidate_recordset()
        return contact.go

    def wizard(self, action):
        return self.env[action['res_model']].with_user(self.mediator).browse(action['res_id'])


class TestContactCourse(ContactCase):
    def test_a_contact_is_planned_held_and_complete(self):
        contact = self.prepare_contact()
        action = contact.action_plan()
        self.assertEqual(action['context']['default_contact_id'], contact.id)
        start = fields.Datetime.now() + timedelta(days=1)
        both = self.initiator | self.other
        talk = self.talk(both, 'meeting', 'planned', date_start=start, contact_id=contact.id)
        self.assertEqual(contact.state, 'planned')
        self.assertIn("✓ A date", contact.checklist)
        wizard = self.wizard(contact.action_ask_held())
        wizard.write({'minutes': 95, 'date_start': fields.Datetime.now()})
        wizard.action_save()
        self.assertEqual((contact.state, contact.result), ('completed', 'held'))
        self.assertEqual((talk.state, talk.minutes), ('held', 95))

    def test_a_contact_without_an_appointment_writes_its_talk_down_too(self):
        contact = self.prepare_contact()
        contact.action_complete()
        talk = contact.session_ids
        self.assertEqual((talk.kind, talk.state), ('meeting', 'held'))
        self.assertEqual(talk.party_ids, contact.party_ids)

    def test_calling_off_the_meeting_brings_the_contact_back_to_its_preparation(self):
        contact = self.prepare_contact()
        start = fields.Datetime.now() + timedelta(days=1)
        talk = self.talk(
            contact.party_ids, 'meeting', 'planned', date_start=start, contact_id=contact.id
        )
        talk.action_call_off()
        self.assertEqual(contact.state, 'preparing')

    def test_a_contact_that_was_called_off_stays_as_history(self):
        contact = self.prepare_contact()
        wizard = self.wizard(contact.action_ask_call_off())
        wizard.called_off_by = 'harmed'
        wizard.action_save()
        self.assertEqual((contact.state, contact.called_off_by), ('called_off', 'harmed'))
        for action in (
            'action_give_go', 'action_withdraw_go', 'action_complete', 'action_call_off',
            'action_plan', 'action_ask_held', 'action_ask_call_off', 'action_write_message',
        ):  # fmt: skip
            with (
                self.subTest(action=action),
                self.assertRefused(UserError, "while it stands at “Called off”"),
            ):
                getattr(contact, action)()
        with self.assertRefused(UserError, "stays as it is"):
            contact.support_agreed = True
        with self.assertRefused(UserError, "stays as it is"):
            contact.unlink()
        following = self.contact('letter')
        self.assertEqual(following.state, 'preparing')

    def test_support_persons_come_when_both_sides_agree(self):
        support = self.env['mediation.party'].create({'case_id': self.case.id, 'side': 'support'})
        contact = self.prepare_contact()
        contact.support_party_ids = support
        contact.action_give_go()
        self.assertIn("○ Both agree to the support persons", contact.checklist)
        with self.assertRefused(UserError, "Ask both sides whether the support persons"):
            contact.action_complete()
        contact.support_agreed = True
        contact.action_complete()
        self.assertEqual(contact.session_ids.party_ids, contact.party_ids | support)

    def test_agreement_to_support_persons_is_about_these_people(self):
        support = self.env['mediation.party'].create(
            [{'case_id': self.case.id, 'side': 'support'} for _ in range(2)]
        )
        contact = self.prepare_contact()
        contact.write({'support_party_ids': support[0], 'support_agreed': True})
        contact.support_party_ids = support
        self.assertFalse(contact.support_agreed)

    def test_the_mediator_attends(self):
        contact = self.prepare_contact()
        contact.is_mediator_present = False
        for action in (contact.action_plan, contact.action_complete):
            with self.assertRefused(UserError, "attended by the mediator"):
                action()

    def test_letters_are_not_held_and_meetings_are_not_written(self):
        contact = self.prepare_contact('letter')
        for action in (contact.action_complete, contact.action_plan):
            with self.assertRefused(UserError, "when they are delivered"):
                action()

    def test_the_checklist_follows_the_form_and_the_people(self):
        contact = self.contact()
        self.assertIn(f"○ Preparation with {self.other.code}", contact.checklist)
        self.assertIn("○ A place", contact.checklist)
        self.talk(self.other, 'preparation')
        contact.place = "Library"
        contact.invalidate_recordset()
        self.assertIn(f"✓ Preparation with {self.other.code}", contact.checklist)
        self.assertIn("✓ A place", contact.checklist)
        self.assertNotIn("A place", self.contact('shuttle').checklist)
        self.assertNotIn("interpreter", contact.checklist)
        self.other.with_user(self.mediator).needs_interpreter = True
        contact.invalidate_recordset()
        self.assertIn("○ The interpreter", contact.checklist)

    def test_nothing_is_skipped_by_writing_the_state(self):
        contact = self.contact()
        for vals in (
            {'state': 'completed'}, {'go_date': fields.Datetime.now()}, {'result': 'held'},
            {'called_off_by': 'mediator'}, {'go_user_id': self.mediator.id},
        ):  # fmt: skip
            with self.subTest(vals=vals), self.assertRefused(UserError, "Use the buttons"):
                contact.write(vals)
        forged = contact.create(
            {
                'case_id': self.case.id,
                'party_ids': contact.party_ids.ids,
                'contact_mode_id': contact.contact_mode_id.id,
                'state': 'completed',
                'result': 'held',
                'go_date': fields.Datetime.now(),
            }
        )
        self.assertEqual((forged.state, forged.result, forged.go_date), ('preparing', False, False))

    def test_a_third_person_of_one_side_has_a_contact_of_their_own(self):
        sister = self.env['mediation.party'].create({'case_id': self.case.id, 'side': 'harmed'})
        first = self.prepare_contact()
        second = self.contact('meeting', sister | self.other)
        self.assertTrue(first.go)
        with self.assertRefused(UserError, "Every party has to consent"):
            second.action_give_go()

    def test_outsiders_know_of_no_contact(self):
        contact = self.contact()
        for login in ('other_mediator', 'manager', 'desk', 'administrator'):
            theirs = self.as_user(contact, self.users[login])
            for action in ('action_give_go', 'action_complete', 'action_call_off', 'action_open'):
                with self.subTest(login=login, action=action), self.assertRaises(AccessError):
                    getattr(theirs, action)()


class TestTheGo(ContactCase):
    def test_a_go_is_given_once_everything_is_there_and_taken_back(self):
        contact = self.prepare_contact()
        self.assertEqual(contact.go_user_id, self.mediator)
        contact.action_withdraw_go()
        self.assertFalse(contact.go or contact.go_user_id)

    def test_other_people_or_another_form_need_another_go(self):
        for vals in ({'contact_mode_id': 'shuttle'}, {'party_ids': 'one'}):
            contact = self.prepare_contact()
            if 'party_ids' in vals:
                contact.party_ids = [Command.set(self.initiator.ids)]
            else:
                contact.contact_mode_id = self.modes['shuttle']
            with self.subTest(vals=vals):
                self.assertFalse(contact.go_date)

    def test_it_is_lost_when_an_assessment_expires_and_a_new_one_does_not_bring_it_back(self):
        contact = self.prepare_contact()
        self.assess(self.other, good_until=fields.Date.today() + timedelta(days=10))
        self.assertTrue(self.in_force(contact))
        with freeze_time(fields.Datetime.now() + timedelta(days=11)):
            self.assertFalse(self.in_force(contact))
            with self.assertRefused(UserError, "good today"):
                contact.action_complete()
            self.assess(self.other)
            self.assertFalse(self.in_force(contact))
            self.assertFalse(contact.go_date)
            contact.action_give_go()
            self.assertTrue(self.in_force(contact))

    def test_it_is_lost_when_a_consent_ends_and_a_new_one_does_not_bring_it_back(self):
        contact = self.prepare_contact()
        self.inform(self.other.with_user(self.mediator), moment=self.ago(days=301))
        self.consent(self.other, 'participation', moment=self.ago(days=300))
        self.assertTrue(self.in_force(contact))
        with freeze_time(fields.Datetime.now() + timedelta(days=80)):
            self.consent(self.other, 'participation')
            self.assertFalse(self.in_force(contact))

    def test_it_is_lost_by_the_clock_every_night(self):
        contact = self.prepare_contact()
        with freeze_time(fields.Datetime.now() + timedelta(days=200)):
            self.env['mediation.case']._drop_goes_of_today()
        self.assertFalse(contact.go_date)

    def test_it_is_lost_when_a_ban_begins_and_stays_lost_when_it_is_lifted(self):
        contact = self.prepare_contact()
        begins = fields.Date.today() + timedelta(days=3)
        ban = (
            self.env['mediation.restriction']
            .with_user(self.mediator)
            .create(
                {
                    'party_id': self.other.id,
                    'protected_party_id': self.initiator.id,
                    'date_from': begins,
                }
            )
        )
        self.assertTrue(self.in_force(contact))
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            ban.decision = 'allowed'
            self.assertFalse(self.in_force(contact))

    def test_it_is_lost_with_the_interpreter(self):
        contact = self.prepare_contact()
        other = self.other.with_user(self.mediator)
        other.needs_interpreter = True
        other.interpreter_arranged = True
        self.assertFalse(self.in_force(contact))

    def test_a_withdrawal_calls_everything_off_at_once(self):
        contact = self.prepare_contact()
        start = fields.Datetime.now() + timedelta(days=1)
        talk = self.talk(
            contact.party_ids, 'meeting', 'planned', date_start=start, contact_id=contact.id
        )
        self.consent(self.other, 'participation', 'withdrawn')
        self.assertEqual((contact.state, contact.called_off_by), ('called_off', self.other.side))
        self.assertEqual(talk.state, 'called_off')
        with self.assertRefused(UserError, "stands at"):
            contact.action_give_go()
        with self.assertRefused(UserError, "does not take part"):
            self.talk(self.other, 'preparation', 'planned', date_start=start)
