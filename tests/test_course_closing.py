"""A case ends with exactly one reason; what begins anew is another case."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class TestCourseClosing(ProcessCase):
    def dialog(self, outcome='other_declines', **values):
        outcome = self.env.ref(f'herstelbemiddeling.mediation_outcome_{outcome}')
        return (
            self.env['mediation.closing']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, 'outcome_id': outcome.id, **values})
        )

    def test_a_case_keeps_who_ended_it_and_in_which_phase(self):
        self.bring_to('approach')
        self.dialog().action_close()
        self.assertEqual(self.case.phase, 'closed')
        self.assertEqual(self.case.ended_by, 'other_party')
        self.assertEqual(self.case.closed_from_phase, 'approach')
        self.assertFalse(self.case.session_ids.filtered(lambda talk: talk.kind == 'aftercare'))

    def test_the_phase_in_which_it_ended_is_kept_whichever_way_it_is_closed(self):
        self.move('intake')
        self.move('closed', outcome_id=self.outcome.id)
        self.assertEqual(self.case.closed_from_phase, 'intake')
        with self.assertRaises(AccessError):
            self.case.closed_from_phase = 'contact'

    def test_a_reason_says_whether_contact_took_place_as_it_did(self):
        self.bring_to('preparation')
        with self.assertRefused(UserError, "whether contact took place"):
            self.dialog('contact_direct').action_close()
        with self.assertRefused(UserError, "none was completed"):
            self.move(
                'closed',
                outcome_id=self.env.ref('herstelbemiddeling.mediation_outcome_contact_direct').id,
            )
        self.prepare_contact()
        self.move('contact')
        self.prepare_aftercare()
        with self.assertRefused(UserError, "whether contact took place"):
            self.dialog('other_declines').action_close()
        self.dialog('contact_direct').action_close()

    def test_after_contact_an_aftercare_call_is_planned_with_everybody(self):
        self.bring_to('aftercare')
        dialog = self.dialog('contact_direct')
        self.assertTrue(dialog.took_place)
        self.assertEqual(dialog.date_aftercare, fields.Date.today() + relativedelta(weeks=6))
        dialog.action_close()
        talks = self.case.session_ids.filtered(lambda talk: talk.kind == 'aftercare')
        self.assertEqual(len(talks), 2)
        self.assertEqual(talks.party_ids, self.initiator | self.other)
        self.assertEqual(set(talks.mapped('state')), {'planned'})
        self.assertEqual(talks.event_id.user_id, self.mediator)
        talks.write({'date_start': fields.Datetime.now()})
        talks.action_held()

    def test_whoever_has_stopped_is_not_called_for_aftercare(self):
        self.bring_to('aftercare')
        self.consent(self.other, 'participation', decision='withdrawn')
        self.dialog('contact_direct').action_close()
        talks = self.case.session_ids.filtered(lambda talk: talk.kind == 'aftercare')
        self.assertEqual(talks.party_ids, self.initiator)

    def test_what_is_pending_is_said_in_the_dialog_and_refused(self):
        self.bring_to('preparation')
        self.talk(self.initiator, 'preparation', state='planned', date_start=self.ago(days=-2))
        dialog = self.dialog()
        self.assertIn("still planned or waiting", dialog.missing)
        with self.assertRefused(UserError, "still planned or waiting"):
            dialog.action_close()

    def test_two_clicks_close_once(self):
        dialog = self.dialog()
        dialog.action_close()
        with self.assertRefused(UserError, "closed already"):
            dialog.action_close()

    def test_nobody_but_who_does_the_case_closes_it(self):
        for login in ('other_mediator', 'desk', 'manager', 'privacy_officer'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env['mediation.closing'].with_user(self.users[login]).create(
                    {'case_id': self.case.id, 'outcome_id': self.outcome.id}
                ).action_close()

    def test_whoever_is_offered_the_case_is_told_nothing_of_its_course(self):
        self.bring_to('aftercare')
        self.assertTrue(self.dialog('contact_direct').took_place)
        self.case.sudo().offered_mediator_id = self.other_mediator
        values = {'case_id': self.case.id, 'outcome_id': self.outcome.id}
        theirs = self.env['mediation.closing'].with_user(self.other_mediator).create(values)
        self.assertFalse(theirs.took_place or theirs.missing or theirs.date_aftercare)

    # Reopening

    def reopen(self):
        self.case.action_reopen()
        return self.case.sudo().next_case_ids.sudo(False).with_user(self.mediator)

    def test_a_reopened_case_is_a_new_one_with_the_same_people_and_nothing_agreed(self):
        self.initiator.with_user(self.mediator).wishes = "Canary wish"
        self.bring_to('closed')
        new = self.as_user(self.reopen(), self.mediator)
        self.assertEqual(self.case.phase, 'closed')
        self.assertEqual(new.phase, 'registered')
        self.assertEqual(new.mediator_id, self.mediator)
        self.assertEqual(new.sudo().previous_case_id, self.case)
        again = new.party_ids.filtered('is_initiator')
        for name in ('full_name', 'email_address', 'phone_number', 'street', 'birth_date', 'side'):
            with self.subTest(name=name):
                self.assertEqual(again[name], self.initiator.with_user(self.mediator)[name])
        self.assertFalse(again.wishes)
        self.assertEqual(set(new.party_ids.mapped('side')), {'harmed', 'responsible'})
        self.assertFalse(new.consent_ids | new.party_ids.consent_ids)
        self.assertEqual(set(new.party_ids.mapped('consent_state')), {'not_asked'})
        self.assertFalse(new.party_ids.contact_mode_ids)
        self.assertFalse(new.declared_user_ids)

    def test_the_same_people_in_the_case_before_are_no_possible_match(self):
        self.bring_to('closed')
        self.assertFalse(self.as_user(self.reopen(), self.mediator).has_possible_match)

    def test_two_clicks_reopen_once(self):
        self.bring_to('closed')
        self.assertEqual(len(self.reopen()), 1)
        self.assertEqual(len(self.reopen()), 1)

    def test_only_a_closed_case_is_reopened_and_by_whoever_did_it(self):
        with self.assertRefused(UserError, "Only a closed case"):
            self.case.action_reopen()
        self.bring_to('closed')
        with self.assertRaises(UserError):
            self.as_user(self.case, self.manager).action_reopen()
        with self.assertRaises(AccessError):
            self.as_user(self.case, self.other_mediator).action_reopen()

    def test_a_mediator_learns_of_the_linked_case_only_when_it_is_his(self):
        self.bring_to('closed')
        new = self.reopen()
        new.sudo().mediator_id = self.other_mediator
        theirs = self.as_user(new, self.other_mediator)
        self.assertFalse(theirs.has_linked_cases)
        with self.assertRaises(AccessError):
            theirs.read(['previous_case_id'])
        self.assertNotIn(self.case.name, str(theirs.action_open_linked()))
        self.assertTrue(self.as_user(new, self.manager).has_linked_cases)
        self.assertFalse(self.as_user(self.case, self.mediator).has_linked_cases)
