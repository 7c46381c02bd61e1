import unittest
from unittest.mock import patch

from odoo.addons.herstelbemiddeling import codes
from odoo.addons.herstelbemiddeling.codes import ALPHABET, digest, random_code, receipt_for

from .common import MediationCase


class TestFreeCodes(MediationCase):
    """A code that is taken is drawn again: nothing that somebody told is lost by bad luck."""

    def drawing(self, *drawn):
        return patch.object(codes, 'random_code', side_effect=drawn)

    def test_a_registration_gets_another_code_than_one_that_is_there(self):
        first = self.register()
        with self.drawing(first.code, 'A-TAKEN2'):
            second = self.register()
        self.assertEqual(second.code, 'A-TAKEN2')

    def test_two_that_come_in_together_get_two_codes(self):
        with self.drawing('A-ALIKE2', 'A-ALIKE2', 'A-ALIKE2', 'A-OTHER2'):
            found = codes.free_codes(self.env['mediation.registration'], 'A', 2)
        self.assertEqual(set(found), {'A-ALIKE2', 'A-OTHER2'})

    def test_a_case_gets_another_name_than_one_that_is_there(self):
        first = self.make_case(self.mediator)
        with self.drawing(first.name, 'HB-TAKEN2'):
            second = self.env['mediation.case'].create({'initiator_side': 'harmed'})
        self.assertEqual(second.name, 'HB-TAKEN2')


class TestCodes(unittest.TestCase):
    def test_a_code_has_its_prefix_and_six_characters_without_look_alikes(self):
        code = random_code('HB')
        self.assertRegex(code, r'^HB-[A-Z0-9]{6}$')
        self.assertFalse(set(ALPHABET) & set('01OILSBU58'))

    def test_the_same_form_gets_the_same_receipt_and_another_form_another(self):
        first = receipt_for('form 1', b'secret')
        self.assertEqual(first, receipt_for('form 1', b'secret'))
        self.assertNotEqual(first, receipt_for('form 2', b'secret'))
        self.assertNotEqual(first, receipt_for('form 1', b'another secret'))

    def test_a_receipt_is_four_groups_of_four(self):
        groups = receipt_for('form', b'secret').split('-')
        self.assertEqual([len(group) for group in groups], [4, 4, 4, 4])
        self.assertLessEqual(set(''.join(groups)), set(ALPHABET))

    def test_a_digest_does_not_hold_what_it_was_made_of(self):
        self.assertNotIn('ABCD', digest('ABCD'))
