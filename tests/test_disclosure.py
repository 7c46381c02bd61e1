"""A text leaves only when everybody of both sides agreed to exactly these words for this reader."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .letters import INITIATOR, OTHER, LetterCase, text_of


class TestDisclosure(LetterCase):
    def setUp(self):
        super().setUp()
        self.bring_to('contact')
        self.disclosure = (
            self.env['mediation.disclosure']
            .with_user(self.mediator)
            .create(
                {
                    'case_id': self.case.id,
                    'recipient': "Mevrouw Lezer\nPostbus 2\n1000 AA Elders",
                    'text': "Er is met elkaar gesproken.",
                }
            )
        )

    def agree(self, party, decision='given', **values):
        return (
            self.env['mediation.disclosure.agreement']
            .with_user(self.mediator)
            .create(
                {
                    'disclosure_id': self.disclosure.id,
                    'party_id': party.id,
                    'decision': decision,
                    **values,
                }
            )
        )

    def all_agree(self):
        for party in self.initiator | self.other:
            self.agree(party)
        self.assertTrue(self.disclosure.is_agreed)

    def assertCannotLeave(self, sentence="has to agree to this version"):
        self.assertFalse(self.disclosure.is_agreed)
        with self.assertRefused(UserError, sentence):
            self.disclosure.action_print()
        with self.assertRefused(UserError, sentence):
            self.disclosure._pdf()

    def test_it_leaves_when_everybody_agreed_and_says_nothing_else(self):
        self.assertCannotLeave()
        self.agree(self.initiator)
        self.assertCannotLeave()
        self.agree(self.other)
        self.disclosure.action_print()
        self.assertTrue(self.disclosure.date_printed)
        text = text_of(self.disclosure._pdf())
        self.assertIn("Er is met elkaar gesproken.", text)
        self.assertIn("Mevrouw Lezer", text)
        for told in (INITIATOR, OTHER):
            self.assertHoldsNothingOf(text, told)
        for word in self.telling():
            self.assertNotIn(word, text)

    def test_it_is_recorded_on_the_screen(self):
        for party in self.initiator | self.other:
            with Form(self.disclosure) as form, form.agreement_ids.new() as line:
                line.party_id = party
            self.assertEqual(self.disclosure.agreement_ids[0].party_id, party)
        self.assertTrue(self.disclosure.is_agreed)
        with Form(self.disclosure) as form:
            form.text = "Er is niet gesproken."
        self.assertCannotLeave()

    def test_any_change_voids_every_agreement(self):
        for values in ({'text': "Er is niet gesproken."}, {'recipient': "Meneer Ander"}):
            self.all_agree()
            version = self.disclosure.version
            self.disclosure.write(values)
            self.assertEqual(self.disclosure.version, version + 1)
            self.assertCannotLeave()

    def test_going_back_to_the_old_words_does_not_bring_the_agreement_back(self):
        self.all_agree()
        words = self.disclosure.text
        self.disclosure.text = "Iets anders."
        self.disclosure.text = words
        self.assertEqual(self.disclosure.version, 3)
        self.assertCannotLeave()

    def test_the_same_words_again_change_nothing(self):
        self.all_agree()
        self.disclosure.text = self.disclosure.text
        self.assertTrue(self.disclosure.is_agreed)

    def test_one_who_takes_it_back_is_enough(self):
        self.all_agree()
        self.agree(self.other, 'withdrawn')
        self.assertCannotLeave(self.other.code)
        self.agree(self.other)
        self.assertTrue(self.disclosure.is_agreed)

    def test_who_has_stopped_still_has_to_agree(self):
        self.agree(self.initiator)
        self.other.sudo().state = 'withdrawn'
        self.assertCannotLeave(self.other.code)

    def test_for_a_minor_the_guardian_agrees_too(self):
        self.other.sudo().is_minor = True
        for party in self.initiator | self.other:
            self.agree(party)
        self.assertCannotLeave("The legal guardian")
        self.agree(self.other, given_by='guardian')
        self.assertTrue(self.disclosure.is_agreed)

    def test_nobody_agrees_to_words_that_have_changed_meanwhile(self):
        with self.assertRefused(UserError, "has changed meanwhile"):
            self.agree(self.initiator, version=7)
        agreement = self.agree(self.initiator, digest='made up')
        self.assertEqual(agreement.digest, self.disclosure.digest)

    def test_what_was_recorded_stays(self):
        agreement = self.agree(self.initiator)
        for attempt in (
            lambda: agreement.write({'decision': 'withdrawn'}),
            lambda: agreement.sudo().unlink(),
            lambda: self.disclosure.write({'version': 1}),
            lambda: self.disclosure.write({'digest': 'x'}),
        ):
            with self.assertRefused(UserError, "stays as it is"):
                attempt()

    def test_nothing_leaves_without_words_or_a_reader(self):
        self.disclosure.recipient = False
        for party in self.initiator | self.other:
            self.agree(party)
        self.assertCannotLeave("for whom they are")

    def test_only_members_print_it(self):
        self.all_agree()
        for user in (self.other_mediator, self.manager, self.desk):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.as_user(self.disclosure, user).action_print()

    def test_the_words_are_nowhere_plain(self):
        self.env.flush_all()
        self.env.cr.execute(
            'SELECT d::text FROM mediation_disclosure d WHERE id = %s', [self.disclosure.id]
        )
        [row] = self.env.cr.fetchone()
        self.assertNotIn("gesproken", row)
        self.assertNotIn("Lezer", row)
