import unittest
from pathlib import Path

from toolbox.mutants import load

from odoo.modules import get_module_path

MUTANTS = load()


class TestMutants(unittest.TestCase):
    def test_every_wall_that_is_broken_on_purpose_stands_where_the_list_says(self):
        addon = Path(get_module_path('herstelbemiddeling'))
        for mutant in MUTANTS:
            with self.subTest(mutant=mutant.name):
                self.assertIn(mutant.wall, (addon / mutant.file).read_text())
                self.assertNotEqual(mutant.wall, mutant.hole)
                for test in mutant.tests:
                    self.assertTrue((Path(__file__).parents[1] / test).exists(), test)

    def test_no_two_mutants_have_one_name(self):
        self.assertEqual(len({mutant.name for mutant in MUTANTS}), len(MUTANTS))
