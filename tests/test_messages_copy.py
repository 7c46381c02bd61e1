"""What the other side receives is a copy, without what would tell where the sender lives."""

import base64

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.herstelbemiddeling import contact_data, enclosures

from .common import MediationCase
from .test_messages_course import MessageCase

PERSON = {
    'full_name': "Jan van den Bérg",
    'street': "Dorpsstraat 12a",
    'postcode': "1234 AB",
    'email_address': "jan@example.org",
    'phone_number': "06-1234 5678",
}
PDF = base64.b64encode(b'%PDF-1.7 canary')
MP4 = base64.b64encode(b'\x00\x00\x00\x18ftypmp42')


class TestContactData(MediationCase):
    def test_it_is_found_in_any_spelling(self):
        for kind, texts in {
            'name': ["Groet, JAN VAN DEN BERG.", "van den Bérg, Jan", "Jan\nvan den Berg"],
            'address': ["dorpsstraat 12 A", "Dorpsstraat  12a,", "1234ab", "in 1234 AB."],
            'mail': ["Mail naar JAN@example.org"],
            'phone': [
                "0612345678", "+31 6 12345678", "0031612345678", "06 12 34 56 78",
                "+31 (0)6-1234.5678", "6 12345678", "31612345678",
            ],
        }.items():  # fmt: skip
            for text in texts:
                with self.subTest(text=text):
                    self.assertEqual(contact_data.find(text, PERSON), [kind])
                    without = contact_data.take_out(text, PERSON, [kind])
                    self.assertEqual(contact_data.find(without, PERSON), [])

    def test_other_words_are_left_alone(self):
        for text in (
            "Jan", "Jan Berg", "Dorpsstraat 12", "Dorpsstraat 1234", "1234 ABC", "Op 06-12-2034",
            "06-12345679", "91234567 8", "",
        ):  # fmt: skip
            with self.subTest(text=text):
                self.assertEqual(contact_data.find(text, PERSON), [])
        nobody = dict.fromkeys(PERSON, False)
        self.assertEqual(contact_data.find("Jan, 0612345678", nobody), [])
        self.assertEqual(contact_data.find("Jan", {**nobody, 'full_name': ".", 'street': "-"}), [])

    def test_only_what_is_to_go_is_taken_out(self):
        text = "Liefs, Jan van den Berg. Bel 06-12345678!"
        self.assertEqual(
            contact_data.take_out(text, PERSON, ['phone']), "Liefs, Jan van den Berg. Bel …!"
        )

    def test_a_file_is_what_is_in_it(self):
        for raw, kind in {
            b'%PDF-1.4': 'pdf', b'\xff\xd8\xff\xe0': 'jpeg', b'\x89PNG\r\n\x1a\n': 'png',
            b'\x00\x00\x00\x18ftypisom': 'mp4', b'\x1a\x45\xdf\xa3\x01webm': 'webm',
            b'\x1a\x45\xdf\xa3\x01matroska': None, b'MZ': None, b'<html>': None, b'': None,
        }.items():  # fmt: skip
            with self.subTest(raw=raw):
                self.assertEqual(enclosures.kind_of(raw), kind)


class TestTheCopy(MessageCase):
    def test_contact_data_of_the_sender_are_not_released_by_accident(self):
        self.initiator.with_user(self.mediator).phone_number = '06-12345678'
        letter = self.message(self.letters, body="Call me: 0612345678. Canary Person")
        self.assertEqual(letter.found, "the full name, the phone number")
        letter.action_read_back()
        with self.assertRefused(UserError, "the full name, the phone number"):
            letter.action_release()
        letter.leaves_name = True
        with self.assertRefused(UserError, "find the sender: the phone number"):
            letter.action_release()
        letter.action_take_out()
        self.assertEqual(letter.body, "Call me: …. Canary Person")
        self.assertEqual(letter.state, 'draft', "these are other words, so they are read again")
        self.assertFalse(letter.found)
        letter.action_read_back()
        letter.action_release()

    def test_the_check_is_made_again_at_delivery(self):
        letter = self.letter_at('released', body="I live in Newstreet 5")
        letter.action_wants_it()
        self.initiator.with_user(self.mediator).street = "Newstreet 5"
        with self.assertRefused(UserError, "the address"):
            letter.action_deliver()

    def test_somebody_looks_at_a_scan_before_it_is_released(self):
        letter = self.message(self.letters, body=False)
        letter.enclosure = PDF
        letter.action_read_back()
        with self.assertRefused(UserError, "Look at the scan"):
            letter.action_release()
        letter.is_enclosure_checked = True
        letter.action_release()
        letter.enclosure = PDF
        self.assertFalse(letter.is_enclosure_checked)

    def test_files_are_small_and_of_a_known_kind(self):
        letter = self.message(self.letters)
        for content in (MP4, base64.b64encode(b'MZ program'), b'no base64 !'):
            with self.assertRefused(ValidationError, "PDF, JPEG, PNG"):
                letter.enclosure = content
        film = self.message(self.prepare_contact('video_message'))
        with self.assertRefused(ValidationError, "MP4, WebM"):
            film.enclosure = PDF
        film.enclosure = MP4
        policy = self.env['mediation.policy'].create({'max_enclosure_mb': 1})
        large = base64.b64encode(base64.b64decode(MP4) + bytes(1024 * 1024))
        with self.assertRefused(ValidationError, "larger than 1 MB"):
            film.enclosure = large
        policy.max_enclosure_mb = 2
        film.enclosure = large

    def test_a_file_is_checked_when_the_letter_is_made_as_well(self):
        with self.assertRefused(ValidationError, "PDF, JPEG, PNG"):
            self.env['mediation.message'].with_user(self.mediator).create(
                {
                    'contact_id': self.letters.id,
                    'sender_id': self.initiator.id,
                    'recipient_id': self.other.id,
                    'enclosure': base64.b64encode(b'MZ program'),
                }
            )

    def test_the_copy_belongs_to_the_recipient(self):
        letter = self.letter_at('delivered', body="Canary words")
        letter.invalidate_recordset()
        copy = letter.delivery_ids
        self.assertEqual((copy.recipient_id, copy.how), (self.other, 'handed'))
        self.assertEqual(copy.body, "Canary words")
        self.assertEqual(copy._seal_owner(), f'mediation.party,{self.other.code}')
        self.initiator.sudo()._erase_seals()
        self.env.invalidate_all()
        self.assertEqual(copy.body, "Canary words")
        self.assertFalse(letter.body)
        self.other.sudo()._erase_seals()
        self.env.invalidate_all()
        self.assertFalse(copy.body)

    def test_a_copy_is_made_by_a_delivery_and_stays_as_it_is(self):
        letter = self.letter_at('released')
        self.assertFalse(letter.delivery_ids)
        values = {
            'message_id': letter.id,
            'recipient_id': self.other.id,
            'moment': '2026-01-01',
            'how': 'post',
            'body': "Canary words",
        }
        with self.assertRaises(AccessError):
            self.env['mediation.delivery'].with_user(self.mediator).create(values)
        copy = self.letter_at('delivered').delivery_ids
        with self.assertRefused(UserError, "stays as it is"):
            copy.body = "Other words"
        with self.assertRaises(AccessError):
            copy.unlink()

    def test_outsiders_know_of_no_copy(self):
        copy = self.letter_at('delivered').delivery_ids
        self.assertTrue(copy)
        for login in ('other_mediator', 'manager', 'desk', 'supervisor', 'administrator'):
            theirs = self.as_user(copy, self.users[login])
            with self.subTest(login=login), self.assertRaises(AccessError):
                theirs.read(['body'])
            if theirs.browse().has_access('read'):
                self.assertFalse(theirs.search([]))
        self.recuse(self.case.sudo(), self.privacy_officer)
        with self.assertRaises(AccessError):
            self.as_user(copy, self.privacy_officer).read(['moment'])

    def test_each_side_has_its_own_words_and_what_it_was_given(self):
        delivered = self.letter_at('delivered')
        kept = self.letter_at('read_back')
        released = self.letter_at('released')
        answer = self.reply_to(delivered)
        own, received = self.case._shared_with(self.initiator)
        self.assertEqual((own, received), (delivered | kept | released, received.browse()))
        own, received = self.case._shared_with(self.other)
        self.assertEqual((own, received), (answer, delivered.delivery_ids))
        self.assertEqual(received.message_id, delivered)
