"""./dev/serve: the addon on this machine, ready to be looked at."""

import argparse
import re
import socket
import sys

from . import locks, platform, served, settings
from .console import Stop, say, step
from .server import OdooServer

FORM = '/herstelbemiddeling/aanmelden'
EPILOG = """
The server listens on 127.0.0.1 only. No mail leaves the machine: messages stay in Odoo's
queue, and scheduled actions run only with --cron. With --workers, live updates in the
backend need a proxy in front, so use it for load, not for a look.
"""


def main(arguments=None):
    options = _parse(arguments)
    refuse_taken_port(options.port)
    with platform.ready() as ready:
        lock = locks.take_now(f'database-{options.database}')
        if not lock:
            raise Stop(
                f"The database {options.database} is being served already: stop that ./dev/serve,"
                " or add --database NAME."
            )
        with lock:
            return _serve(ready, options)


def _serve(ready, options):
    record = served.prepare(ready, options.database, options.demo, options.reset)
    log = settings.LOGS / f'{options.database}.log'
    server = OdooServer(
        ready.odoo, options.database, log, options.port, options.workers, options.cron
    )
    with step("Odoo"):
        server.start()
    try:
        _announce(server, record)
        status = server.wait()
        raise Stop(f"Odoo ended by itself with status {status}: {log} says why.")
    except KeyboardInterrupt:
        say("\nStopping.")
        return 0
    finally:
        server.stop()


def _announce(server, record):
    address = f'http://localhost:{server.port}'
    say()
    say(f"Form, Dutch     {address}{FORM}")
    say(f"Form, English   {address}/en{FORM}")
    say(f"Backend         {address}/odoo")
    say()
    say("Log-ins (made on this machine, for this database only)")
    width = max(len(user['login']) for user in record.users)
    for user in record.users:
        say(f"  {user['login']:{width}}  {user['password']}  {user['name']}")
    say()
    say(f"Log             {server.log}")
    say("Stop with Ctrl-C.")


def refuse_taken_port(port):
    """Before anything slow: the person should not wait to hear this."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(('127.0.0.1', port))
        except PermissionError:
            raise Stop(f"Port {port} is reserved for root: choose --port 1024 or higher.") from None
        except OSError:
            raise Stop(
                f"Port {port} is taken: stop what uses it, or choose another with --port N."
            ) from None


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog='./dev/serve',
        description="Serve the addon on http://localhost:8069, setting up what is missing.",
        epilog=EPILOG,
    )
    parser.add_argument('--port', type=_port, default=8069, metavar='N')
    parser.add_argument('--database', type=_database, default='herstelbemiddeling', metavar='NAME')
    parser.add_argument(
        '--no-demo', dest='demo', action='store_false', help="leave the invented cases out"
    )
    parser.add_argument('--reset', action='store_true', help="make the database anew")
    parser.add_argument(
        '--workers', type=_count, default=0, metavar='N', help="processes instead of threads"
    )
    parser.add_argument('--cron', action='store_true', help="run Odoo's scheduled actions")
    parser.error = _refuse
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)


def _refuse(message):
    raise Stop(f"{message}: see ./dev/serve --help.")


def _port(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is not a port (1 to 65535)")
    return int(text)


def _count(text):
    if not (text.isdecimal() and int(text) <= 64):
        raise argparse.ArgumentTypeError(f"{text} is not a number of workers (0 to 64)")
    return int(text)


def _database(text):
    """A name that is free of surprises in SQL, in a file name and in Odoo's --db-filter."""
    if not re.fullmatch(r'[a-z][a-z0-9_]{0,49}', text) or text.startswith(('herstel_', 'template')):
        raise argparse.ArgumentTypeError(
            f"{text} is no name for a database (small letters, digits and _, beginning with"
            " a letter; not herstel_... or template...)"
        )
    if text == 'postgres':
        raise argparse.ArgumentTypeError("postgres is the server's own database")
    return text
