"""What is written in the audit trail, and when."""

import hashlib
import logging
import re
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import psycopg2

from odoo.exceptions import MissingError, UserError
from odoo.http import STORED_SESSION_BYTES, request

from ..codes import ALPHABET
from ..person import person_id
from . import store

_logger = logging.getLogger(__name__)

# The scope that is open. Odoo takes the request away from the code that the older RPC routes call.
_collecting = ContextVar('herstelbemiddeling_audit', default=None)

VERBS = (
    'opened',
    'searched',
    'created',
    'changed',
    'released',
    'printed',
    'refused',
    'erased',
    'broken',
    'emergency',
    'rights',
    'key',
)
MAX_REASON = 200
CODE = re.compile(rf'[A-Z]{{1,3}}(-[{ALPHABET}]{{4,8}})+')
NAMES = {'res.users': 'user', 'res.groups': 'group'}


class _Label(NamedTuple):
    record_id: int = None
    code: str = None
    case_id: int = None


class _Scope:
    """The entries of one request. Odoo keeps the request when it does it again after a conflict
    or on another connection, so nothing is noted twice."""

    def __init__(self, dbname):
        self.dbname = dbname
        self.session = _session()
        self.id = secrets.token_hex(8)
        self.reasons = {}  # by (uid, verb, model, record id)
        self.pending = {}  # entries, by the same

    def add(self, key, reason):
        """Return whether this asks for an entry of its own."""
        is_new = key not in self.reasons
        reasons = self.reasons.setdefault(key, [])
        if reason and reason not in reasons:
            reasons.append(reason)
            if key in self.pending:
                self.pending[key]['reason'] = '; '.join(reasons)[:MAX_REASON]
            else:
                is_new = True
        return is_new


def note(env, verb, records=None, reason=None):
    """Note that the person who asks did this with these records.

    One entry per record, verb and request, with the code of the record and the case it belongs to.
    An empty recordset gives one entry for its model, None one that is about no model.

    :param verb: one of ``VERBS``
    :param reason: a short text of the program; never what a person has typed
    :raise UserError: nobody gets to see what cannot be noted
    """
    if verb not in VERBS:
        raise ValueError(f"The audit trail has no verb {verb!r}.")
    scope = _scope(env)
    act = (person_id(env), verb, None if records is None else records._name)
    ids = [None] if records is None else records._origin.ids or [None]
    new_ids = [record_id for record_id in ids if scope.add((*act, record_id), reason)]
    for label in _labels(records, new_ids):
        scope.pending[(*act, label.record_id)] = _entry(scope, *act, label, reason)
    if scope is not _collecting.get():
        _write(env, scope)


@contextmanager
def collecting(env):
    """Collect the entries of this request and write them at its end, also when it has failed."""
    scope = _scope(env)
    token = _collecting.set(scope)
    try:
        yield
    except BaseException:
        try:
            _write(env, scope)
        except UserError:
            _logger.info("The request had failed already; its own error is shown.")
        raise
    else:
        _write(env, scope)
    finally:
        _collecting.reset(token)


def _scope(env):
    """Return the scope of this request; outside of one every note has its own."""
    scope = _collecting.get()
    if not scope and request:
        scope = getattr(request, 'mediation_audit', None)
        if not scope:
            scope = request.mediation_audit = _Scope(env.cr.dbname)
    # The older RPC routes may work in another database than the one they came in by.
    return scope if scope and scope.dbname == env.cr.dbname else _Scope(env.cr.dbname)


def _write(env, scope):
    """Write what is pending; it stays pending when that fails."""
    if not scope.pending:
        return
    try:
        store.append(scope.dbname, list(scope.pending.values()))
    except psycopg2.Error as error:
        _logger.error("The audit trail cannot be written: %s", type(error).__name__)  # noqa: TRY400
        raise UserError(
            env._(
                "The audit trail cannot be written at the moment, so nothing can be shown or"
                " changed. Try again in a minute, and tell your administrator if it stays so."
            )
        ) from None
    scope.pending.clear()


def _entry(scope, uid, verb, model, label, reason):
    return {
        'uid': uid,
        'session': scope.session,
        'request': scope.id,
        'verb': verb,
        'model': model,
        **label._asdict(),
        'reason': reason and reason[:MAX_REASON],
    }


def _session():
    """Return a digest of the session, or the kind of client that has none."""
    if not request:
        return 'program'
    if not request.session.uid:
        return request.dispatcher.routing_type
    # Odoo renews the rest of the identifier every few hours.
    identifier = request.session.sid[:STORED_SESSION_BYTES]
    return hashlib.sha256(identifier.encode()).hexdigest()[:16]


def _labels(records, ids):
    """Return the label of each record, whoever may see it, also when it is gone.

    Only what is needed is read: anything else would lie in the cache that all users share.
    """
    if records is None or ids == [None]:
        return [_Label() for _ in ids]
    return [
        _label(record_sudo)
        for record_sudo in records.sudo().with_context(prefetch_fields=False).browse(ids)
    ]


def _label(record_sudo):
    name = record_sudo._name
    try:
        if name == 'mediation.case':
            return _Label(record_sudo.id, record_sudo.name, record_sudo.id)
        code = record_sudo.code if 'code' in record_sudo._fields else None
        case = record_sudo._fields.get('case_id')
        case_id = record_sudo.case_id.id if case and case.comodel_name == 'mediation.case' else None
    except (MissingError, psycopg2.Error):
        # The record is gone, or the transaction has failed already.
        code = case_id = None
    # Only what is a code for certain: a label of any other model may hold a name.
    if not (code and CODE.fullmatch(code)):
        code = f'{NAMES.get(name, name)} {record_sudo.id}'
    return _Label(record_sudo.id, code, case_id or None)
