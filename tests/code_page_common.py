"""The page for who has a code, as its tests meet it."""

import re
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.codes import digest

from .process import ProcessCase

PATH = '/herstelbemiddeling/code'
NEVER_GIVEN = 'AAAA-CCCC-DDDD-EEEE'
TOLD_BEFORE = {
    'full_name': "Canary Person",
    'birth_date': '1990-01-02',
    'email_address': 'canary@example.org',
    'phone_number': '06-00000000',
    'voicemail_ok': 'named',
    'street': "Canary street 1",
    'postcode': '1234 AB',
    'city': "Canary city",
    'via_name': "Canary friend",
    'via_phone': '06-11111111',
    'safe_times': "Canary times",
    'institution': "Canary institution",
    'registrant_name': "Canary registrant",
    'registrant_email': 'registrant@example.org',
    'offence': "Canary offence",
    'other_party': "Canary other",
    'story': "Canary story",
    'hopes': "Canary hope",
}


class CodePageCase(HttpCase, ProcessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dutch = cls.env['res.lang']._activate_lang('nl_NL')
        english = cls.env.ref('base.lang_en')
        cls.website = cls.env['website'].search([], limit=1)
        cls.website.write(
            {'language_ids': [(6, 0, (dutch + english).ids)], 'default_lang_id': dutch.id}
        )
        cls.Registration = cls.env['mediation.registration']
        cls.Visit = cls.env['mediation.visit']

    def setUpCase(self):
        """No case: a registration, and its receipt."""
        self.Visit.search([]).unlink()
        self.receipt, self.registration = self.receive('self')

    def receive(self, kind, key=None, **values):
        """Store a registration as the form does; return its receipt and the row."""
        values = {
            'registrant_kind': kind,
            'side': 'harmed',
            'privacy_read': True,
            **TOLD_BEFORE,
            **values,
        }
        receipt = self.Registration._receive(values, key)
        found = self.Registration.search([('receipt_digest', '=', digest(receipt))])
        self.env.flush_all()
        return receipt, found

    def take_on(self, registration):
        """Make a case of it that the mediator has accepted, and return what he meets."""
        case = registration.with_user(self.desk)._make_case()
        case.with_user(self.desk).write(
            {
                'offence_id': self.env.ref('herstelbemiddeling.mediation_offence_violence').id,
                'region_id': self.env.ref('herstelbemiddeling.mediation_region_utrecht').id,
            }
        )
        case.with_user(self.desk)._offer_to(self.mediator)
        case.with_user(self.mediator).action_accept()
        self.case = self.as_user(case, self.mediator)
        self.initiator = self.case.party_ids.filtered('is_initiator')
        self.other = self.case.party_ids - self.initiator
        self.inform(self.initiator)
        self.env.flush_all()
        return self.case

    def fetch(self, method='GET', path=f'/en{PATH}', **options):
        self.opener.cookies.clear()
        self.env.flush_all()
        options.setdefault('allow_redirects', False)
        try:
            return self.opener.request(method, self.base_url() + path, timeout=30, **options)
        finally:
            self.env.invalidate_all()

    def send(self, typed, **options):
        return self.fetch('POST', data=typed, **options)

    def open(self, code=None):
        """Fill in a code; with no visits noted, so that no test runs into the limit."""
        self.Visit.search([]).unlink()
        return self.send({'code': code or self.receipt})

    def press(self, response, go, **typed):
        page = html.fromstring(response.content)
        form = page.forms[0]
        self.assertIn(go, form.xpath('.//button[@name="go"]/@value'))
        sent = {name: text for name, text in form.form_values() if text}
        return self.send({**sent, **typed, 'go': go})

    def do(self, what, response=None, **typed):
        """Open the code, choose what to do and do it; return the answer."""
        page = self.press(response or self.open(), f'ask_to_{what}')
        self.assertEqual(page.status_code, 200)
        return self.press(page, what, **typed)

    def token(self, response):
        return re.search(r'name="token" value="([^"]+)"', response.text)[1]

    def notices(self, user):
        return self.env['mail.message'].search_count(
            [
                ('message_type', '=', 'user_notification'),
                ('partner_ids', 'in', user.partner_id.ids),
                ('subject', '=', "Something came in about a registration"),
            ]
        )

    def assertTellsNothing(self, response):
        """No word of what was told before, of the case or of the desk is on the page."""
        told = [
            *TOLD_BEFORE.values(),
            self.registration.code,
            self.registration.case_id.name or "Canary",
            '02-01-1990', '01/02/1990', 'sealed', 'hb1.1',
        ]  # fmt: skip
        for value in told:
            if value != 'named':  # an answer to choose from
                self.assertNotIn(value, response.text)
        self.assertFalse(html.fromstring(response.content).xpath('//input[@checked]'))

    def later(self, **delta):
        return fields.Datetime.now() + timedelta(**delta)
