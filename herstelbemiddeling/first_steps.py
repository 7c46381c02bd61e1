"""What a new organisation has done before its first registration, as far as it can be seen.

A look is what a check of the health page is: a function of an environment (of the superuser, in
the company that one works in) that returns a `Result` and changes nothing. It counts, and names
nobody. What no look can see, such as a backup, somebody ticks by hand.
"""

from odoo.tools.translate import LazyTranslate

from . import health
from .health import keys, outside, people
from .health.result import STATES, Result, good, listed
from .rights import DESK, MANAGER, MEDIATOR, OFFICER, roles
from .second_person import is_same_person

_lt = LazyTranslate(__name__)

NEEDED = {
    'name': _lt("name"),
    'street': _lt("street"),
    'zip': _lt("postcode"),
    'city': _lt("city"),
    'phone': _lt("phone number"),
    'email': _lt("e-mail address"),
}
NAMES_OF_ODOO = ('My Company', 'YourCompany')
NEEDED_ROLES = (DESK, MEDIATOR, MANAGER, OFFICER)
SECOND_PERSONS = (MANAGER, OFFICER)


def look(code, env):
    """Return the `Result` of a step, or nothing when it is ticked by hand."""
    return health.safely(LOOKS[code], env(su=True)) if code in LOOKS else None


def _to_do(found):
    """Not there yet; what to do stands with the step itself."""
    return Result('bad', found)


def organisation(env):
    company = env.company
    missing = [word for name, word in NEEDED.items() if not company[name]]
    if company.name in NAMES_OF_ODOO:
        missing.append(NEEDED['name'])
    if not missing:
        return good(env._("All of it is filled in."))
    return _to_do(env._("Still missing: %(what)s.", what=listed(env._(word) for word in missing)))


def logo(env):
    if env.company.uses_default_logo:
        return _to_do(env._("Your company has no logo of its own yet."))
    return good(env._("Your company has a logo of its own."))


def mail(env):
    result = outside.outgoing_mail(env)
    return result if result.state == 'good' else _to_do(result.found)


def website(env):
    site = env['website'].search([('company_id', '=', env.company.id)], limit=1)
    if not site:
        return _to_do(env._("Your company has no website yet."))
    if not (site.domain or '').startswith('https://'):
        return _to_do(env._("The website has no address that begins with https:// yet."))
    return good(env._("The website has its address."))


def roles_given(env):
    counts = {role.name: len(_colleagues(env, role)) for role in map(env.ref, NEEDED_ROLES)}
    found = ", ".join(f'{name}: {count}' for name, count in counts.items())
    return good(found) if all(counts.values()) else _to_do(found)


def two_people(env):
    """Two accounts of one person are one person: see `second_person`."""
    users = _colleagues(env, env['res.groups'].union(*map(env.ref, SECOND_PERSONS)))
    if any(not is_same_person(users[0], user) for user in users[1:]):
        return good(env._("There are two people for what nobody decides alone."))
    return _to_do(env._("There is nobody yet for a second opinion."))


def second_step(env):
    users = _colleagues(env, roles(env))
    without = people.without_second_step(users)
    found = env._(
        "%(without)s of %(count)s colleagues log in with a password only.",
        without=len(without),
        count=len(users),
    )
    return good(found) if users and not without else _to_do(found)


def mediators(env):
    users = _colleagues(env, env.ref(MEDIATOR))
    listed_users = env['mediation.mediator'].search([('region_ids', '!=', False)]).user_id
    found = env._(
        "%(count)s of %(total)s mediators are in the list with a region.",
        count=len(users & listed_users),
        total=len(users),
    )
    return good(found) if users and users <= listed_users else _to_do(found)


def master_key(env):
    return _as_health_says(env, keys.key_is_there, keys.key_lies_apart)


def audit_trail(env):
    return _as_health_says(env, keys.audit_trail)


def health_page(env):
    red = sum(result.state == 'bad' for _check, result in health.run(env))
    found = env._("Red on the health page: %(number)s.", number=red)
    return _to_do(found) if red else good(found)


def registration_received(env):
    if _has_registration(env) or _has_erased(env):
        return good(env._("A registration has come in."))
    return _to_do(env._("No registration has come in yet."))


def registration_erased(env):
    if _has_erased(env):
        return good(env._("A registration was erased when its term was over."))
    return _to_do(env._("Nothing was erased yet; the term has to pass first."))


def _has_registration(env):
    return env['mediation.registration'].search_count(
        [('company_id', '=', env.company.id)], limit=1
    )


def _has_erased(env):
    return env['mediation.retention.certificate'].search_count(
        [('company_id', '=', env.company.id), ('model', '=', 'mediation.registration')], limit=1
    )


def _colleagues(env, groups):
    return env['res.users'].search(
        [('all_group_ids', 'in', groups.ids), ('company_ids', 'in', env.company.ids)]
    )


def _as_health_says(env, *looks):
    """The worst of some checks, without what they found: managers do not see the health page."""
    worst = min((health.safely(look, env) for look in looks), key=_how_bad)
    if worst.state == 'good':
        return good(env._("The health page is content."))
    return Result(worst.state, env._("The health page says what to do."))


def _how_bad(result):
    return STATES.index(result.state)


LOOKS = {
    'organisation': organisation,
    'logo': logo,
    'mail': mail,
    'website': website,
    'key': master_key,
    'trail': audit_trail,
    'roles': roles_given,
    'two_people': two_people,
    'second_step': second_step,
    'health': health_page,
    'mediators': mediators,
    'test_sent': registration_received,
    'test_erased': registration_erased,
}
