"""The forms of contact that the addon brings: complete, and the same wherever one looks."""

from odoo.addons.herstelbemiddeling.figures.definitions import DIRECT_MODES, INDIRECT_MODES

from .process import ProcessCase


class TestContactModes(ProcessCase):
    def test_there_is_a_record_for_each_form_that_the_code_knows(self):
        known = {
            code for code, _label in self.env['mediation.contact.mode']._fields['code'].selection
        }
        self.assertEqual(set(self.modes), known)

    def test_the_figures_count_each_form_as_its_record_says(self):
        for code, mode in self.modes.items():
            with self.subTest(mode=code):
                self.assertIn(code, DIRECT_MODES if mode.is_direct else INDIRECT_MODES)

    def test_each_form_says_what_it_asks_and_what_it_is(self):
        for code, mode in self.modes.items():
            with self.subTest(mode=code):
                self.assertTrue(mode.requirements)
                self.assertTrue(mode.description)

    def test_only_a_form_in_which_people_see_each_other_needs_a_date(self):
        self.bring_to('preparation')
        for code, mode in self.modes.items():
            with self.subTest(mode=code):
                contact = self.contact(code)
                self.assertEqual("○ A date" in contact.checklist, mode.is_direct)
                self.assertEqual("The mediator is there" in contact.checklist, mode.is_direct)
