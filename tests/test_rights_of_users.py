"""Who gets or loses a role, or access to an account: noted with the person who did it, and told."""

import base64
import os
from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user

from odoo.addons.herstelbemiddeling import rights

from .rights_common import RightsCase


class TestRightsOfUsers(RightsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mediators = cls.env.ref('herstelbemiddeling.group_mediator')
        cls.managers = cls.env.ref('herstelbemiddeling.group_manager')
        cls.system = cls.env.ref('base.group_system')

    def by_administrator(self, records):
        return records.with_user(self.administrator)

    def new_user(self, **values):
        Users = self.by_administrator(self.env['res.users']).with_context(no_reset_password=True)
        return Users.create(
            {'name': "New", 'login': 'test_new', 'email': 'n@example.org', **values}
        )

    # Who gets a role, or loses it

    def test_a_role_given_to_a_user_is_told(self):
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.employee).group_ids += self.mediators

    def test_a_role_taken_from_a_user_is_told(self):
        with self.assertNoted((self.mediator, 'role')):
            self.by_administrator(self.mediator).group_ids -= self.mediators

    def test_a_user_put_into_a_role_from_the_side_of_the_group_is_told(self):
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.mediators).user_ids = [Command.link(self.employee.id)]
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.mediators).all_user_ids -= self.employee

    def test_an_administrator_who_is_made_is_told(self):
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.employee).group_ids += self.system

    def test_a_group_that_comes_to_make_administrators_is_told(self):
        group = self.env['res.groups'].create(
            {'name': "Helpers", 'user_ids': [Command.set(self.employee.ids)]}
        )
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(group).implied_ids = self.system
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.system).implied_by_ids = [Command.unlink(group.id)]

    def test_a_group_made_with_people_in_it_is_told(self):
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.env['res.groups']).create(
                {
                    'name': "Helpers",
                    'user_ids': [Command.set(self.employee.ids)],
                    'implied_ids': [Command.set(self.system.ids)],
                }
            )

    def test_a_group_that_is_deleted_is_told_when_it_made_administrators(self):
        group = self.env['res.groups'].create(
            {
                'name': "Helpers",
                'user_ids': [Command.set(self.employee.ids)],
                'implied_ids': [Command.set(self.system.ids)],
            }
        )
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(group).unlink()

    def test_a_user_made_with_a_role_is_told(self):
        with self.assertNoted() as expected:
            user = self.new_user(group_ids=[Command.set(self.mediators.ids)])
            expected.append((user, 'role'))

    def test_a_copy_of_a_user_with_a_role_is_told(self):
        with self.assertNoted() as expected:
            copy = self.by_administrator(self.mediator).copy({'login': 'test_copy'})
            expected.append((copy, 'role'))

    def test_a_user_with_a_role_who_is_archived_or_comes_back_is_told(self):
        with self.assertNoted((self.mediator, 'role')):
            self.by_administrator(self.mediator).action_archive()
        with self.assertNoted((self.mediator, 'role')):
            self.by_administrator(self.mediator).active = True

    def test_a_user_with_a_role_who_is_deleted_is_told(self):
        user = new_test_user(
            self.env, login='test_gone', groups='base.group_user,herstelbemiddeling.group_desk'
        )
        self.env.cr.flush()
        with self.assertNoted((user, 'role')):
            self.by_administrator(user).unlink()

    def test_an_officer_who_is_put_out_hears_of_it(self):
        with self.assertNoted((self.privacy_officer, 'role')):
            self.by_administrator(self.privacy_officer).group_ids -= self.env.ref(
                'herstelbemiddeling.group_privacy_officer'
            )
        self.assertIn(self.privacy_officer.partner_id, self.notices()[0].partner_ids)

    # Who can sign in

    def test_another_login_is_told(self):
        with self.assertNoted((self.mediator, 'login')):
            self.by_administrator(self.mediator).login = 'test_renamed'

    def test_another_mail_address_is_told(self):
        with self.assertNoted((self.mediator, 'mail address')):
            self.by_administrator(self.mediator).email = 'other@example.org'

    def test_another_mail_address_of_the_contact_of_a_user_is_told(self):
        with self.assertNoted((self.mediator, 'mail address')):
            self.by_administrator(self.mediator.partner_id).email = 'other@example.org'

    def test_a_user_who_gets_another_contact_is_told(self):
        contact = self.env['res.partner'].create({'name': "X", 'email': 'other@example.org'})
        with self.assertNoted((self.mediator, 'mail address')):
            self.by_administrator(self.mediator).partner_id = contact

    def test_a_user_whose_contact_is_merged_with_another_is_told(self):
        contact = self.env['res.partner'].create({'name': "X", 'email': 'other@example.org'})
        wizard = self.env['base.partner.merge.automatic.wizard'].with_user(self.administrator)
        with self.assertNoted((self.mediator, 'mail address')):
            wizard._merge([contact.id, self.mediator.partner_id.id], contact)

    def test_another_password_is_told(self):
        with self.assertNoted((self.mediator, 'password')):
            self.by_administrator(self.mediator).password = 'Canary-1'
        line = {'user_id': self.mediator.id, 'user_login': 'x', 'new_passwd': 'Canary-2'}
        with self.assertNoted((self.mediator, 'password')):
            self.by_administrator(self.env['change.password.wizard']).create(
                {'user_ids': [Command.create(line)]}
            ).change_password_button()

    def test_a_user_made_with_a_password_is_told(self):
        with self.assertNoted() as expected:
            expected.append((self.new_user(password='Canary-1'), 'password'))

    def test_a_second_factor_that_is_set_or_removed_is_told(self):
        self.assertIn('totp_secret', self.env['res.users']._fields)
        secret = base64.b32encode(os.urandom(20)).decode()
        self.mediator.totp_secret = secret
        with self.assertNoted((self.mediator, 'second factor'), by=None):
            self.mediator.sudo().write({'totp_secret': False})
        keys = (
            self.env['auth.passkey.key']
            .with_user(self.mediator)
            .sudo()
            .create({'name': "Key", 'credential_identifier': 'x'})
        )
        with self.assertNoted((self.mediator, 'second factor')):
            self.by_administrator(self.mediator).write(
                {'auth_passkey_key_ids': [Command.delete(key.id) for key in keys]}
            )

    def test_an_api_key_that_is_made_or_removed_is_told(self):
        Keys = self.env['res.users.apikeys']
        tomorrow = datetime.now() + timedelta(days=1)
        with self.assertNoted((self.mediator, 'API key'), by=self.mediator):
            Keys.with_user(self.mediator)._generate(None, "Canary key", tomorrow)
        with self.assertNoted((self.mediator, 'API key'), by=None):
            # Odoo deletes as superuser, whoever asks; in a request the person is known.
            self.by_administrator(self.mediator.api_key_ids)._remove()

    def test_a_trusted_device_is_no_api_key(self):
        tomorrow = datetime.now() + timedelta(days=1)
        with self.assertNotNoted():
            self.env['auth_totp.device'].with_user(self.mediator)._generate(
                'browser', "Canary device", tomorrow
            )

    # Rules and programs

    def test_a_record_rule_of_ours_that_is_made_changed_or_deleted_is_told(self):
        Rule = self.by_administrator(self.env['ir.rule'])
        with self.assertNoted() as expected:
            rule = Rule.create({'name': "All", 'model_id': self.model('mediation.party').id})
            expected.append((rule, 'record rule'))
        for values in (
            {'active': False},
            {'groups': [Command.set(self.managers.ids)]},
            {'model_id': self.model('res.partner').id},
            {'model_id': self.model('mediation.case').id},
        ):
            with self.assertNoted((rule, 'record rule')):
                rule.write(values)
        with self.assertNoted((rule, 'record rule')):
            rule.unlink()

    def test_a_record_rule_changed_from_the_side_of_the_group_is_told(self):
        rule = self.env.ref('herstelbemiddeling.mediation_case_rule_staff')
        with self.assertNoted((rule, 'record rule')):
            self.by_administrator(self.mediators).rule_groups = [Command.link(rule.id)]

    def test_an_access_right_of_ours_that_is_made_changed_or_deleted_is_told(self):
        Access = self.by_administrator(self.env['ir.model.access'])
        with self.assertNoted() as expected:
            access = Access.create(
                {'name': "All", 'model_id': self.model('mediation.party').id, 'perm_read': True}
            )
            expected.append((access, 'access right'))
        with self.assertNoted((access, 'access right')):
            access.group_id = self.managers
        with self.assertNoted((access, 'access right')):
            access.unlink()

    def test_rules_and_rights_of_others_are_not_told(self):
        values = {'name': "All", 'model_id': self.model('res.partner').id}
        with self.assertNotNoted():
            self.by_administrator(self.env['ir.rule']).create(values).active = False
            self.by_administrator(self.env['ir.model.access']).create(values).unlink()

    def test_a_program_that_is_made_changed_or_deleted_is_told(self):
        Action = self.by_administrator(self.env['ir.actions.server'])
        values = {'name': "Look", 'state': 'code', 'model_id': self.model('res.partner').id}
        with self.assertNoted() as expected:
            action = Action.create(values)
            expected.append((action, 'program'))
        with self.assertNoted((action, 'program')):
            action.code = "pass"
        with self.assertNoted((action, 'program')):
            action.unlink()

    def test_a_scheduled_program_is_told(self):
        Cron = self.by_administrator(self.env['ir.cron'])
        values = {'name': "Look", 'state': 'code', 'model_id': self.model('res.partner').id}
        with self.assertNoted() as expected:
            cron = Cron.create(values)
            expected.append((cron.ir_actions_server_id, 'program'))
        with self.assertNoted((cron.ir_actions_server_id, 'program')):
            cron.code = "pass"

    # What is no change

    def test_nothing_is_told_when_nothing_changes(self):
        admin = self.administrator
        rule = self.env.ref('herstelbemiddeling.mediation_case_rule_staff')
        with self.assertNotNoted():
            user = self.by_administrator(self.mediator)
            user.write({'login': user.login, 'email': user.email, 'new_password': False})
            user.write({'group_ids': [Command.link(self.mediators.id)], 'active': True})
            user.write({'partner_id': user.partner_id.id, 'lang': 'en_US'})
            rule.with_user(admin).write({'domain_force': rule.domain_force, 'active': True})
            self.mediators.with_user(admin).comment = "Other words"
            self.new_user()

    def test_contacts_who_are_no_colleagues_are_not_told(self):
        contact = self.env['res.partner'].create({'name': "Supplier"})
        with self.assertNotNoted():
            self.by_administrator(contact).email = 'supplier@example.org'

    def test_data_of_a_module_is_not_told_and_a_person_who_says_so_is(self):
        by_module = {'install_mode': True}
        with self.assertNotNoted():
            self.employee.with_context(**by_module).group_ids += self.mediators
        with self.assertNoted((self.employee, 'role')):
            self.by_administrator(self.employee).with_context(**by_module).group_ids = [
                Command.unlink(self.mediators.id)
            ]

    def test_the_notice_names_nobody(self):
        self.privacy_officer.notification_type = 'email'
        self.env.cr.flush()
        with self.assertNoted((self.mediator, 'login'), (self.mediator, 'mail address')):
            self.by_administrator(self.mediator).write(
                {'login': 'canary_login', 'name': "Canary Name", 'email': 'canary@example.org'}
            )
        notice = self.notices()[0]
        self.assertEqual(notice.partner_ids, self.privacy_officer.partner_id)
        self.assertFalse(notice.model or notice.res_id or notice.record_name)
        mail = self.env['mail.mail'].search([('mail_message_id', '=', notice.id)])
        self.assertEqual(mail.state, 'outgoing')
        for words in (notice.body, mail.body_html, mail.subject, mail.headers or ''):
            for name in ('canary', 'test_mediator', 'test_administrator', self.administrator.name):
                self.assertNotIn(name.lower(), words.lower())

    # Who may not have a role

    def test_an_administrator_gets_no_role(self):
        for role in rights.roles(self.env):
            for administrators in ('base.group_system', 'base.group_erp_manager'):
                group = self.env.ref(administrators)
                user = new_test_user(self.env, f'test_{role.id}_{group.id}', 'base.group_user')
                with self.subTest(role=role.name, administrators=administrators):
                    user.group_ids += group
                    with self.assertRefused(ValidationError, "two accounts"):
                        user.group_ids += role
                    with self.assertRefused(ValidationError, "two accounts"):
                        role.user_ids += user
                    user.group_ids -= group
                    user.group_ids += role
                    with self.assertRefused(ValidationError, "two accounts"):
                        user.group_ids += group
                    with self.assertRefused(ValidationError, "two accounts"):
                        group.user_ids += user

    def test_nobody_becomes_an_administrator_by_a_group_that_he_has(self):
        for group in (self.mediators, self.env.ref('base.group_user')):
            with (
                self.subTest(group=group.name),
                self.assertRefused(ValidationError, "two accounts"),
            ):
                group.implied_ids += self.env.ref('base.group_erp_manager')

    def test_an_archived_colleague_does_not_come_back_as_both(self):
        self.mediator.active = False
        self.mediator.group_ids += self.system
        with self.assertRefused(ValidationError, "two accounts"):
            self.mediator.active = True

    def test_whoever_is_both_already_can_give_up_one(self):
        self.env.cr.execute(
            "INSERT INTO res_groups_users_rel (gid, uid) VALUES (%s, %s)",
            (self.system.id, self.mediator.id),
        )
        self.env.invalidate_all()
        self.mediator.name = "Other name"
        with self.assertRefused(ValidationError, "two accounts"):
            self.mediator.group_ids += self.managers
        self.mediator.group_ids -= self.system

    def test_no_role_comes_with_another_group(self):
        others = ('base.group_system', 'base.group_erp_manager', 'base.group_user')
        others += ('base.default_user_group', 'herstelbemiddeling.group_desk')
        for group in map(self.env.ref, others):
            for role in rights.roles(self.env) - group:
                with self.subTest(group=group.name, role=role.name):
                    with self.assertRefused(ValidationError, "to each person who needs it"):
                        group.implied_ids += role
                    with self.assertRefused(ValidationError, "to each person who needs it"):
                        role.implied_by_ids += group
        with self.assertRefused(ValidationError, "to each person who needs it"):
            self.env['res.groups'].create(
                {'name': "Both", 'implied_ids': [Command.link(self.mediators.id)]}
            )

    def test_no_role_is_implied_and_no_administrator_has_one_after_installation(self):
        roles = rights.roles(self.env)
        self.assertEqual(len(roles), 5)
        self.assertFalse(roles.implied_by_ids)
        for root in ('base.user_root', 'base.user_admin'):
            self.assertFalse(self.env.ref(root).all_group_ids & roles)
        for group in ('base.group_system', 'base.group_erp_manager'):
            self.assertFalse(self.env.ref(group).all_implied_ids & roles)

    def model(self, name):
        return self.env['ir.model']._get(name)
