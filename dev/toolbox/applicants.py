"""People who register through the public form, and go on until they hold a receipt.

Over plain HTTP, step by step, as a browser without JavaScript does it. Whoever gets no answer, or
an error of the server, sends the same page once more: the key of the form makes it one
registration.
"""

import base64
import hashlib
import html
import http.client
import itertools
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

FORM = '/herstelbemiddeling/aanmelden'
CODE = '/herstelbemiddeling/code'
RECEIPT = re.compile(r'\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}\b')
FORM_DATA = {'Content-Type': 'application/x-www-form-urlencoded'}
LAST_STEP, MOST_STEPS = 'check', 15
# One request; longer than a server gives itself for it.
SECONDS_FOR_AN_ANSWER = 150


class Refused(Exception):
    """The server says that this person did something wrong."""


class OutOfPatience(Exception):
    """The server did not do it for as long as this person tried."""


@dataclass
class Applicant:
    """Somebody who fills in the form; :meth:`register` returns the receipt.

    :param answers: ``{field: answer}``; what the form asks and is not in here stays empty
    :param address: one of 127.0.0.0/8 to come from, so that everybody has a network of their own
        on one machine; also behind a proxy, which hands on the address it sees
    :param patience: seconds for which one page is sent again when the server fails
    :param pause: seconds before a page is sent again
    :param has_script: do the work that the form asks of browsers with JavaScript
    """

    base_url: str
    answers: dict
    address: str | None = None
    patience: float = 300
    pause: float = 0.5
    has_script: bool = False
    # What has become of it
    key: str | None = None  # of the form, the same however often it is sent
    has_sent: bool = False  # the server may have it from here on
    receipt: str | None = None
    troubles: Counter = field(default_factory=Counter)  # what went wrong on the way, how often

    def register(self):
        """Fill in the form and send it until there is a receipt, and return that."""
        return self.send(self.fill_in())

    def fill_in(self):
        """Go through the form; return the last page, filled in, which is to be sent."""
        page = Page(self.ask('GET', FORM))
        for _step in range(MOST_STEPS):
            self.key = page.carried['submission_key']
            if page.carried['step'] == LAST_STEP:
                return self._filled(page, 'send')
            page = Page(self.ask('POST', FORM, self._filled(page, 'next')))
        raise Refused("The form has no last page.")

    def send(self, filled):
        """Send the last page until there is a receipt, and return that."""
        self.has_sent = True
        self.receipt = self.ask('POST', FORM, filled, until=_receipt_on)
        return self.receipt

    def open_code(self):
        """Return the page that the receipt opens; raise Refused when it opens nothing."""
        return self.ask('POST', CODE, {'code': self.receipt})

    def ask(self, method, path, fields=None, until=lambda page: page):
        """Return what `until` finds on the page that answers, asking again while there is nothing.

        :raise Refused: when the answer is that the question was wrong
        :raise OutOfPatience: when the server does not answer, or fails
        """
        deadline = time.monotonic() + self.patience
        while True:
            try:
                status, page = self._ask_once(method, path, fields)
            except (OSError, http.client.HTTPException) as error:
                trouble = type(error).__name__
            else:
                found = status == 200 and until(page)
                if found:
                    return found
                trouble = str(status)
                if 300 <= status < 500:
                    raise Refused(f"{method} {path}: {status}")
            self.troubles[trouble] += 1
            if time.monotonic() > deadline:
                raise OutOfPatience(f"{method} {path}: {trouble}")
            time.sleep(self.pause)

    def _ask_once(self, method, path, fields):
        url = urlsplit(self.base_url)
        connection = http.client.HTTPConnection(
            url.hostname,
            url.port,
            timeout=SECONDS_FOR_AN_ANSWER,
            source_address=(self.address, 0) if self.address else None,
        )
        try:
            body = None if fields is None else urlencode(fields)
            connection.request(method, path, body, FORM_DATA if fields else {})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def _filled(self, page, button):
        """Return what a browser sends when this button is pressed."""
        told = {name: self.answers[name] for name in page.asked if name in self.answers}
        filled = {**page.carried, **told, 'go': button}
        if self.has_script and page.challenge:
            filled['altcha'] = solve(page.challenge)
        return filled


class Page(HTMLParser):
    """What a page of the form asks, and what goes back with it unseen."""

    def __init__(self, text):
        super().__init__()
        self.asked = set()
        self.carried = {}
        self.challenge = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        name = found.get('name')
        if tag not in ('input', 'select', 'textarea') or not name:
            return
        if 'data-challenge' in found:
            self.challenge = json.loads(found['data-challenge'])
        elif found.get('type') == 'hidden':
            self.carried[name] = found.get('value') or ''
        else:
            self.asked.add(name)

    handle_startendtag = handle_starttag


def _receipt_on(page):
    found = RECEIPT.search(html.unescape(page))
    return found and found[0]


def addresses():
    """Yield addresses of this machine, each a network of its own to the server."""
    for number in itertools.count(1):
        high, low = divmod(number, 250)
        yield f'127.{100 + high // 250}.{high % 250}.{low + 1}'


def solve(challenge):
    """Do what the script of the page does: find the number whose key begins as it is asked to."""
    asked = challenge['parameters']
    salt, nonce = bytes.fromhex(asked['salt']), bytes.fromhex(asked['nonce'])
    for counter in itertools.count():
        password = nonce + counter.to_bytes(4, 'big')
        derived = hashlib.pbkdf2_hmac('sha256', password, salt, asked['cost'], asked['keyLength'])
        if derived.hex().startswith(asked['keyPrefix']):
            solution = {'counter': counter, 'derivedKey': derived.hex()}
            solved = {'challenge': challenge, 'solution': solution}
            return base64.b64encode(json.dumps(solved).encode()).decode()
    return None
