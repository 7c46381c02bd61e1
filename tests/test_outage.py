"""While the database does not answer, visitors hear that, and not that there is no such page."""

from unittest.mock import patch

import psycopg2

from odoo import http
from odoo.tests import tagged

from .registration_form_common import LITTLE, RegistrationFormCase


@tagged('post_install', '-at_install')
class TestOutage(RegistrationFormCase):
    def setUp(self):
        super().setUp()
        self.outage = patch.object(http, 'Registry', side_effect=psycopg2.OperationalError)

    def test_who_opens_or_sends_the_form_is_asked_to_try_again(self):
        with self.outage, self.assertLogs('odoo.http', 'WARNING'):
            for response in (self.fetch(), self.send(LITTLE)):
                self.assertEqual(response.status_code, 503)
                self.assertIn("nog niet aangekomen", response.text)
                self.assertGreater(int(response.headers['Retry-After']), 0)
                self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])
                self.assertNotIn('Set-Cookie', response.headers)

    def test_a_visitor_for_whom_no_database_is_found_is_asked_to_try_again(self):
        with patch.object(http, 'db_list', return_value=[]):
            self.assertEqual(self.fetch().status_code, 503)

    def test_who_comes_to_the_website_or_to_work_is_not_led_in_circles(self):
        with self.outage, self.assertLogs('odoo.http', 'WARNING'):
            for path in ('/', '/odoo', '/web'):
                with self.subTest(path=path):
                    response = self.fetch(path=path, allow_redirects=True)
                    self.assertEqual(response.status_code, 503)

    def test_what_needs_no_database_goes_on(self):
        with self.outage, self.assertLogs('odoo.http', 'WARNING'):
            self.assertEqual(self.fetch(path='/web/health').status_code, 200)

    def test_a_page_that_is_not_there_is_still_not_there(self):
        self.assertEqual(self.fetch(path='/nergens', allow_redirects=True).status_code, 404)
