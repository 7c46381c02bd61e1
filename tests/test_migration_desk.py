"""Rows of an older version are found and marked as those that come in now."""

from pathlib import Path

from odoo.modules.migration import load_script
from odoo.modules.module import get_module_path

from .common import MediationCase

SCRIPT = Path(get_module_path('herstelbemiddeling'), 'migrations/19.0.4.0.0/post-desk.py')


class TestMigrationDesk(MediationCase):
    def migrate(self):
        load_script(str(SCRIPT), 'post-desk').migrate(self.env.cr, '19.0.3.0.0')
        self.env.flush_all()
        self.env.invalidate_all()

    def as_before(self):
        self.env.flush_all()
        for statement in (
            'UPDATE mediation_registration SET person_index = NULL, needs_care = NULL',
            'UPDATE mediation_party SET person_index = NULL',
            'UPDATE mediation_case SET unassigned_since = NULL',
            'UPDATE mediation_offence SET is_exempt = NULL, points = 2',
        ):
            self.env.cr.execute(statement)
        self.env.invalidate_all()

    def test_people_are_found_by_name_and_birth_date_and_marked(self):
        other = {'email_address': False, 'phone_number': False}
        first = self.register(detained=True, **other)
        second = self.register(voicemail_ok='named', contact_preference='email', **other)
        erased = self.register()
        erased._erase_seals()
        self.as_before()
        self.assertFalse(self.as_user(second, self.desk).match_ids)
        self.migrate()
        self.assertIn(first, self.as_user(second, self.desk).match_ids)
        self.assertTrue(first.needs_care)
        self.assertFalse(second.needs_care)
        self.assertFalse(erased.needs_care)

    def test_cases_wait_since_they_were_registered_and_kinds_of_event_get_their_flags(self):
        waiting, carried = self.make_case(), self.make_case(self.mediator)
        self.as_before()
        self.migrate()
        self.assertEqual(waiting.unassigned_since, waiting.date_registered)
        self.assertFalse(carried.unassigned_since)
        sexual = self.env.ref('herstelbemiddeling.mediation_offence_sexual')
        violence = self.env.ref('herstelbemiddeling.mediation_offence_violence')
        self.assertTrue(sexual.is_exempt)
        self.assertFalse(violence.is_exempt)
        self.assertEqual((sexual.points, violence.points), (3, 2))
