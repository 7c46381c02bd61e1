"""Who may do what, and who can sign in: a change is noted, and the privacy officers are told.

An administrator of Odoo can give anybody a role, himself too, and can take over an account by way
of its password or its mail address. Software that he runs cannot keep him from it. It can see to it
that this does not go unseen, and that nobody administers and works with cases in one account.
"""

from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.tools import LazyTranslate

from . import audit
from .notices import send_notice
from .person import person_id

_lt = LazyTranslate(__name__)

DESK = 'herstelbemiddeling.group_desk'
MEDIATOR = 'herstelbemiddeling.group_mediator'
SUPERVISOR = 'herstelbemiddeling.group_supervisor'
MANAGER = 'herstelbemiddeling.group_manager'
OFFICER = 'herstelbemiddeling.group_privacy_officer'
ROLES = (DESK, MEDIATOR, SUPERVISOR, MANAGER, OFFICER)
ADMINISTRATORS = ('base.group_system', 'base.group_erp_manager')
TOLD = 'herstelbemiddeling.officers_to_tell'  # a set of ids, in the data of the transaction


def roles(env):
    """Return the groups that open a room."""
    return _groups(env, ROLES)


def note_change(records, reason):
    """Note that the rights of these users, or these rules, are others now; tell the officers.

    :param reason: what was changed, in a word of the program
    """
    if records and not _is_installing(records.env):
        audit.note(records.env, 'rights', records, reason=reason)
        _tell(_officers(records.env))


@contextmanager
def watched_roles(env):
    """Note whose roles have changed afterwards; refuse a role to an administrator.

    This looks at who holds what and not at what is written: a role comes and goes by the groups of
    a user, the users of a group, what a group implies, and by archiving a user.
    """
    before, officers = _holders(env), _officers(env)
    yield
    after, none = _holders(env), roles(env).browse()
    changed = env['res.users']
    for user in before.keys() | after.keys():
        had, has = before.get(user, none), after.get(user, none)
        if had != has:
            _refuse_both(user, had, has)
            changed += user
    if changed and not _is_installing(env):
        _tell(officers)  # whoever is no officer any more hears of that too
    note_change(changed.with_env(env), 'role')


@contextmanager
def watched_values(records, names, reason, concerned=bool):
    """Note which of these records have other values in these fields afterwards.

    :param names: fields, or paths of fields
    :param concerned: says of a record whether it matters; it may have done so before, or do so now
    """
    matter = records.sudo().filtered(concerned)
    before = {(record, name): record.mapped(name) for record in records.sudo() for name in names}
    yield
    matter |= records.sudo().filtered(concerned)
    changed = matter.filtered(
        lambda record: any(record.mapped(name) != before[record, name] for name in names)
    )
    note_change(changed.with_env(records.env), reason)


def is_colleague(user):
    """Return whether a user is one of the organisation's own."""
    return not user.sudo().share


def of_mediation(rule):
    """Return whether a record rule or an access right is about one of our models."""
    return rule.sudo().model_id.model.startswith('mediation.')


def _groups(env, names):
    """Return the groups with these external ids; in the middle of an installation not all exist."""
    find = env['ir.model.data']._xmlid_to_res_id
    ids = [find(name, raise_if_not_found=False) for name in names]
    return env(su=True, context={})['res.groups'].browse(filter(None, ids))


def _officers(env):
    return _groups(env, (OFFICER,)).all_user_ids.filtered('active')


def _holders(env):
    """Return ``{user: groups}`` of the roles and administrators' groups of all active users."""
    watched = _groups(env, ROLES + ADMINISTRATORS)
    users = watched.env['res.users'].search([('all_group_ids', 'in', watched.ids)])
    return {user: user.all_group_ids & watched for user in users}


def _refuse_both(user, had, has):
    """Raise ValidationError when a user gets a role and administers, or the other way round."""
    env = user.env
    if has - had and has & roles(env) and has & _groups(env, ADMINISTRATORS):
        raise ValidationError(
            env._(
                "%(user)s cannot administer Odoo and have a role in mediation in one account. Give"
                " this person two accounts: one to administer, one to work with cases.",
                user=user.name,
            )
        )


def _is_installing(env):
    """Return whether data of a module is loaded and no person has asked for it."""
    loading = not env.registry.ready or env.context.get('install_mode')
    return bool(loading) and person_id(env) is None


def _tell(officers):
    """Let these users hear at the end of the transaction that something changed, once."""
    env = officers.env
    if not env.registry.ready:
        return  # half of Odoo is not there to send it with
    data = env.cr.precommit.data
    if TOLD not in data:
        data[TOLD] = set()
        env.cr.precommit.add(lambda: _send(env))
    data[TOLD].update(officers.ids)


def _send(env):
    told = env['res.users'].browse(env.cr.precommit.data.pop(TOLD)).exists()
    send_notice(
        told,
        _lt("Rights have changed"),
        _lt(
            "The rights or the access of a colleague have changed. Please look at the audit trail."
        ),
    )
