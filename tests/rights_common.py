"""Seeing what is noted and told of rights."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.herstelbemiddeling.person import person_id

from .common import MediationCase

ADMINISTRATOR = object()


class RightsCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.privacy_officer.lang = 'en_US'  # a notice is in the language of its reader
        cls.env.cr.flush()  # sends the notice about the colleagues themselves

    @contextmanager
    def assertNoted(self, *expected, by=ADMINISTRATOR, told=True):
        """These (record, reason) are noted as changed by this person, and told once."""
        by = self.administrator if by is ADMINISTRATOR else by
        expected, noted, before = [*expected], [], self.notices()

        def note(env, verb, records=None, reason=None):
            self.assertEqual(verb, 'rights')
            noted.extend((person_id(env), record, reason) for record in records)

        with patch('odoo.addons.herstelbemiddeling.audit.note', note):
            yield expected
        self.assertEqual(set(noted), {(by and by.id, *entry) for entry in expected})
        self.env.cr.flush()
        self.assertEqual(len(self.notices() - before), int(told))

    def assertNotNoted(self):
        return self.assertNoted(told=False)

    def notices(self):
        return self.env['mail.message'].search([('subject', '=', "Rights have changed")])
