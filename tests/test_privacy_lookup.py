"""Odoo's own look-up of a person finds who is in a mediation, and shows codes only."""

from odoo.exceptions import UserError

from odoo.addons.herstelbemiddeling.models.guard.privacy_lookup import ROOMS

from .process import ProcessCase
from .trail import AuditedCase

NAME, MAIL = "Ada Verzonnen", 'ada.verzonnen@example.org'


class TestPrivacyLookup(AuditedCase, ProcessCase):
    def setUp(self):
        super().setUp()
        self.initiator.with_user(self.mediator).write({'full_name': NAME, 'email_address': MAIL})
        self.env.flush_all()

    def look_up(self, name=NAME, email=MAIL):
        wizard = (
            self.env['privacy.lookup.wizard']
            .with_user(self.administrator)
            .create({'name': name, 'email': email})
        )
        wizard.action_lookup()
        return wizard

    def ours(self, wizard):
        return wizard.line_ids.filtered(lambda line: line.res_model == 'mediation.party')

    def test_a_party_is_found_by_name_or_mail_and_shows_its_code(self):
        for name, email in ((NAME, 'x@example.org'), ("verzonnen  ADA", MAIL), ("Nobody", MAIL)):
            with self.subTest(name=name, email=email):
                line = self.ours(self.look_up(name, email))
                self.assertEqual(line.res_name, self.initiator.code)
                self.assertFalse(line.resource_ref)
        self.assertFalse(self.ours(self.look_up("Ada", 'verzonnen@example.org')))

    def test_nothing_is_archived_or_deleted_from_there(self):
        line = self.ours(self.look_up())
        for action in (line.action_unlink, line.action_archive_all, line._onchange_is_active):
            with self.assertRefused(UserError, "Ask the mediator of the case"):
                action()
        self.assertTrue(self.initiator.exists())

    def test_no_name_stays_beside_a_code(self):
        wizard = self.look_up()
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT name || email FROM privacy_lookup_wizard WHERE id = %s", [wizard.id]
        )
        kept = self.env.cr.fetchone()[0].casefold()
        self.assertNotIn('verzonnen', kept)
        self.assertNotIn("Party", wizard.records_description or '')

    def test_that_somebody_looked_is_in_the_trail(self):
        self.start_trail()
        self.look_up()
        searched = self.noted('searched')
        self.assertEqual(set(searched.mapped('model')), set(ROOMS))
        self.assertEqual(searched.user_id, self.administrator)
