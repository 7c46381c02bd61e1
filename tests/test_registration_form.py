"""The public registration form, through its real route, as an anonymous visitor."""

import logging
from datetime import date
from unittest.mock import patch

import psycopg2.errors
from lxml import html

from odoo.http import request, root

from odoo.addons.herstelbemiddeling.form import answers as form

from .registration_form_common import CANARY, COMMON, LITTLE, PATH, RegistrationFormCase


class TestRegistration(RegistrationFormCase):
    def test_each_kind_is_stored_once_with_all_that_was_told(self):
        for kind in ('self', 'relative', 'professional', 'prison'):
            for options in ({}, {'files': {'x': None}}):  # urlencoded, multipart
                with self.subTest(kind=kind, multipart=bool(options)):
                    self.before = self.Registration.search_count([])
                    fields = {'registrant_kind': kind, **COMMON}
                    response = self.send(fields, **options)
                    self.assertTrue(self.receipt(response))
                    registration = self.stored()
                    expected = {
                        **fields,
                        'birth_date': date(1980, 12, 31),
                        **dict.fromkeys(
                            ('needs_interpreter', 'detained', 'client_agrees', 'privacy_read'), True
                        ),
                    }
                    del expected['lang']
                    self.assertEqual({name: registration[name] for name in expected}, expected)
                    self.assertEqual(registration.lang_id, self.dutch)
                    self.assertEqual(registration.state, 'new')

    def test_the_least_that_each_kind_needs_is_enough(self):
        professional = {'registrant_name': "Bo", 'registrant_email': 'b@example.org'}
        for kind, fields in (
            ('self', {'phone_number': '0612345678'}),
            ('relative', {'registrant_phone': '0612345678'}),
            ('professional', {**professional, 'client_agrees': 'on'}),
            ('prison', {'institution': "PI Verzonnen"}),
        ):
            with self.subTest(kind=kind):
                self.before = self.Registration.search_count([])
                needed = {'side': 'responsible', 'full_name': "Noor", 'privacy_read': '1'}
                self.receipt(self.send({'registrant_kind': kind, **needed, **fields}))
                registration = self.stored()
                self.assertFalse(registration.birth_date or registration.story)
                self.assertEqual(registration.detained, kind == 'prison')

    def test_the_receipt_page_shows_the_code_and_nothing_that_was_told(self):
        response = self.send({'registrant_kind': 'self', **COMMON})
        self.receipt(response)
        for name in ('full_name', 'city', 'phone_number', 'offence', 'institution', 'story'):
            self.assertNotIn(COMMON[name], response.text)
        self.assertNotIn('Location', response.headers)

    def test_the_same_key_gives_the_same_receipt_and_one_registration(self):
        key = self.typed(self.fetch())['submission_key']
        first = self.receipt(self.send({**LITTLE, 'submission_key': key}))
        again = self.receipt(self.send({**LITTLE, 'submission_key': key}))
        self.assertEqual(first, again)
        self.stored()

    def test_each_form_has_a_key_of_its_own_and_one_without_gets_one(self):
        keys = {self.typed(self.fetch())['submission_key'] for _ in range(3)}
        self.assertEqual(len(keys), 3)
        receipts = {self.receipt(self.send(LITTLE)) for _ in range(2)}
        self.assertEqual(len(receipts), 2)

    def test_who_is_logged_in_registers_as_anonymously_as_anybody(self):
        self.authenticate('admin', 'admin')
        session_id = self.session.sid
        response = self.opener.post(
            self.base_url() + PATH, data=LITTLE, cookies={'session_id': session_id}
        )
        self.receipt(response)
        self.assertNotIn('Set-Cookie', response.headers)
        self.assertEqual(self.stored().create_uid, self.website.user_id)


class TestThePage(RegistrationFormCase):
    def test_every_field_of_the_form_is_there_with_a_label(self):
        page = html.fromstring(self.send({}).content)
        for name in form.FIELDS:
            with self.subTest(name=name):
                controls = page.forms[0].xpath(f'.//*[@name="{name}"]')
                self.assertTrue(controls)
                if controls[0].get('type') == 'radio':
                    group = page.get_element_by_id(f'f-{name}')
                    self.assertTrue(group.find('legend').text_content().strip())
                    for control in controls:
                        self.assertTrue(control.getparent().text_content().strip())
                else:
                    (label,) = page.xpath(f'//label[@for="{controls[0].get("id")}"]')
                    self.assertTrue(label.text_content().strip())
        names = {control.get('name') for control in page.forms[0].xpath('.//*[@name]')}
        self.assertEqual(names, {*form.FIELDS, form.SUBMISSION_KEY, form.TRAP})

    def test_ids_are_unique(self):
        page = html.fromstring(self.send({}).content)
        ids = page.xpath('//@id')
        self.assertEqual(len(ids), len(set(ids)))

    def test_every_answer_carries_the_security_headers_and_no_cookie(self):
        for response in (
            self.fetch(),
            self.fetch(path=f'/en{PATH}'),
            self.fetch(path=f'/xx{PATH}'),
            self.fetch(path=f'{PATH}?utm_source=a&utm_campaign=b&debug=1&full_name=c'),
            self.fetch('HEAD'),
            self.fetch('OPTIONS'),
            self.fetch('DELETE'),
            self.fetch(headers={'Accept-Language': 'en', 'User-Agent': 'Mozilla/5.0'}),
            self.send({}),
            self.send(LITTLE),
            self.send_raw(b'x' * (form.MAX_BODY + 1)),
        ):
            headers = response.headers
            with self.subTest(status=response.status_code, url=response.url):
                self.assertEqual(
                    headers['Content-Security-Policy'],
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                )
                self.assertEqual(headers['Referrer-Policy'], 'no-referrer')
                self.assertEqual(headers['Cache-Control'], 'no-store')
                self.assertEqual(headers['X-Content-Type-Options'], 'nosniff')
                self.assertEqual(headers['X-Robots-Tag'], 'noarchive')
                self.assertEqual(headers['Cross-Origin-Opener-Policy'], 'same-origin')
                self.assertEqual(headers['Cross-Origin-Resource-Policy'], 'same-origin')
                self.assertIn('camera=()', headers['Permissions-Policy'])
                self.assertNotIn('Set-Cookie', headers)
                self.assertNotIn('Location', headers)

    def test_a_cookie_that_another_part_of_odoo_sets_does_not_leave(self):
        def set_cookie(model, values, submission_key):
            request.future_response.set_cookie('somewhere', 'else')
            return 'ABCD-EFGH-ABCD-EFGH'

        with patch.object(type(self.Registration), '_receive', set_cookie):
            self.assertNotIn('Set-Cookie', self.send(LITTLE).headers)

    def test_no_session_is_kept_on_the_server(self):
        with patch.object(root.session_store, 'save') as save:
            # A session is written when something in it changes, and this would change it.
            self.fetch(path=f'{PATH}?debug=1')
            self.send(LITTLE)
        save.assert_not_called()

    def test_nothing_is_loaded_but_a_stylesheet_a_script_and_a_small_icon(self):
        for response in (self.fetch(), self.send({}), self.send(LITTLE), self.fetch('PUT')):
            page = html.fromstring(response.content)
            self.assertFalse(
                page.xpath('//script[not(@src)] | //style | //@style | //iframe | //img | //base')
            )
            self.assertFalse(page.xpath('//@*[starts-with(name(), "on")]'))
            loaded = page.xpath('//link/@href | //@src | //@srcset')
            self.assertEqual(len(loaded), 3)
            weight = len(response.content)
            for path in loaded:
                self.assertTrue(path.startswith('/herstelbemiddeling/static/'))
                resource = self.fetch(path=path)
                self.assertEqual(resource.status_code, 200)
                self.assertNotIn('Set-Cookie', resource.headers)
                self.assertNotRegex(resource.text, r'@import|url\(')
                weight += len(resource.content)
            self.assertLess(weight, 60_000)
            # One way out, followed only by who clicks on it
            (away,) = page.xpath('//@href[contains(., "//")]')
            self.assertIn('noreferrer', away.getparent().get('rel'))

    def test_title_and_address_do_not_tell_what_it_is_about(self):
        for response in (self.fetch(), self.send({}), self.send(LITTLE), self.fetch('PUT')):
            title = html.fromstring(response.content).findtext('.//title')
            self.assertNotRegex(title.lower(), 'crime|victim|offender|mediat|register|registr')

    def test_whom_to_call_is_on_every_page(self):
        for response in (self.fetch(), self.send({}), self.send(LITTLE), self.fetch('PUT')):
            page = html.fromstring(response.content)
            self.assertIn("Organisation Q", page.find('.//header').text_content())
            self.assertTrue(page.xpath('//header//a[@href="tel:+31301234567"]'))
            self.assertTrue(page.xpath('//header//a[@href="mailto:q@example.org"]'))

    def test_the_address_alone_decides_the_language(self):
        for path, lang in ((PATH, 'nl-NL'), (f'/nl{PATH}', 'nl-NL'), (f'/en{PATH}', 'en-US')):
            for browser in ('nl', 'en', 'fr'):
                with self.subTest(path=path, browser=browser):
                    options = {
                        'headers': {'Accept-Language': browser},
                        'cookies': {'frontend_lang': 'en_US'},
                    }
                    for response in (
                        self.fetch(path=path, **options),
                        self.send({}, path, **options),
                    ):
                        page = html.fromstring(response.content)
                        self.assertEqual(page.get('lang'), lang)
                        prefix = '/en' if lang == 'en-US' else ''
                        self.assertEqual(page.forms[0].action, prefix + PATH)

    def test_the_other_language_is_one_plain_link_away(self):
        for path in (PATH, f'/en{PATH}'):
            page = html.fromstring(self.fetch(path=path).content)
            self.assertEqual(set(page.xpath('//nav//a/@href')), {PATH, f'/en{PATH}'})

    def test_a_registration_is_received_in_both_languages(self):
        for path in (PATH, f'/en{PATH}'):
            with self.subTest(path=path):
                self.before = self.Registration.search_count([])
                self.receipt(self.send(LITTLE, path))
                self.stored()

    def test_a_link_on_a_page_of_the_website_keeps_its_language(self):
        self.env['website.page'].create(
            {
                'name': "Landing",
                'url': '/landing-of-test',
                'type': 'qweb',
                'is_published': True,
                'arch': f'<t t-call="website.layout"><a id="to-form" href="{PATH}">x</a></t>',
                'website_id': self.website.id,
            }
        )
        for prefix in ('', '/en'):
            headers = {'Accept-Language': 'en' if prefix else 'nl'}
            response = self.fetch(path=f'{prefix}/landing-of-test', headers=headers)
            (link,) = html.fromstring(response.content).xpath('//a[@id="to-form"]/@href')
            self.assertEqual(link, prefix + PATH)

    def test_a_language_that_the_website_does_not_have_is_not_found(self):
        self.assertEqual(self.fetch(path=f'/fr{PATH}').status_code, 404)

    def test_other_methods_are_refused_and_head_works(self):
        for method in ('PUT', 'PATCH', 'DELETE', 'OPTIONS'):
            with self.subTest(method=method):
                response = self.fetch(method)
                self.assertEqual(response.status_code, 405)
                self.assertEqual(response.headers['Allow'], 'GET, HEAD, POST')
        response = self.fetch('HEAD')
        self.assertEqual((response.status_code, response.content), (200, b''))

    def test_no_visitor_is_remembered(self):
        visitors = self.env['website.visitor'].search_count([])
        self.fetch(headers={'User-Agent': 'Mozilla/5.0'})
        self.send(LITTLE, headers={'User-Agent': 'Mozilla/5.0'})
        self.assertEqual(self.env['website.visitor'].search_count([]), visitors)

    def test_search_engines_are_not_told_of_the_form(self):
        response = self.fetch(path='/sitemap.xml')
        self.assertEqual(response.status_code, 200)
        self.assertNotIn('aanmelden', response.text)


class TestWhenTheServerFails(RegistrationFormCase):
    def failing(self, effect):
        return patch.object(type(self.Registration), '_receive', autospec=True, side_effect=effect)

    def test_what_was_typed_is_kept_and_the_key_too(self):
        key = self.typed(self.fetch())['submission_key']
        with self.failing(ValueError(CANARY)), self.assertLogs(level='ERROR') as logs:
            response = self.send({**LITTLE, 'story': CANARY, 'submission_key': key})
        self.assertEqual(response.status_code, 500)
        self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])
        self.assertNotIn('Set-Cookie', response.headers)
        typed = self.typed(response)
        self.assertEqual((typed['story'], typed['submission_key']), (CANARY, key))
        # The log says where, never what.
        self.assertIn('ValueError', logs.output[0])
        self.assertIn('registration.py', logs.output[0])
        self.assertNotIn(CANARY, ''.join(logs.output))
        self.receipt(self.send(typed))
        self.stored()

    def test_a_conflict_in_the_database_is_tried_again_with_the_whole_form(self):
        receive = type(self.Registration)._receive
        keys = []

        def conflict_once(model, values, submission_key):
            keys.append(submission_key)
            if len(keys) == 1:
                raise psycopg2.errors.SerializationFailure
            return receive(model, values, submission_key)

        key = self.typed(self.fetch())['submission_key']
        with (
            self.failing(conflict_once),
            patch('odoo.service.model.errorcodes.lookup', return_value='SERIALIZATION_FAILURE'),
            patch('odoo.service.model.time.sleep'),
        ):
            self.receipt(self.send({**LITTLE, 'story': "It was dark.", 'submission_key': key}))
        self.assertEqual(keys, [key, key])
        self.assertEqual(self.stored().story, "It was dark.")

    def test_no_answer_reaches_the_log(self):
        fields = {name: f'{CANARY}-{name}' for name in form.FIELDS}
        for logger in (logging.getLogger('odoo'), logging.getLogger('werkzeug')):
            self.startPatcher(patch.object(logger, 'level', logging.INFO))
        with self.assertLogs(level=logging.INFO) as logs:
            self.send(fields)
            self.send({**LITTLE, 'story': CANARY, 'full_name': CANARY})
            self.send({CANARY: CANARY})
            self.send_raw(f'{{"{CANARY}": 1}}', 'application/json')
        self.assertTrue(logs.output)
        self.assertNotIn(CANARY, ''.join(logs.output))
