"""The drill: servers fall over while people register and work, and nothing acknowledged is lost."""

import time
from collections import Counter
from dataclasses import dataclass

from ..console import say, step
from . import look
from .people import Crowd

APPLICANTS, MEDIATORS = 4, 2
CASES, OPEN_CASES = 200, 40
# People who have to register before and after each fall, and seconds to wait for them.
BETWEEN, PATIENCE = 4, 120
DOWN = 3  # seconds that a server is away before it is started again


@dataclass(frozen=True)
class Finding:
    what: str
    found: str
    good: bool

    def line(self):
        return f'{"good " if self.good else "WRONG"}  {self.what:52} {self.found}'


def run(hosts, rounds, scripts):
    """Do it, print what was found, and return whether all of it is good."""
    hosts.run(scripts / 'people.py', mediators=MEDIATORS, password=hosts.password)
    numbers = {'cases': CASES, 'open_cases': OPEN_CASES}
    hosts.run(scripts / 'load.py', **numbers, told=True, beside_crm=False)
    looks = (look.at_the_proxy, look.at_who_answers, look.at_the_health_page)
    findings = [finding for look_at in looks for finding in look_at(hosts)]
    crowd = Crowd(hosts, APPLICANTS, MEDIATORS)
    with step("People at work while servers fall over"):
        crowd.begin()
        for number in range(rounds):
            crowd.wait_for_more(BETWEEN, PATIENCE)
            _fell_a_host(hosts.hosts[number % 2])
            crowd.wait_for_more(BETWEEN, PATIENCE)
            _fell_the_primary(hosts)
        crowd.wait_for_more(BETWEEN, PATIENCE)
        crowd.end()
    findings += _what_is_left(hosts, crowd)
    findings += look.at_a_lost_replica(hosts)
    findings += look.at_nobody_home(hosts)
    findings += look.at_the_logs(hosts)
    for finding in findings:
        say(Finding(*finding).line())
    return all(good for _what, _found, good in findings)


def _fell_a_host(host):
    host.kill()
    time.sleep(DOWN)
    host.start()


def _fell_the_primary(hosts):
    hosts.primary.stop('immediate')
    time.sleep(DOWN)
    hosts.primary.start()
    time.sleep(1)
    for host in hosts.hosts:
        if host.has_ended:  # as systemd does with Restart=always: HOSTS.md says when that is
            host.start()


def _what_is_left(hosts, crowd):
    """Return what became of all that was acknowledged."""
    registered, unsure = crowd.registered, len(crowd.given_up)
    receipts = {one.receipt for one in registered}
    opened = sum(_opens(one) for one in registered)
    stored = hosts.count('SELECT count(*) FROM mediation_registration')
    troubles = sum(sum(one.troubles.values()) for one in registered)
    yield (
        "Every receipt is one registration, and opens it",
        (
            f'{len(registered)} people, {len(receipts)} receipts, {opened} open, {stored} stored'
            f' ({unsure} gave up; asked again {troubles} times)'
        ),
        len(receipts) == opened == len(registered) > 0
        and len(registered) <= stored <= len(registered) + unsure,
    )
    written = [note for writer in crowd.writers for note in writer.notes]
    doubtful = sum(writer.unsure for writer in crowd.writers)
    kept = hosts.count('SELECT count(*) FROM mediation_note')
    listed = ', '.join(map(str, written)) or '0'
    there = hosts.count(f'SELECT count(*) FROM mediation_note WHERE id IN ({listed})')
    yield (
        "Every note that a mediator was told is saved, is",
        f'{len(written)} acknowledged, {there} of them there, {kept} in all ({doubtful} in doubt)',
        there == len(written) > 0 and kept <= len(written) + doubtful,
    )
    entries = "SELECT count(*) FROM herstelbemiddeling_audit.entry WHERE verb = 'created'"
    noted = hosts.count(f"{entries} AND model = 'mediation.note'")
    for trouble, times in sum((writer.troubles for writer in crowd.writers), Counter()).items():
        say(f'  a mediator met {times} times: {trouble}')
    yield "Each of them is in the audit trail", f'{noted} entries', noted >= len(written)
    reached = look.catches_up(hosts)
    copies = hosts.count('SELECT count(*) FROM mediation_registration', hosts.replica)
    yield (
        "The replica has caught up",
        f'{copies} registrations there' if reached else "it has not",
        reached and copies == stored,
    )


def _opens(somebody):
    try:
        return 'name="token"' in somebody.open_code()
    except Exception:  # noqa: BLE001 (whatever it is, it does not open)
        return False
