"""odoo mediation_retention: what would be erased today, and erasing again after a restore."""

# Odoo loads commands by themselves, outside of the addon; they speak to whoever starts them.
# pylint: disable=odoo-addons-relative-import,print-used
import argparse
import sys

from odoo import SUPERUSER_ID, api
from odoo.cli.command import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class MediationRetention(Command):
    """What would be erased today; and erasing again what a restored backup has brought back."""

    name = 'mediation_retention'

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(prog='odoo mediation_retention', description=self.__doc__)
        actions = parser.add_subparsers(dest='action', required=True)
        for name, words in (
            ('due', "list what would be erased today; nothing is done"),
            ('replay', "erase again whoever is in the list of erased keys"),
        ):
            action = actions.add_parser(name, help=words)
            action.add_argument('-d', '--database', required=True)
            action.add_argument('-c', '--config')
        arguments = parser.parse_args(cmdargs)
        options = ['-d', arguments.database, '--no-http', '--log-level=warn']
        if arguments.config:
            options += ['-c', arguments.config]
        config.parse_config(options, setup_logging=True)
        # As when a server starts: what is in the list is erased before this returns.
        with Registry(arguments.database).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            sys.exit(getattr(self, f'_{arguments.action}')(env))

    def _due(self, env):
        due = env['mediation.retention.due'].search([('state', '=', 'due')])
        for row in due:
            print(f'{row.date_due}  {row.code:10}  {row.model}  {row.ground}')
        print(f"{len(due)} would be erased today.")
        return 0

    def _replay(self, env):
        from odoo.addons.herstelbemiddeling.retention import replay
        from odoo.addons.herstelbemiddeling.sealed import erased

        if replay.is_needed(env):
            print("Not everybody in the list could be erased again: the log of Odoo says why.")
            return 1
        print(f"Nobody of the {len(erased.read())} keys in {erased.path()} is in this database.")
        return 0
