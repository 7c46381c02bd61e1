"""The checks of rules, rights, log-in and sessions: red, and green after the mending."""

from unittest.mock import patch

from odoo import Command, fields

from odoo.addons.herstelbemiddeling.health import people, sessions, walls

from .health_common import HealthCase


class TestHealthOfRights(HealthCase):
    def rule(self, name):
        return self.env.ref(f'herstelbemiddeling.{name}')

    def test_rules_as_shipped_are_green(self):
        self.assertFinds('good', walls.rules_stand)

    def test_a_rule_that_is_switched_off_is_red(self):
        for name in (
            'mediation_party_rule_members',
            'mediation_registration_rule_change',
            'mediation_case_rule_recused',
        ):
            with self.subTest(rule=name):
                rule = self.rule(name)
                rule.active = False
                self.assertFinds('bad', walls.rules_stand, rule.name, '-u herstelbemiddeling')
                rule.active = True

    def test_a_rule_that_holds_for_less_is_red(self):
        mediators = self.env.ref('herstelbemiddeling.group_mediator')
        for changed in (
            {'perm_write': False},
            {'groups': [Command.link(mediators.id)]},
            {'domain_force': "[(1, '=', 1)]"},
        ):
            rule = self.rule('mediation_party_rule_members')
            kept = {'perm_write': True, 'groups': [Command.clear()]}
            kept['domain_force'] = rule.domain_force
            with self.subTest(changed=next(iter(changed))):
                rule.write(changed)
                self.assertFinds('bad', walls.rules_stand, rule.name)
                rule.write(kept)
        self.assertFinds('good', walls.rules_stand)

    def test_a_rule_that_somebody_adds_is_red(self):
        self.env['ir.rule'].create(
            {
                'name': "Everybody",
                'model_id': self.env['ir.model']._get_id('mediation.case'),
                'groups': [Command.link(self.env.ref('base.group_user').id)],
            }
        )
        self.assertFinds('bad', walls.rules_stand, "Everybody")

    def test_rights_as_shipped_are_green_and_others_are_red(self):
        self.assertFinds('good', walls.rights_stand)
        right = self.env['ir.model.access'].create(
            {
                'name': "Look at parties",
                'model_id': self.env['ir.model']._get_id('mediation.party'),
                'group_id': self.env.ref('base.group_system').id,
                'perm_read': True,
            }
        )
        self.assertFinds('bad', walls.rights_stand, "Look at parties")
        right.unlink()
        self.env.ref('herstelbemiddeling.access_mediation_party_desk').perm_unlink = True
        self.assertFinds('bad', walls.rights_stand, 'mediation.party desk')

    def test_a_group_that_brings_a_role_with_it_is_red(self):
        self.assertFinds('good', walls.roles_are_implied_by_nothing)
        role = self.env.ref('herstelbemiddeling.group_manager')
        administrators = self.env.ref('base.group_system')
        self.behind_odoo(
            'INSERT INTO res_groups_implied_rel (gid, hid) VALUES (%s, %s)',
            administrators.id,
            role.id,
        )
        self.assertFinds('bad', walls.roles_are_implied_by_nothing)

    def test_a_form_of_the_website_that_writes_into_a_room_is_red(self):
        self.assertFinds('good', walls.website_forms)
        self.env['ir.model']._get('mediation.registration').website_form_access = True
        self.assertFinds('bad', walls.website_forms, 'mediation.registration')

    def test_an_administrator_with_a_role_is_red(self):
        self.assertFinds('good', people.administrators_with_a_role)
        self.behind_odoo(
            'INSERT INTO res_groups_users_rel (uid, gid) VALUES (%s, %s)',
            self.mediator.id,
            self.ref('base.group_erp_manager'),
        )
        self.assertFinds('bad', people.administrators_with_a_role, 'test_mediator')

    def test_export_is_for_administrators(self):
        export = self.env.ref('base.group_allow_export')
        self.administrator.group_ids += export
        self.assertFinds('good', people.export)
        self.employee.group_ids += export
        self.assertFinds('warning', people.export, 'test_employee')
        self.manager.group_ids += export
        found = self.assertFinds('bad', people.export, 'test_manager').found
        self.assertNotIn('test_employee', found)


class TestHealthOfLogIn(HealthCase):
    def test_who_has_no_second_step_is_named(self):
        found = self.assertFinds('bad', people.second_step, 'test_desk', 'Enable 2FA').found
        self.assertNotIn('test_employee', found)
        self.env.cr.execute("UPDATE res_users SET totp_secret = 'A' WHERE login <> 'test_mediator'")
        found = self.assertFinds('bad', people.second_step, 'test_mediator').found
        self.assertNotIn('test_desk', found)
        self.assertIn("1 of ", found)

    def test_all_with_a_second_step_is_green(self):
        self.env.cr.execute("UPDATE res_users SET totp_secret = 'A'")
        self.assertFinds('good', people.second_step)

    def test_a_passkey_counts_once_a_password_alone_is_refused(self):
        self.env.cr.execute("UPDATE res_users SET totp_secret = 'A' WHERE login <> 'test_mediator'")
        self.env.cr.execute(
            'INSERT INTO auth_passkey_key (name, credential_identifier, create_uid)'
            " VALUES ('Key', 'invented', %s)",
            (self.mediator.id,),
        )
        self.set_parameter('auth_totp.policy', False)
        self.assertFinds('bad', people.second_step, 'test_mediator')
        self.set_parameter('auth_totp.policy', 'employee_required')
        self.assertFinds('good', people.second_step)

    def test_a_second_step_is_required_of_every_employee(self):
        self.set_parameter('auth_totp.policy', False)
        self.assertFinds('bad', people.second_step_required, 'auth_totp.policy')
        self.set_parameter('auth_totp.policy', 'employee_required')
        self.assertFinds('good', people.second_step_required)
        self.set_module('auth_totp_mail', 'uninstalled')
        self.assertFinds('bad', people.second_step_required)

    def test_a_session_ends_within_a_working_day(self):
        for value, state in ((False, 'bad'), ('86400', 'bad'), ('28800', 'good'), ('0', 'bad')):
            with self.subTest(value=value):
                self.set_parameter('sessions.max_inactivity_seconds', value)
                self.assertFinds(state, sessions.session_ends)

    def test_the_screen_locks_for_every_role(self):
        self.assertFinds('bad', sessions.screen_locks, 'auth_timeout')
        mediators = self.env.ref('herstelbemiddeling.group_mediator')
        for minutes, state in ((10, 'good'), (60, 'bad'), (0, 'bad')):
            timeouts = {'lock_timeout_inactivity': [(minutes * 60, False)] if minutes else []}
            others = {'lock_timeout_inactivity': [(600, True)]}
            with (
                self.subTest(minutes=minutes),
                patch.object(
                    self.env.registry['res.groups'],
                    '_get_lock_timeouts',
                    lambda group, own=timeouts, rest=others: own if group == mediators else rest,
                    create=True,
                ),
            ):
                result = self.assertFinds(state, sessions.screen_locks)
                self.assertEqual(mediators.name in result.found, state == 'bad')

    def test_nobody_signs_up_or_asks_for_a_password(self):
        self.env['website'].search([]).auth_signup_uninvited = 'b2b'
        self.set_parameter('auth_signup.reset_password', 'True')
        self.set_parameter('auth_signup.invitation_scope', 'b2c')
        self.assertFinds('bad', sessions.sign_up, 'reset_password = False', 'scope = b2b')
        self.set_parameter('auth_signup.reset_password', 'False')
        self.assertFinds('bad', sessions.sign_up, 'scope = b2b')
        self.set_parameter('auth_signup.invitation_scope', 'b2b')
        self.assertFinds('good', sessions.sign_up)
        self.env['website'].search([], limit=1).auth_signup_uninvited = 'b2c'
        self.assertFinds('bad', sessions.sign_up, 'Customer Account')

    def test_api_keys_that_live_are_counted_and_their_owners_named(self):
        Keys = self.env['res.users.apikeys']
        self.env.cr.execute('DELETE FROM res_users_apikeys')
        self.assertFinds('good', sessions.api_keys)
        later, before = (fields.Datetime.add(fields.Datetime.now(), days=days) for days in (9, -9))
        Keys.with_user(self.administrator).sudo()._generate('rpc', "Old", before)
        self.assertFinds('good', sessions.api_keys)
        Keys.with_user(self.administrator).sudo()._generate('rpc', "New", later)
        self.assertFinds('warning', sessions.api_keys, '1, of test_administrator')
        Keys.with_user(self.mediator).sudo()._generate('rpc', "Mine", later)
        self.assertFinds('bad', sessions.api_keys, 'test_mediator')
