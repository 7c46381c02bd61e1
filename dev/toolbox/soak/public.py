"""People outside: they read, register, and come back with a code."""

import itertools
import random
from urllib.request import urlopen

from ..applicants import CODE, FORM, Applicant, Page, addresses

OWN_PAGE = '/herstelbemiddeling/pagina'
LEAFLET = '/herstelbemiddeling/folder'
PAGES = ('/', '/contactus')
WORDS = "What somebody wants to say, in words that were made up for this run. " * 8


class Public:
    """Everybody who has no account; each comes from a network of their own."""

    def __init__(self, office):
        self.office = office
        self.codes = itertools.cycle(office.facts['codes'])  # of own pages
        self.receipts = []
        self.random = random.Random('public')
        self._networks = addresses()
        self._numbers = itertools.count(1)

    def do(self, name):
        getattr(self, name)()

    def look_at_the_website(self):
        with urlopen(self.office.base_url + self.random.choice(PAGES), timeout=120) as page:
            page.read()

    def look_at_the_form(self):
        self._somebody().ask('GET', FORM)

    def fetch_the_leaflet(self):
        self.office.visitor().send('GET', LEAFLET)

    def register(self):
        number = next(self._numbers)
        somebody = self._somebody(
            registrant_kind='self',
            side=self.random.choice(('harmed', 'responsible')),
            full_name=f"Soak Verzonnen-{number}",
            email_address=f'soak{number}@example.org',
            contact_preference='email',
            story=WORDS,
            hopes=WORDS,
            privacy_read='yes',
            wants_confirmation='yes',
        )
        somebody.has_script = True
        somebody.register()
        somebody.open_code()
        self.receipts.append(somebody)

    def visit_the_own_page(self):
        """Open the own page with its code, look around, and leave some words now and then."""
        somebody = self._somebody()
        page = Page(somebody.ask('POST', CODE, {'code': next(self.codes)}))
        for topic in ('appointments', 'messages', 'wishes'):
            page = self._turn(somebody, page, f'to:{topic}')
        if self.random.random() < 0.3:
            page = self._turn(somebody, page, 'to:write')
            self._turn(somebody, page, 'send', letter=WORDS)

    def type_a_wrong_code(self):
        self._somebody().expect(404, 'POST', CODE, {'code': 'AAAA-AAAA-AAAA-AAAA'})

    def _turn(self, somebody, page, button, **typed):
        fields = {**page.carried, **typed, 'go': button}
        return Page(somebody.ask('POST', OWN_PAGE, fields))

    def _somebody(self, **answers):
        return Visitor(self.office.base_url, answers, address=next(self._networks), patience=0)


class Visitor(Applicant):
    """Whoever gets an answer at once or not at all: a failure here is one of the server."""

    def expect(self, status, method, path, fields=None):
        found = self._ask_once(method, path, fields)[0]
        if found != status:
            raise AssertionError(f"{method} {path}: {found}")
