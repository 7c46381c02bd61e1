"""./dev/faults: harm servers while people register, then count what is there."""

import argparse
import random
import secrets
import sys
import time
from dataclasses import dataclass, field

from .. import locks, platform, settings
from ..console import Stop, say, step
from ..run_tests import make_database, refuse_trouble
from . import disk, harms, orders
from .checks import Checks
from .crowd import KINDS, SIZE, Crowd
from .machine import WORKERS, Machine

SOURCE = 'herstel_faults_source'
EPILOG = """
The servers, their disks (in memory) and the database are made for the run and are gone after it;
the logs stay. The mail server is one that delivers nothing. The seed gives the same harms in the
same order; what they meet is never twice the same.
"""


@dataclass(frozen=True)
class Form:
    """How long a run is."""

    rounds: int  # how often everything is done
    conflicts: tuple  # points at which PostgreSQL breaks a statement off
    at_random: int  # processes killed besides
    people: int  # registrations at the least
    letters: int  # mails to people whose case is over


SHORT = Form(rounds=1, conflicts=orders.FEW_CONFLICTS, at_random=2, people=100, letters=20)
LONG = Form(rounds=3, conflicts=orders.CONFLICTS, at_random=14, people=1000, letters=120)


@dataclass
class Run:
    """What is to be told of a run."""

    seed: int
    harms: object = None
    crowd: object = None
    findings: list = field(default_factory=list)
    ended_by_itself: int = 0  # how often Odoo did
    begun: float = field(default_factory=time.monotonic)

    @property
    def wrong(self):
        return self.harms.failures + [line for one in self.findings for line in one.wrong]


def main(arguments=None):
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    disk.enter_namespace()
    # One at a time: they would be in each other's folder.
    with platform.ready() as ready, locks.exclusive('faults'):
        run = _run(ready, options)
    _tell(run)
    return 1 if run.wrong else 0


def _run(ready, options):
    # The folder of the tests is beside the one that this module belongs to.
    sys.path.insert(0, str(settings.ROOT))
    from tests.canaries import Canaries

    source = _source(ready, options.database)
    run, form = Run(options.seed), LONG if options.long else SHORT
    draw = random.Random(options.seed)
    say(f"Seed {options.seed}: ./dev/faults{' --long' * options.long} --seed {options.seed}")
    machine = Machine(ready, source)
    try:
        machine.start()
        canaries = Canaries(KINDS)
        desk = machine.shell('faults_prepare.py', addresses=_letters(canaries, form.letters))
        run.crowd = Crowd(machine.base_url, canaries)
        run.harms = harms.Harms(machine, run.crowd, draw)
        plan = harms.plan(form.rounds, form.conflicts, form.at_random, draw)
        _harm(run, [harm for harm in plan if options.only in harm[0]], form.people)
        run.ended_by_itself = machine.ended_by_itself
        with step("What holds"):
            run.findings += Checks(machine, run.crowd, desk).findings()
    finally:
        machine.stop()
    return run


def _letters(canaries, count):
    return [f'{canaries.word.lower()}y{number}@example.org' for number in range(count)]


def _source(ready, database):
    if database and not ready.databases.exists(database):
        raise Stop(f"There is no database {database}: name one that has the addon, or none.")
    return database or _make_source(ready)


def _make_source(ready):
    log = settings.LOGS / 'faults-install.log'
    refuse_trouble(make_database(ready, SOURCE, log), log)
    return SOURCE


def _harm(run, plan, people):
    run.crowd.start()
    run.crowd.wait_for(SIZE)
    for number, harm in enumerate(plan, 1):
        with step(f"{number} of {len(plan)}, {run.crowd.acknowledged} receipts: {harm[0]}"):
            run.harms.do(harm)
    with step("The others"):
        while run.crowd.acknowledged < people:
            run.crowd.wait_for(1)
        run.crowd.stop()


def _tell(run):
    say()
    say(f"{SIZE} people at a time, {WORKERS} processes of Odoo, seed {run.seed}")
    say()
    for what, count in sorted(run.harms.done.items()):
        say(f"  {count:4}  {what}")
    say(f"  {run.harms.kills:4}  processes killed in all")
    say(f"  {run.ended_by_itself:4}  times Odoo ended without a database, and was started again")
    say(f"  {run.crowd.troubles:4}  pages sent again")
    say(f"  {run.harms.slowest:4.0f}  seconds at most until the next receipt")
    say(f"  {time.monotonic() - run.begun:4.0f}  seconds in all")
    say()
    for one in run.findings:
        say(f"  {'no ' if one.wrong else 'yes'}  {one.what}: {one.counted}")
    for line in run.wrong[:40]:
        say(f"       {line}")


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog='./dev/faults',
        description="Harm servers while people register, and count: nothing lost, nothing doubled.",
        epilog=EPILOG,
    )
    parser.add_argument(
        '--long',
        action='store_true',
        help=f"{LONG.people:,} registrations and more than 50 kills, about half an hour;"
        f" without it {SHORT.people} registrations in two minutes",
    )
    parser.add_argument('--seed', type=int, default=secrets.randbelow(10**6), metavar='NUMBER')
    parser.add_argument(
        '--only', default='', metavar='WORDS', help="only the harms that have these in their name"
    )
    parser.add_argument(
        '--database', metavar='NAME', help="copy this one instead of making a new one"
    )
    parser.error = _refuse
    return parser.parse_args(arguments)


def _refuse(message):
    raise Stop(f"{message}: see ./dev/faults --help.")
