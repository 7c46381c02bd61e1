"""Who may open a seal, and the one place where one is opened.

Every read of a field passes ``convert_to_record`` with the environment that asks, whether the value
comes from the database or was assigned a moment ago: Odoo's cache is shared by all users of a
transaction. ``sudo()`` opens nothing, and neither does ``with_user()``: in a request the person who
is logged in counts.
"""

from psycopg2.errors import ReadOnlySqlTransaction

from odoo.exceptions import AccessError, UserError

from .. import audit
from ..person import person_id
from . import keys
from .cipher import Broken


class IntegrityError(UserError):
    """A sealed value does not belong where it stands, or was changed. It never reads as empty."""


class Plain:
    """A value that was assigned in this transaction and is not sealed yet. Shows itself nowhere."""

    __slots__ = ('value',)

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Plain) and other.value == self.value

    __hash__ = None

    def __repr__(self):
        return '<not sealed yet>'


def may_open(record):
    """Return whether the person who asks may open what is sealed on this record."""
    if not _asks_directly(record.env):
        return False
    saved = record._origin
    # What is typed into a form that is not saved yet belongs to nobody but who types it.
    return not saved or saved._may_open_seals()


def _asks_directly(env):
    """Return whether the code works as the person who is there, and as nobody else."""
    return not env.su and env.uid == person_id(env)


def value_for(field, cached, record):
    """Return the value of a sealed field for whoever asks; None when it is to look empty.

    :raise AccessError: when it does not open for this environment
    :raise IntegrityError: when the value was moved or changed
    """
    if not may_open(record):
        if _asks_directly(record.env) and record._shut_seals_look_empty():
            return None
        audit.note(record.env, 'refused', record, reason='seal')
        raise AccessError(
            record.env._(
                "This is sealed. It opens for the people of the case only, when they ask for it"
                " themselves."
            )
        )
    if not record.id:
        return cached.value
    _refuse_replica(record.env)
    opened = keys.opened_records(record.env)
    entry = (record.env.uid, record._name, record.id)
    if entry not in opened:
        audit.note(record.env, 'opened', record)
        opened.add(entry)  # not before: what could not be noted is not shown
    return _opened(field, cached, record)


def open_values(records, names, reason):
    """Open sealed fields for code that no person has asked: sending a letter, keeping a term.

    :param records: real records of one model with sealed fields
    :param names: the names of the fields
    :param reason: why, in words of the program, for whoever reads the audit trail
    :return: ``{record id: {name: value}}``
    :raise ValueError: when no reason is given
    :raise IntegrityError: when a value was moved or changed
    """
    if not (isinstance(reason, str) and reason.strip()):
        raise ValueError("Opening a seal without a person needs a reason for the audit trail.")
    _refuse_replica(records.env)
    audit.note(records.env, 'opened', records, reason=reason)
    records_sudo = records.sudo()
    records_sudo.fetch(names)
    return {
        record.id: {
            name: _opened(field, field._get_cache(record.env).get(record.id), record)
            for name, field in ((name, record._fields[name]) for name in names)
        }
        for record in records_sudo
    }


def _refuse_replica(env):
    """A replica may be behind, and words about a person that were taken back since can hurt.

    :raise ReadOnlySqlTransaction: upon which Odoo does the whole request again on the primary
    """
    if env.cr.readonly:
        raise ReadOnlySqlTransaction("A seal opens on the primary only")


def seal(field, plain, record, values=None):
    """Return the sealed text of bytes for a record, or for one that is about to be inserted.

    :param values: the columns of a record that has no id yet
    :raise UserError: when the person was erased
    """
    owner = record._seal_owner(values)
    key = keys.find(record.env, [owner]).get(owner) or keys.ensure(record.env, [owner])[owner]
    if key is keys.DESTROYED:
        raise UserError(
            record.env._("This person's data were erased for ever. Nothing can be added here.")
        )
    return key.seal(plain, (record._name, record._seal_place(values), field.name))


def _opened(field, cached, record):
    if cached is None:
        return None
    if isinstance(cached, Plain):
        return cached.value
    key = _key_of(record)
    if key is keys.DESTROYED:
        return None
    place = (record._name, record.sudo()._seal_place(), field.name)
    try:
        raw = key and key.open(cached, place)
    except Broken:
        raw = None
    if raw is None:
        raise _integrity_error(field, record)
    return field.decode(raw)


def _integrity_error(field, record):
    audit.note(record.env, 'broken', record, reason=field.name)
    return IntegrityError(
        record.env._(
            "A sealed value of %(code)s does not belong there: the database was changed from"
            " outside, or its keys are not complete. Nothing of it is shown. Tell your"
            " administrator and the privacy officer; work on with other records is safe.",
            code=record.sudo().display_name,
        )
    )


def _key_of(record):
    """The key of a record; those of the records it was read with come along in one query."""
    record_sudo = record.sudo()
    owner = record_sudo._seal_owner()
    if keys.is_known(record.env, owner):
        return keys.find(record.env, [owner])[owner]
    together = record_sudo.browse(record._prefetch_ids)[: record.env.cr.IN_MAX]
    cached = record_sudo._fields[record._seal_key_field]._get_cache(record_sudo.env)
    owners = [other._seal_owner() for other in together if other.id in cached]
    return keys.find(record.env, [owner, *owners]).get(owner)
