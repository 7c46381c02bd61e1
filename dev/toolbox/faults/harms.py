"""What is done to the machine while people register, and whether they can go on after it."""

import os
import signal
import time
from collections import Counter
from contextlib import contextmanager, suppress
from functools import partial

from .. import smtp_sink
from . import orders
from .crowd import Stuck

HOUR, DAY = 3600, 86400
# How many must get a receipt after each harm, before the next.
GO_ON = 3
PATIENCE = 120  # seconds
KILLED = "Processes of Odoo killed"


class Harms:
    """Counts what was done, how soon people could go on, and what went wrong with it."""

    def __init__(self, machine, crowd, draw):
        self.machine, self.crowd, self.draw = machine, crowd, draw
        self.done = Counter()
        self.slowest = 0.0  # seconds until the next receipt
        self.failures = []

    @property
    def kills(self):
        return sum(count for what, count in self.done.items() if what.startswith(KILLED))

    def do(self, harm):
        """Do one harm, and wait until people get receipts again."""
        what, inflict = harm
        try:
            inflict(self)
            self.slowest = max(self.slowest, self.crowd.wait_for(GO_ON, PATIENCE))
        except orders.NotReached as point:
            self.failures.append(f"{what}: nobody came by {point}")
        except Stuck:
            self.failures.append(f"{what}: no receipt for {PATIENCE} seconds")
        else:
            self.done[what] += 1

    # Processes ------------------------------------------------------------------------------------

    def order(self, point, action):
        self.machine.orders.give(point, action, PATIENCE)

    def kill_at_random(self):
        time.sleep(self.draw.uniform(0, 1.5))
        for _attempt in range(100):
            with suppress(IndexError, ProcessLookupError, FileNotFoundError):
                os.kill(self.draw.choice(self.machine.workers()), signal.SIGKILL)
                return
            time.sleep(0.1)
        raise orders.NotReached("any process")

    def kill_odoo(self):
        time.sleep(self.draw.uniform(0, 1))
        self.machine.kill_odoo()
        self.machine.start_odoo()

    def stop_database(self):
        time.sleep(self.draw.uniform(0, 1))
        self.machine.postgres.stop('immediate')
        time.sleep(self.draw.uniform(0.5, 3))
        self.machine.postgres.start_again()
        self.machine.keep_odoo_up()

    # Disks ----------------------------------------------------------------------------------------

    def fill_database_disk(self):
        before = self.crowd.troubles
        self.machine.database_disk.fill()
        try:
            self._wait(lambda: self.crowd.troubles >= before + 5, 'a full disk of the database')
            time.sleep(self.draw.uniform(1, 4))
        finally:
            self.machine.database_disk.make_room()
        self.machine.postgres.start_again()
        self.machine.keep_odoo_up()

    def fill_files_disk(self):
        """The form needs no file: nobody notices."""
        self._wait_for_calm()
        self.machine.files_disk.fill()
        try:
            before = self.crowd.troubles
            self.crowd.wait_for(2 * GO_ON)
            if self.crowd.troubles > before:
                self.failures.append("The form did not go on while the disk of files was full")
        finally:
            self.machine.files_disk.make_room()

    # Mail -----------------------------------------------------------------------------------------

    def lose_mail_server(self):
        self.machine.sink.stop()
        try:
            self.crowd.wait_for(2 * GO_ON)
            time.sleep(self.draw.uniform(1, 3))
        finally:
            self.machine.sink.come_back()

    def spoil_mail(self, mood):
        sink = self.machine.sink
        before = sink.met[mood]
        sink.mood = mood
        try:
            self._wait(lambda: sink.met[mood] >= before + 2, mood)
        finally:
            sink.mood = smtp_sink.OK

    # Clock ----------------------------------------------------------------------------------------

    @contextmanager
    def clock_at(self, seconds):
        self.machine.clock.jump(seconds)
        try:
            yield
        finally:
            self.machine.clock.jump(0)

    def jump(self, seconds):
        with self.clock_at(seconds):
            time.sleep(1.5)  # until every process has seen it
            self.crowd.wait_for(GO_ON, PATIENCE)

    def _wait_for_calm(self, seconds=3):
        """Until what was done before troubles nobody any more."""
        deadline, before = time.monotonic() + PATIENCE, None
        while before != self.crowd.troubles and time.monotonic() < deadline:
            before = self.crowd.troubles
            time.sleep(seconds)

    def _wait(self, is_there, what):
        deadline = time.monotonic() + PATIENCE
        while not is_there():
            if time.monotonic() > deadline:
                raise orders.NotReached(what)
            time.sleep(0.05)


def plan(rounds, conflicts, at_random, draw):
    """Return what is done in a run, in an order that is drawn: ``[(name, function)]``.

    :param rounds: how often everything is done
    :param conflicts: the points at which PostgreSQL breaks a statement off
    :param at_random: how many processes are killed besides, at no point of ours
    """
    found = []
    for _round in range(rounds):
        found += [_order(KILLED, point, orders.KILL) for point in orders.POINTS]
        found += [_order("Conflict reported", point, orders.CONFLICT) for point in conflicts]
        found += [
            _order("Deadlock reported", 'form.after_claim', orders.DEADLOCK),
            ("PostgreSQL stopped hard and started", Harms.stop_database),
            ("All of Odoo killed and started", Harms.kill_odoo),
            ("Disk of the database full", Harms.fill_database_disk),
            ("Disk of the files full", Harms.fill_files_disk),
            ("Mail server gone", Harms.lose_mail_server),
            ("Clock a day ahead, and back", partial(Harms.jump, seconds=DAY)),
            ("Clock three hours behind, and back", partial(Harms.jump, seconds=-3 * HOUR)),
        ]
        for mood in smtp_sink.MOODS[1:]:
            found.append((f"Mail server: {mood}", partial(Harms.spoil_mail, mood=mood)))
    found += [(f"{KILLED} at random", Harms.kill_at_random)] * at_random
    draw.shuffle(found)
    return found


def _order(what, point, action):
    return f"{what} at {point}", partial(Harms.order, point=point, action=action)
