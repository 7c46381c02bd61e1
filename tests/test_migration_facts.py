"""Rows of an older version get the plain facts that the gates look at, and nothing invented."""

from pathlib import Path

from odoo import fields
from odoo.modules.migration import load_script
from odoo.modules.module import get_module_path

from .process import ProcessCase

SCRIPT = Path(get_module_path('herstelbemiddeling'), 'migrations/19.0.3.0.0/post-facts.py')


class TestMigrationFacts(ProcessCase):
    def setUp(self):
        super().setUp()
        self.script = load_script(str(SCRIPT), 'post-facts')
        self.child = fields.Date.subtract(fields.Date.today(), years=12)

    def as_before(self, **columns):
        """Make the rows look as the older version has left them."""
        self.env.flush_all()
        for table, values in columns.items():
            for column, value in values.items():
                self.env.cr.execute(f'UPDATE {table} SET {column} = %s', (value,))
        self.env.invalidate_all()

    def migrate(self):
        self.script.migrate(self.env.cr, '19.0.2.0.0')
        self.env.invalidate_all()

    def test_who_is_a_minor_or_held_is_read_out_of_what_was_sealed(self):
        self.initiator.write({'birth_date': self.child, 'detained': True})
        self.as_before(mediation_party={'is_minor': None, 'permission_state': 'not_needed'})
        self.migrate()
        self.assertTrue(self.initiator.is_minor)
        self.assertEqual(self.initiator.permission_state, 'needed')
        self.assertFalse(self.other.is_minor)
        self.assertEqual(self.other.permission_state, 'not_needed')

    def test_a_permission_that_was_given_since_stays(self):
        self.initiator.write({'detained': True, 'permission_state': 'granted'})
        self.migrate()
        self.assertEqual(self.initiator.permission_state, 'granted')

    def test_whoever_did_not_tell_about_themselves_gets_a_term(self):
        self.other.full_name = "Canary Other"
        self.as_before(mediation_party={'date_data_obtained': None, 'notice_due': None})
        self.migrate()
        since = self.other.create_date.date()
        self.assertEqual(self.other.date_data_obtained, since)
        self.assertEqual(self.other.notice_due, fields.Date.add(since, months=1))
        self.assertFalse(self.initiator.notice_due)

    def test_whoever_was_registered_by_somebody_else_gets_a_term_too(self):
        self.env.cr.execute(
            "UPDATE mediation_registration SET registrant_kind = 'professional' WHERE case_id = %s",
            (self.case.id,),
        )
        self.as_before(mediation_party={'date_data_obtained': None, 'notice_due': None})
        self.migrate()
        self.assertTrue(self.initiator.notice_due)

    def test_whoever_did_a_case_that_was_underway_had_accepted_it(self):
        self.case.sudo().declared_user_ids = False
        waiting = self.make_case(self.other_mediator)
        waiting.declared_user_ids = False
        self.case.sudo().declared_user_ids = self.mediator
        self.move('intake')
        self.case.sudo().declared_user_ids = False
        self.migrate()
        self.assertEqual(self.case.sudo().declared_user_ids, self.mediator)
        self.assertFalse(waiting.declared_user_ids)

    def test_whose_turn_it_is_follows_from_the_phase(self):
        self.move('closed', outcome_id=self.outcome.id)
        self.as_before(mediation_case={'waiting_on': 'us'})
        self.migrate()
        self.assertEqual(self.case.waiting_on, 'nobody')

    def test_a_case_stays_where_it_is_and_goes_on_by_what_is_recorded(self):
        """Consent that was ticked by hand is no entry of the ledger; it is recorded as it was."""
        self.env.cr.execute(
            'UPDATE mediation_case SET stage_id = %s, phase = %s WHERE id = %s',
            (self.stages['preparation'].id, 'preparation', self.case.id),
        )
        self.as_before(mediation_party={'consent_state': 'given'})
        self.migrate()
        self.assertEqual((self.case.phase, self.other.consent_state), ('preparation', 'given'))
        self.assertFalse(self.case.consent_ids)
        with self.assertRefused(Exception, "has to consent"):
            self.move('contact')
        self.prepare_approach()
        self.prepare_preparation()
        self.prepare_contact()
        self.move('contact')
        self.assertEqual(self.case.phase, 'contact')

    def test_it_can_run_again_without_doing_harm(self):
        self.initiator.write({'birth_date': self.child, 'detained': True})
        self.migrate()
        self.initiator.permission_state = 'granted'
        before = (self.initiator + self.other).read(['is_minor', 'permission_state', 'notice_due'])
        self.migrate()
        after = (self.initiator + self.other).read(['is_minor', 'permission_state', 'notice_due'])
        self.assertEqual(before, after)
