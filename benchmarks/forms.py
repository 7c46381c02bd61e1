"""The two public forms as people fill them in: every visitor from a network of their own."""

import ipaddress
import itertools
import json
import re
import time
from urllib.parse import urlencode, urlsplit

from toolbox.applicants import FORM, FORM_DATA, RECEIPT, Page, solve

STORY = "It was dark and I did not see who it was, and I would like to ask. " * 12
# Faster than this nobody fills in the form, and it says so to the desk.
LEAST_SECONDS = 5

_numbers = itertools.count(1)


class PublicForm:
    """A form of a served Odoo that is behind a proxy."""

    path = None

    def __init__(self, served):
        self.served = served

    def get(self):
        """Open it as somebody who has never been there."""
        return self._stranger().send('GET', self.path)[1].decode()

    def fill(self, count):
        """Return functions, each of which sends a form that was filled in."""
        begun = time.monotonic()
        filled = [self._fill_one() for _ in range(count)]
        time.sleep(max(0, begun + LEAST_SECONDS + 1 - time.monotonic()))
        return filled

    def _stranger(self):
        address = ipaddress.ip_address('100.64.0.0') + next(_numbers)
        return self.served.stranger(
            **{
                'X-Forwarded-For': str(address),
                'X-Forwarded-Host': urlsplit(self.served.base_url).netloc,
                'X-Forwarded-Proto': 'http',
                'Accept-Language': 'nl-NL',  # the language of the website: nobody is sent on
            }
        )


class RegistrationForm(PublicForm):
    path = FORM
    told = {
        'registrant_kind': 'self',
        'side': 'harmed',
        'full_name': "Noor Zandstra",
        'birth_date': '1980-12-31',
        'contact_preference': 'phone',
        'phone_number': '06 12345678',
        'voicemail_ok': 'named',
        'safe_times': "after six",
        'offence': "an accident",
        'event_when': "2019",
        'event_where': "the bridge",
        'story': STORY,
        'hopes': "an answer",
    }

    def _fill_one(self):
        """Go to the last page with all answers, and do the work that it asks for."""
        stranger = self._stranger()
        first = Page(stranger.send('GET', self.path)[1].decode())
        answers = {**self.told, **first.carried, 'go': 'change:check'}
        last = Page(self._post(stranger, answers))
        work = solve(last.challenge)
        sent = {**last.carried, 'go': 'send', 'privacy_read': 'yes', 'altcha': work}

        def send():
            assert RECEIPT.search(self._post(stranger, sent)), "nothing was stored"

        return send

    def _post(self, stranger, answers):
        return stranger.send('POST', self.path, urlencode(answers), FORM_DATA)[1].decode()


class WebsiteForm(PublicForm):
    path = '/contactus'
    model_path = '/website/form/crm.lead'
    told = {
        'contact_name': "Noor Zandstra",
        'email_from': 'noor@example.org',
        'phone': '06 12345678',
        'partner_name': "Nergens",
        'name': "I would like to ask something",
        'description': STORY,
    }

    def _fill_one(self):
        stranger = self._stranger()
        page = stranger.send('GET', self.path)[1].decode()
        token = re.search(r'csrf_token[^a-z0-9]+([0-9a-f]{30,}o?\d*)', page)
        sent = urlencode({**self.told, **({'csrf_token': token[1]} if token else {})})

        def send():
            answer = json.loads(stranger.send('POST', self.model_path, sent, FORM_DATA)[1])
            assert answer.get('id'), "nothing was stored"

        return send
