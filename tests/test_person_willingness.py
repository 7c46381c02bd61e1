"""Who wants contact with whom, and in which form: nobody is brought together against a no."""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .process import ProcessCase


class TestPersonWillingness(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')

    def answer(self, party, other, answer, mode=None):
        return (
            self.env['mediation.willingness']
            .with_user(self.mediator)
            .create(
                {
                    'party_id': party.id,
                    'other_party_id': other.id,
                    'answer': answer,
                    'contact_mode_id': self.modes[mode].id if mode else False,
                }
            )
        )

    def test_a_no_takes_the_go_away_and_a_yes_lets_it_be_given_anew(self):
        contact = self.prepare_contact()
        self.assertTrue(contact.go)
        no = self.answer(self.other, self.initiator, 'no')
        self.assertFalse(contact.go_date)
        with self.assertRefused(UserError, "a form of contact that all parties accept"):
            contact.action_give_go()
        no.answer = 'yes'
        contact.action_give_go()
        self.assertTrue(contact.go)
        no.answer = 'later'
        self.assertFalse(contact.go_date)

    def test_a_no_to_one_form_leaves_the_others(self):
        contact = self.prepare_contact('letter')
        self.answer(self.other, self.initiator, 'no', 'meeting')
        self.assertTrue(contact.go)
        self.answer(self.other, self.initiator, 'no', 'letter')
        self.assertFalse(contact.go)

    def test_an_answer_about_a_form_goes_before_one_about_all(self):
        contact = self.prepare_contact('letter')
        self.answer(self.other, self.initiator, 'yes', 'letter')
        self.answer(self.other, self.initiator, 'no')
        self.assertTrue(contact.go)

    def test_a_no_between_two_is_none_between_others(self):
        self.case.party_ids = [Command.create({'side': 'harmed', 'full_name': "Canary third"})]
        third = self.case.party_ids - self.initiator - self.other
        contact = self.prepare_contact()
        self.answer(third, self.other, 'no')
        self.assertTrue(contact.go)

    def test_contact_is_between_the_two_sides(self):
        with self.assertRefused(ValidationError, "one person of each side"):
            self.answer(self.initiator, self.initiator, 'yes')

    def test_everybody_is_of_this_case(self):
        elsewhere = self.as_user(self.make_case(self.mediator), self.mediator)
        with self.assertRefused(UserError, "another case"):
            self.answer(self.initiator, elsewhere.party_ids[1], 'yes')

    def test_the_case_offers_what_all_accept(self):
        letter, meeting = self.modes['letter'], self.modes['meeting']
        self.initiator.contact_mode_ids = letter | meeting
        self.other.contact_mode_ids = letter
        self.assertEqual(self.case.common_mode_ids, letter)
        self.other.contact_mode_ids = False
        self.assertFalse(self.case.common_mode_ids)

    def test_what_all_accept_is_for_members_only(self):
        for login in ('desk', 'manager'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(self.case, self.users[login]).read(['common_mode_ids'])
        for name in ('common_mode_ids', 'has_notice_due'):
            theirs = self.as_user(self.case, self.privacy_officer)
            self.initiator.contact_mode_ids = self.other.contact_mode_ids = self.modes['letter']
            with self.subTest(name=name):
                self.assertFalse(self.as_user(theirs, self.privacy_officer)[name])

    def test_the_mediator_fills_in_the_matrix_on_the_case(self):
        values = {
            'party_id': self.other.id,
            'other_party_id': self.initiator.id,
            'answer': 'yes',
        }
        self.case.write({'willingness_ids': [Command.create(values)]})
        self.assertEqual(self.case.willingness_ids.answer, 'yes')
