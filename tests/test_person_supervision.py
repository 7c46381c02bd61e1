"""The practice supervisor sees the assessment he is asked about, as long as he is asked."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user

from .process import ProcessCase

SECRET = "Canary worry"


class TestPersonSupervision(ProcessCase):
    def setUp(self):
        super().setUp()
        self.assessment = self.assess(
            self.initiator, risk='high', safety=SECRET, supervisor_id=self.supervisor.id
        )

    def theirs(self, user=None):
        return self.as_user(self.assessment, user or self.supervisor)

    def assertShut(self, user=None):
        theirs = self.theirs(user)
        with self.assertRaises(AccessError):
            theirs.read(['safety'])
        if theirs.has_access('read') or user is None:
            self.assertFalse(theirs.search([]))

    def test_he_sees_it_while_asked_and_not_before_or_after(self):
        self.assertShut()
        self.assessment.action_ask_supervisor()
        self.assertEqual(self.theirs().safety, SECRET)
        self.assertEqual(self.theirs().search([]), self.assessment)
        self.theirs().action_agree()
        self.assertEqual(self.assessment.supervision, 'agreed')
        self.assertShut()

    def test_high_risk_needs_his_agreement(self):
        current = self.assessment._current
        self.assertNotIn(self.initiator, current(self.initiator))
        self.assessment.action_ask_supervisor()
        self.assertNotIn(self.initiator, current(self.initiator))
        self.theirs().action_agree()
        self.assertIn(self.initiator, current(self.initiator))

    def test_a_refusal_keeps_contact_away(self):
        self.assessment.action_ask_supervisor()
        self.theirs().action_do_not_agree()
        self.assertEqual(self.assessment.supervision, 'refused')
        self.assertNotIn(self.initiator, self.assessment._current(self.initiator))
        with self.assertRefused(UserError, "asked already"):
            self.assessment.action_ask_supervisor()

    def test_he_says_why_and_the_mediator_reads_it(self):
        with self.assertRaises(AccessError):
            self.theirs().supervision_remark = "Canary reason"
        self.assessment.action_ask_supervisor()
        self.theirs().supervision_remark = "Canary reason"
        for vals in ({'risk': 'low'}, {'supervision_remark': "More", 'supervisor_id': False}):
            with self.assertRaises(UserError):
                self.theirs().write(vals)
        self.theirs().action_do_not_agree()
        self.assertEqual(self.theirs(self.mediator).supervision_remark, "Canary reason")
        with self.assertRaises(AccessError):
            self.theirs().supervision_remark = "Later"
        with self.assertRefused(UserError, "Only the practice supervisor"):
            self.theirs(self.mediator).supervision_remark = "In his name"

    def test_no_other_supervisor_is_looked_for_after_a_refusal(self):
        self.assessment.action_ask_supervisor()
        self.theirs().action_do_not_agree()
        with self.assertRefused(UserError, "has answered, and that stays"):
            self.theirs(self.mediator).supervisor_id = False
        self.assertEqual(self.assessment.supervision, 'refused')

    def test_nobody_else_answers(self):
        self.assessment.action_ask_supervisor()
        for method in ('action_agree', 'action_do_not_agree'):
            with self.assertRefused(UserError, "Only the practice supervisor"):
                getattr(self.assessment, method)()
        for vals in ({'supervision': 'agreed'}, {'supervision': 'agreed', 'risk': 'low'}):
            with self.assertRefused(UserError, "only he or she"):
                self.assessment.write(vals)
        for vals in ({'supervision': 'agreed'}, {'good_until': False}):
            with self.assertRaises(UserError):
                self.theirs().write(vals)
        created = self.assess(self.initiator, supervision='agreed')
        self.assertEqual(created.supervision, 'none')

    def test_another_supervisor_sees_nothing(self):
        another = new_test_user(
            self.env,
            login='test_another_supervisor',
            groups='base.group_user,herstelbemiddeling.group_supervisor',
        )
        self.assessment.action_ask_supervisor()
        self.assertShut(another)
        with self.assertRaises(AccessError):
            self.theirs(another).action_agree()
        for login in ('other_mediator', 'manager', 'desk', 'administrator', 'privacy_officer'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.theirs(self.users[login]).read(['risk'])

    def test_he_reaches_nobody_through_it(self):
        self.assessment.action_ask_supervisor()
        theirs = self.theirs()
        [shown] = theirs.web_read({'party_id': {'fields': {'display_name': {}}}})
        self.assertEqual(shown['party_id']['display_name'], self.initiator.code)
        for record in (theirs.party_id, theirs.case_id):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.read([])
        for name in ('full_name', 'side', 'lang_id'):
            with self.subTest(name=name), self.assertRaises(AccessError):
                theirs.party_id.mapped(name)
            with self.subTest(name=name), self.assertRaises(UserError):
                theirs.search([(f'party_id.{name}', '!=', False)])
        with self.assertRaises(AccessError):
            theirs.web_read({'party_id': {'fields': {'full_name': {}}}})
        other_model = self.env['mediation.note'].with_user(self.supervisor)
        with self.assertRaises(AccessError):
            other_model.search([])

    def test_other_assessments_of_the_same_person_stay_shut(self):
        older = self.assess(self.initiator, safety="Canary older")
        self.assessment.action_ask_supervisor()
        with self.assertRaises(AccessError):
            self.as_user(older, self.supervisor).read(['safety'])

    def test_a_recused_supervisor_is_out(self):
        self.assessment.action_ask_supervisor()
        self.recuse(self.case.sudo(), self.supervisor)
        self.assertShut()

    def test_whoever_does_the_case_does_not_judge_it(self):
        self.supervisor.group_ids += self.env.ref('herstelbemiddeling.group_mediator')
        self.case.sudo().co_mediator_ids = self.supervisor
        with self.assertRefused(ValidationError, "nothing to do with this case"):
            self.assess(self.other, supervisor_id=self.supervisor.id)
        with self.assertRefused(ValidationError, "nothing to do with this case"):
            self.assess(self.other, supervisor_id=self.other_mediator.id)

    def test_only_what_is_laid_down_is_judged(self):
        draft = self.assess(self.other, state='draft')
        with self.assertRefused(UserError, "Lay the assessment down"):
            draft.action_ask_supervisor()
        draft.action_lay_down()
        with self.assertRefused(UserError, "Choose the practice supervisor"):
            draft.action_ask_supervisor()

    def test_another_supervisor_has_to_be_asked_anew(self):
        self.assessment.action_ask_supervisor()
        self.assessment.supervisor_id = False
        self.assertEqual(self.assessment.supervision, 'none')
        self.assertShut()

    def test_he_has_a_list_of_what_waits_for_him(self):
        self.assessment.action_ask_supervisor()
        action = self.env.ref('herstelbemiddeling.mediation_assessment_action_to_judge')
        menus = self.env['ir.ui.menu'].with_user(self.supervisor).load_menus(False)
        self.assertIn(action.id, [menu.get('action_id') for menu in menus.values()])

    def test_a_new_version_starts_from_the_plain_answers_of_the_last(self):
        context = self.initiator.action_new_assessment()['context']
        self.assertEqual(context['default_risk'], 'high')
        self.assertNotIn('default_safety', context)
        with Form(self.assessment.with_context(**context).browse()) as form:
            self.assertEqual(form.risk, 'high')
        later = form.record
        self.assertEqual((later.version, later.state, later.capacity), (2, 'draft', 'yes'))
        self.assertFalse(later.safety)
