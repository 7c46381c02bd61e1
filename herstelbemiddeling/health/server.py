"""The settings that Odoo was started with. A change needs a restart."""

import logging

from odoo import fields
from odoo.tools import config

from .result import bad, good, listed, parameter, warning

EVERYWHERE = ('', '0.0.0.0', '::')  # noqa: S104 (looked for, not listened on)
LOUD = ('debug', 'debug_rpc', 'debug_rpc_answer', 'debug_sql', 'notset')


def debugging(env):
    """Developer mode and tests open doors that a house in use keeps shut."""
    found = [f"--dev {mode}" for mode in config['dev_mode']]
    if config['test_enable']:
        found.append('--test-enable')
    if not found:
        return good(env._("Developer mode and tests are off."))
    return bad(
        env._("Odoo was started with: %(options)s.", options=listed(found)),
        env._("Start Odoo without these options, and empty dev_mode in its configuration."),
    )


def logging_level(env):
    """At debug level Odoo logs what is stored; in the database anybody with a dump has it."""
    found = [
        f'log_handler = {handler}'
        for handler in config['log_handler']
        if handler.partition(':')[2].lower() in LOUD
    ]
    if config['log_level'] in LOUD:
        found.append(f'log_level = {config["log_level"]}')
    if config['log_db']:
        found.append(f'log_db = {config["log_db"]}')
    if not found and logging.getLogger('odoo').isEnabledFor(logging.DEBUG):
        found.append('odoo: DEBUG')
    if not found:
        return good(env._("The log keeps to what happened and leaves out what was stored."))
    return bad(
        env._("The log may hold what people told: %(settings)s.", settings=listed(found)),
        env._(
            "In the configuration of Odoo: log_level = info, log_handler = :INFO, log_db empty;"
            " then delete the old logs."
        ),
    )


def profiling(env):
    """A profile holds every query with its values."""
    until = parameter(env, 'base.profiling_enabled_until')
    if until and until > fields.Datetime.to_string(fields.Datetime.now()):
        return bad(
            env._(
                "Profiling is on until %(moment)s: it keeps queries with their values.",
                moment=until,
            ),
            env._(
                "Delete the system parameter base.profiling_enabled_until, and every profile in"
                " Settings → Technical → Profiling."
            ),
        )
    count = env['ir.profile'].search_count([])
    if count:
        return warning(
            env._("Profiles kept, with queries and their values: %(count)s.", count=count),
            env._("Settings → Technical → Profiling: delete them."),
        )
    return good(env._("Nobody profiles, and no profile was kept."))


def database_list(env):
    found = []
    if config['list_db']:
        found.append('list_db = False')
    if not config['dbfilter'] and len(config['db_name']) != 1:
        found.append(f'dbfilter = ^{env.cr.dbname}$')
    if not found:
        return good(env._("Odoo shows nobody its databases and serves this one only."))
    return bad(
        env._("A visitor may see, choose or manage databases."),
        env._("In the configuration of Odoo: %(settings)s.", settings=", ".join(found)),
    )


def master_password(env):
    """Whoever knows it copies or deletes the whole database."""
    if config.verify_admin_password('admin'):
        return bad(
            env._("The master password is the one that everybody knows."),
            env._(
                "In the configuration of Odoo: a long random admin_passwd, or admin_passwd = False"
                " when nobody needs it."
            ),
        )
    return good(env._("The master password is not the one that everybody knows."))


def proxy(env):
    found = []
    if config['http_interface'] in EVERYWHERE:
        found.append('http_interface = 127.0.0.1')
    if not config['proxy_mode']:
        found.append('proxy_mode = True')
    if not found:
        return good(env._("Odoo can be reached through the proxy only."))
    return warning(
        env._("Odoo expects no proxy in front, or can be reached past it without encryption."),
        env._("In the configuration of Odoo: %(settings)s.", settings=", ".join(found)),
    )


def workers(env):
    if config['workers'] >= 2:
        return good(env._("Odoo has %(count)s workers.", count=config['workers']))
    return warning(
        env._("Odoo runs in one process: one slow request holds up everybody."),
        env._("In the configuration of Odoo: workers = 2 or more."),
    )
