"""Every gate from both sides: what is missing is said, and what is there lets the case through."""

from odoo import Command, fields
from odoo.exceptions import UserError

from .process import ProcessCase


class TestProcessGates(ProcessCase):
    def assertGateShut(self, phase, sentence):
        self.assertIn(sentence, self.case.missing)
        with self.assertRefused(UserError, sentence):
            self.move(phase)

    def test_the_shortest_way_leads_through_every_gate(self):
        self.bring_to('closed')
        self.assertEqual(self.case.phase, 'closed')
        self.assertTrue(self.case.date_closed)

    def test_intake_needs_information_and_the_declaration(self):
        self.case.sudo().party_ids.information_ids.unlink()
        self.assertGateShut('intake', "which information the initiator was given")
        self.case.sudo().declared_user_ids = False
        self.assertGateShut('intake', "no conflict of interest")
        self.case.action_declare_no_conflict()
        self.inform(self.initiator.with_user(self.mediator))
        self.move('intake')

    def test_intake_needs_a_second_mediator_where_the_offence_asks_for_it(self):
        self.case.offence_id.sudo().needs_co_mediator = True
        self.assertGateShut('intake', "a second mediator")
        self.case.sudo().co_mediator_ids = self.co_mediator
        self.move('intake')

    def test_approach_needs_an_intake_and_the_initiator_who_still_wants_it_after_it(self):
        self.bring_to('intake')
        self.assertGateShut('approach', "Hold the intake")
        self.consent(self.initiator, 'approach', moment=self.ago(days=3))
        self.talk(self.initiator, 'intake', date_start=self.ago(days=2))
        self.assertGateShut('approach', "still wanted")
        self.consent(self.initiator, 'approach')
        self.move('approach')

    def test_approach_stops_at_a_ban_until_somebody_decided(self):
        self.bring_to('intake')
        self.prepare_approach()
        ban = (
            self.env['mediation.restriction']
            .with_user(self.mediator)
            .create({'party_id': self.other.id, 'protected_party_id': self.initiator.id})
        )
        self.assertGateShut('approach', "A contact ban is in force")
        ban.decision = 'allowed'
        self.move('approach')

    def test_preparation_needs_the_consent_of_every_core_party(self):
        self.bring_to('approach')
        self.consent(self.initiator, 'participation')
        self.assertGateShut('preparation', "Every party has to consent")
        self.inform(self.other.with_user(self.mediator))
        self.consent(self.other, 'participation')
        self.move('preparation')

    def test_a_minor_assents_and_the_guardian_consents(self):
        self.bring_to('approach')
        self.other.with_user(self.mediator).birth_date = fields.Date.today()
        self.assertTrue(self.other.is_minor)
        self.prepare_preparation()
        self.assertGateShut('preparation', "the legal guardian has to consent too")
        self.consent(self.other, 'participation', given_by='guardian')
        self.move('preparation')

    def test_contact_needs_all_that_makes_it_safe(self):
        self.bring_to('preparation')
        for sentence in ("that all parties accept", "with every party", "good today", "your go"):
            self.assertGateShut('contact', sentence)
        contact = self.prepare_contact()
        self.assertTrue(contact.go)
        self.move('contact')

    def test_the_go_needs_everything_and_names_it(self):
        self.bring_to('preparation')
        contact = self.contact()
        with self.assertRefused(UserError, "Hold a preparation"):
            contact.action_give_go()
        self.other.with_user(self.mediator).needs_interpreter = True
        self.initiator.with_user(self.mediator).detained = True
        with self.assertRefused(UserError, "Arrange the interpreter"):
            self.prepare_contact()
        self.assertIn("permission of the institution", contact.missing)

    def test_aftercare_needs_a_completed_contact(self):
        self.bring_to('contact')
        self.assertGateShut('aftercare', "Complete at least one contact")
        self.case.contact_ids.action_complete()
        self.move('aftercare')

    def test_closing_needs_one_outcome_and_nothing_pending(self):
        self.bring_to('preparation')
        with self.assertRefused(UserError, "reason for closing"):
            self.move('closed')
        planned = self.talk(self.initiator, 'preparation', state='planned')
        with self.assertRefused(UserError, "still planned or waiting"):
            self.move('closed', outcome_id=self.outcome.id)
        planned.action_call_off()
        self.move('closed', outcome_id=self.outcome.id)

    def test_a_paused_case_moves_nowhere(self):
        self.bring_to('intake')
        self.prepare_approach()
        self.case.paused_until = fields.Date.add(fields.Date.today(), days=14)
        self.assertGateShut('approach', "The case is paused")
        self.case.paused_until = False
        self.move('approach')

    def test_managers_are_told_what_the_organisation_has_to_do_and_nothing_of_parties(self):
        self.case.sudo().declared_user_ids = [Command.clear()]
        theirs = self.as_user(self.case, self.manager)
        self.assertIn("no conflict of interest", theirs.missing)
        self.assertNotIn("initiator", theirs.missing)
