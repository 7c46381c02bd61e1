"""Who can do more than the own work, and how sure it is that it is them."""

from ..rights import ADMINISTRATORS
from .result import bad, good, listed, parameter, warning
from .walls import roles

REQUIRED = ('employee_required', 'all_required')


def staff(env):
    """Whoever has one of the five roles."""
    return env['res.users'].search([('all_group_ids', 'in', roles(env).ids)])


def administrators(env):
    groups = env['res.groups'].union(*map(env.ref, ADMINISTRATORS))
    return env['res.users'].search([('all_group_ids', 'in', groups.ids)])


def administrators_with_a_role(env):
    both = administrators(env) & staff(env)
    if not both:
        return good(env._("Nobody who administers Odoo has a role in mediation."))
    return bad(
        env._("These administrators have a role in mediation as well: %(who)s.", who=_logins(both)),
        env._("Give them two accounts: one for their work, one to administer Odoo."),
    )


def export(env):
    holders = env['res.users'].search(
        [('all_group_ids', 'in', env.ref('base.group_allow_export').ids)]
    )
    with_role = holders & staff(env)
    todo = env._("Settings → Users: switch the export right off for each of them.")
    if with_role:
        return bad(
            env._("These colleagues may export lists to a file: %(who)s.", who=_logins(with_role)),
            todo,
        )
    others = holders - administrators(env)
    if others:
        return warning(
            env._("These users may export lists to a file: %(who)s.", who=_logins(others)), todo
        )
    return good(env._("Nobody but administrators may export."))


def second_step(env):
    """An administrator counts too: whoever has that password has the server."""
    if 'totp_enabled' not in env['res.users']._fields:
        return bad(
            env._("Odoo cannot ask for a second step at log-in."),
            env._(
                "Install it: odoo module install -d %(database)s auth_totp auth_totp_mail"
                " auth_passkey.",
                database=env.cr.dbname,
            ),
        )
    users = staff(env) | administrators(env)
    without = without_second_step(users)
    if not without:
        return good(env._("All %(count)s colleagues have a second step.", count=len(users)))
    return bad(
        env._(
            "%(without)s of %(count)s colleagues log in with a password only: %(who)s.",
            without=len(without),
            count=len(users),
            who=_logins(without),
        ),
        env._(
            "Each of them: own picture → My Preferences → Security → Enable 2FA. Settings → Users:"
            " Invite to use 2FA."
        ),
    )


def without_second_step(users):
    """Return who of these users logs in with a password only."""
    if 'totp_enabled' not in users._fields:
        return users
    return users.filtered(lambda user: not _has_second_step(user))


def _has_second_step(user):
    """A passkey alone leaves the password open, unless Odoo asks for a code with every password."""
    if user.totp_enabled:
        return True
    has_passkey = 'auth_passkey_key_ids' in user._fields and bool(user.auth_passkey_key_ids)
    return has_passkey and _is_required(user.env)


def second_step_required(env):
    if _is_required(env):
        return good(env._("Odoo asks every employee for a second step."))
    return bad(
        env._("A new colleague can log in with a password only."),
        env._("System parameter auth_totp.policy = employee_required."),
    )


def _is_required(env):
    """The parameter means something only while the module that reads it is there."""
    modules = env['ir.module.module'].search_count(
        [('name', '=', 'auth_totp_mail'), ('state', '=', 'installed')]
    )
    return bool(modules) and parameter(env, 'auth_totp.policy') in REQUIRED


def _logins(users):
    return listed(users.mapped('login'))
