"""One page with all settings: who sets what, in which company, and explained in a sentence."""

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form

from .classification import SYSTEM_FIELDS
from .common import MediationCase

PAGE = 'herstelbemiddeling.mediation_policy_view_form'
# What the page needs to know and nobody sets.
NOT_SHOWN = {'can_set_terms', 'can_set_retention', 'company_id'}
SET_BY_MANAGERS = {
    'reply_days': 10,
    'exit_url': 'https://www.example.org/weather',
    'scope_needs_report': False,
    'scope_needs_suspect': False,
    'consent_months': 11,
    'assessment_months': 5,
    'approach_attempts': 2,
    'approach_wait_days': 0,
    'letter_bank_months': 12,
    'max_enclosure_mb': 5,
    'aftercare_weeks': 4,
    'supervision_weeks': 8,
}
SET_BY_THE_OFFICER = {
    'retention_unconfirmed_days': 15,
    'retention_declined_days': 31,
    'retention_unapproached_months': 4,
    'retention_closed_years': 6,
    'retention_warning_days': 20,
}


class SettingsCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.other_company = cls.env['res.company'].create({'name': "Canary company"})
        for user in (cls.manager, cls.privacy_officer, cls.administrator):
            user.company_ids = cls.company | cls.other_company

    def settings_of(self, user, company=None):
        """Open the page as the menu does."""
        self.env.flush_all()
        self.env.invalidate_all()
        Policy = self.env['mediation.policy'].with_user(user).with_company(company or self.company)
        return Policy.browse(Policy._open()['res_id'])


class TestSettings(SettingsCase):
    def test_managers_set_how_it_is_done_and_it_stays(self):
        with Form(self.settings_of(self.manager), PAGE) as form:
            for name, value in SET_BY_MANAGERS.items():
                form[name] = value
        found = self.settings_of(self.manager).read(list(SET_BY_MANAGERS))[0]
        self.assertEqual({name: found[name] for name in SET_BY_MANAGERS}, SET_BY_MANAGERS)

    def test_the_privacy_officer_sets_how_long_data_are_kept_and_it_stays(self):
        with Form(self.settings_of(self.privacy_officer), PAGE) as form:
            for name, value in SET_BY_THE_OFFICER.items():
                form[name] = value
        found = self.settings_of(self.privacy_officer).read(list(SET_BY_THE_OFFICER))[0]
        self.assertEqual({name: found[name] for name in SET_BY_THE_OFFICER}, SET_BY_THE_OFFICER)

    def test_what_another_role_sets_is_read_only_on_the_page(self):
        for user, names in (
            (self.manager, SET_BY_THE_OFFICER),
            (self.privacy_officer, SET_BY_MANAGERS),
            (self.manager, ['phone_hours', 'emergency_needs_approval']),
        ):
            form = Form(self.settings_of(user), PAGE)
            for name in names:
                with self.subTest(user=user.login, name=name):
                    self.assertTrue(form._get_modifier(name, 'readonly'))

    def test_what_another_role_sets_is_refused_over_rpc_as_well(self):
        for user, values in (
            (self.manager, SET_BY_THE_OFFICER),
            (self.privacy_officer, SET_BY_MANAGERS),
        ):
            settings = self.settings_of(user)
            for name, value in values.items():
                with self.subTest(user=user.login, name=name), self.assertRaises(AccessError):
                    settings.web_save({name: value}, {})

    def test_nobody_else_opens_or_changes_them(self):
        settings = self.settings_of(self.manager)
        for login in ('desk', 'mediator', 'supervisor', 'administrator', 'employee'):
            user = self.users[login]
            with self.subTest(login=login):
                with self.assertRefused(AccessError, "for managers and the privacy officer"):
                    self.env['mediation.policy'].with_user(user)._open()
                for name, value in {**SET_BY_MANAGERS, **SET_BY_THE_OFFICER}.items():
                    with self.assertRaises(AccessError):
                        self.as_user(settings, user).write({name: value})

    def test_nobody_deletes_them_for_the_terms_of_the_officer_would_go_along(self):
        settings = self.settings_of(self.privacy_officer)
        settings.retention_closed_years = 7
        for user in (self.manager, self.privacy_officer, self.administrator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.as_user(settings, user).unlink()

    def test_they_stay_with_their_company(self):
        settings = self.settings_of(self.manager)
        with self.assertRefused(AccessError, "stay with their company"):
            settings.company_id = self.other_company

    def test_each_company_has_its_own(self):
        self.settings_of(self.manager).reply_days = 3
        self.settings_of(self.manager, self.other_company).reply_days = 21
        self.settings_of(self.privacy_officer, self.other_company).retention_closed_years = 2
        Policy = self.env['mediation.policy']
        for company, expected in ((self.company, (3, 5)), (self.other_company, (21, 2))):
            policy = Policy._of(company)
            with self.subTest(company=company.name):
                self.assertEqual((policy.reply_days, policy.retention_closed_years), expected)
        self.assertEqual(self.settings_of(self.manager), self.settings_of(self.privacy_officer))

    def test_those_of_a_company_one_does_not_work_in_are_not_there(self):
        """Also after a switch of company: the address of the page still holds the other row."""
        settings = self.settings_of(self.manager, self.other_company)
        self.manager.company_ids = [Command.set(self.company.ids)]
        with self.assertRaises(AccessError):
            self.as_user(settings, self.manager).read(['reply_days'])
        with self.assertRaises(AccessError):
            self.as_user(settings, self.manager).write({'reply_days': 1})

    def test_an_organisation_that_sets_nothing_has_sensible_terms(self):
        for name in (
            'consent_months',
            'reply_days',
            'retention_closed_years',
            'scope_needs_report',
        ):
            with self.subTest(name=name):
                self.assertTrue(self.env['mediation.policy']._of(self.other_company)[name])
        opened = self.settings_of(self.privacy_officer, self.other_company)
        self.assertEqual(opened.retention_closed_years, 5)
        self.assertFalse(opened.retention_changed_on)

    def test_a_number_that_means_nothing_is_refused(self):
        with self.assertRefused(ValidationError, "at least one"):
            self.settings_of(self.manager).consent_months = 0
        with self.assertRefused(ValidationError, "begins with https://"):
            self.settings_of(self.manager).exit_url = 'javascript:alert(1)'


class TestThePage(SettingsCase):
    def page(self, user, model='mediation.policy', view=PAGE):
        view_id = self.env.ref(view).id
        return etree.fromstring(self.env[model].with_user(user).get_view(view_id)['arch'])

    def test_every_setting_there_is_stands_on_the_page(self):
        shown = set(self.page(self.manager).xpath('//setting/field/@name'))
        own = {
            name
            for name, field in self.env['mediation.policy']._fields.items()
            if field._module == 'herstelbemiddeling' and name not in SYSTEM_FIELDS
        }
        self.assertEqual(shown, own - NOT_SHOWN)

    def test_every_setting_is_explained_in_a_sentence(self):
        pages = [
            (self.page(self.manager), '//setting', 18),
            (self.page(self.privacy_officer), '//setting', 18),
            (
                self.page(
                    self.administrator,
                    'res.config.settings',
                    'base.res_config_settings_view_form',
                ),
                "//app[@name='herstelbemiddeling']//setting",
                5,
            ),
        ]
        for page, path, at_least in pages:
            settings = page.xpath(path)
            self.assertGreaterEqual(len(settings), at_least)
            for setting in settings:
                with self.subTest(setting=setting.get('id')):
                    words = setting.get('help') or ''
                    self.assertGreater(len(words.split()), 4)
                    self.assertIn(words[-1], '.?')

    def test_every_list_that_belongs_to_the_settings_is_one_click_away(self):
        buttons = {int(name) for name in self.page(self.manager).xpath('//button/@name')}
        menu = self.env.ref('herstelbemiddeling.herstelbemiddeling_menu_configuration')
        lists = {
            child.action.id
            for child in menu.child_id
            if child.action.type == 'ir.actions.act_window'
        }
        self.assertFalse(lists - buttons)

    def test_the_page_of_an_officer_has_no_link_that_is_refused(self):
        for user in (self.manager, self.privacy_officer):
            for name in self.page(user).xpath('//button/@name'):
                action = self.env['ir.actions.actions'].browse(int(name))
                action = self.env[action.type].browse(action.id)
                with self.subTest(user=user.login, action=action.name):
                    if action.type == 'ir.actions.server':
                        self.assertTrue(action.group_ids & user.all_group_ids)
                    elif action.type == 'ir.actions.act_window':
                        self.env[action.res_model].with_user(user).check_access('read')


class TestOfAdministrators(SettingsCase):
    def page(self, **values):
        Settings = self.env['res.config.settings'].with_user(self.administrator)
        settings = Settings.create(values)
        settings.execute()
        return Settings.default_get(list(values))

    def test_emergency_access_without_approval_stays_so(self):
        for needs_approval in (False, True, False):
            found = self.page(emergency_needs_approval=needs_approval)
            with self.subTest(needs_approval=needs_approval):
                self.assertEqual(found['emergency_needs_approval'], needs_approval)
                self.assertEqual(
                    self.settings_of(self.manager).emergency_needs_approval, needs_approval
                )

    def test_the_phone_hours_are_those_on_the_page_of_managers(self):
        website = self.env['website'].search([('company_id', '=', self.company.id)], limit=1)
        website.phone_hours = "Canary hours"
        self.env.flush_all()
        self.assertEqual(self.settings_of(self.manager).phone_hours, "Canary hours")
        self.assertFalse(self.settings_of(self.manager, self.other_company).phone_hours)

    def test_only_an_administrator_saves_them(self):
        for login in ('manager', 'privacy_officer', 'mediator'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env['res.config.settings'].with_user(self.users[login]).create({}).execute()
