"""How long a door that somebody opened stays open, and which doors there are."""

from odoo import fields
from odoo.http import get_session_max_inactivity

from .people import staff
from .result import bad, good, listed, parameter, warning
from .walls import roles

MAX_SESSION = 8 * 3600  # seconds: a working day
MAX_LOCK = 15 * 60  # seconds


def session_ends(env):
    seconds = get_session_max_inactivity(env)
    if 0 < seconds <= MAX_SESSION:
        return good(
            env._("A session ends after %(hours).3g hours without use.", hours=seconds / 3600)
        )
    return bad(
        env._("A session ends only after %(hours).4g hours without use.", hours=seconds / 3600),
        env._(
            "System parameter sessions.max_inactivity_seconds = %(seconds)s (8 hours).",
            seconds=MAX_SESSION,
        ),
    )


def screen_locks(env):
    where = env._(
        "Settings → Groups, each role, tab Timeouts: inactivity after at most %(minutes)s minutes.",
        minutes=MAX_LOCK // 60,
    )
    if not hasattr(env['res.groups'], '_get_lock_timeouts'):
        return bad(
            env._("A screen that somebody leaves stays open: the app auth_timeout is not there."),
            env._(
                "Install it: odoo module install -d %(database)s auth_timeout. Then: %(where)s",
                database=env.cr.dbname,
                where=where,
            ),
        )
    open_roles = roles(env).filtered(lambda group: not 0 < _seconds_until_lock(group) <= MAX_LOCK)
    if not open_roles:
        return good(env._("A screen that somebody leaves locks itself."))
    return bad(
        env._(
            "The screen stays open, or for too long, for: %(roles)s.",
            roles=listed(open_roles.mapped('name')),
        ),
        where,
    )


def _seconds_until_lock(group):
    timeouts = group._get_lock_timeouts().get('lock_timeout_inactivity')
    return timeouts[0][0] if timeouts else 0


def sign_up(env):
    """The page for a lost password tells a stranger which log-ins exist."""
    settings = []
    if parameter(env, 'auth_signup.reset_password') in ('True', 'true', '1'):
        settings.append('auth_signup.reset_password = False')
    if parameter(env, 'auth_signup.invitation_scope', 'b2b') != 'b2b':
        settings.append('auth_signup.invitation_scope = b2b')
    todo = []
    if settings:
        todo.append(env._("System parameters: %(settings)s.", settings=", ".join(settings)))
    sites = env['website'].search([('auth_signup_uninvited', '=', 'b2c')])
    if sites:
        todo.append(
            env._(
                "Website → Configuration → Settings → Customer Account: On invitation, for"
                " %(sites)s.",
                sites=listed(sites.mapped('name')),
            )
        )
    if not todo:
        return good(env._("Nobody can make an account or ask for a new password from outside."))
    return bad(
        env._("A stranger can make an account, or find out which log-ins exist."), " ".join(todo)
    )


def api_keys(env):
    """A key opens Odoo without a second step."""
    keys = env['res.users.apikeys'].search(
        [
            ('user_id.active', '=', True),
            '|',
            ('expiration_date', '=', False),
            ('expiration_date', '>', fields.Datetime.now()),
        ]
    )
    if not keys:
        return good(env._("There are no API keys."))
    found = env._(
        "API keys that open Odoo without a second step: %(count)s, of %(who)s.",
        count=len(keys),
        who=listed(keys.user_id.mapped('login')),
    )
    todo = env._("At /odoo/action-base.action_apikeys_admin: remove those that nobody needs.")
    if keys.user_id & staff(env) or not all(keys.mapped('expiration_date')):
        return bad(found, todo)
    return warning(found, todo)
