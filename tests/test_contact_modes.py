"""The forms of contact that the addon brings: complete, and the same wherever one looks."""

import base64

from lxml import etree

from odoo.exceptions import ValidationError

from odoo.addons.herstelbemiddeling import enclosures
from odoo.addons.herstelbemiddeling.contact_modes import MODES
from odoo.addons.herstelbemiddeling.controllers import own_page_values
from odoo.addons.herstelbemiddeling.figures.definitions import DIRECT_MODES, INDIRECT_MODES
from odoo.addons.herstelbemiddeling.models.content.mediation_delivery import HOW

from .process import ProcessCase

FILES = {
    'pdf': b'%PDF-1.7', 'jpeg': b'\xff\xd8\xff', 'png': b'\x89PNG\r\n\x1a\n',
    'mp4': b'\x00\x00\x00\x18ftypmp42', 'webm': b'\x1a\x45\xdf\xa3\x01webm',
}  # fmt: skip


class TestContactModes(ProcessCase):
    def test_there_is_a_record_for_each_form_that_the_code_knows(self):
        self.assertEqual(set(self.modes), set(MODES))

    def test_the_website_has_a_card_for_each_form(self):
        page = etree.fromstring(self.env.ref('herstelbemiddeling.website_page_forms').arch)
        cards = page.xpath('//h3[@class="card-title h5-fs"]')
        self.assertEqual(len(cards), len(MODES))

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

    def test_a_message_takes_the_files_of_its_form_and_no_other(self):
        self.bring_to('preparation')
        self.assertEqual(set(FILES), set(enclosures.NAMES))
        for code, mode in MODES.items():
            message = self.message(self.contact(code))
            self.assertEqual((message.has_words, message.may_have_file),
                             (mode.has_words, bool(mode.files)))  # fmt: skip
            for kind, raw in FILES.items():
                with self.subTest(mode=code, file=kind):
                    self.assertEqual(enclosures.kind_of(raw), kind)
                    if kind in mode.files:
                        message.enclosure = base64.b64encode(raw)
                    else:
                        with self.assertRaises(ValidationError):
                            message.enclosure = base64.b64encode(raw)

    def test_a_message_goes_as_is_usual_for_its_form_and_the_own_page_says_how(self):
        self.bring_to('preparation')
        for code, mode in MODES.items():
            with self.subTest(mode=code):
                message = self.message(self.contact(code))
                self.assertEqual(message.delivered_how, mode.delivered)
        self.assertEqual(set(own_page_values.how_received(self.env)), set(dict(HOW)))
