"""People who go on while servers fall over: they register, or work at the web client."""

import re
import threading
import time
from collections import Counter

from ..applicants import Applicant, OutOfPatience, Refused, addresses
from ..soak.colleague import WORDS, Mediator

TOLD = {
    'registrant_kind': 'self',
    'side': 'harmed',
    'contact_preference': 'phone',
    'phone_number': '06-10000000',
    'privacy_read': 'yes',
}
REFERENCE = re.compile(r' E-[A-Z0-9]+')  # of an error: another one each time


class Crowd:
    """Everybody at once, each in a thread, until it is enough."""

    def __init__(self, office, applicants, mediators):
        self.enough = threading.Event()
        self.registered, self.given_up = [], []
        self.writers = [Writer(office, f'mediator_{n}') for n in range(1, mediators + 1)]
        self._office = office
        self._networks = addresses()
        self._turn = threading.Lock()
        jobs = [self._register] * applicants + [self._writing(writer) for writer in self.writers]
        self._threads = [threading.Thread(target=job, daemon=True) for job in jobs]

    def begin(self):
        for thread in self._threads:
            thread.start()

    def wait_for_more(self, count, seconds):
        """Wait until so many more have registered, and each mediator has written something."""
        deadline = time.monotonic() + seconds
        wanted = len(self.registered) + count
        written = [len(writer.notes) for writer in self.writers]
        while time.monotonic() < deadline:
            more = all(len(w.notes) > then for w, then in zip(self.writers, written, strict=True))
            if more and len(self.registered) >= wanted:
                return
            time.sleep(0.5)

    def end(self):
        """Let everybody finish what they are doing."""
        self.enough.set()
        for thread in self._threads:
            thread.join()

    def _register(self):
        while not self.enough.is_set():
            with self._turn:
                answers = {**TOLD, 'full_name': f"Verzonnen {len(self.registered)}"}
                address = next(self._networks)
            somebody = Applicant(self._office.base_url, answers, address=address)
            try:
                somebody.register()
                self.registered.append(somebody)
            except (OutOfPatience, Refused):
                self.given_up.append(somebody)

    def _writing(self, writer):
        def write():
            while not self.enough.is_set():
                writer.work()

        return write


class Writer(Mediator):
    """Reads cases and writes notes, and remembers which were acknowledged."""

    def __init__(self, office, login):
        super().__init__(office, login)
        self.notes = []  # acknowledged
        self.unsure = 0  # sent, and no answer came
        self.troubles = Counter()

    def work(self):
        try:
            self.do('open_board')
            self.do('open_case')
            self._write()
        except Exception as error:  # noqa: BLE001 (a server fell over: they log in and go on)
            said = REFERENCE.sub('', str(error))
            self.troubles[f'{type(error).__name__}: {said}'] += 1
            self.visitor = None
            time.sleep(0.5)

    def _write(self):
        party = self._somebody()[1]
        self.unsure += 1
        self.notes.append(self.save('mediation.note', party_id=party, body=WORDS))
        self.unsure -= 1
