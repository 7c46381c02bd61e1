"""Emergency access: asked with a reason, decided by another person, for reading, and not unseen."""

from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import new_test_user

from .common import TOLD, MediationCase

NOTE = 'odoo.addons.herstelbemiddeling.audit.note'
SETTING = 'herstelbemiddeling.emergency_needs_approval'
ROLE = 'base.group_user,herstelbemiddeling.group_'
WHY = "Somebody called about a threat that has to be checked today."


class EmergencyCase(MediationCase):
    """A case in somebody else's hands, and two privacy officers who may have to get in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_officer = new_test_user(
            cls.env, login='test_second_officer', groups=f'{ROLE}privacy_officer', lang='en_US'
        )
        cls.case = cls.make_case(cls.mediator)
        cls.party = cls.case.party_ids.filtered('is_initiator')
        cls.registration = cls.case.registration_ids
        # The administrator of the database holds every role; nobody in the tests is that person.
        cls.env.ref('base.user_admin').group_ids = cls.env.ref('base.group_user')
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.steps = []  # what was noted, in order
        self.enterContext(patch(NOTE, self.note))
        self.newest_message = self.env['mail.message'].search([], order='id desc', limit=1).id

    def ask(self, user=None, **values):
        """Ask for emergency access to the case; return the request as this user meets it."""
        return (
            self.env['mediation.emergency']
            .with_user(user or self.privacy_officer)
            .create({'case_id': self.case.id, 'reason': 'danger', 'explanation': WHY, **values})
        )

    def granted(self, user=None):
        """Emergency access that is in force."""
        grant = self.ask(user)
        self.as_user(grant, self.manager).action_approve()
        return grant

    def note(self, env, verb, records=None, reason=None):
        """Take the place of the audit trail, for what concerns emergencies."""
        if verb == 'emergency' or reason == 'emergency setting':
            for code in records.mapped('code') if records else [None]:
                self.steps.append((verb, code, reason))

    def reasons(self):
        return [reason for _verb, _code, reason in self.steps]

    def notices(self):
        """What colleagues were told since the test began."""
        return self.env['mail.message'].search(
            [('id', '>', self.newest_message), ('message_type', '=', 'user_notification')]
        )

    def told(self, words):
        """Return who got a notice with these words in its subject."""
        notices = self.notices().filtered(lambda notice: words in notice.subject)
        return notices.notified_partner_ids.user_ids

    def assertShut(self, user):
        """The people of the case are not there for this user."""
        party = self.as_user(self.party, user)
        with self.assertRaises(AccessError):
            party.read(['code', 'side'])
        self.assertFalse(party.search([('case_id', '=', self.case.id)]))
        self.assertFalse(
            self.as_user(self.registration, user).search([('full_name', '=', TOLD['full_name'])])
        )

    def assertOpen(self, user):
        party = self.as_user(self.party, user)
        self.assertEqual(party.read(['code', 'side'])[0]['side'], 'harmed')
        registration = self.as_user(self.registration, user)
        self.assertEqual(registration.full_name, TOLD['full_name'])


class TestEmergency(EmergencyCase):
    def test_a_second_person_opens_the_case_for_an_hour(self):
        self.assertShut(self.privacy_officer)
        grant = self.ask()
        self.assertEqual(grant.state, 'asked')
        self.assertShut(self.privacy_officer)
        self.as_user(grant, self.manager).action_approve()
        self.assertEqual((grant.state, grant.approver_id), ('granted', self.manager))
        self.assertEqual((grant.valid_until - grant.date_granted).total_seconds(), 3600)
        self.assertOpen(self.privacy_officer)
        self.assertTrue(self.case._has_emergency_grant(self.privacy_officer))
        self.assertFalse(self.case._has_emergency_grant(self.second_officer))
        self.assertShut(self.second_officer)
        self.assertEqual(
            self.steps,
            [('emergency', grant.code, 'asked'), ('emergency', grant.code, 'granted')],
        )

    def test_the_dialog_leads_to_the_request_and_to_the_case_when_it_is_open(self):
        grant = self.ask()
        self.assertEqual(grant.action_ask()['res_model'], 'mediation.emergency')
        self.as_user(grant, self.manager).action_approve()
        self.assertEqual(grant.action_ask()['res_model'], 'mediation.case')

    def test_a_refused_request_opens_nothing(self):
        grant = self.ask()
        self.as_user(grant, self.second_officer).action_refuse()
        self.assertEqual((grant.state, grant.approver_id), ('refused', self.second_officer))
        self.assertShut(self.privacy_officer)
        with self.assertRefused(UserError, "A decision has been taken already"):
            self.as_user(grant, self.manager).action_approve()
        self.assertEqual(self.reasons(), ['asked', 'refused'])

    def test_where_telling_is_enough_it_begins_at_once(self):
        self.env['ir.config_parameter'].set_param(SETTING, 'False')
        grant = self.ask()
        self.assertEqual(grant.state, 'granted')
        self.assertFalse(grant.approver_id)
        self.assertOpen(self.privacy_officer)
        self.assertEqual(
            self.told("Somebody has emergency access"), self.second_officer | self.manager
        )
        self.assertEqual(self.told("Emergency access to one of your cases"), self.mediator)
        self.assertEqual(self.reasons(), ['emergency setting', 'asked', 'granted'])

    def test_who_decides_and_who_does_the_case_are_told(self):
        self.case.co_mediator_ids = self.co_mediator
        grant = self.ask()
        self.assertEqual(
            self.told("Somebody asks for emergency access"), self.second_officer | self.manager
        )
        self.assertFalse(self.told("Emergency access to one of your cases"))
        self.as_user(grant, self.manager).action_approve()
        self.assertEqual(
            self.told("Emergency access to one of your cases"), self.mediator | self.co_mediator
        )
        self.assertEqual(self.told("Your request"), self.privacy_officer)

    def test_no_notice_says_which_case_or_who(self):
        grant = self.granted()
        self.assertEqual(len(self.notices()), 3)
        for notice in self.notices():
            text = f'{notice.subject} {notice.body} {notice.record_name} {notice.model}'
            for word in (grant.code, self.case.name, self.privacy_officer.name, WHY):
                self.assertNotIn(word, text)

    def test_nobody_is_the_own_second_person(self):
        both = new_test_user(
            self.env,
            login='test_both',
            lang='en_US',
            groups=f'{ROLE}privacy_officer,herstelbemiddeling.group_manager',
        )
        grant = self.ask(both)
        self.assertNotIn(both, self.told("Somebody asks for emergency access"))
        for action in ('action_approve', 'action_refuse'):
            with self.assertRefused(AccessError, "Somebody else has to decide"):
                getattr(self.as_user(grant, both), action)()
        self.case.mediator_id = False
        both.group_ids = [Command.link(self.ref('herstelbemiddeling.group_mediator'))]
        self.case.with_user(self.manager).mediator_id = both
        with self.assertRefused(AccessError, "Somebody else has to decide"):
            self.as_user(grant, both).action_approve()

    def test_only_a_privacy_officer_asks(self):
        for login in ('desk', 'mediator', 'other_mediator', 'supervisor', 'manager',
                      'administrator', 'employee'):  # fmt: skip
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.ask(self.users[login])

    def test_only_privacy_officers_and_managers_decide(self):
        grant = self.ask()
        for login in ('desk', 'mediator', 'other_mediator', 'supervisor', 'administrator',
                      'employee'):  # fmt: skip
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(grant, self.users[login]).action_approve()
        self.assertEqual(grant.state, 'asked')

    def test_whoever_is_recused_neither_asks_nor_decides_nor_knows(self):
        grant = self.ask()
        self.recuse(self.case, self.manager)
        with self.assertRaises(AccessError):
            self.as_user(grant, self.manager).action_approve()
        with self.assertRaises(AccessError):
            self.as_user(grant, self.manager).read(['state'])
        self.recuse(self.case, self.second_officer)
        with self.assertRefused(AccessError, "You cannot ask for emergency access to this case."):
            self.ask(self.second_officer)
        with self.assertRefused(AccessError, "You cannot ask for emergency access to this case."):
            self.ask(case_id=self.case.id + 1000)

    def test_whoever_is_recused_meanwhile_does_not_get_in(self):
        grant = self.ask()
        self.recuse(self.case, self.privacy_officer)
        with self.assertRefused(UserError, "may not enter this case any more"):
            self.as_user(grant, self.manager).action_approve()

    def test_recusal_ends_what_is_in_force(self):
        self.granted()
        self.recuse(self.case, self.privacy_officer)
        self.assertShut(self.privacy_officer)
        self.assertFalse(self.case._has_emergency_grant(self.privacy_officer))

    def test_whoever_loses_the_role_is_out_at_once(self):
        mediating = f'{ROLE}privacy_officer,herstelbemiddeling.group_mediator'
        officer = new_test_user(self.env, login='test_mediating', groups=mediating, lang='en_US')
        self.granted(officer)
        self.assertOpen(officer)
        officer.group_ids = [Command.unlink(self.ref('herstelbemiddeling.group_privacy_officer'))]
        self.assertShut(officer)
        self.assertFalse(self.case._has_emergency_grant(officer))

    def test_a_second_person_has_to_exist(self):
        (self.second_officer | self.manager).active = False
        with self.assertRefused(UserError, "There is nobody who can look along with you"):
            self.ask()

    def test_asking_takes_a_reason_and_more_than_a_word(self):
        for values in ({'reason': False}, {'explanation': "urgent"}, {'explanation': " " * 40}):
            with self.subTest(values=values), self.assertRefused(UserError, "Choose the reason"):
                self.ask(**values)

    def test_nobody_asks_twice_or_for_the_own_case(self):
        self.ask()
        with self.assertRefused(UserError, "You have asked for this case already"):
            self.ask()
        self.second_officer.group_ids = [
            Command.link(self.ref('herstelbemiddeling.group_mediator'))
        ]
        self.case.co_mediator_ids = self.second_officer
        with self.assertRefused(UserError, "You do this case already"):
            self.ask(self.second_officer)

    def test_of_what_is_sent_only_case_and_words_count(self):
        Emergency = self.env['mediation.emergency'].with_context(
            default_code="Canary", default_state='granted', default_valid_until='2099-01-01'
        )
        grant = Emergency.with_user(self.privacy_officer).create(
            {
                'case_id': self.case.id,
                'reason': 'danger',
                'explanation': WHY,
                'state': 'granted',
                'user_id': self.second_officer.id,
                'approver_id': self.manager.id,
                'valid_until': '2099-01-01',
            }
        )
        self.assertEqual((grant.state, grant.user_id), ('asked', self.privacy_officer))
        self.assertFalse(grant.approver_id or grant.valid_until)
        self.assertRegex(grant.display_name, r'^N-[A-Z0-9]{6}$')
        self.assertShut(self.privacy_officer)

    def test_it_changes_by_the_actions_only_and_stays(self):
        grant = self.ask()
        for login, user in self.users.items():
            theirs = self.as_user(grant, user)
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    theirs.write({'state': 'granted'})
                with self.assertRaises(AccessError):
                    theirs.unlink()
        with self.assertRefused(UserError, "stays on record"):
            grant.sudo().unlink()

    def test_who_knows_of_it(self):
        grant = self.granted()
        for login in ('privacy_officer', 'manager', 'mediator'):
            with self.subTest(login=login):
                self.assertEqual(self.as_user(grant, self.users[login]).explanation, WHY)
        for login in ('desk', 'other_mediator', 'supervisor', 'administrator', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(grant, self.users[login]).read(['state'])

    def test_the_holder_reads_and_does_not_change(self):
        every_role = ','.join(
            f'herstelbemiddeling.group_{role}'
            for role in ('privacy_officer', 'mediator', 'desk', 'manager')
        )
        officer = new_test_user(
            self.env, login='test_every_role', groups=f'base.group_user,{every_role}', lang='en_US'
        )
        for holder in (self.privacy_officer, officer):
            self.granted(holder)
            self.assertOpen(holder)
            for records, values in (
                (self.party, {'full_name': "changed"}),
                (self.registration, {'full_name': "changed"}),
                (self.case, {'stage_id': self.stages['intake'].id}),
                (self.case, {'party_ids': [Command.create({'side': 'support'})]}),
            ):
                with (
                    self.subTest(login=holder.login, values=values),
                    self.assertRaises(AccessError),
                ):
                    self.as_user(records, holder).write(values)
            with self.assertRaises(AccessError):
                self.env['mediation.party'].with_user(holder).create(
                    {'case_id': self.case.id, 'side': 'support'}
                )

    def test_a_mediator_by_role_changes_nothing_before_the_hand_over_either(self):
        officer = new_test_user(
            self.env,
            login='test_mediating',
            groups=f'{ROLE}privacy_officer,herstelbemiddeling.group_mediator',
        )
        self.case = self.make_case()
        self.party = self.case.party_ids.filtered('is_initiator')
        self.granted(officer)
        self.assertEqual(self.as_user(self.party, officer).full_name, TOLD['full_name'])
        for records, values in ((self.party, {'full_name': "x"}), (self.case, {'priority': '1'})):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(records, officer).write(values)

    def test_a_rule_of_another_module_does_not_let_the_holder_change(self):
        officer = new_test_user(
            self.env,
            login='test_mediating',
            groups=f'{ROLE}privacy_officer,herstelbemiddeling.group_mediator',
        )
        self.granted(officer)
        for record in (self.party, self.registration):
            model_id = self.env['ir.model']._get_id(record._name)
            everybody = {'group_id': self.ref('base.group_user'), 'perm_write': True}
            self.env['ir.model.access'].create({'name': "x", 'model_id': model_id, **everybody})
            self.env['ir.rule'].create(
                {
                    'name': "Everybody writes all",
                    'model_id': model_id,
                    'domain_force': "[(1, '=', 1)]",
                    'groups': [Command.set([self.ref('base.group_user')])],
                }
            )
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.as_user(record, officer).write({'full_name': "changed"})

    def test_the_desk_keeps_a_case_that_nobody_carries_yet(self):
        self.case = self.make_case()
        self.granted()
        self.assertIn(self.privacy_officer, self.case.member_ids)
        self.as_user(self.case, self.manager).write({'co_mediator_ids': [Command.clear()]})
        self.assertFalse(self.case.handed_over or self.case.date_assigned)
        self.assertTrue(self.as_user(self.case.party_ids, self.desk).read(['full_name']))

    def test_the_banner_is_there_for_holder_and_members_only(self):
        grant = self.granted()
        until = grant.valid_until
        expected = {
            'privacy_officer': (until, False),
            'mediator': (False, until),
            'manager': (False, False),
            'desk': (False, False),
        }
        for login, banners in expected.items():
            case = self.as_user(self.case, self.users[login])
            with self.subTest(login=login):
                self.assertEqual((case.emergency_until, case.others_emergency_until), banners)
        party = self.as_user(self.party, self.privacy_officer)
        self.assertEqual(party.emergency_until, until)
        party = self.as_user(self.party, self.mediator)
        self.assertEqual(party.others_emergency_until, until)

    def test_the_setting_is_changed_by_an_administrator_noted_and_told(self):
        Settings = self.env['res.config.settings'].with_user(self.administrator)
        settings = Settings.create({})
        self.assertTrue(settings.emergency_needs_approval)
        settings.emergency_needs_approval = False
        settings.execute()
        self.assertFalse(self.env['mediation.emergency']._approval_comes_first())
        self.assertFalse(Settings.create({}).emergency_needs_approval)
        self.assertEqual(self.steps, [('rights', None, 'emergency setting')])
        told = self.told("The setting of emergency access")
        self.assertEqual(told, self.privacy_officer | self.second_officer)
        self.env['ir.config_parameter'].search([('key', '=', SETTING)]).unlink()
        self.assertTrue(self.env['mediation.emergency']._approval_comes_first())
        self.assertEqual(len(self.steps), 2)

    def test_nobody_else_changes_the_setting(self):
        for login in ('privacy_officer', 'manager', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env['res.config.settings'].with_user(self.users[login]).set_values()
        self.assertTrue(self.env['mediation.emergency']._approval_comes_first())

    def test_the_moment_of_each_step_is_kept(self):
        before = Datetime.now()
        grant = self.granted()
        self.as_user(grant, self.privacy_officer).action_end()
        moments = [before, grant.date_asked, grant.date_granted, grant.date_ended]
        self.assertEqual(moments, sorted(moments))
