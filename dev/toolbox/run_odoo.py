"""./dev/odoo: whatever Odoo's own command line can do."""

import sys

from . import console, platform


def main():
    console.progress_to_stderr()
    with platform.ready() as ready:
        return ready.odoo.attached(ready.odoo.command(*sys.argv[1:]))
