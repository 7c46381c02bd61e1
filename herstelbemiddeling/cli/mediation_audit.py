"""``odoo-bin mediation_audit``: check the audit trail. Odoo loads this file by itself."""

# Odoo loads commands by themselves, outside of the addon; they speak to whoever starts them.
# pylint: disable=odoo-addons-relative-import,print-used
import sys

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.cli import Command
from odoo.modules.module import initialize_sys_path
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config


class MediationAudit(Command):
    """Check the audit trail of Herstelbemiddeling.

    check   says what was changed, is missing or forks; the status is 1 if anything is
    head    prints the hash of the last entry, to be written down outside this system
    status  says who could change the trail

    An end that was cut off leaves a sound chain. Only a head that somebody wrote down elsewhere
    shows it: check --head HASH.
    """

    name = 'mediation_audit'

    def run(self, cmdargs):
        self.parser.add_argument('action', choices=('check', 'head', 'status'))
        self.parser.add_argument('-c', '--config', help="the configuration file of Odoo")
        self.parser.add_argument('-d', '--database', help="the database")
        self.parser.add_argument('--head', help="a hash that was printed by 'head' before")
        arguments = self.parser.parse_args(cmdargs)
        options = ['--no-http']
        options += ['-c', arguments.config] if arguments.config else []
        options += ['-d', arguments.database] if arguments.database else []
        config.parse_config(options, setup_logging=True)
        if len(config['db_name'] or []) != 1:
            self.parser.error("Name one database: -d NAME")
        initialize_sys_path()
        with db_connect(config['db_name'][0]).cursor() as cr:
            getattr(self, f'_{arguments.action}')(cr, arguments)

    def _check(self, cr, arguments):
        from odoo.addons.herstelbemiddeling.audit.check import check

        is_whole = True
        for finding in check(cr, arguments.head):
            is_whole = False
            print(finding)
        if not is_whole:
            sys.exit(1)
        print("The audit trail is whole.")

    def _head(self, cr, _arguments):
        from odoo.addons.herstelbemiddeling.audit.check import read_head

        print(read_head(cr)[1])

    def _status(self, cr, _arguments):
        from odoo.addons.herstelbemiddeling.audit import status

        Registry(cr.dbname)
        found = status(Environment(cr, SUPERUSER_ID, {}))
        print(f"{found.form}: {found.sentence}")
