"""./dev/bench: run the benchmarks of the folder benchmarks/ and write RESULTS.md there."""

import argparse
import sys

from . import platform, settings
from .console import Stop, say

CASES, OPEN_CASES = 100_000, 10_000
EPILOG = """
The databases are made for the run and dropped after it. Nobody else should be using the machine:
what was measured beside other work says so in its head.
"""


def main(arguments=None):
    options = _parse(arguments)
    # The folder is a package of the repository, beside the one that this module belongs to.
    sys.path.insert(0, str(settings.ROOT))
    from benchmarks import machine, report

    load = machine.load()
    with platform.ready(tests=True) as ready:
        chapters = []
        for measured in _measure(ready, options):
            say(measured.text())
            chapters.append(measured)
        if not options.only:
            report.write(chapters, ready, load)
            say(f"Written to {report.RESULTS}")
    return 0


def _measure(ready, options):
    """Yield the chapter of each benchmark that was asked for, as soon as it is there."""
    from benchmarks import find_person, first_paint, growth, one_case, pipeline, public_form
    from benchmarks.databases import Office

    in_the_office = {
        'pipeline': pipeline.measure,
        'one_case': one_case.measure,
        'public_form': public_form.measure,
        'find_person': find_person.measure,
        'first_paint': first_paint.measure,
    }
    wanted = options.only or [*in_the_office, 'growth']
    if wanted != ['growth']:
        office = Office(ready, 'office', CASES, OPEN_CASES, beside_crm=True, told=True)
        try:
            office.prepare(options.keep)
            with office.served(options=public_form.PROXIED) as served:
                for name, measure in in_the_office.items():
                    if name in wanted:
                        yield measure(served)
        finally:
            if not options.keep:
                office.drop()
    if 'growth' in wanted:
        yield growth.measure(ready, options.full, options.keep)


def _parse(arguments):
    parser = argparse.ArgumentParser(
        prog='./dev/bench',
        description="Measure side by side with Odoo's own CRM and website form.",
        epilog=EPILOG,
    )
    names = ('pipeline', 'growth', 'one_case', 'public_form', 'find_person', 'first_paint')
    parser.add_argument('only', nargs='*', metavar='NAME', help=f"one of {', '.join(names)}")
    parser.add_argument('--full', action='store_true', help="with a million cases as well")
    parser.add_argument(
        '--keep', action='store_true', help="keep the databases, and use them again"
    )
    parser.error = _refuse
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    unknown = set(options.only) - set(names)
    if unknown:
        _refuse(f"there is no benchmark {', '.join(sorted(unknown))}")
    return options


def _refuse(message):
    raise Stop(f"{message}: see ./dev/bench --help.")
