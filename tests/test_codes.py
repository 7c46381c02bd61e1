import unittest

from odoo.addons.herstelbemiddeling.codes import ALPHABET, digest, random_code, receipt_for


class TestCodes(unittest.TestCase):
    def test_a_code_has_its_prefix_and_six_characters_without_look_alikes(self):
        code = random_code('HB')
        self.assertRegex(code, r'^HB-[A-Z0-9]{6}$')
        self.assertFalse(set(ALPHABET) & set('01OILSBU58'))

    def test_codes_do_not_repeat(self):
        self.assertEqual(len({random_code('P') for _ in range(2000)}), 2000)

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
