"""The checks of what talks to the outside: red, and green after the mending."""

from odoo.addons.herstelbemiddeling.health import outside, website

from .health_common import HealthCase, started_with


class TestHealthOfApps(HealthCase):
    def test_apps_that_talk_to_the_outside_are_named_and_explained(self):
        self.set_module('sms', 'installed')
        self.set_module('google_calendar', 'installed')
        self.assertFinds(
            'bad',
            outside.talking_modules,
            'sms: sends text messages',
            'google_calendar: connects to Google',
            'module uninstall',
        )

    def test_without_them_it_is_green_whatever_the_website_needs(self):
        self.set_module('sms', 'installed')
        self.uninstall_all(outside.talking_modules)
        self.assertFinds('good', outside.talking_modules)
        self.set_module('google_recaptcha', 'installed')
        self.set_module('smsomething', 'installed')
        self.assertFinds('good', outside.talking_modules)

    def test_apps_that_look_past_the_walls_are_red(self):
        self.set_module('base_import_module', 'installed')
        self.assertFinds('bad', outside.modules_past_the_walls, 'base_import_module')
        self.set_module('base_import_module', 'uninstalled')
        self.assertFinds('good', outside.modules_past_the_walls)
        for name in ('auditlog', 'impersonate_login', 'base_user_impersonate'):
            self.set_module(name, 'installed')
            self.assertFinds('bad', outside.modules_past_the_walls, name)

    def test_scripts_get_in_also_by_a_server_wide_module(self):
        with started_with(server_wide_modules=['base', 'web']):
            self.set_module('rpc', 'installed')
            self.assertFinds('warning', outside.modules_for_scripts, 'rpc: ')
            self.set_module('rpc', 'uninstalled')
            self.set_module('api_doc', 'uninstalled')
            self.assertFinds('good', outside.modules_for_scripts)
        with started_with(server_wide_modules=['base', 'rpc', 'web']):
            self.assertFinds('warning', outside.modules_for_scripts, 'base,web')

    def test_keys_of_other_services(self):
        for name in outside.SERVICE_KEYS:
            self.set_parameter(name, False)
        sites = self.env['website'].search([])
        sites.google_maps_api_key = False
        self.assertFinds('good', outside.service_keys)
        self.set_parameter('discuss.tenor_api_key', 'invented')
        sites[0].google_maps_api_key = 'invented'
        result = self.assertFinds('bad', outside.service_keys, 'tenor', 'google_maps_api_key')
        self.assertNotIn('invented', result.found)

    def test_the_writing_help_is_cut_off(self):
        self.set_parameter('html_editor.olg_api_endpoint', 'https://example.org')
        self.assertFinds('warning', outside.editor_services, 'html_editor.olg_api_endpoint')
        for name in outside.EDITOR_SERVICES:
            self.set_parameter(name, outside.NOWHERE)
        self.assertFinds('good', outside.editor_services)


class TestHealthOfMail(HealthCase):
    def test_link_previews(self):
        for value, state in ((False, 'bad'), ('99', 'bad'), ('0', 'good')):
            with self.subTest(value=value):
                self.set_parameter('mail.link_preview_throttle', value)
                self.assertFinds(state, outside.link_previews)

    def test_the_weekly_report_to_the_vendor(self):
        job = self.env.ref('mail.ir_cron_module_update_notification')
        job.active = True
        self.assertFinds('bad', outside.vendor_report, 'odoo shell')
        job.active = False
        self.assertFinds('good', outside.vendor_report)
        job.unlink()
        self.assertFinds('good', outside.vendor_report)

    def test_outgoing_mail(self):
        with started_with(smtp_server='localhost'):
            self.env['ir.mail_server'].search([]).active = False
            self.assertFinds('warning', outside.outgoing_mail)
            server = self.env['ir.mail_server'].create(
                {'name': "Example", 'smtp_host': 'mail.example.org', 'smtp_encryption': 'none'}
            )
            self.assertFinds('warning', outside.outgoing_mail, 'TLS')
            server.smtp_encryption = 'starttls_strict'
            self.assertFinds('good', outside.outgoing_mail)
            server.active = False
        with started_with(smtp_server='mail.example.org'):
            self.assertFinds('good', outside.outgoing_mail)

    def test_incoming_mail(self):
        self.assertFinds('good', outside.incoming_mail)
        server = self.env['fetchmail.server'].create({'name': "Example"})
        self.assertFinds('bad', outside.incoming_mail)
        server.active = False
        self.assertFinds('good', outside.incoming_mail)
        alias = self.env['mail.alias'].create(
            {'alias_name': 'cases', 'alias_model_id': self.env['ir.model']._get_id('res.partner')}
        )
        self.assertFinds('good', outside.incoming_mail)
        # The addon refuses this; somebody in the database does not ask it.
        self.behind_odoo(
            'UPDATE mail_alias SET alias_model_id = %s WHERE id = %s',
            self.env['ir.model']._get_id('mediation.case'),
            alias.id,
        )
        self.assertFinds('bad', outside.incoming_mail)


class TestHealthOfWebsite(HealthCase):
    def setUp(self):
        super().setUp()
        self.site = self.env['website'].search([], limit=1)

    def make_style_sheet(self, text):
        self.env['ir.attachment'].search([('url', '=like', '/web/assets/%')]).unlink()
        self.env['ir.attachment'].create(
            {
                'name': 'web.assets_frontend.min.css',
                'url': '/web/assets/1/invented/web.assets_frontend.min.css',
                'raw': text.encode(),
                'mimetype': 'text/css',
            }
        )

    def test_style_sheets_that_fetch_fonts(self):
        self.make_style_sheet('@import url("https://fonts.googleapis.com/css?family=A");')
        self.assertFinds('bad', website.styles, 'fonts.googleapis.com')
        self.make_style_sheet('a{background:url(//cdn.example.org/a.png)}')
        self.assertFinds('bad', website.styles, 'cdn.example.org')
        self.make_style_sheet(
            'a{background:url(/web/a.png)} b{background:url("data:image/svg+xml,http://w3.org")}'
        )
        self.assertFinds('good', website.styles)

    def test_a_website_that_nobody_opened_is_unknown(self):
        self.env['ir.attachment'].search([('url', '=like', '/web/assets/%')]).unlink()
        self.assertFinds('unknown', website.styles)

    def test_the_layout_of_a_page(self):
        self.assertFinds('good', website.foreign_parts)
        layout = self.env['ir.ui.view'].search([('key', '=', 'website.layout')], limit=1)
        link = '<link rel="preconnect" href="https://fonts.example.org/"/>'
        self.env['ir.ui.view'].create(
            {
                'name': "Foreign font",
                'type': 'qweb',
                'key': 'website.invented_layout',
                'inherit_id': layout.id,
                'arch': f'<xpath expr="//head" position="inside">{link}</xpath>',
            }
        )
        self.assertFinds('bad', website.foreign_parts, 'fonts.example.org')

    def test_custom_code_and_the_pages_themselves(self):
        self.site.custom_code_head = '<script src="https://tracker.example.org/a.js"></script>'
        self.assertFinds('bad', website.foreign_parts, 'tracker.example.org', 'Custom Code')
        self.site.custom_code_head = '<a href="https://plain.example.org">A link is followed</a>'
        self.assertFinds('good', website.foreign_parts)
        page = self.env['website.page'].search([], limit=1)
        page.view_id.arch = page.view_id.arch.replace(
            '</t>', '<iframe src="//video.example.org/a"/></t>', 1
        )
        self.assertFinds('bad', website.foreign_parts, 'video.example.org')

    def test_what_the_website_fetches_from_itself_is_not_foreign(self):
        self.site.domain = 'https://www.example.org'
        self.site.custom_code_footer = '<img src="https://www.example.org/a.png"/>'
        self.assertFinds('good', website.foreign_parts)

    def test_trackers(self):
        self.assertFinds('good', website.trackers)
        self.site.google_analytics_key = 'G-INVENTED'
        self.assertFinds('bad', website.trackers, 'google_analytics_key')
        self.site.write({'google_analytics_key': False, 'cdn_activated': True})
        self.assertFinds('bad', website.trackers, 'cdn_activated')

    def test_visitors_who_are_followed(self):
        views = self.env['ir.ui.view'].search([('type', '=', 'qweb'), ('track', '=', True)])
        views.track = False
        self.assertFinds('good', website.followed_visitors)
        self.env.ref('website.homepage').track = True
        self.assertFinds('warning', website.followed_visitors, 'website.homepage')
