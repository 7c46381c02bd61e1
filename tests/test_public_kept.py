"""What the public pages keep between visitors: nothing of a visitor, and nothing out of date."""

import re
from unittest.mock import patch

from odoo.sql_db import Cursor

from .registration_form_common import LITTLE, PATH, RegistrationFormCase

# What only one visitor gets.
OWN = re.compile(r'name="(?:submission_key|carried)"[^>]*value="([^"]*)"')


class TestPublicKept(RegistrationFormCase):
    def setUp(self):
        super().setUp()
        self.fetch()  # kept from here on

    def test_every_visitor_gets_the_same_page_with_a_key_of_his_own(self):
        one, other = (self.fetch().text for _ in range(2))
        self.assertEqual(len(OWN.findall(one)), 2)
        self.assertFalse(set(OWN.findall(one)) & set(OWN.findall(other)))
        self.assertEqual(OWN.sub('', one), OWN.sub('', other))

    def test_what_the_organisation_changes_is_on_the_page_at_once(self):
        company, partner = self.website.company_id, self.website.company_id.partner_id
        policy = self.env['mediation.policy'].search([('company_id', '=', company.id)])
        if not policy:
            policy = policy.create({'company_id': company.id})
        changes = {
            "Canary name": lambda text: company.write({'name': text}),
            "+31 20 7654321": lambda text: company.write({'phone': text}),
            "canary@example.org": lambda text: partner.write({'email': text}),
            "Canary hours": lambda text: self.website.write({'phone_hours': text}),
            "https://canary.example.org/": lambda text: policy.write({'exit_url': text}),
        }
        for text, change in changes.items():
            with self.subTest(text=text):
                self.assertNotIn(text, self.fetch().text)
                change(text)
                self.assertIn(text, self.fetch().text)

    def test_a_policy_that_is_new_counts_at_once(self):
        self.env['mediation.policy'].search([]).unlink()
        self.assertNotIn('https://canary.example.org/', self.fetch().text)
        self.env['mediation.policy'].create(
            {
                'company_id': self.website.company_id.id,
                'exit_url': 'https://canary.example.org/',
            }
        )
        self.assertIn('https://canary.example.org/', self.fetch().text)

    def test_a_language_that_is_new_or_gone_is_on_the_page_at_once(self):
        german = self.env['res.lang']._activate_lang('de_DE')
        self.assertEqual(self.fetch(path=f'/de{PATH}').status_code, 404)
        self.website.language_ids |= german
        self.assertIn('lang="de-DE"', self.fetch().text)
        self.assertIn('<html lang="de-DE"', self.fetch(path=f'/de{PATH}').text)
        self.website.language_ids -= german
        self.assertNotIn('lang="de-DE"', self.fetch().text)
        self.assertEqual(self.fetch(path=f'/de{PATH}').status_code, 404)

    def test_a_template_that_an_editor_changes_is_on_the_page_at_once(self):
        view = self.env.ref('herstelbemiddeling.registration_promises')
        view.arch = view.arch.replace('</ul>', '</ul><p>Canary promise</p>')
        self.assertIn("Canary promise", self.fetch(path=f'/en{PATH}').text)

    def test_another_website_has_its_own_organisation(self):
        other = self.env['res.company'].create({'name': "Canary company"})
        self.website.company_id = other
        self.assertIn("Canary company", self.fetch().text)

    def test_the_first_page_is_made_of_next_to_nothing(self):
        """What changed elsewhere, and the secret of the database that seals what travels along."""
        for path in (PATH, f'/en{PATH}'):
            self.queries(path=path)
            self.assertLessEqual(len(self.queries(path=path)), 2, self.queries(path=path))

    def test_receiving_a_form_costs_a_known_number_of_queries(self):
        form = {**LITTLE, 'submission_key': 'k' * 22}
        self.queries('POST', data=form)
        queries = self.queries('POST', data={**form, 'submission_key': 'l' * 22})
        self.assertLessEqual(len(queries), 30, "\n".join(queries))

    def queries(self, method='GET', **options):
        """Return what the server asks its database for one request."""
        asked, execute = [], Cursor.execute

        def note(cursor, query, *args, **kwargs):
            result = execute(cursor, query, *args, **kwargs)
            asked.append(cursor._obj.query.decode())
            return result

        with patch.object(Cursor, 'execute', note):
            response = self.fetch(method, **options)
        self.assertEqual(response.status_code, 200)
        return [query for query in asked if 'SAVEPOINT' not in query]
