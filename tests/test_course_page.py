"""The board says whose turn it is; the page says what is done and what is not."""

from datetime import timedelta

from odoo import fields

from odoo.addons.herstelbemiddeling import gates

from .process import ProcessCase


class TestCoursePage(ProcessCase):
    def write_other(self, **values):
        self.other.with_user(self.mediator).write(values)

    def test_a_case_waits_on_a_party_while_the_waiting_period_runs(self):
        self.bring_to('approach')
        self.assertEqual(self.case.waiting_on, 'us')
        self.write_other(state='approached')
        self.assertEqual(self.case.waiting_on, 'party')
        self.assertEqual(self.case.waiting_days, 0)
        days = self.env['mediation.policy']._of(self.case.company_id).approach_wait_days
        for passed, turn in ((days - 1, 'party'), (days + 3, 'us')):
            with self.subTest(passed=passed):
                self.other.sudo().state_since = self.ago(days=passed)
                self.env['mediation.case']._note_turns_of_today()
                self.assertEqual(self.case.waiting_on, turn)
        self.assertEqual(self.case.waiting_days, 3)
        self.write_other(state='approached')  # another attempt
        self.assertEqual((self.case.waiting_on, self.case.waiting_days), ('party', 0))
        self.write_other(state='informed')
        self.assertEqual(self.case.waiting_on, 'us')

    def test_a_case_waits_on_the_institution_that_was_asked(self):
        self.write_other(permission_state='asked')
        self.assertEqual(self.case.waiting_on, 'other_organisation')
        self.write_other(permission_state='granted')
        self.assertEqual(self.case.waiting_on, 'us')

    def test_a_paused_or_closed_case_waits_on_nobody(self):
        self.case.paused_until = fields.Date.today() + timedelta(days=5)
        self.assertEqual(self.case.waiting_on, 'nobody')
        self.case.sudo().write({'paused_until': fields.Date.today()})
        self.env['mediation.case']._note_turns_of_today()
        self.assertEqual(self.case.waiting_on, 'us')
        self.move('closed', outcome_id=self.outcome.id)
        self.assertEqual(self.case.waiting_on, 'nobody')

    def test_since_when_stays_as_long_as_it_is_the_same_turn(self):
        self.case.sudo().waiting_since = self.ago(days=9)
        self.move('intake')
        self.assertEqual(self.case.waiting_days, 9)

    def test_managers_group_by_whom_it_waits_on_and_see_no_party(self):
        self.bring_to('approach')
        self.write_other(state='approached')
        theirs = self.env['mediation.case'].with_user(self.manager)
        groups = dict(theirs._read_group([('id', '=', self.case.id)], ['waiting_on'], ['__count']))
        self.assertEqual(groups, {'party': 1})
        card = self.env['mediation.case'].with_user(self.manager).get_view(view_type='kanban')
        for name in ('party_ids', 'needs_interpreter', 'has_ban'):
            self.assertNotIn(f'"{name}"', card['arch'])

    def test_the_page_says_what_is_done_and_what_is_not(self):
        self.bring_to('intake')
        self.talk(self.initiator, 'intake', date_start=self.ago(days=2))
        lines = self.case.checklist.splitlines()
        self.assertIn("✓ Intake held", lines)
        self.assertTrue(any(line.startswith("○ Ask the initiator") for line in lines))
        self.assertFalse(self.case.can_move_on)
        self.consent(self.initiator, 'approach')
        self.env.invalidate_all()
        self.assertNotIn("○", self.case.checklist)
        self.assertTrue(self.case.can_move_on)
        self.case.action_move_on()
        self.assertEqual(self.case.phase, 'approach')

    def test_every_fact_of_a_gate_has_words_for_done_and_for_not_done(self):
        self.bring_to('contact')
        for phase in gates.PHASES[1:-1]:
            names = set(gates.needed([phase])) - {'not_paused'}
            with self.subTest(phase=phase):
                self.assertFalse(names - self.case._labels().keys())
                self.assertFalse(names - self.case._sentences().keys())

    def test_whoever_steers_reads_no_checklist(self):
        for login in ('manager', 'desk', 'privacy_officer'):
            with self.subTest(login=login):
                theirs = self.as_user(self.case, self.users[login])
                self.assertFalse(theirs.checklist or theirs.can_move_on)

    def test_an_offered_mediator_reads_no_checklist_and_no_flags(self):
        self.write_other(needs_interpreter=True)
        self.case.sudo().offered_mediator_id = self.other_mediator
        theirs = self.as_user(self.case, self.other_mediator)
        self.assertFalse(theirs.checklist or theirs.needs_interpreter or theirs.has_ban)

    def test_the_card_shows_an_interpreter_and_a_ban_to_members(self):
        self.assertFalse(self.case.needs_interpreter or self.case.has_ban)
        self.write_other(needs_interpreter=True)
        self.env['mediation.restriction'].with_user(self.mediator).create(
            {'party_id': self.other.id, 'protected_party_id': self.initiator.id}
        )
        self.env.invalidate_all()
        self.assertTrue(self.case.needs_interpreter)
        self.assertTrue(self.case.has_ban)

    def test_each_person_has_the_talks_and_minutes_of_that_person(self):
        self.move('intake')
        self.talk(self.initiator, 'intake', minutes=50)
        self.talk(self.initiator, 'call', minutes=10)
        self.talk(self.initiator, 'call', minutes=0, reached=False)
        party = self.as_user(self.initiator, self.mediator)
        self.assertEqual((party.talk_count, party.talk_minutes), (2, 60))
        self.assertEqual(self.as_user(self.other, self.mediator).talk_count, 0)

    def test_talks_of_many_people_are_one_query(self):
        values = {'case_id': self.case.id, 'side': 'harmed'}
        self.env['mediation.party'].with_user(self.mediator).create([values] * 6)
        parties = self.case.party_ids
        counts = []
        for some in (parties, parties[:2], parties):  # what is kept for all is read by the first
            theirs = self.as_user(some.browse(some.ids), self.mediator)
            before = self.env.cr.sql_log_count
            theirs.mapped('talk_count')
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
