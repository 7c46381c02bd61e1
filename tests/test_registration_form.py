"""The public registration form, through its real route, as an anonymous visitor."""

import logging
import re
import socket
from datetime import date
from unittest.mock import patch
from urllib.parse import urlencode

import psycopg2.errors
from lxml import html

from odoo.http import request, root
from odoo.tests import HttpCase, tagged
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME

from odoo.addons.herstelbemiddeling import registration_form as form

PATH = '/herstelbemiddeling/aanmelden'
RECEIPT = re.compile(r'\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b')

COMMON = {
    'side': 'harmed',
    'full_name': "Noor Zandstra",
    'email_address': 'noor@example.org',
    'phone_number': '+31 (0)6 12345678',
    'street': "Dorpsweg 1",
    'postcode': '1234 AB',
    'city': "Nergenshuizen",
    'birth_date': '1980-12-31',
    'lang': 'nl_NL',
    'needs_interpreter': 'yes',
    'contact_preference': 'phone',
    'voicemail_ok': 'named',
    'safe_times': "after six",
    'detained': 'yes',
    'institution': "PI Verzonnen",
    'institution_contact': "the mentor",
    'registrant_name': "Bo Lindeboom",
    'registrant_organisation': "Bureau Verzonnen",
    'registrant_function': "probation officer",
    'registrant_email': 'bo@example.org',
    'registrant_phone': '030-2345678',
    'client_agrees': 'yes',
    'offence': "traffic <b>accident</b>",
    'event_when': "2019",
    'event_where': "the bridge",
    'police_report': 'unknown',
    'other_party': "somebody\nunknown",
    'relation': "strangers",
    'story': "It was dark.\n\nI \"fell\" & cried: 😀 <script>alert(1)</script>",
    'hopes': "an answer",
    'privacy_read': 'yes',
}
LITTLE = {
    'registrant_kind': 'self',
    'side': 'harmed',
    'full_name': "Noor Zandstra",
    'phone_number': '0612345678',
    'privacy_read': 'yes',
}
CANARY = "Canary-7f3a"


@tagged('post_install', '-at_install')
class RegistrationFormCase(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        languages = cls.env['res.lang']
        cls.dutch = languages._activate_lang('nl_NL')
        cls.english = languages._activate_lang('en_US')
        cls.website = cls.env['website'].search([], limit=1)
        cls.website.write(
            {
                'language_ids': [(6, 0, (cls.dutch + cls.english).ids)],
                'default_lang_id': cls.dutch.id,
            }
        )
        cls.website.company_id.write(
            {'name': "Organisation Q", 'phone': '+31 (0)30-1234567', 'email': 'q@example.org'}
        )
        cls.Registration = cls.env['mediation.registration']

    def setUp(self):
        super().setUp()
        self.before = self.Registration.search_count([])

    def fetch(self, method='GET', path=PATH, **options):
        # One connection a request, like a browser that has nothing yet: no cookie is carried over.
        self.opener.cookies.clear()
        options.setdefault('allow_redirects', False)
        return self.opener.request(method, self.base_url() + path, timeout=30, **options)

    def send(self, fields, path=PATH, **options):
        return self.fetch('POST', path, data=fields, **options)

    def send_raw(self, body, content_type='application/x-www-form-urlencoded', **headers):
        return self.send(body, headers={'Content-Type': content_type, **headers})

    def stored(self):
        """Return the one registration that was added."""
        self.assertEqual(self.Registration.search_count([]), self.before + 1)
        return self.Registration.search([], order='id desc', limit=1)

    def typed(self, response):
        """Return what a browser would send if the form in the response were sent as it is."""
        page = html.fromstring(response.content)
        return {name: text for name, text in page.forms[0].form_values() if text}

    def receipt(self, response):
        self.assertEqual(response.status_code, 200)
        return RECEIPT.search(response.text)[0]

    def assert_refused(self, response, *fields):
        """Assert a quiet page with status 400, a message at each field, and nothing stored."""
        self.assertEqual(response.status_code, 400)
        self.assertNotIn('Traceback', response.text)
        self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])
        page = html.fromstring(response.content)
        invalid = page.xpath('//*[@aria-invalid="true"]')
        self.assertEqual(
            {element.get('name') or element.get('id')[2:] for element in invalid}, set(fields)
        )
        for element in invalid:
            self.assertTrue(element.get('id'))
            for described_by in element.get('aria-describedby').split():
                self.assertTrue(page.get_element_by_id(described_by).text_content().strip())
            # The link in the summary on top
            self.assertEqual(len(page.xpath(f'//a[@href="#{element.get("id")}"]')), 1)
        self.assertEqual(self.Registration.search_count([]), self.before)
        return page


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


class TestWhatIsRefused(RegistrationFormCase):
    def test_what_is_missing_is_told_at_the_field_and_on_top(self):
        self.assert_refused(
            self.send({}),
            'registrant_kind', 'side', 'full_name', 'email_address', 'privacy_read',
        )  # fmt: skip
        for name in ('registrant_kind', 'side', 'full_name', 'privacy_read'):
            with self.subTest(name=name):
                fields = {key: text for key, text in LITTLE.items() if key != name}
                self.assert_refused(self.send(fields), name)

    def test_without_the_persons_agreement_a_professional_is_told_why_it_stops(self):
        fields = {**COMMON, 'registrant_kind': 'professional', 'client_agrees': 'no'}
        page = self.assert_refused(self.send(fields), 'client_agrees')
        self.assertTrue(page.get_element_by_id('e-client_agrees').text_content())

    def test_nothing_typed_is_lost_by_an_error(self):
        fields = {**COMMON, 'registrant_kind': 'relative', 'phone_number': '12'}
        response = self.send(fields)
        self.assert_refused(response, 'phone_number')
        typed = self.typed(response)
        self.assertTrue(typed.pop('submission_key'))
        typed = {name: text.replace('\r\n', '\n') for name, text in typed.items()}
        self.assertEqual(typed, fields)

    def test_wrong_answers_are_kept_to_be_mended(self):
        wrong = {
            'birth_date': "31-02-1980",
            'email_address': "noor at home",
            'lang': "Klingon",
            'registrant_phone': "no",
            'full_name': "N" * 201,
            'story': "s" * 20_001,
        }
        response = self.send({**LITTLE, **wrong})
        self.assert_refused(response, *wrong)
        typed = self.typed(response)
        self.assertEqual({name: typed[name] for name in wrong}, wrong)

    def test_a_choice_that_is_not_there_is_refused(self):
        choices = ('registrant_kind', 'side', 'contact_preference', 'voicemail_ok', 'police_report')
        ticks = ('needs_interpreter', 'detained', 'client_agrees', 'privacy_read')
        for name in (*choices, *ticks):
            with self.subTest(name=name):
                self.assert_refused(self.send({**LITTLE, name: "[1]"}), name)

    def test_mending_an_error_keeps_the_key(self):
        key = self.typed(self.fetch())['submission_key']
        response = self.send({**LITTLE, 'submission_key': key, 'side': ''})
        self.assertEqual(self.typed(response)['submission_key'], key)
        self.receipt(self.send(self.typed(response) | {'side': 'harmed'}))
        self.stored()

    def test_a_key_that_we_did_not_make_is_refused_and_replaced(self):
        for key in ('1', 'x' * 23, "a'; --", 'é' * 22):
            with self.subTest(key=key):
                response = self.send({**LITTLE, 'submission_key': key})
                self.assert_refused(response)
                self.assertTrue(form._KEY.fullmatch(self.typed(response)['submission_key']))

    def test_a_field_that_is_not_of_the_form_is_refused(self):
        for name in (
            'id', 'case_id', 'lang_id', 'state', 'company_id', 'receipt_digest', 'code',
            'default_state', 'default_case_id', 'context', 'csrf_token', 'model', 'kwargs', '',
        ):  # fmt: skip
            with self.subTest(name=name):
                response = self.send({**LITTLE, name: '1'})
                self.assert_refused(response)
                self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])

    def test_the_same_field_twice_is_refused(self):
        for name in ('full_name', 'side', 'privacy_read', 'story'):
            with self.subTest(name=name):
                body = urlencode({'story': "once", **LITTLE}) + f'&{name}=x'
                self.assert_refused(self.send_raw(body), name)

    def test_a_file_is_refused(self):
        response = self.send(LITTLE, files={'story': ('a.txt', b'x' * 1000)})
        self.assert_refused(response, 'story')
        self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])

    def test_what_is_no_form_is_refused(self):
        for content_type, body in (
            ('application/json', b'{"full_name": "Noor"}'),
            ('application/json', b'{'),
            ('text/plain', b'full_name=Noor'),
            ('application/octet-stream', b'\x00\xff'),
            ('', b'full_name=Noor'),
            ('multipart/form-data', b'--x'),
            ('multipart/form-data; boundary=x', b'--x\r\nContent-Disposition: form-data; na'),
            ('application/x-www-form-urlencoded', b'a=1&' * 100_000),
        ):
            with self.subTest(content_type=content_type):
                self.assert_refused(self.send_raw(body, content_type))

    def test_a_large_body_is_refused(self):
        for size in (form.MAX_BODY + 1, 10 * 1024 * 1024, 12 * 1024 * 1024):
            for content_type in (
                'application/x-www-form-urlencoded',
                'multipart/form-data; boundary=x',
                'application/json',
            ):
                with self.subTest(size=size, content_type=content_type):
                    body = b'story=' + b'x' * (size - 6)
                    self.assert_refused(self.send_raw(body, content_type))

    def test_a_large_body_in_chunks_is_refused(self):
        form_and_more = urlencode({**LITTLE, 'story': ' ' * 2 * form.MAX_BODY}).encode()
        chunks = (form_and_more[at : at + 65536] for at in range(0, len(form_and_more), 65536))
        self.assert_refused(
            self.send(chunks, headers={'Content-Type': 'application/x-www-form-urlencoded'})
        )

    def test_a_form_in_chunks_is_received(self):
        chunks = iter([urlencode(LITTLE).encode()])
        headers = {'Content-Type': 'application/x-www-form-urlencoded'}
        self.receipt(self.send(chunks, headers=headers))
        self.stored()

    def test_a_content_length_that_lies_is_refused(self):
        body = urlencode(LITTLE).encode()
        for length in (len(body) + 500, 'abc', -1, 10**30, ''):
            with self.subTest(length=length):
                answer = self.send_by_hand(body, length)
                self.assertRegex(answer.split(b'\r\n')[0], rb' 400 ')
                self.assertIn(b"default-src 'none'", answer)
                self.assertNotIn(b'Set-Cookie', answer)
                self.assertEqual(self.Registration.search_count([]), self.before)

    def send_by_hand(self, body, length):
        host, port = self.base_url().split('//')[1].split(':')
        with (
            self.allow_requests(),
            socket.create_connection((host, int(port)), timeout=30) as connection,
        ):
            connection.sendall(
                f'POST {PATH} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n'
                'Content-Type: application/x-www-form-urlencoded\r\n'
                f'Cookie: {TEST_CURSOR_COOKIE_NAME}={self.http_request_key}\r\n'
                f'Content-Length: {length}\r\n\r\n'.encode()
                + body
            )
            connection.shutdown(socket.SHUT_WR)
            answer = b''
            while received := connection.recv(65536):
                answer += received
        return answer

    def test_control_characters_are_refused(self):
        for raw in (b'No\x00or', b'No%00or', b'No%1Bor', b'No%0Aor', b'No%7For', b'%C2%9FNoor'):
            for name in ('full_name', 'registrant_name'):
                with self.subTest(raw=raw, name=name):
                    fields = {key: text for key, text in LITTLE.items() if key != name}
                    body = urlencode(fields).encode() + b'&' + name.encode() + b'=' + raw
                    response = self.send_raw(body)
                    self.assert_refused(response, name)
                    self.assertNotRegex(response.text, '[\x00\x1b\x7f\x9f]')

    def test_bytes_that_are_no_text_are_refused(self):
        for raw in (b'No\xffor', b'No%FFor', b'%ED%A0%80', b'%F4%90%80%80'):
            with self.subTest(raw=raw):
                body = urlencode(LITTLE).encode() + b'&story=Before' + raw
                response = self.send_raw(body)
                self.assert_refused(response, 'story')
                self.assertIn("Before", self.typed(response)['story'])

    def test_a_field_name_that_is_no_text_is_refused(self):
        for raw in (b'%00=1', b'\xff=1', b'=1', b'full_name%00=1', b'%FF'):
            with self.subTest(raw=raw):
                self.assert_refused(self.send_raw(urlencode(LITTLE).encode() + b'&' + raw))

    def test_a_query_on_a_post_is_refused(self):
        for query in ('full_name=Noor', 'utm_source=x', 'context={}', 'debug=1', '%ff', 'x'):
            with self.subTest(query=query):
                response = self.send(LITTLE, f'{PATH}?{query}')
                self.assert_refused(response)
                self.assertNotIn('Set-Cookie', response.headers)
                self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])


class TestThePage(RegistrationFormCase):
    def test_every_field_of_the_form_is_there_with_a_label(self):
        page = html.fromstring(self.fetch().content)
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
        self.assertEqual(names, {*form.FIELDS, form.SUBMISSION_KEY})

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
                    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                    " base-uri 'none'; frame-ancestors 'none'",
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

    def test_nothing_is_loaded_but_one_stylesheet_and_a_small_icon(self):
        for response in (self.fetch(), self.send({}), self.send(LITTLE), self.fetch('PUT')):
            page = html.fromstring(response.content)
            self.assertFalse(
                page.xpath('//script | //style | //@style | //iframe | //img | //base')
            )
            self.assertFalse(page.xpath('//@*[starts-with(name(), "on")]'))
            loaded = page.xpath('//link/@href | //@src | //@srcset')
            self.assertEqual(len(loaded), 2)
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
