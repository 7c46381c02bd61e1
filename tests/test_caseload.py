"""All cases of a mediator who falls out go to colleagues in one go; each of them may decline."""

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase


class TestCaseload(ProcessCase):
    def setUp(self):
        super().setUp()
        self.second = self.as_user(self.make_case(self.mediator), self.mediator)
        self.entry = self.env['mediation.mediator'].create({'user_id': self.mediator.id})

    def open(self, user=None):
        action = self.entry.with_user(user or self.manager).action_give_cases()
        return self.env[action['res_model']].with_user(self.manager).browse(action['res_id'])

    def test_each_case_is_offered_and_its_mediator_stays_until_it_is_accepted(self):
        caseload = self.open()
        self.assertEqual(set(caseload.line_ids.case_id.ids), {self.case.id, self.second.id})
        caseload.line_ids.to_user_id = self.other_mediator
        caseload.action_give()
        for case in (self.case, self.second):
            seen = self.as_user(case, self.manager)
            self.assertEqual(seen.offered_mediator_id, self.other_mediator)
            self.assertEqual(seen.mediator_id, self.mediator)
        self.as_user(self.case, self.other_mediator).action_accept()
        self.assertEqual(self.as_user(self.case, self.manager).mediator_id, self.other_mediator)
        with self.assertRaises(AccessError):
            self.as_user(self.initiator, self.mediator).read(['code'])

    def test_who_is_ill_is_out_of_all_of_them_at_once(self):
        caseload = self.open()
        caseload.is_out_now = True
        caseload.line_ids[0].to_user_id = self.other_mediator
        caseload.line_ids[1].to_user_id = False
        caseload.action_give()
        for case in (self.case, self.second):
            self.assertFalse(self.as_user(case, self.manager).mediator_id)
            with self.assertRaises(AccessError):
                self.as_user(case.sudo().party_ids, self.mediator).read(['code'])
        waiting = [case for case in (self.case, self.second) if not case.sudo().offered_mediator_id]
        self.assertEqual(len(waiting), 1)

    def test_nobody_is_proposed_who_is_recused_or_does_it_already(self):
        self.recuse(self.case.sudo(), self.other_mediator)
        self.second.sudo().co_mediator_ids = [Command.link(self.co_mediator.id)]
        for line in self.open().line_ids:
            self.assertNotIn(line.to_user_id, self.mediator | line.case_id.recused_user_ids)
            self.assertNotIn(line.to_user_id, line.case_id.sudo().co_mediator_ids)

    def test_a_case_that_somebody_else_got_meanwhile_stays_there(self):
        caseload = self.open()
        self.as_user(self.case, self.manager).mediator_id = self.other_mediator
        caseload.line_ids.to_user_id = self.co_mediator
        caseload.action_give()
        case = self.as_user(self.case, self.manager)
        self.assertEqual(case.mediator_id, self.other_mediator)
        self.assertFalse(case.offered_mediator_id)

    def test_only_managers_decide_this(self):
        for user in (self.desk, self.mediator, self.privacy_officer):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.open(user)
        empty = self.env['mediation.mediator'].create({'user_id': self.co_mediator.id})
        with self.assertRefused(UserError, "has no open case"):
            empty.with_user(self.manager).action_give_cases()
