"""Twenty people at a time who register, each once, until they are told that it is enough."""

import copy
import threading
import time
from dataclasses import dataclass

from ..applicants import Applicant, OutOfPatience, Refused, addresses

SIZE = 20
PATIENCE = 300  # seconds for which somebody sends one page again
KINDS = ('self', 'relative', 'professional', 'prison')
# Of so many people one, at the most: junk is set apart by counting forms without a proof.
WITHOUT_SCRIPT, CLICKS_TWICE, WANTS_MAIL = 20, 7, 2


class Stuck(Exception):
    """Nobody got a receipt for too long."""


@dataclass
class Person:
    """Somebody of the crowd, and what is to be found of this person afterwards."""

    applicant: Applicant
    address: str | None  # to which a confirmation goes, when one was asked for
    story: str
    clicks_twice: bool = False
    failure: str | None = None


class Crowd:
    """:param canaries: whose words are told; to be found nowhere in plain text"""

    def __init__(self, base_url, canaries):
        self.base_url, self.canaries = base_url, canaries
        self.people = []
        self.acknowledged = 0
        self._networks = addresses()
        self._lock = threading.Lock()
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._go_on, daemon=True) for _ in range(SIZE)]

    @property
    def troubles(self):
        """How often a page had to be sent again, so far."""
        return sum(person.applicant.troubles.total() for person in list(self.people))

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self):
        """Nobody new begins; who has begun goes on to the end."""
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, count, patience=150):
        """Wait until so many more have a receipt; return after how many seconds the first had.

        :raise Stuck: when nobody gets one
        """
        begun, first, before = time.monotonic(), None, self.acknowledged
        while self.acknowledged < before + count:
            if first is None and self.acknowledged > before:
                first = time.monotonic() - begun
            if time.monotonic() - begun > patience:
                raise Stuck
            time.sleep(0.05)
        return first or time.monotonic() - begun

    def _go_on(self):
        while not self._enough.is_set():
            person = self._next()
            try:
                self._register(person)
            except (Refused, OutOfPatience, KeyError, ValueError) as error:
                person.failure = f'{type(error).__name__} {error}'
            else:
                with self._lock:
                    self.acknowledged += 1

    def _register(self, person):
        applicant = person.applicant
        filled = applicant.fill_in()
        if not person.clicks_twice:
            applicant.send(filled)
            return
        other = copy.copy(applicant)
        clicking = threading.Thread(target=_try, args=(other, filled))
        clicking.start()
        applicant.send(filled)
        clicking.join()
        if other.receipt != applicant.receipt:
            raise ValueError("two clicks gave two receipts")

    def _next(self):
        with self._lock:
            number = len(self.people)
            person = self._person(number, KINDS[number % len(KINDS)])
            self.people.append(person)
            return person

    def _person(self, number, kind):
        story = f'{self.canaries.text(kind, "story")} {number}'
        told = self.canaries.told(kind, registrant_kind=kind, story=story)
        address = None
        if number % WANTS_MAIL == 0:
            address = f'{self.canaries.word.lower()}x{number}@example.org'
            through = kind in ('relative', 'professional')
            told['registrant_email' if through else 'email_address'] = address
            told |= {'contact_preference': 'email', 'wants_confirmation': 'yes'}
        applicant = Applicant(
            self.base_url,
            told,
            address=next(self._networks),
            patience=PATIENCE,
            has_script=bool(number % WITHOUT_SCRIPT),
        )
        return Person(applicant, address, story, number % CLICKS_TWICE == 0)


def _try(applicant, filled):
    try:
        applicant.send(filled)
    except (Refused, OutOfPatience):
        applicant.receipt = None
