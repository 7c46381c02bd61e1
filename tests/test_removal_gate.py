"""What has to be true before the addon goes, and who hears that it does."""

import os
from unittest.mock import patch

from odoo.exceptions import UserError

from odoo.addons.herstelbemiddeling import removal

from .process import ProcessCase
from .trail import AuditedCase


class TestRemovalGate(AuditedCase, ProcessCase):
    def setUp(self):
        super().setUp()
        self.module = self.env.ref('base.module_herstelbemiddeling')

    def named(self, name):
        return patch.dict(os.environ, {removal.VARIABLE: name})

    def test_it_goes_by_the_name_of_this_database_in_the_context_or_on_the_command_line(self):
        for name in ('', 'True', '1', f'{self.env.cr.dbname}_other'):
            with self.named(name), self.assertRefused(UserError, self.env.cr.dbname):
                removal.check_may_go(self.env(context={removal.CONFIRMED: name}))
        removal.check_may_go(self.env(context={removal.CONFIRMED: self.env.cr.dbname}))
        with self.named(self.env.cr.dbname):
            removal.check_may_go(self.env)

    def test_a_hold_that_is_asked_for_or_ending_stands_in_the_way_as_well(self):
        hold = (
            self.env['mediation.retention.hold']
            .with_user(self.privacy_officer)
            .create({'code': self.case.name, 'reason': 'court'})
            .sudo()
        )
        for state in ('asked', 'held', 'ending'):
            hold.state = state
            with self.named(self.env.cr.dbname), self.assertRefused(UserError, "legal hold"):
                removal.check_may_go(self.env)
        hold.state = 'ended'
        with self.named(self.env.cr.dbname):
            removal.check_may_go(self.env)

    def test_code_of_an_administrator_that_writes_the_state_is_asked_too(self):
        for state in ('to remove', 'uninstalled', 'uninstallable'):
            with self.subTest(state=state), self.assertRefused(UserError, self.env.cr.dbname):
                self.module.sudo().write({'state': state})
        self.module.write({'state': 'to upgrade'})
        self.assertEqual(self.module.state, 'to upgrade')

    def test_the_privacy_officers_and_the_trail_are_told(self):
        self.start_trail()
        with self.named(self.env.cr.dbname):
            self.module.write({'state': 'to remove'})
        told = self.env['mail.message'].search(
            [('subject', '=', "The mediation system is being removed")]
        )
        self.assertIn(self.privacy_officer.partner_id, told.notified_partner_ids)
        self.assertEqual(self.noted('erased').mapped('reason'), ['uninstalled'])

    def test_other_apps_are_not_asked_about(self):
        self.env.ref('base.module_rpc').write({'state': 'to remove'})
