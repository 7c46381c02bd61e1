"""Every public text in every language: nothing falls back to English, and nothing is left out."""

import io
import re
from unittest.mock import patch

import polib
from lxml import html
from pypdf import PdfReader
from toolbox import settings, translate
from toolbox.scripts import translation

from odoo.addons.herstelbemiddeling.letters import page as printed
from odoo.addons.herstelbemiddeling.letters import pdf

from .letters import text_of
from .public_pages import LEAFLET, PAPER, PublicPagesCase, texts_of
from .registration_form_common import PATH

DRAFTS = ('de_DE', 'fr_FR', 'es_ES', 'pl_PL')
DIRECTION = {'ar_001': 'rtl'}
_PLACEHOLDER = re.compile(r'%\(\w+\)s')


class TestPublicLanguages(PublicPagesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        languages = cls.env['res.lang']
        for code in DRAFTS:
            languages |= cls.env['res.lang']._activate_lang(code)
        cls.env['ir.module.module']._load_module_terms([settings.ADDON], ['nl_NL', *DRAFTS])
        cls.website.language_ids |= languages

    def test_every_public_text_is_there_in_every_language(self):
        """Nobody falls back to English, and no text is one that this test does not come upon."""
        english = self.pages_in(self.english)
        self.assert_pages_say_their_language(english, 'en_US')
        public = {text: texts_of(text) for text in self.public_texts()}
        shown = set().union(*map(texts_of, english.values()))
        self.assertEqual([text for text in public if not is_on(public[text], shown)], [])
        for code in ('nl_NL', *DRAFTS):
            pages = self.pages_in(self.env['res.lang']._lang_get(code))
            self.assert_pages_say_their_language(pages, code)
            self.assertEqual(pages.keys(), english.keys())
            own = self.translations(code, public)
            for name, page in pages.items():
                with self.subTest(language=code, page=name):
                    self.assert_translated(texts_of(english[name]), texts_of(page), public, own)

    def assert_translated(self, in_english, page, public, own):
        """Assert that each text of the English page stands on this one, and not in English."""
        for text, parts in public.items():
            if is_on(parts, in_english):
                self.assertTrue(any(is_on(told, page) for told in own[text]), own[text])
                left = parts - set().union(*own[text])
                self.assertFalse(left & page, text)

    def translations(self, code, public):
        """Return how each text is told; two that differ only in their tags, in two ways."""
        entries = polib.pofile(str(translation.draft_of(translate.TEMPLATE, code[:2])))
        words = {entry.msgid: texts_of(entry.msgstr) for entry in entries}
        return {
            text: [words[other] for other in public if public[other] == parts]
            for text, parts in public.items()
        }

    def public_texts(self):
        return [entry.msgid for entry in translation.public(translate.TEMPLATE)]

    def assert_pages_say_their_language(self, pages, code):
        for name, page in pages.items():
            if '<html' not in page:
                continue
            with self.subTest(page=name):
                root = html.document_fromstring(page)
                self.assertEqual(root.get('lang'), code.replace('_', '-'))
                self.assertEqual(root.get('dir'), DIRECTION.get(code, 'ltr'))
                offered = root.xpath('//header//nav//*[@lang]/@lang')
                if name not in (PAPER, LEAFLET):
                    self.assertEqual(
                        sorted(offered),
                        sorted(lang.code.replace('_', '-') for lang in self.website.language_ids),
                    )

    def test_a_language_from_right_to_left_turns_every_page(self):
        arabic = self.env['res.lang']._activate_lang('ar_001')
        self.website.language_ids |= arabic
        self.assert_pages_say_their_language(self.pages_in(arabic), 'ar_001')

    def test_the_leaflet_is_one_sheet_in_every_language(self):
        for lang in self.website.language_ids:
            prefix = '' if lang == self.dutch else f'/{lang.url_code}'
            with self.subTest(lang=lang.code):
                answer = self.fetch(path=prefix + LEAFLET)
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.headers['Content-Type'], 'application/pdf')
                self.assertEqual(answer.headers['Cache-Control'], 'no-store')
                self.assertNotIn('Set-Cookie', answer.headers)
                self.assertEqual(len(PdfReader(io.BytesIO(answer.content)).pages), 1)
                self.assertIn(f'{prefix}{PATH}', text_of(answer.content).replace(' ', ''))

    def test_the_leaflet_is_only_there_to_be_read(self):
        self.assertEqual(self.send({'x': 'y'}, LEAFLET).status_code, 405)
        self.assertEqual(self.fetch(path=f'/xx{LEAFLET}').status_code, 404)

    def test_a_page_that_is_the_same_for_everybody_is_made_once(self):
        printed._public_pdf.cache_clear()
        with patch.object(pdf, 'to_pdf', wraps=pdf.to_pdf) as made:
            first, second = (self.fetch(path=PAPER).content for _visit in range(2))
            self.assertEqual(made.call_count, 1)
            self.assertEqual(first, second)
            self.website.company_id.phone = '085 111 1111'
            self.assertIn('0851111111', text_of(self.fetch(path=PAPER).content).replace(' ', ''))
            self.fetch(path=f'/en{PAPER}')
            self.assertEqual(made.call_count, 3)

    def test_the_form_leads_to_the_leaflet_in_its_language(self):
        for prefix in ('', '/de'):
            page = html.fromstring(self.fetch(path=prefix + PATH).content)
            self.assertEqual(len(page.xpath(f'//a[@href="{prefix}{LEAFLET}"]')), 1)


def is_on(texts, page):
    """Return whether all texts of a piece stand on a page; where a value goes, anything may."""
    return all(text in page or ('%(' in text and fits(text, page)) for text in texts)


def fits(text, page):
    pattern = '.*'.join(re.escape(part) for part in _PLACEHOLDER.split(text))
    return any(re.fullmatch(pattern, other) for other in page)
