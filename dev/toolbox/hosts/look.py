"""What is looked at from outside and in the two clusters. Each yields ``(what, found, good)``."""

import http.client
import time
from collections import Counter

from .. import settings
from ..applicants import FORM, addresses

SCRIPTS = settings.DEV / 'toolbox' / 'hosts' / 'scripts'
READS = 60
PATIENCE = 30  # seconds
SETTLED = 2  # seconds after which PostgreSQL has counted a transaction
COUNTED_WITHIN = 20  # seconds
HARDENED = (
    'Cache-Control', 'Content-Security-Policy', 'Permissions-Policy', 'Referrer-Policy',
    'Strict-Transport-Security', 'X-Content-Type-Options', 'X-Frame-Options',
)  # fmt: skip
LIVE = {
    'Connection': 'Upgrade',
    'Upgrade': 'websocket',
    'Sec-WebSocket-Key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
    'Sec-WebSocket-Version': '13',
}
CLOSED = ('/web/database/manager', '/web/database/selector', '/web/tests')


def ask(hosts, path, headers=None, method='GET'):
    """Return the answer of the proxy, read."""
    connection = http.client.HTTPConnection('127.0.0.1', hosts.proxy.port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        if response.status != http.client.SWITCHING_PROTOCOLS:
            response.text = response.read().decode(errors='replace')
        return response
    finally:
        connection.close()


def at_the_proxy(hosts):
    answer = ask(hosts, FORM)
    counted = Counter(name.lower() for name, _value in answer.getheaders())
    wrong = [name for name in HARDENED if counted[name.lower()] != 1]
    told = ', '.join(wrong) or f'{len(HARDENED)} headers'
    yield "Headers that harden a page are there once each", told, not wrong
    statuses = [ask(hosts, path).status for path in CLOSED]
    yield "Odoo's own tools are shut", str(statuses), set(statuses) == {404}
    live = ask(hosts, '/websocket?version=19.0-1', {**LIVE, 'Origin': hosts.base_url})
    yield "The live connection goes through", str(live.status), live.status == 101


def at_who_answers(hosts):
    """Public pages are answered by the replica, and the primary hears nothing of them."""
    ask(hosts, FORM)
    time.sleep(SETTLED)
    before = _answered(hosts)
    for _number in range(READS):
        assert ask(hosts, FORM).status == 200
    # PostgreSQL counts what an idle connection has done after ten seconds.
    deadline = time.monotonic() + COUNTED_WITHIN
    while True:
        primary, replica = (now - then for now, then in zip(_answered(hosts), before, strict=True))
        if replica > READS // 4 or time.monotonic() > deadline:
            break
        time.sleep(1)
    yield (
        f'{READS} readers of the form are answered by the replica',
        f'{replica} transactions there, {primary} on the primary',
        # Not one transaction for each of them: what is kept of a page asks nobody.
        replica > READS // 4 > primary,
    )
    connected = hosts.replica.query(
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'odoo'"
        f" AND datname = '{hosts.database}'"
    )[0][0]
    yield "Both servers are connected to the replica", f'{connected} connections', connected >= 2


def _answered(hosts):
    statement = (
        "SELECT xact_commit + xact_rollback FROM pg_stat_database"
        f" WHERE datname = '{hosts.database}'"
    )
    return [cluster.query(statement)[0][0] for cluster in (hosts.primary, hosts.replica)]


def at_the_health_page(hosts):
    """What it says of the replica, seen by the first server."""
    state, found = hosts.run(SCRIPTS / 'health.py')
    yield "The health page sees that the replica follows", found, state == 'good'


def catches_up(hosts):
    """Return whether the replica comes to where the primary is now."""
    position = hosts.primary.position()
    deadline = time.monotonic() + PATIENCE
    while not hosts.replica.has_reached(position):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def at_a_lost_replica(hosts):
    hosts.replica.stop('immediate')
    statuses = Counter(ask(hosts, FORM).status for _number in range(8))
    yield "Without the replica the primary answers", str(dict(statuses)), set(statuses) == {200}
    hosts.replica.start()
    reached = catches_up(hosts)
    yield "A replica that was away catches up", "it has" if reached else "it has not", reached


def at_nobody_home(hosts):
    for host in hosts.hosts:
        host.kill()
    answer = ask(hosts, FORM)
    good = answer.status in (502, 504) and 'nooit dubbel' in answer.text
    yield "With both servers gone a person reads what to do", str(answer.status), good


def at_the_logs(hosts):
    """Neither an address of who registers nor the page that they were on."""
    files = [
        hosts.proxy.log,
        hosts.proxy.folder / 'output.log',
        *(host.log for host in hosts.hosts),
    ]
    text = '\n'.join(file.read_text(errors='replace') for file in files if file.exists())
    network = next(addresses()).rpartition('.')[0]
    found = [word for word in (FORM, 'client:', network) if word in text]
    yield (
        "No log has an address or a page",
        ', '.join(found) or f'{len(text)} characters',
        not found,
    )
