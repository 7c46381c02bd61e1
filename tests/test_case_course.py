from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import users

from .common import MediationCase


class TestCaseCourse(MediationCase):
    def test_a_case_enters_no_phase_without_a_mediator(self):
        case = self.make_case()
        for phase in ('intake', 'approach', 'preparation', 'contact', 'aftercare', 'closed'):
            with (
                self.subTest(phase=phase),
                self.assertRefused(UserError, "A mediator has to accept"),
            ):
                case.sudo().stage_id = self.stages[phase]

    def test_a_case_cannot_be_made_beyond_a_gate(self):
        with self.assertRefused(UserError, "A mediator has to accept"):
            self.env['mediation.case'].create(
                {'initiator_side': 'harmed', 'stage_id': self.stages['intake'].id}
            )

    def test_a_mediator_moves_the_own_case_on(self):
        case = self.make_case(self.mediator)
        mine = self.as_user(case, self.mediator)
        mine.stage_id = self.stages['intake']
        self.assertEqual(mine.phase, 'intake')
        self.assertEqual(mine.days_in_stage, 0)

    def test_a_case_is_not_closed_without_a_reason(self):
        mine = self.as_user(self.make_case(self.mediator), self.mediator)
        with self.assertRefused(UserError, "Choose the reason for closing"):
            mine.stage_id = self.stages['closed']
        self.assertFalse(mine.date_closed)
        mine.write({'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id})
        self.assertEqual(mine.phase, 'closed')
        self.assertTrue(mine.date_closed)

    def test_a_closed_case_stays_closed(self):
        mine = self.as_user(self.make_case(self.mediator), self.mediator)
        mine.write({'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id})
        with self.assertRefused(UserError, "stays closed"):
            mine.stage_id = self.stages['aftercare']
        other = self.env.ref('herstelbemiddeling.mediation_outcome_no_reaction')
        for outcome in (self.env['mediation.outcome'], other):
            with self.assertRefused(UserError, "keeps the reason"):
                mine.write({'stage_id': self.stages['closed'].id, 'outcome_id': outcome.id})

    def test_several_cases_move_together_or_not_at_all(self):
        ready = self.make_case(self.mediator)
        waiting = self.make_case()
        with self.assertRaises(UserError):
            (ready | waiting).sudo().write({'stage_id': self.stages['intake'].id})
        self.env.invalidate_all()
        self.assertEqual(ready.phase, 'registered')

    def test_what_is_missing_is_told_before_the_move(self):
        case = self.make_case()
        self.assertIn("A mediator has to accept", case.missing)
        self.assertEqual(case.next_step, "Offer it to a mediator")
        case.with_user(self.desk)._offer_to(self.mediator)
        self.assertEqual(case.next_step, "Mediator decides whether to accept")
        mine = self.as_user(case, self.mediator)
        self.assertEqual(mine.next_step, "Say whether you accept this case")
        mine.action_accept()
        self.assertIn("which information", mine.missing)
        self.inform(mine.party_ids.filtered('is_initiator'))
        self.assertFalse(self.as_user(case, self.mediator).missing)
        self.assertEqual(mine.next_step, "Inform the initiator and plan the intake")

    def test_the_organisation_may_rename_and_add_stages(self):
        extra = self.env['mediation.stage'].create(
            {'name': "Second intake", 'phase': 'intake', 'sequence': 25}
        )
        mine = self.as_user(self.make_case(self.mediator), self.mediator)
        mine.stage_id = extra
        self.assertEqual(mine.phase, 'intake')

    def test_a_case_goes_stale_after_the_days_of_its_stage(self):
        case = self.make_case(self.mediator)
        case.stage_id.rotting_threshold_days = 7
        Case = self.env['mediation.case']
        for days, stale in ((6, False), (8, True)):
            with self.subTest(days=days):
                case.sudo().date_last_stage_update = fields.Datetime.now() - timedelta(days=days)
                self.env.flush_all()
                self.env.invalidate_all()
                self.assertEqual(case.is_rotting, stale)
                self.assertEqual(case in Case.search([('is_rotting', '=', True)]), stale)

    def test_a_paused_or_closed_case_is_not_stale(self):
        case = self.make_case(self.mediator)
        case.sudo().date_last_stage_update = fields.Datetime.now() - timedelta(days=400)
        self.assertTrue(case.is_rotting)
        case.sudo().paused_until = fields.Date.today() + timedelta(days=3)
        self.assertTrue(case.is_paused)
        self.assertFalse(case.is_rotting)
        self.assertNotIn(case, self.env['mediation.case'].search([('is_rotting', '=', True)]))
        case.sudo().paused_until = fields.Date.today()
        self.assertFalse(case.is_paused)
        self.assertTrue(case.is_rotting)

    def test_time_in_each_stage_is_kept(self):
        case = self.make_case(self.mediator)
        self.env.cr.flush()  # as at the end of a request: tracking is written
        case.with_user(self.mediator).stage_id = self.stages['intake']
        self.env.cr.flush()
        self.assertIn(str(self.stages['registered'].id), case.duration_tracking)

    def test_only_mediators_carry_a_case(self):
        case = self.make_case()
        for login in ('manager', 'employee', 'desk'):
            with self.subTest(login=login), self.assertRaises(ValidationError):
                case.sudo().mediator_id = self.users[login]

    def test_whoever_is_recused_cannot_be_given_the_case(self):
        case = self.make_case()
        self.recuse(case.sudo(), self.mediator)
        with self.assertRaises(ValidationError):
            case.sudo().mediator_id = self.mediator

    def test_only_the_mediator_to_whom_it_is_offered_can_accept(self):
        case = self.make_case()
        case.with_user(self.desk)._offer_to(self.mediator)
        for login in ('other_mediator', 'desk', 'manager'):
            with self.subTest(login=login), self.assertRaises(UserError):
                self.as_user(case, self.users[login]).action_accept()
        self.assertFalse(case.mediator_id)

    def test_a_declined_offer_goes_back_to_the_desk(self):
        case = self.make_case()
        case.with_user(self.desk)._offer_to(self.mediator)
        self.as_user(case, self.mediator).action_decline_offer()
        self.assertFalse(case.offered_mediator_id)
        with self.assertRaises(AccessError):
            self.as_user(case, self.mediator).read(['name'])
        self.assertEqual(
            self.as_user(case.party_ids, self.desk).mapped('full_name'), ["Canary Person", False]
        )

    def test_desk_and_manager_assign_but_do_not_move(self):
        case = self.make_case(self.mediator)
        for login in ('desk', 'manager'):
            theirs = self.as_user(case, self.users[login])
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    theirs.stage_id = self.stages['intake']
                with self.assertRaises(AccessError):
                    theirs.outcome_id = self.outcome
                theirs.mediator_id = self.other_mediator
                self.assertEqual(case.mediator_id, self.other_mediator)
                case.sudo().mediator_id = self.mediator

    @users('test_mediator')
    def test_a_mediator_does_not_choose_who_is_a_member(self):
        case = self.make_case(self.mediator).with_env(self.env)
        for values in (
            {'mediator_id': self.other_mediator.id},
            {'co_mediator_ids': [(4, self.other_mediator.id)]},
            {'member_ids': [(4, self.other_mediator.id)]},
            {'name': 'HB-AAAAAA'},
            {'handed_over': False},
        ):
            with self.subTest(values=list(values)), self.assertRaises(AccessError):
                case.write(values)

    def test_a_notice_is_in_the_language_of_whoever_reads_it(self):
        self.env['res.lang']._activate_lang('nl_NL')
        self.mediator.lang = 'nl_NL'
        case = self.make_case()
        case.with_user(self.desk).with_context(lang='en_US')._offer_to(self.mediator)
        notice = self.env['mail.message'].search(
            [('message_type', '=', 'user_notification')], order='id desc', limit=1
        )
        self.assertIn("aangeboden", notice.subject)

    def test_a_notice_holds_nothing_of_the_case(self):
        case = self.make_case()
        before = self.env['mail.message'].search([], limit=1, order='id desc').id
        case.with_user(self.desk)._offer_to(self.mediator)
        notice = self.env['mail.message'].search(
            [('id', '>', before), ('message_type', '=', 'user_notification')]
        )
        self.assertEqual(notice.partner_ids, self.mediator.partner_id)
        self.assertFalse(notice.model or notice.res_id)
        self.assertNotIn(case.name, notice.body + notice.subject)
