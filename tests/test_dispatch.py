"""What may be said to whom, and when: every letter and mail passes the gates of its kind."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .letters import LetterCase


class TestDispatch(LetterCase):
    def assertMayNotGo(self, dispatch, sentence):
        with self.assertRefused(UserError, sentence):
            dispatch._check_may_go()
        action = dispatch.action_send if dispatch.channel == 'mail' else dispatch.action_print
        with self.assertRefused(UserError, sentence):
            action()

    def test_nobody_is_invited_before_the_gate_of_the_approach(self):
        self.bring_to('intake')
        for channel in ('post', 'mail'):
            invitation = self.dispatch(self.other, 'invitation', channel)
            self.assertMayNotGo(invitation, "only after the gate of the approach")
        self.assertMayNotGo(
            self.dispatch(self.other, 'legal_notice'), "only after the gate of the approach"
        )
        self.prepare_approach()
        self.move('approach')
        self.dispatch(self.other, 'invitation').action_print()
        self.assertEqual(self.other.state, 'approached')

    def test_an_invitation_falls_when_the_ground_of_the_approach_does(self):
        self.bring_to('approach')
        invitation = self.dispatch(self.other, 'invitation')
        self.env['mediation.restriction'].with_user(self.mediator).create(
            {'party_id': self.other.id, 'protected_party_id': self.initiator.id}
        )
        self.assertMayNotGo(invitation, "A contact ban is in force")

    def test_the_initiator_and_who_declined_are_not_invited(self):
        self.bring_to('approach')
        self.assertMayNotGo(self.dispatch(self.initiator, 'invitation'), "is not invited")
        self.other.sudo().state = 'declined'
        self.assertMayNotGo(self.dispatch(self.other, 'invitation'), "does not take part")

    def test_other_letters_need_consent(self):
        self.bring_to('approach')
        sheet = self.dispatch(self.other, 'preparation')
        self.assertMayNotGo(sheet, "has not agreed to a talk yet")
        self.inform(self.other.with_user(self.mediator))
        self.consent(self.other, 'intake')
        sheet.action_print()

    def test_an_appointment_is_of_a_talk_that_is_to_come_with_this_person(self):
        self.bring_to('preparation')
        appointment = self.dispatch(self.other)
        self.assertMayNotGo(appointment, "Choose the talk")
        appointment.session_id = self.planned(self.initiator)
        self.assertMayNotGo(appointment, "is not planned with")
        appointment.session_id = self.planned(self.other)
        appointment.session_id.action_call_off()
        self.assertMayNotGo(appointment, "is not planned with")

    def test_a_paused_case_is_silent(self):
        self.bring_to('preparation')
        letters = [self.dispatch(self.other, kind) for kind in ('preparation', 'legal_notice')]
        self.case.paused_until = fields.Date.add(fields.Date.today(), days=9)
        for letter in letters:
            self.assertMayNotGo(letter, "is paused until")

    def test_nobody_hears_of_an_end_who_did_not_hear_of_the_beginning(self):
        self.bring_to('approach')
        self.assertMayNotGo(self.dispatch(self.initiator, 'closing'), "Both sides take part still")
        self.consent(self.initiator, 'approach', decision='withdrawn')
        self.assertMayNotGo(self.dispatch(self.other, 'closing'), "was never written to")
        self.dispatch(self.initiator, 'closing').action_print()

    def test_nobody_writes_to_the_dead(self):
        self.bring_to('approach')
        self.other.state = 'deceased'
        for kind in ('invitation', 'legal_notice', 'closing', 'preparation'):
            self.assertMayNotGo(self.dispatch(self.other, kind), "does not take part")

    def test_after_a_withdrawal_nothing_that_waited_can_go(self):
        self.bring_to('preparation')
        talk = self.planned(self.other)
        mine = self.dispatch(self.other, session_id=talk.id)
        theirs = self.dispatch(self.initiator, 'preparation')
        gone = self.dispatch(self.initiator, 'preparation')
        gone.action_print()
        self.consent(self.other, 'participation', decision='withdrawn')
        states = [letter.state for letter in (mine, theirs, gone)]
        self.assertEqual(states, ['cancelled', 'cancelled', 'printed'])
        with self.assertRefused(UserError, "Cancelled"):
            mine.action_print()

    def test_what_is_for_paper_is_not_mailed(self):
        for kind in ('preparation', 'legal_notice'):
            with self.assertRefused(ValidationError, "for paper only"):
                self.dispatch(self.initiator, kind, 'mail')

    def test_nobody_writes_the_state_by_hand(self):
        letter = self.dispatch(self.initiator, 'preparation')
        with self.assertRefused(UserError, "stays as it is"):
            letter.state = 'sent'
        created = self.dispatch(self.initiator, 'preparation', state='sent', tries=3)
        self.assertEqual((created.state, created.tries), ('draft', 0))
        letter.action_print()
        with self.assertRefused(UserError, "stays as it is"):
            letter.party_id = self.other

    def test_a_talk_of_another_case_cannot_be_written_about(self):
        mine, self.case = self.case, self.as_user(self.make_case(self.mediator), self.mediator)
        strange = self.planned(self.case.party_ids.filtered('is_initiator'))
        self.case = mine
        with self.assertRefused(UserError, "another case"):
            self.dispatch(self.initiator, session_id=strange.id)

    def test_only_members_see_print_and_send(self):
        letter = self.dispatch(self.initiator, 'preparation')
        for user in (self.other_mediator, self.manager, self.desk, self.employee):
            theirs = self.as_user(letter, user)
            for attempt in (theirs.action_print, theirs.action_cancel, theirs.action_send):
                with self.subTest(login=user.login), self.assertRaises(AccessError):
                    attempt()
            with self.assertRaises(AccessError):
                theirs.read(['kind'])

    def test_the_party_page_opens_a_letter_to_that_person(self):
        action = self.other.with_user(self.mediator).action_invite()
        self.assertEqual(action['res_model'], 'mediation.dispatch')
        self.assertEqual(action['context']['default_kind'], 'invitation')
        with self.assertRaises(AccessError):
            self.as_user(self.other, self.other_mediator).action_invite()
