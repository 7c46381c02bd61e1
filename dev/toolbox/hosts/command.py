"""The command: start it all, show it or do the drill, and stop it again."""

import argparse
import sys
import time

from .. import platform, settings
from ..applicants import FORM
from ..console import Stop, say
from ..run_tests import make_database
from . import drill
from .hosts import Hosts

SCRIPTS = settings.ROOT / 'benchmarks' / 'scripts'
SOURCE = 'herstel_hosts'
EPILOG = """
What is started is configured by the files of docs/hosts/, which docs/HOSTS.md is about, with the
addresses of this machine. It begins with a fresh database each time and leaves nothing behind.
"""


def main(arguments=None):
    options = _parse(arguments)
    with platform.ready(tests=True) as ready:
        if ready.server.external:
            raise Stop("./dev/hosts starts servers of its own: unset the PG* variables first.")
        source = options.copy or _make_source(ready)
        hosts = Hosts(ready)
        try:
            hosts.begin(source)
            if options.drill:
                return int(not drill.run(hosts, options.rounds, SCRIPTS))
            return _show(hosts)
        finally:
            hosts.end()


def _make_source(ready):
    make_database(ready, SOURCE, settings.LOGS / f'{SOURCE}-install.log')
    return SOURCE


def _show(hosts):
    hosts.run(SCRIPTS / 'people.py', mediators=drill.MEDIATORS, password=hosts.password)
    say()
    say(f'Form       {hosts.base_url}{FORM}')
    say(f'Backend    {hosts.base_url}/odoo   desk, manager, mediator_1; password {hosts.password}')
    for host in hosts.hosts:
        say(f'Server {host.number}   {host.base_url}   process {host.pid}   {host.log}')
    say(f'Primary    port {hosts.primary.port}   {hosts.primary.log}')
    say(f'Replica    port {hosts.replica.port}   {hosts.replica.log}')
    say("Stop with Ctrl-C.")
    try:
        while True:
            time.sleep(60)
    except KeyboardInterrupt:
        say("\nStopping.")
        return 0


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog='./dev/hosts',
        description="Two servers of Odoo behind nginx, a PostgreSQL primary and a replica.",
        epilog=EPILOG,
    )
    parser.add_argument(
        '--drill',
        action='store_true',
        help="let servers fall over under load, and see what is lost",
    )
    parser.add_argument(
        '--rounds', type=int, default=1, metavar='N', help="how often, in the drill"
    )
    parser.add_argument(
        '--copy', metavar='NAME', help="begin with a copy of this database of the platform's server"
    )
    parser.error = _refuse
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)


def _refuse(message):
    raise Stop(f"{message}: see ./dev/hosts --help.")
