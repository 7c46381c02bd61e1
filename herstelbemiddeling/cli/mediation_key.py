"""odoo mediation_key: make a master key, rotate to the newest one, check that everything opens."""

# Odoo loads commands by themselves, outside of the addon; they speak to whoever starts them.
# pylint: disable=odoo-addons-relative-import,print-used
import argparse
import sys
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.cli.command import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class MediationKey(Command):
    """Make, rotate and check the keys of Herstelbemiddeling."""

    name = 'mediation_key'

    def run(self, cmdargs):
        parser = argparse.ArgumentParser(prog='odoo mediation_key', description=self.__doc__)
        actions = parser.add_subparsers(dest='action', required=True)
        make = actions.add_parser('make', help="write a new key on top of a key file")
        make.add_argument('file')
        for name, words in (
            ('rotate', "wrap all data keys by the newest master key"),
            ('check', "open every sealed value and say what does not open"),
        ):
            action = actions.add_parser(name, help=words)
            action.add_argument('-d', '--database', required=True)
            action.add_argument('-c', '--config')
        arguments = parser.parse_args(cmdargs)
        sys.exit(getattr(self, f'_{arguments.action}')(arguments))

    def _make(self, arguments):
        from odoo.addons.herstelbemiddeling.sealed import master

        name = master.make(arguments.file)
        print(f"Key {name} is in {arguments.file}, which only its owner reads.")
        print("Keep a copy where no backup of the database is: without it nothing opens again.")
        print("If there was a key before, run now: odoo mediation_key rotate -d DATABASE")
        return 0

    def _rotate(self, arguments):
        from odoo.addons.herstelbemiddeling.sealed import keys

        with self._environment(arguments) as env:
            count = keys.rotate(env)
        print(f"{count} data keys are wrapped by the newest master key now.")
        print("When all databases are rotated, the older lines of the key file can go.")
        return 0

    def _check(self, arguments):
        from odoo.addons.herstelbemiddeling import health
        from odoo.addons.herstelbemiddeling.sealed import inspection

        with self._environment(arguments) as env:
            opened, troubles = inspection.check(env)
            print(health.keys.erased_list(env).found)
        for trouble in troubles:
            print(trouble)
        print(f"{opened} sealed values open, {len(troubles)} do not.")
        return 1 if troubles else 0

    @contextmanager
    def _environment(self, arguments):
        """The superuser on a database; what was done is kept when nothing failed."""
        options = ['-d', arguments.database, '--no-http', '--log-level=warn']
        if arguments.config:
            options += ['-c', arguments.config]
        config.parse_config(options, setup_logging=True)
        with Registry(arguments.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
