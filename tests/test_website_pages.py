"""The information pages: what they say, where they lead, and that an editor can change them."""

from lxml import etree, html

from odoo.tests import new_test_user

from odoo.addons.http_routing.tests.common import MockRequest

from .registration_form_common import RegistrationFormCase
from .website_common import CODE, FORM, PAGES


class WebsiteCase(RegistrationFormCase):
    def fetch(self, method='GET', path='/', **options):
        # Without a language Odoo sends a visitor to the English pages, and no visit of a program
        # is ever kept.
        options.setdefault('headers', {'Accept-Language': 'nl', 'User-Agent': 'Mozilla/5.0'})
        return super().fetch(method, path, **options)

    def page(self, path):
        response = self.fetch(path=path)
        self.assertEqual(response.status_code, 200, path)
        return html.fromstring(response.content)

    def editor(self):
        return new_test_user(
            self.env,
            login='test_editor',
            groups='base.group_user,website.group_website_designer',
        )


class TestInformationPages(WebsiteCase):
    def test_every_page_is_there_in_every_language_and_leads_on(self):
        for path in PAGES:
            for prefix in ('', '/en'):
                with self.subTest(path=prefix + path):
                    page = self.page(prefix + path)
                    self.assertEqual(len(page.xpath('//h1')), 1)
                    links = set(page.xpath('//main//a/@href'))
                    self.assertLessEqual({prefix + FORM, 'tel:+31301234567'}, links)
                    self.assertTrue([link for link in links if link.endswith(CODE)])
                    self.assertEqual({prefix + other for other in PAGES} - links, set())
                    way_out = page.xpath('//main//aside//a')[0]
                    self.assertEqual(way_out.get('href'), self.website._exit_url())
                    self.assertIn('noreferrer', way_out.get('rel'))

    def test_what_the_browser_remembers_names_no_offence_and_no_side(self):
        for path in PAGES:
            title = self.page(f'/en{path}').findtext('.//title')
            for word in ('crime', 'victim', 'offend', 'suspect', 'delict', 'dader', 'slachtoffer'):
                self.assertNotIn(word, f'{title} {path}'.lower())

    def test_every_page_has_a_description(self):
        descriptions = {
            self.page(path).xpath('//meta[@name="description"]/@content')[0] for path in PAGES
        }
        self.assertEqual(len(descriptions), len(PAGES))

    def test_the_menu_of_every_website_leads_to_the_pages(self):
        entry = self.page('/').xpath('//header//a[@href="/herstelbemiddeling"]')
        self.assertTrue(entry)
        other = self.env['website'].create({'name': "Another website"})
        self.assertIn('/herstelbemiddeling', other.menu_id.child_id.mapped('url'))

    def test_the_contact_details_follow_the_settings(self):
        self.website.company_id.write({'phone': '0800-1234', 'street': "Voorbeeldweg 9"})
        self.website.phone_hours = "from nine to noon"
        self.env.registry.clear_all_caches()
        text = self.page('/en/herstelbemiddeling').text_content()
        for part in ('0800-1234', "from nine to noon", "Voorbeeldweg 9"):
            self.assertIn(part, text)

    def test_what_an_editor_writes_is_shown_and_outlives_an_update(self):
        view = self.env.ref('herstelbemiddeling.website_page_rules').with_user(self.editor())
        view = view.with_context(website_id=self.website.id)
        view.save('<h1>Our own words</h1>', xpath='/t[1]/t[1]/div[1]/section[1]//h1')
        self.env.registry.clear_all_caches()
        self.assertEqual(self.page(PAGES[7]).findtext('.//h1'), "Our own words")
        records = self.env['ir.model.data'].search(
            [('module', '=', 'herstelbemiddeling'), ('name', '=like', 'website\\_page\\_%')]
        )
        self.assertEqual(len(records), 2 * len(PAGES))
        self.assertTrue(all(records.mapped('noupdate')))


class TestBlocks(WebsiteCase):
    def block(self, name):
        with MockRequest(self.env, website=self.website):
            return self.env['ir.ui.view']._render_template(f'herstelbemiddeling.{name}')

    def test_the_builder_offers_both_blocks(self):
        view = self.env['ir.ui.view'].with_context(rendering_bundle=True)
        offered = etree.tostring(view._get_template_view('website.snippets')._get_combined_arch())
        for name in ('s_mediation_register', 's_mediation_contact'):
            self.assertIn(f't-snippet="herstelbemiddeling.{name}"'.encode(), offered)

    def test_a_contact_block_that_an_editor_puts_on_a_page_follows_the_settings(self):
        view = self.env.ref('herstelbemiddeling.website_page_rules').with_user(self.editor())
        view = view.with_context(website_id=self.website.id)
        section = '/t[1]/t[1]/div[1]/section[1]'
        view.save(str(self.block('s_mediation_contact')), xpath=section)
        saved = self.env['ir.ui.view'].search(
            [('key', '=', view.key), ('website_id', '=', self.website.id)]
        )
        self.assertIn('t-field="website.mediation_contact"', saved.arch)
        self.website.company_id.phone = '0900-5555'
        self.env.registry.clear_all_caches()
        place = self.page(PAGES[7]).xpath('//*[@id="wrap"]')[0]
        self.assertIn('0900-5555', place.text_content())
