"""The public pages look like the organisation, and can be read whatever its colour is."""

import base64
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from odoo.tests import BaseCase, tagged

from odoo.addons.herstelbemiddeling import colours

from .registration_form_common import RegistrationFormCase

ACCENT = re.compile(r'--accent:(#[0-9a-f]{6});--on-accent:(#[0-9a-f]{3,6})')


def logo(width=180, height=40):
    """Return a picture as Odoo keeps it."""
    picture = io.BytesIO()
    Image.new('RGB', (width, height), '#336699').save(picture, 'PNG')
    return base64.b64encode(picture.getvalue())


@tagged('post_install', '-at_install')
class TestColours(BaseCase):
    @settings(max_examples=200, deadline=None)
    @given(st.integers(0, 0xFFFFFF))
    def test_any_colour_becomes_one_that_can_be_read(self, number):
        light, dark = ACCENT.findall(colours.style_of(f'#{number:06x}'))
        self.assertGreaterEqual(self.contrast(light[0], colours.LIGHT_PAPER), 4.5)
        self.assertGreaterEqual(self.contrast(light[0], '#ffffff'), 4.5)
        self.assertGreaterEqual(self.contrast(dark[0], colours.DARK_PAPER), 4.5)
        self.assertGreaterEqual(self.contrast(dark[0], dark[1]), 4.5)

    def contrast(self, one, other):
        return colours._contrast(colours._parts(one), colours._parts(other))

    def test_a_colour_that_can_be_read_stays_as_it_is_on_light_paper(self):
        self.assertIn('--accent:#0f5c4c', colours.style_of('#0f5c4c'))

    def test_what_is_no_colour_is_left_out(self):
        for wrong in (False, None, '', 'red', '#12345', '#1234567', '#12345g}', '#000000;x{}'):
            with self.subTest(wrong=wrong):
                self.assertEqual(colours.style_of(wrong), '')


class TestBrand(RegistrationFormCase):
    def loaded(self):
        page = html.fromstring(self.fetch().content)
        return page.xpath('//img/@src | //link[@rel="stylesheet"]/@href')

    def test_logo_and_colour_of_the_company_are_on_the_page(self):
        self.website.company_id.write({'logo': logo(), 'primary_color': '#7a1fa2'})
        loaded = [path for path in self.loaded() if '/static/' not in path]
        self.assertEqual(len(loaded), 2)
        for path in loaded:
            response = self.fetch(path=path)
            self.assertEqual(response.status_code, 200)
            self.assertIn('max-age', response.headers['Cache-Control'])
            self.assertNotIn('Set-Cookie', response.headers)
        self.assertIn('#7a1fa2', self.fetch(path='/herstelbemiddeling/colour.css').text)

    def test_without_a_logo_nothing_is_loaded_for_it(self):
        self.website.company_id.write({'logo': False, 'primary_color': False})
        self.assertTrue(all('/static/' in path for path in self.loaded()))
        self.assertEqual(self.fetch(path='/herstelbemiddeling/logo').status_code, 404)

    def test_a_heavy_logo_is_left_out(self):
        noise = io.BytesIO()
        Image.effect_noise((180, 180), 120).convert('RGB').save(noise, 'PNG')
        self.website.company_id.logo = base64.b64encode(noise.getvalue())
        self.assertTrue(all('/static/' in path for path in self.loaded()))
