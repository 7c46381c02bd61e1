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

    def test_after_the_last_phase_there_is_none(self):
        self.assertEqual(gates.next_phase('registered'), 'intake')
        self.assertIsNone(gates.next_phase('closed'))

    def test_what_is_missing_is_named_once(self):
        nothing = gates.Facts(mediator=False, outcome=False)
        self.assertEqual(gates.missing(nothing, ('intake', 'closed')), ['mediator', 'outcome'])

    def test_nothing_is_missing_when_all_facts_are_there(self):
        everything = gates.Facts(mediator=True, outcome=True)
        self.assertEqual(gates.missing(everything, gates.PHASES), [])

    def test_every_needed_fact_is_one_that_a_case_can_have(self):
        known = set(gates.Facts.__dataclass_fields__)
        for phase, names in gates.NEEDED.items():
            self.assertIn(phase, gates.PHASES)
            self.assertLessEqual(set(names), known)
