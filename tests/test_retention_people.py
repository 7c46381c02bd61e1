"""Who sees what falls due, who puts it off, and that a hold takes two people, not two roles."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .retention_common import ROLE, RetentionCase

HOLD = 'mediation.retention.hold'
DELAY = 'mediation.retention.delay'


class PeopleCase(RetentionCase):
    def setUp(self):
        super().setUp()
        self.told = self.register(decision_note="Canary why")
        self.told.with_user(self.desk).action_decline()
        self.env.flush_all()

    def ask(self, user=None, code=None, **values):
        values = {'code': code or self.told.code, 'reason': 'claim', **values}
        return self.env[HOLD].with_user(user or self.privacy_officer).create(values)

    def held(self):
        hold = self.ask()
        hold.with_user(self.second_officer).action_agree()
        return hold

    def assertStays(self, days=31):
        self.run_job(days=days)
        self.assertTrue(self.told.exists())

    def assertGone(self, days=31):
        self.run_job(days=days)
        self.assertFalse(self.told.exists())


class TestTheList(PeopleCase):
    def test_the_privacy_officer_sees_codes_and_dates_and_nobody_else_anything(self):
        self.closed()
        self.assertEqual(self.due(self.told).date_last_act, fields.Date.today())
        shown = str(self.due().read() + self.due().web_search_read([], {'code': {}})['records'])
        self.assertNotIn('anary', shown)
        models = ('mediation.retention.due', DELAY, 'mediation.retention.certificate')
        others = self.desk | self.mediator | self.manager | self.supervisor
        for user in others | self.administrator | self.employee:
            for model in models:
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_who_is_recused_and_another_company_do_not_see_it(self):
        case = self.closed()
        with self.clock(days=90):
            self.assertTrue(self.due(self.other))
            self.recuse(case, self.privacy_officer)
            self.assertFalse(self.due(self.other))
            self.assertTrue(self.due(self.other, self.second_officer))
        elsewhere = self.env['res.company'].create({'name': "Elsewhere"})
        self.second_officer.write(
            {'company_ids': [Command.set(elsewhere.ids)], 'company_id': elsewhere.id}
        )
        self.assertFalse(self.due(user=self.second_officer))

    def test_what_would_go_today_is_what_the_job_erases(self):
        self.closed()
        with self.clock(days=100):
            codes = set(self.due().filtered(lambda due: due.state == 'due').mapped('code'))
        self.assertEqual(codes, {self.told.code, self.other.code})
        self.assertTrue(self.told.exists())
        self.run_job(days=100)
        certificates = self.env['mediation.retention.certificate'].search([])
        self.assertEqual(set(certificates.mapped('erased_code')), codes)

    def test_the_officers_hear_when_something_comes_upon_the_list(self):
        self.run_job(days=0)
        notices = self.env['mail.message'].search([('subject', '=', "Something is erased soon")])
        self.assertEqual(len(notices), 1)
        self.assertIn(self.privacy_officer.partner_id, notices.notified_partner_ids)
        self.assertNotIn(self.told.code, notices.body)
        self.run_job(days=1)
        self.assertEqual(len(notices.search([('subject', '=', notices.subject)])), 1)

    def test_it_is_counted_by_a_fixed_number_of_queries(self):
        for _number in range(3):
            told = self.register(decision_note="Canary why")
            told.with_user(self.desk).action_decline()
        self.due().read()
        with self.assertQueryCount(12):
            self.due().read()


class TestPuttingOff(PeopleCase):
    def put_off(self, user=None, **values):
        until = fields.Date.today() + timedelta(days=60)
        values = {'code': self.told.code, 'reason': 'question', 'date_until': until, **values}
        return self.env[DELAY].with_user(user or self.privacy_officer).create(values)

    def test_it_stays_until_that_day_and_goes_on_it(self):
        self.put_off()
        self.assertStays(59)
        self.assertEqual(self.due(self.told).state, 'put_off')
        self.assertGone(60)

    def test_for_half_a_year_at_most_and_only_what_is_on_the_list(self):
        today = fields.Date.today()
        for until in (today, today - timedelta(days=1), today + timedelta(days=190), False):
            with self.subTest(until=until), self.assertRefused(UserError, "within half a year"):
                self.put_off(date_until=until)
        with self.assertRefused(UserError, "not on the list"):
            self.put_off(code=self.case.name)

    def test_by_a_privacy_officer_in_the_own_name_and_for_ever(self):
        delay = self.put_off(user_id=self.second_officer.id)
        self.assertEqual(delay.user_id, self.privacy_officer)
        for user in (self.desk, self.mediator, self.manager, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.put_off(user)
        with self.assertRaises(AccessError):
            delay.write({'date_until': fields.Date.today()})
        with self.assertRaises(AccessError):
            delay.unlink()


class TestHolding(PeopleCase):
    def test_what_is_held_stays_until_two_people_have_ended_it(self):
        hold = self.held()
        self.assertEqual((hold.state, hold.agreed_by_id), ('held', self.second_officer))
        self.assertStays(3000)
        hold.with_user(self.second_officer).action_ask_end()
        self.assertStays(3000)
        hold.with_user(self.manager).action_agree()
        self.assertEqual(hold.state, 'ended')
        self.assertGone(3000)

    def test_until_somebody_has_agreed_it_holds_for_a_week_and_no_longer(self):
        with self.clock(days=28):
            self.ask()
        self.assertStays(34)
        self.assertGone(36)

    def test_what_was_refused_does_not_hold(self):
        hold = self.ask()
        hold.with_user(self.manager).action_refuse()
        self.assertEqual(hold.state, 'refused')
        self.assertGone()

    def test_an_end_that_was_refused_goes_on_to_hold(self):
        hold = self.held()
        hold.action_ask_end()
        hold.with_user(self.manager).action_refuse()
        self.assertEqual((hold.state, hold.end_asked_by_id.ids), ('held', []))
        self.assertStays()

    def test_a_case_is_held_with_everybody_in_it_and_by_its_registration_too(self):
        case = self.closed()
        for code in (case.name, case.registration_ids.code):
            hold = self.ask(code=code)
            hold.with_user(self.manager).action_agree()
            with self.clock(days=100):
                self.assertEqual(self.due(self.other).state, 'held')
            self.run_job(days=3000)
            self.assertTrue(case.exists())
            with self.clock(days=100):
                self.assertTrue(self.due(self.other))
            hold.action_ask_end()
            hold.with_user(self.manager).action_agree()

    def test_one_person_with_two_roles_is_one_person(self):
        both = new_test_user(
            self.env,
            login='test_both',
            groups=f'{ROLE}privacy_officer,herstelbemiddeling.group_manager',
        )
        hold = self.ask(both)
        self.assertFalse(hold.is_mine_to_decide)
        for action in ('action_agree', 'action_refuse'):
            with self.assertRefused(AccessError, "Somebody else has to decide"):
                getattr(hold, action)()
        hold.with_user(self.manager).action_agree()
        hold.action_ask_end()
        with self.assertRefused(AccessError, "Somebody else has to decide"):
            hold.action_agree()
        self.assertEqual(hold.state, 'ending')

    def test_nor_with_two_accounts_or_in_another_company(self):
        twin = new_test_user(
            self.env, login='test_twin', groups=f'{ROLE}manager', email='one@example.org'
        )
        self.privacy_officer.email = 'One@Example.org'
        hold = self.ask()
        with self.assertRefused(AccessError, "Somebody else has to decide"):
            hold.with_user(twin).action_agree()
        elsewhere = self.env['res.company'].create({'name': "Elsewhere"})
        self.privacy_officer.company_ids |= elsewhere
        here_too = hold.with_company(elsewhere).with_context(
            allowed_company_ids=[elsewhere.id, self.env.company.id]
        )
        with self.assertRefused(AccessError, "Somebody else has to decide"):
            here_too.action_agree()
        with self.assertRaises(AccessError):
            hold.with_context(allowed_company_ids=elsewhere.ids).action_agree()
        self.manager.write(
            {'company_ids': [Command.set(elsewhere.ids)], 'company_id': elsewhere.id}
        )
        with self.assertRaises(AccessError):
            self.as_user(hold, self.manager).action_agree()

    def test_nor_by_code_that_works_as_somebody_else(self):
        """As in a server action: the person who is there counts, and not whom the code names."""
        hold = self.ask()
        person = 'odoo.addons.herstelbemiddeling.second_person.person_id'
        for who in (self.privacy_officer.id, self.administrator.id, None):
            with patch(person, return_value=who), self.assertRaises(AccessError):
                hold.with_user(self.second_officer).action_agree()
        with self.assertRaises(AccessError):
            hold.sudo().action_agree()
        with patch(person, return_value=self.administrator.id), self.assertRaises(AccessError):
            self.ask(code=self.case.name)
        self.assertEqual(hold.state, 'asked')

    def test_only_who_may_asks_decides_and_writes(self):
        for user in (self.desk, self.mediator, self.manager, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.ask(user)
        hold = self.ask()
        for user in (self.desk, self.mediator, self.supervisor, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_user(hold, user).action_agree()
        for user in (self.privacy_officer, self.second_officer, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_user(hold, user).write({'state': 'held'})
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.as_user(hold, user).unlink()
        with self.assertRaises(AccessError):
            self.as_user(hold, self.manager).action_ask_end()

    def test_words_from_outside_make_no_hold(self):
        hold = self.ask(
            state='held', agreed_by_id=self.second_officer.id, user_id=self.second_officer.id
        )
        self.assertEqual((hold.state, hold.user_id), ('asked', self.privacy_officer))
        self.assertFalse(hold.agreed_by_id)
        for code in ('HB-NEVER9', self.other.code, ''):
            with self.subTest(code=code), self.assertRefused(UserError, "There is no case"):
                self.ask(code=code or ' ')
        with self.assertRefused(UserError, "There is a hold on this already"):
            self.ask(self.second_officer)

    def test_who_is_recused_asks_for_no_hold(self):
        self.recuse(self.case.sudo(), self.privacy_officer)
        with self.assertRefused(UserError, "There is no case"):
            self.ask(code=self.case.name)

    def test_the_second_persons_hear_of_it_and_not_who_asks(self):
        self.ask()
        notice = self.env['mail.message'].search(
            [('subject', '=', "Somebody asks for a legal hold")]
        )
        self.assertLessEqual(
            self.second_officer.partner_id | self.manager.partner_id, notice.notified_partner_ids
        )
        self.assertNotIn(self.privacy_officer.partner_id, notice.notified_partner_ids)
