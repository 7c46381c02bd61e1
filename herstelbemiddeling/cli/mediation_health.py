import sys
import textwrap

from odoo.api import SUPERUSER_ID, Environment
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

WIDTH = 100


class MediationHealth(Command):
    """Is this server fit for mediation? Prints what the health page shows.

    Ends with status 1 when something is red. It sees the configuration file of the server, but not
    the options that a running server was started with.
    """

    name = 'mediation_health'

    def run(self, cmdargs):
        self.parser.add_argument('-c', '--config', help="the configuration file")
        self.parser.add_argument('-d', '--database', required=True, help="the database to check")
        self.parser.add_argument('-l', '--language', default='en_US', help="nl_NL for Dutch")
        options = self.parser.parse_args(cmdargs)
        arguments = ['--no-http', '-d', options.database]
        if options.config:
            arguments += ['-c', options.config]
        config.parse_config(arguments, setup_logging=True)
        with Registry(options.database).cursor() as cr:
            sys.exit(self._report(Environment(cr, SUPERUSER_ID, {'lang': options.language})))

    def _report(self, env):
        # Odoo finds this file before it loads the addon.
        from odoo.addons.herstelbemiddeling import health  # pylint: disable=odoo-addons-relative-import

        rows = health.run(env)
        states = dict(env['mediation.health.check']._selection_state())
        for check, result in rows:
            sys.stdout.write(f'{states[result.state].upper():10} {env._(check.name)}\n')
            for text in (result.found, result.todo):
                for line in text.splitlines():
                    sys.stdout.write(f'{textwrap.indent(textwrap.fill(line, WIDTH), " " * 11)}\n')
        return int(any(result.state == 'bad' for _check, result in rows))
