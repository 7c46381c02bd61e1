"""Erasing one case, person, registration or complaint, for good and with all that hangs on it.

The one way in which people disappear from the database. A case, a registration and a complaint go
with their row; a person goes out of a case that stays, and leaves an emptied row: that there was
somebody, on which side, and that it came to nothing. What is left elsewhere are figures, which lead
to nobody, and the audit trail, which holds codes.
"""

from odoo.tools import SQL

from .. import audit
from ..sealed import erased, keys
from . import rows

# What stays of a person in a case that stays.
STRUCTURE = frozenset(
    {'id', 'case_id', 'company_id', 'code', 'side', 'is_initiator', 'state'}
    | {'create_uid', 'create_date', 'write_uid', 'write_date'}
)
# What the registration told about the other party, besides the story of who told it.
ABOUT_OTHERS = ('other_party', 'relation')


def erase(record, reason):
    """Erase a case, a person, a registration or a complaint, in the transaction of the caller.

    The list of erased keys is written last: what fails before it has not happened, and what was
    written there happens again at the next start, should the transaction not come to its end.

    :param reason: why, in a word of the program, for the audit trail
    :return: ``{model: number of rows}`` that are gone
    :raise ErasedListError: when that list cannot be written; nothing is erased then
    """
    record_sudo = record.sudo().with_context(active_test=False)
    record_sudo.env.flush_all()
    gone = _ERASE[record._name](record_sudo, reason)
    return {name: len(ids) for name, ids in gone.items()}


def _erase_case(case, reason):
    registrations = case.env['mediation.registration'].search([('case_id', 'in', case.ids)])
    parties = case.env['mediation.party'].search([('case_id', 'in', case.ids)])
    # What it counted for in the figures stays, and leads to nobody.
    case._settle()
    registrations._settle()
    return _erase_rows((case, parties, registrations), reason)


def _erase_registration(registration, reason):
    registration._settle()
    return _erase_rows((registration,), reason)


def _erase_complaint(complaint, reason):
    return _erase_rows((complaint,), reason)


def _erase_rows(roots, reason):
    env = roots[0].env
    for records in filter(None, roots):
        audit.note(env, 'erased', records, reason=reason)
    found = rows.hanging_on(env, {records._name: records.ids for records in roots})
    owners = _owners(env, found)
    rows.delete(env, found)
    _destroy(env, owners)
    return found


def _erase_party(party, reason):
    env = party.env
    audit.note(env, 'erased', party, reason=reason)
    found = rows.of_person(env, party)
    owners = [*_owners(env, found), party._seal_owner()]
    case = party.case_id
    case.filtered(lambda case: case.phase == 'closed')._settle()
    rows.delete(env, found)
    rows.empty(env, party, STRUCTURE)
    _destroy(env, owners)
    _forget_in_registrations(case)
    return {**found, 'mediation.party': party.ids}


_ERASE = {
    'mediation.case': _erase_case,
    'mediation.complaint': _erase_complaint,
    'mediation.party': _erase_party,
    'mediation.registration': _erase_registration,
}


def _owners(env, found):
    """Return the owners of the keys that seal these rows and nothing else."""
    owners = []
    for name, ids in found.items():
        records = env[name].browse(ids)
        if name == 'mediation.case':
            owners += [f'{name},{case.name}' for case in records]
        elif getattr(records, '_seal_key_field', None) == 'code' and records._auto:
            owners += [record._seal_owner() for record in records]
    return owners


def _destroy(env, owners):
    keys.destroy(env, owners)
    erased.append(erased.destroyed(env, owners))


def _forget_in_registrations(case):
    """When nobody of the other side is left, nothing that was told about them stays either."""
    env = case.env
    others = case.party_ids.filtered(
        lambda party: party.side not in ('support', case.initiator_side)
    )
    gone = {owner for owner, _key_id in keys.destroyed(env, [p._seal_owner() for p in others])}
    if all(party._seal_owner() in gone for party in others):
        env.cr.execute(
            SQL(
                "UPDATE mediation_registration SET %s WHERE case_id IN %s",
                SQL(', ').join(SQL("%s = NULL", SQL.identifier(name)) for name in ABOUT_OTHERS),
                tuple(case.ids),
            )
        )
        env.invalidate_all()
