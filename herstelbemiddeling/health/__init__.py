"""Is this server fit for what people tell? One table of checks, read by the health page.

A check is a function of an environment (of the superuser: it reads settings, whoever looks). It
returns a `Result` and changes nothing. What a check says holds no case, party or registration.
Colleagues are named by their log-in.
"""

import logging
from collections import namedtuple

from odoo.tools.translate import LazyTranslate

from . import keys, outside, paper, people, postgresql, server, sessions, walls, website
from .result import STATES, Result, unknown

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

SUBJECTS = {
    'key': _lt("Key and audit trail"),
    'people': _lt("People and rights"),
    'outside': _lt("Contact with the outside"),
    'server': _lt("Server"),
}

Check = namedtuple('Check', 'subject name look')

CHECKS = (
    Check('key', _lt("Master key"), keys.key_is_there),
    Check('key', _lt("Master key kept apart"), keys.key_lies_apart),
    Check('key', _lt("List of erased keys"), keys.erased_list),
    Check('key', _lt("Audit trail"), keys.audit_trail),
    Check('people', _lt("Rules of the rooms"), walls.rules_stand),
    Check('people', _lt("Rights on the rooms"), walls.rights_stand),
    Check('people', _lt("Roles apart from Odoo's groups"), walls.roles_are_implied_by_nothing),
    Check('people', _lt("Website forms"), walls.website_forms),
    Check('people', _lt("Administrators with a role"), people.administrators_with_a_role),
    Check('people', _lt("Export"), people.export),
    Check('people', _lt("Second step at log-in"), people.second_step),
    Check('people', _lt("Second step required"), people.second_step_required),
    Check('people', _lt("End of a session"), sessions.session_ends),
    Check('people', _lt("Lock when nobody is there"), sessions.screen_locks),
    Check('people', _lt("Password reset and sign-up"), sessions.sign_up),
    Check('people', _lt("API keys"), sessions.api_keys),
    Check('outside', _lt("Apps that talk to the outside"), outside.talking_modules),
    Check('outside', _lt("Apps that look past the walls"), outside.modules_past_the_walls),
    Check('outside', _lt("Open to scripts"), outside.modules_for_scripts),
    Check('outside', _lt("Keys of other services"), outside.service_keys),
    Check('outside', _lt("Writing help of the editor"), outside.editor_services),
    Check('outside', _lt("Link previews"), outside.link_previews),
    Check('outside', _lt("Weekly report to the vendor"), outside.vendor_report),
    Check('outside', _lt("Outgoing mail"), outside.outgoing_mail),
    Check('outside', _lt("Incoming mail"), outside.incoming_mail),
    Check('outside', _lt("Fonts and styles of the website"), website.styles),
    Check('outside', _lt("Foreign parts in pages"), website.foreign_parts),
    Check('outside', _lt("Trackers on the website"), website.trackers),
    Check('outside', _lt("Visitors followed"), website.followed_visitors),
    Check('server', _lt("Debugging"), server.debugging),
    Check('server', _lt("Logging"), server.logging_level),
    Check('server', _lt("Profiling"), server.profiling),
    Check('server', _lt("Database list"), server.database_list),
    Check('server', _lt("Master password"), server.master_password),
    Check('server', _lt("Proxy in front"), server.proxy),
    Check('server', _lt("Workers"), server.workers),
    Check('server', _lt("Letters"), paper.letters_are_made),
    Check('server', _lt("Log of PostgreSQL"), postgresql.log_holds_no_values),
    Check('server', _lt("Connection to PostgreSQL"), postgresql.connection),
    Check('server', _lt("Replica of PostgreSQL"), postgresql.replica),
)


def run(env):
    """Return a list of ``(check, result)``, the worst first."""
    env = env(su=True)
    rows = [(check, safely(check.look, env)) for check in CHECKS]
    return sorted(rows, key=lambda row: STATES.index(row[1].state))


def safely(look, env):
    """A check that fails says so on the page, and the log says why."""
    try:
        with env.cr.savepoint():
            return look(env)
    except Exception:
        _logger.warning("Health page: %s failed", look.__name__, exc_info=True)
        return unknown(
            env._("This could not be checked."),
            env._("The log of the server says why: look for “Health page”."),
        )
