"""No page and no style sheet of the website makes a browser turn to somebody else."""

from odoo.addons.herstelbemiddeling.health import website as health

from .test_website_pages import WebsiteCase
from .website_common import (
    AROUND,
    FONTS,
    FORM,
    PAGES,
    fetched,
    fetched_by_styles,
    foreign,
)

VALUES = '/website/static/src/scss/options/user_values.scss'


class TestNothingFromOutside(WebsiteCase):
    def scan(self, paths):
        """Return what these pages, and the files that they load, fetch from somebody else."""
        base = self.base_url()
        addresses, files = set(), set()
        for path in paths:
            page = self.fetch(path=path).text
            self.assertNotRegex(page, FONTS)
            found = set(fetched(page, base))
            addresses |= found
            files |= {address for address in found if '/web/assets/' in address}
        self.assertTrue(files)
        for address in files:
            text = self.fetch(path=address.removeprefix(base)).text
            if '.css' in address:
                addresses |= set(fetched_by_styles(text, base))
                self.assertNotRegex(text, FONTS)
        return foreign(addresses, base)

    def test_the_information_pages_fetch_from_here_only(self):
        for prefix in ('', '/en'):
            self.assertEqual(self.scan([prefix + path for path in (*PAGES, FORM)]), [])

    def test_the_rest_of_the_website_as_it_is_installed_does_too(self):
        self.assertEqual(self.scan(AROUND), [])

    def test_the_health_page_finds_it_good(self):
        self.scan(['/'])
        self.assertEqual(health.styles(self.env).state, 'good')
        self.assertEqual(health.foreign_parts(self.env).state, 'good')

    def test_a_font_that_an_editor_adds_from_elsewhere_is_not_fetched(self):
        self.env['website.assets'].with_context(website_id=self.website.id).make_scss_customization(
            VALUES, {'google-fonts': "('Abel')", 'font': "'Abel'", 'headings-font': "'Roboto'"}
        )
        self.assertEqual(self.scan(['/en/herstelbemiddeling']), [])

    def test_a_page_of_ours_may_not_fetch_even_if_an_editor_puts_something_foreign_on_it(self):
        policy = self.fetch(path=PAGES[0]).headers['Content-Security-Policy']
        self.assertIn("default-src 'self'", policy)
        self.assertNotIn('http', policy)

    def test_the_scan_finds_what_is_foreign(self):
        page = (
            '<html><head><link rel="preconnect" href="https://a.example/"/>'
            '<link rel="canonical" href="https://b.example/"/>'
            '<style>@import "//c.example/x.css";</style></head>'
            '<body style="background:url(http://d.example/x)"><a href="https://e.example">e</a>'
            '<img src="/f.png"/><img srcset="/g.png 1x, //h.example/g.png 2x"/>'
            '<script src="https://i.example/x.js"></script></body></html>'
        )
        self.assertEqual(
            foreign(fetched(page, 'http://own.example'), 'http://own.example'),
            [
                'http://c.example/x.css',
                'http://d.example/x',
                'http://h.example/g.png',
                'https://a.example/',
                'https://i.example/x.js',
            ],
        )
