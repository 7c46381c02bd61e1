"""What a search engine is told of, and what is kept of somebody who reads."""

from threading import current_thread
from types import SimpleNamespace
from unittest.mock import patch

from lxml import etree

from odoo.addons.http_routing.tests.common import MockRequest

from .test_website_pages import WebsiteCase
from .website_common import AROUND, CODE, FORM, PAGES


class TestSitemap(WebsiteCase):
    def sitemap(self):
        self.env['ir.attachment'].search([('url', '=like', '/sitemap-%')]).unlink()
        tree = etree.fromstring(self.fetch(path='/sitemap.xml').content)
        return [place.text.removeprefix(self.base_url()) for place in tree.iterfind('.//{*}loc')]

    def make_page(self, **values):
        self.env['website'].with_context(website_id=self.website.id).new_page(name="Our history")
        page = self.env['website.page'].search([('url', '=', '/our-history')])
        page.write({'is_published': True, **values})

    def test_only_the_information_pages_are_in_it(self):
        self.assertEqual(sorted(self.sitemap()), sorted(PAGES))

    def test_routes_and_what_other_apps_brought_along_are_not(self):
        found = self.sitemap()
        for path in (FORM, CODE, *AROUND, '/website/info', '/your-ideas'):
            self.assertNotIn(path, found)

    def test_a_page_that_other_apps_brought_stays_out_when_an_editor_changes_it(self):
        contact = self.env.ref('website.contactus').with_context(website_id=self.website.id)
        contact.arch = contact.arch.replace('oe_empty', 'oe_empty changed')
        self.assertEqual(sorted(self.sitemap()), sorted(PAGES))

    def test_one_of_ours_stays_in_when_an_editor_changes_it(self):
        rules = self.env.ref('herstelbemiddeling.website_page_rules')
        rules = rules.with_context(website_id=self.website.id)
        rules.arch = rules.arch.replace('oe_empty', 'oe_empty changed')
        self.assertEqual(sorted(self.sitemap()), sorted(PAGES))

    def test_a_page_that_an_editor_made_is_in_it_if_the_editor_wants(self):
        self.make_page()
        self.assertIn('/our-history', self.sitemap())
        self.env['website.page'].search([('url', '=', '/our-history')]).website_indexed = False
        self.assertNotIn('/our-history', self.sitemap())

    def test_an_editor_who_looks_for_a_page_to_link_to_finds_every_page(self):
        # Odoo asks the thread which database's routes it needs.
        thread = patch.object(current_thread(), 'dbname', self.env.cr.dbname, create=True)
        with MockRequest(self.env, website=self.website), thread:
            found = list(self.website._enumerate_pages('contactus'))
            forced = list(self.website._enumerate_pages(force=True))
        for pages in (found, forced):
            self.assertIn('/contactus', [page['loc'] for page in pages])


class TestReadersAreForgotten(WebsiteCase):
    def visits(self):
        return sum(self.env[name].search_count([]) for name in ('website.visitor', 'website.track'))

    def test_a_reader_gets_no_cookie(self):
        for path in PAGES:
            for prefix in ('', '/en'):
                self.assertNotIn('Set-Cookie', self.fetch(path=prefix + path).headers)

    def test_the_files_of_a_page_give_no_cookie(self):
        page = self.page(PAGES[0])
        files = [*page.xpath('//link[@rel="stylesheet"]/@href'), *page.xpath('//script/@src')]
        self.assertTrue(files)
        for path in [*files, *page.xpath('//img/@src')]:
            response = self.fetch(path=path)
            self.assertEqual(response.status_code, 200, path)
            self.assertNotIn('Set-Cookie', response.headers, path)

    def test_somebody_who_logs_in_gets_a_session(self):
        self.assertIn('session_id', self.fetch(path='/web/login').headers['Set-Cookie'])

    def test_no_visit_is_kept_also_when_an_editor_ticks_track(self):
        pages = self.env['website.page'].search([('url', 'in', PAGES)])
        self.assertEqual(len(pages), len(PAGES))
        self.assertFalse(any(pages.mapped('track')))
        pages.view_id.track = True
        self.env.registry.clear_all_caches()
        before = self.visits()
        for path in PAGES:
            self.page(path)
            self.page(path)  # once more, out of the cache
        self.assertEqual(self.visits(), before)

    def kept(self, path):
        """Whether Odoo, asked directly, keeps a visit to a page that has Track ticked."""
        view = self.env['website.page'].search([('url', '=', path)], limit=1).view_id
        view.track = True
        response = SimpleNamespace(status_code=200, qcontext={'response_template': view.id})
        handler = patch.object(self.registry['website.visitor'], '_handle_webpage_dispatch')
        human = patch.object(self.registry['ir.http'], 'is_a_bot', lambda self: False)
        mocked = MockRequest(self.env, website=self.website, path=path)
        with human, handler as keep, mocked as request:
            request.is_frontend = True
            self.env['ir.http']._register_website_track(response)
        return keep.called

    def test_track_is_what_it_passes_over(self):
        self.assertTrue(self.kept('/contactus'))
        for path in PAGES:
            self.assertFalse(self.kept(path))

    def test_a_websocket_has_no_page_and_is_served_all_the_same(self):
        cookies = {'frontend_lang': 'nl_NL'}
        self.env['ir.http']._sanitize_cookies(cookies)
        self.assertIn('frontend_lang', cookies)
