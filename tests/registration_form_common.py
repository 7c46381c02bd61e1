"""The public form as its tests meet it: a visitor with a browser that keeps nothing."""

import re

from lxml import html

from odoo.tests import HttpCase, new_test_user, tagged

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
        cls.desk = new_test_user(
            cls.env,
            login='test_desk_of_form',
            groups='base.group_user,herstelbemiddeling.group_desk',
            notification_type='inbox',
            lang='en_US',
        )

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
        """Return the one registration that was added, as the desk meets it."""
        self.assertEqual(self.Registration.search_count([]), self.before + 1)
        self.env.invalidate_all()
        return self.Registration.search([], order='id desc', limit=1).with_user(self.desk)

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
