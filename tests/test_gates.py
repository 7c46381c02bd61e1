import unittest

from odoo.addons.herstelbemiddeling import gates


class TestGates(unittest.TestCase):
    def test_every_phase_between_has_to_be_entered(self):
        self.assertEqual(
            gates.phases_to_enter('registered', 'preparation'),
            ('intake', 'approach', 'preparation'),
        )

    def test_going_back_asks_for_nothing(self):
        self.assertEqual(gates.phases_to_enter('contact', 'intake'), ())

    def test_closing_is_possible_from_everywhere_and_has_a_gate_of_its_own(self):
        for phase in gates.PHASES[:-1]:
            with self.subTest(phase=phase):
                self.assertEqual(gates.phases_to_enter(phase, 'closed'), ('closed',))

    def test_after_the_last_phase_there_is_none(self):
        self.assertEqual(gates.next_phase('registered'), 'intake')
        self.assertIsNone(gates.next_phase('closed'))

    def test_phases_have_an_order(self):
        self.assertTrue(gates.is_at_least('contact', 'approach'))
        self.assertTrue(gates.is_at_least('approach', 'approach'))
        self.assertFalse(gates.is_at_least('intake', 'approach'))

    def test_what_is_missing_is_named_once(self):
        missing = gates.missing(set(), ('intake', 'approach'))
        self.assertEqual(len(missing), len(set(missing)))
        self.assertEqual(missing[0], 'not_paused')
        self.assertIn('reconfirmed', missing)

    def test_nothing_is_missing_when_all_facts_are_there(self):
        self.assertEqual(gates.missing(gates.FACTS, gates.PHASES), [])

    def test_each_phase_after_the_first_has_a_gate(self):
        self.assertEqual(set(gates.NEEDED), set(gates.PHASES[1:]))
