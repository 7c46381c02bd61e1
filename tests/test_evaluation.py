"""How it went: asked by code, answered once, and nothing leads from the answers to a person."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .letters import LetterCase

ANSWERS = {'score_safe': 4, 'score_heard': 5, 'may_be_used': True}


class TestEvaluation(LetterCase):
    def setUp(self):
        super().setUp()
        self.Evaluation = self.env['mediation.evaluation']
        self.Answer = self.env['mediation.evaluation.answer']
        self.answers_before = self.Answer.search([])

    def code(self, party=None):
        action = (party or self.other).with_user(self.mediator).action_ask_evaluation()
        return action['params']['message']

    def answers(self):
        return self.Answer.search([]) - self.answers_before

    def test_who_took_part_is_asked_in_the_aftercare_and_nobody_else(self):
        self.bring_to('contact')
        with self.assertRefused(UserError, "asked in the aftercare"):
            self.code()
        self.prepare_aftercare()
        self.move('aftercare')
        self.assertTrue(self.code())
        self.consent(self.other, 'participation', decision='withdrawn')
        with self.assertRefused(UserError, "does not take part"):
            self.code()
        with self.assertRaises(AccessError):
            self.as_user(self.initiator, self.other_mediator).action_ask_evaluation()

    def test_the_code_is_stored_nowhere_and_works_once(self):
        self.bring_to('aftercare')
        code = self.code()
        self.assertNotIn(code, str(self.other.sudo().evaluation_ids.read()))
        self.assertTrue(self.Evaluation._answer(f' {code.lower()} ', ANSWERS))
        self.assertFalse(self.Evaluation._answer(code, ANSWERS))
        self.assertFalse(self.Evaluation._answer('AAAA-AAAA-AAAA-AAAA', ANSWERS))
        self.assertTrue(self.other.sudo().evaluation_ids.is_answered)
        self.assertEqual(len(self.answers()), 1)

    def test_who_lost_the_code_gets_the_same_one_and_who_answered_gets_none(self):
        self.bring_to('aftercare')
        code = self.code()
        self.assertEqual(self.code(), code)
        self.assertEqual(len(self.other.sudo().evaluation_ids), 1)
        self.assertNotEqual(self.code(self.initiator), code)
        self.Evaluation._answer(code, ANSWERS)
        with self.assertRefused(UserError, "has answered already"):
            self.code()

    def test_a_code_that_has_ended_is_followed_by_another_one(self):
        self.bring_to('aftercare')
        code = self.code()
        self.other.sudo().evaluation_ids.date_until = fields.Date.add(fields.Date.today(), days=-1)
        self.assertNotEqual(self.code(), code)

    def test_the_letter_with_the_code_goes_on_paper_and_also_after_closing(self):
        self.bring_to('contact')
        early = self.dispatch(self.other, 'evaluation')
        with self.assertRefused(UserError, "asked in the aftercare"):
            early.action_print()
        self.prepare_aftercare()
        self.move('aftercare')
        with self.assertRefused(ValidationError, "for paper only"):
            self.dispatch(self.other, 'evaluation', 'mail')
        outcome = self.env.ref('herstelbemiddeling.mediation_outcome_contact_direct')
        self.move('closed', outcome_id=outcome.id)
        self.assertIn(self.code(), self.printed(self.other, 'evaluation'))

    def test_the_dead_are_not_asked(self):
        self.bring_to('aftercare')
        self.other.sudo().state = 'deceased'
        with self.assertRefused(UserError, "asked in the aftercare"):
            self.code()

    def test_a_code_ends(self):
        self.bring_to('aftercare')
        code = self.code()
        self.other.sudo().evaluation_ids.date_until = fields.Date.add(fields.Date.today(), days=-1)
        self.assertFalse(self.Evaluation._answer(code, ANSWERS))

    def test_an_answer_knows_the_month_the_side_and_the_form_only(self):
        self.bring_to('aftercare')
        before = self.other.sudo().evaluation_ids
        code = self.code()
        asked = self.other.sudo().evaluation_ids - before
        stamp = asked.write_date
        self.Evaluation._answer(code, ANSWERS)
        answer = self.answers()
        self.assertEqual((answer.side, answer.contact_mode_id.code), ('responsible', 'meeting'))
        self.assertEqual((answer.score_safe, answer.score_free), (4, 0))
        self.assertEqual(answer.month, fields.Date.today().strftime('%Y-%m'))
        stored = {name for name, field in self.Answer._fields.items() if field.store}
        self.assertFalse(stored & {'case_id', 'party_id', 'create_date', 'write_date', 'code'})
        asked.invalidate_recordset()
        self.assertEqual(asked.write_date, stamp)

    def test_the_order_of_answers_does_not_stay(self):
        self.bring_to('aftercare')
        for number in range(30):
            self.Answer._take(
                {'side': 'harmed', 'contact_mode_id': False, 'score_safe': 1 + number % 5}
            )
        first = self.answers().sorted('id').mapped('score_safe')
        self.Answer._mix()
        second = self.answers().sorted('id').mapped('score_safe')
        self.assertNotEqual(first, second)
        self.assertEqual(sorted(first), sorted(second))

    def test_a_score_that_is_none_is_refused(self):
        self.bring_to('aftercare')
        with self.assertRefused(UserError, "from 1 to 5"):
            self.Evaluation._answer(self.code(), {'score_safe': 6})

    def test_nobody_reads_the_answers(self):
        for user in (self.mediator, self.manager, self.desk, self.privacy_officer):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.Answer.with_user(user).search([])
