"""The command: prepare, let people work, look, judge."""

import argparse
import sys
import time

from .. import platform
from ..console import Stop, say, step, tick
from ..odoo import trouble
from . import day, samples, verdict
from .load import MOST_FAILURES_TOLD, Load
from .office import Office

SECONDS_BETWEEN = 5
NIGHT = (
    'bus_bus', 'ir_cron_progress', 'ir_cron_trigger', 'mail_presence', *verdict.CLEARED,
)  # fmt: skip
EPILOG = """
In --minutes 60, the default, two worker processes answer what an organisation of 60 mediators and
2,500 registrations a year does in ten hours (dev/toolbox/soak/day.py). It ends with a table, and
with 1 when memory was not flat, a table grew that should not, an act failed or the log complains.
"""


def main(arguments=None):
    options = _parse(arguments)
    with platform.ready(tests=True) as ready:
        office = Office(ready)
        try:
            office.prepare()
            with step("Odoo, two workers, with scheduled jobs"):
                office.server.start()
            return _work(office, options.minutes * 60)
        finally:
            office.close()


def _work(office, seconds):
    plan, public = office.plan()
    load = Load(plan)
    with step("Everybody comes in"):
        load.begin(('log_in', 'open_board', 'open_registrations', 'open_pipeline'))
    memory = samples.Memory(office.server.pid)
    before = samples.look(office)
    with step(f"People at work, {seconds / 60:.0f} minutes at {day.TIMES} times the real load"):
        taken = load.run(seconds, _every(SECONDS_BETWEEN, memory.sample))
    after = samples.look(office)
    lost = [one for one in public.receipts if not _opens(one)]
    office.server.stop()
    with step("The job of the night"):
        wizards = office.facts['wizards']
        office.run('night.py', tables=[*wizards, *NIGHT])
    night = samples.look(office)
    faults = list(_judge(office, load, lost))
    faults += _tell_memory(memory, taken)
    faults += _tell_tables(office, before, after, night)
    for line in load.lines():
        say(line)
    for fault in faults:
        say(f'NOT GOOD  {fault}')
    say("Good." if not faults else f"{len(faults)} things are not good.")
    return int(bool(faults))


def _every(interval, sample):
    """Return a function to be called often, which samples once in so many seconds."""
    last = 0

    def meanwhile():
        nonlocal last
        if time.monotonic() - last >= interval:
            sample()
            last = time.monotonic()
        tick()

    return meanwhile


def _opens(applicant):
    try:
        applicant.open_code()
    except Exception:  # noqa: BLE001 (why it does not open is in the log of the server)
        return False
    return True


def _judge(office, load, lost):
    """Yield what went wrong for people, and what the log complains of."""
    yield from load.failures[:MOST_FAILURES_TOLD]
    if len(load.failures) > MOST_FAILURES_TOLD:
        yield f"{len(load.failures) - MOST_FAILURES_TOLD} more acts failed"
    if lost:
        yield f"{len(lost)} receipts open nothing"
    lines = verdict.complaints(trouble(office.log))
    yield from (f'log: {line}' for line in lines[:MOST_FAILURES_TOLD])
    if len(lines) > MOST_FAILURES_TOLD:
        yield f"log: {len(lines) - MOST_FAILURES_TOLD} more lines of trouble in {office.log}"


def _tell_memory(memory, seconds):
    """Print the memory of each process; return what is wrong with it."""
    faults = []
    say(f'{"Process":24}{"first MB":>10}{"half MB":>10}{"last MB":>10}{"MB an hour":>12}')
    for process, taken in sorted(memory.samples.items()):
        if verdict.is_brief(taken):
            continue
        name = f'{memory.names[process]} {process}'
        half = next((value for moment, value in taken if moment >= seconds / 2), taken[-1][1])
        growth = verdict.growth_of_memory(taken, seconds)
        told = "ended" if growth is None else f'{growth:+.1f}'
        say(f'{name:24}{taken[0][1]:10.1f}{half:10.1f}{taken[-1][1]:10.1f}{told:>12}')
        if growth is None:
            faults.append(f"{name} did not live through the second half")
        elif growth > verdict.FLAT:
            faults.append(
                f"{name} grows by {growth:.1f} MB an hour, at most {verdict.FLAT} is flat"
            )
    return faults


def _tell_tables(office, before, after, night):
    """Print the tables that changed and those that are watched; return what is wrong with them."""
    wizards = set(office.facts['wizards'])
    wrong = list(verdict.grown(before.rows, night.rows, wizards))
    changed = {name for name, rows in after.rows.items() if rows != before.rows.get(name)}
    say(f'{"Table":44}{"before":>9}{"after":>9}{"night":>9}{"kB more":>9}')
    for name in sorted(changed | set(verdict.WATCHED) & after.rows.keys()):
        more = (night.sizes[name] - before.sizes.get(name, 0)) // 1024
        mark = "  people's work" if verdict.may_grow(name, wizards) else ""
        say(
            f'{name:44}{before.rows.get(name, 0):9}{after.rows[name]:9}{night.rows[name]:9}'
            f'{more:9}{mark}'
        )
    say(f'{"session files":44}{before.sessions:9}{after.sessions:9}{night.sessions:9}')
    say(f'{"stored files":44}{before.files:9}{after.files:9}{night.files:9}')
    say(f'{"mails that arrived":44}{len(office.sink.mails):27}')
    faults = [f"the table {name} has grown" for name in wrong]
    if night.sessions > before.sessions:
        faults.append("session files are left after the night")
    if night.files > before.files:
        faults.append("stored files have grown")
    return faults


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog='./dev/soak',
        description="A mixed day of mediators and the public at ten times the real load.",
        epilog=EPILOG,
    )
    parser.add_argument('--minutes', type=float, default=60, metavar='N')
    parser.error = _refuse
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)


def _refuse(message):
    raise Stop(f"{message}: see ./dev/soak --help.")
