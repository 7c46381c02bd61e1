"""Letters are tagged PDF, made out of nothing but themselves, and hold one person only."""

import io
import sys
import tempfile
import unittest
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import UserError

from odoo.addons.herstelbemiddeling.health import paper
from odoo.addons.herstelbemiddeling.letters import pdf

from .health_common import HealthCase
from .letters import INITIATOR, OTHER, LetterCase, text_of

PAGE = '<!DOCTYPE html><html lang="nl"><head><title>Brief</title>%s</head><body><p>Dag.</p>%s'


class TestPdf(unittest.TestCase):
    def test_it_is_tagged_and_says_its_language_and_title(self):
        reader = PdfReader(io.BytesIO(pdf.to_pdf(PAGE % ('', ''))))
        root = reader.trailer['/Root']
        self.assertTrue(root['/MarkInfo']['/Marked'])
        self.assertIn('/StructTreeRoot', root)
        self.assertEqual(root['/Lang'], 'nl')
        self.assertEqual(reader.metadata.title, "Brief")
        self.assertTrue(root['/ViewerPreferences']['/DisplayDocTitle'])
        self.assertIn(b'pdfuaid:part="1"', root['/Metadata'].get_object().get_data())

    def test_nothing_is_fetched_from_anywhere(self):
        for wanted in (
            '<img src="http://example.org/a.png">',
            '<img src="file:///etc/passwd">',
            '<img src="data:image/png;base64,AAAA">',
            '<link rel="stylesheet" href="https://example.org/a.css">',
            '<link rel="attachment" href="file:///etc/passwd">',
            '<style>@import "http://example.org/a.css";</style>',
            '<style>p { background: url(https://example.org/a.png) }</style>',
            '<style>@font-face { font-family: x; src: url(file:///etc/passwd) }</style>',
            '<object data="file:///etc/passwd"></object>',
        ):
            with self.subTest(wanted=wanted), self.assertRaises(pdf.Fetching):
                pdf.to_pdf(PAGE % (wanted, wanted))

    def test_no_file_is_written_on_the_way(self):
        def refuse(*_args, **_kwargs):
            raise AssertionError("a temporary file")

        makers = ('mkstemp', 'mkdtemp', 'NamedTemporaryFile', 'TemporaryFile')
        with patch.multiple(tempfile, **dict.fromkeys(makers, refuse)):
            self.assertTrue(pdf.to_pdf(PAGE % ('', '')))

    def test_a_missing_library_is_named(self):
        with (
            patch.dict(sys.modules, {'weasyprint': None}),
            self.assertRaises(pdf.Unavailable),
        ):
            pdf.to_pdf(PAGE % ('', ''))


class TestHealthOfLetters(HealthCase):
    def test_letters_on_the_health_page(self):
        self.assertFinds('good', paper.letters_are_made)
        with patch.dict(sys.modules, {'weasyprint': None}):
            self.assertFinds('bad', paper.letters_are_made, "libpango")


class TestLetters(LetterCase):
    def test_each_letter_says_why_first_and_what_always_holds_last(self):
        self.bring_to('approach')
        for kind in ('invitation', 'legal_notice'):
            with self.subTest(kind=kind):
                text = self.printed(self.other, kind)
                self.assertIn("We write to you because", text)
                self.assertIn("voluntary, free of charge and confidential", text)
                for value in ("Voorbeeld Bemiddeling", "030 000 00 00", OTHER['full_name']):
                    self.assertIn(value, text)

    def test_no_letter_holds_the_other_side_an_offence_or_a_code(self):
        self.bring_to('preparation')
        self.move('preparation')
        for party, others in ((self.initiator, OTHER), (self.other, INITIATOR)):
            talk = self.planned(party)
            texts = [
                self.printed(party, 'appointment', session_id=talk.id),
                self.printed(party, 'confirmation', session_id=talk.id),
                self.printed(party, 'preparation', session_id=talk.id),
                self.printed(party, 'legal_notice'),
                self.printed(party, 'appointment', 'institution', session_id=talk.id),
                self.printed(party, 'preparation', 'handed'),
            ]
            for text in texts:
                self.assertHoldsNothingOf(text, others)
                for word in [*self.telling(), party.wishes]:
                    self.assertNotIn(word, text)

    def test_the_closing_letter_says_that_it_has_ended_and_nothing_else(self):
        self.bring_to('preparation')
        self.consent(self.initiator, 'participation', decision='withdrawn')
        text = self.printed(self.other, 'closing')
        self.assertIn("mediation was offered, and has ended. No contact will take place.", text)
        self.assertHoldsNothingOf(text, INITIATOR)
        for word in [*self.telling(), "withdr", "victim", "offender"]:
            self.assertNotIn(word, text)

    def test_a_letter_through_the_institution_has_a_sheet_for_who_passes_it_on(self):
        self.other.with_user(self.mediator).institution_contact = False
        self.bring_to('approach')
        with self.assertRefused(UserError, "the contact person there"):
            self.printed(self.other, 'invitation', 'institution')
        self.other.with_user(self.mediator).institution_contact = "Anderamentor"
        text = self.printed(self.other, 'invitation', 'institution')
        self.assertIn("Please pass this on", text)
        self.assertLess(text.index("Anderamentor"), text.index("We write to you because"))

    def test_the_sender_in_the_window_is_an_address_without_a_name(self):
        self.bring_to('approach')
        text = self.printed(self.other, 'invitation')
        before_address = text[: text.index(OTHER['full_name'])]
        self.assertIn("Postbus 1, 3500 AA Utrecht", before_address)
        self.assertNotIn("Voorbeeld", before_address)

    def test_an_address_that_is_not_complete_is_asked_for(self):
        self.bring_to('approach')
        self.other.with_user(self.mediator).street = False
        with self.assertRefused(UserError, "is not complete"):
            self.printed(self.other, 'invitation')

    def test_a_letter_is_in_the_language_of_the_person_else_in_dutch(self):
        template = self.env.ref('herstelbemiddeling.letter_invitation')
        template.update_field_translations(
            'arch_db', {'nl_NL': {"A question for you": "Vraagje voor u"}}
        )
        self.bring_to('approach')
        invitation = self.dispatch(self.other, 'invitation')
        for xmlid, title, lang in (
            ('base.lang_en', "A question for you", 'en-US'),
            ('base.lang_nl', "Vraagje voor u", 'nl-NL'),
            ('base.lang_de', "Vraagje voor u", 'nl-NL'),
        ):
            self.other.lang_id = self.env.ref(xmlid)
            made = invitation._pdf()
            self.assertIn(title, text_of(made))
            self.assertEqual(PdfReader(io.BytesIO(made)).trailer['/Root']['/Lang'], lang)

    def test_the_title_and_the_file_say_nothing(self):
        self.bring_to('approach')
        made = self.dispatch(self.other, 'invitation')._pdf()
        self.assertEqual(PdfReader(io.BytesIO(made)).metadata.title, "Letter")

    def test_a_template_that_fetches_is_refused_with_a_sentence(self):
        self.bring_to('approach')
        view = self.env.ref('herstelbemiddeling.letter_style')
        view.arch_db = view.arch_db.replace('<style>', '<style>@import "http://example.org/a.css";')
        invitation = self.dispatch(self.other, 'invitation')
        with self.assertRefused(UserError, "Letters fetch nothing"):
            invitation.action_print()
        self.assertEqual(invitation.state, 'draft')

    def test_without_the_library_nothing_is_lost(self):
        self.bring_to('approach')
        invitation = self.dispatch(self.other, 'invitation')
        with (
            patch.object(pdf, '_load', side_effect=pdf.Unavailable("libpango")),
            self.assertRefused(UserError, "Nothing is lost"),
        ):
            invitation.action_print()
        self.assertEqual(invitation.state, 'draft')
