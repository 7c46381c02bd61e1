"""The own page of a party as its tests meet it: a visitor with a code, and a browser that keeps
nothing."""

import re

from lxml import html

from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.form import travel
from odoo.addons.herstelbemiddeling.sealed.keys import system_secret

from .process import ProcessCase

PATH = '/herstelbemiddeling/pagina'
CHANGING = re.compile(r'(name="(?:token|key)" value=")[^"]*')
WORDS = "Canary from the own page"


class OwnPageCase(ProcessCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        languages = cls.env['res.lang']
        dutch, english = languages._activate_lang('nl_NL'), languages._activate_lang('en_US')
        cls.website = cls.env['website'].search([], limit=1)
        cls.website.write(
            {'language_ids': [(6, 0, (dutch + english).ids)], 'default_lang_id': english.id}
        )

    def hand_over(self, party):
        """Return the code that the mediator hands over to somebody, from the dialog."""
        action = party.with_user(self.mediator).action_hand_over_code()
        return action['context']['default_shown_code']

    def code_of(self, party):
        return (
            self.env['mediation.page.code']
            .sudo()
            .search([('party_id', '=', party.id), ('state', '=', 'active')])
        )

    def token(self, code_id, purpose='own page', **carried):
        secret = system_secret(self.env, 'page')
        content = {'code': code_id, 'drafts': {}, 'seen': {}, 'topic': 'start', **carried}
        return travel.pack(secret, purpose, content)

    def open(self, party, topic='start'):
        """Return the page of somebody, as it is after typing in the code."""
        self.env.flush_all()
        return self.send({'token': self.token(self.code_of(party).id), 'topic': topic})

    def fetch(self, method, path=PATH, **options):
        self.env.flush_all()
        self.opener.cookies.clear()
        options.setdefault('allow_redirects', False)
        response = self.opener.request(method, self.base_url() + path, timeout=30, **options)
        self.env.invalidate_all()
        return response

    def send(self, fields, path=PATH, **options):
        return self.fetch('POST', path, data=fields, **options)

    def press(self, response, go, path=PATH, **filled_in):
        """Fill in the page and press a button of it, as a browser does."""
        return self.send({**self.typed(response), 'go': go, **filled_in}, path=path)

    def typed(self, response):
        page = html.fromstring(response.content)
        [form] = [form for form in page.forms if form.get('id') == 'own' or 'code' in form.fields]
        return {name: text for name, text in form.form_values() if text}

    def text(self, response):
        return html.fromstring(response.content).get_element_by_id('main').text_content()

    def without_seals(self, response):
        """The page as bytes, but for the two fields that are drawn anew each time."""
        return CHANGING.sub(r'\1', response.text)

    def assertDone(self, response):
        self.assertEqual(response.status_code, 200, response.text[:300])
        self.assertIn('class="done"', response.text)

    def assertShut(self, response):
        self.assertEqual(response.status_code, 403)
        self.assertIn("This page is closed", response.text)
        self.assertNotIn('name="topic"', response.text)
