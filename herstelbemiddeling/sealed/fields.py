"""Sealed fields. See the package for how to use them."""

import base64
import binascii
from datetime import date

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import audit
from . import blind, gate, keys
from .cipher import is_sealed
from .gate import Plain

TEXT = ('text', 'text')


class Sealed:
    """What all sealed fields have in common, for any type of Odoo field."""

    copy = False
    exportable = False
    aggregator = None
    blind_index = None  # one of blind.SPELLINGS, for fields that are searched for equality
    column_type = _column_type = TEXT
    _description_searchable = property(lambda self: bool(self.blind_index))

    def _description_sortable(self, env):
        return False

    def _description_groupable(self, env):
        return False

    # What is kept: Plain in the cache when just assigned, sealed text when from the database

    def encode(self, value):
        return value.encode()

    def decode(self, raw):
        return raw.decode()

    def convert_to_cache(self, value, record, validate=True):
        if value is None or isinstance(value, Plain):
            return value
        value = super().convert_to_cache(value, record, validate)
        return None if value in (None, '', b'') else Plain(value)

    def convert_to_record(self, value, record):
        if value is not None and record:
            value = gate.value_for(self, value, record)
        return super().convert_to_record(value, record)

    def convert_to_write(self, value, record):
        cached = self.convert_to_cache(value, record, validate=False)
        return False if cached is None else cached.value

    def convert_to_column_insert(self, value, record, values=None, validate=True):
        if values is None and not record:
            return None  # a default for all rows at once: it would belong to none of them
        if values is None and is_sealed(value):
            return value
        cached = self.convert_to_cache(value, record, validate)
        return (
            None if cached is None else gate.seal(self, self.encode(cached.value), record, values)
        )

    def get_column_update(self, record):
        whole = record.with_context(bin_size=False, **{f'bin_size_{self.name}': False})
        cached = self._get_cache(whole.env)[record.id]
        return self.convert_to_column_insert(cached, record, validate=False)

    def update_db_column(self, model, column):
        fields.Field.update_db_column(self, model, column)

    # What is refused

    def convert_to_export(self, value, record):
        raise UserError(
            record.env._(
                "%(field)s is sealed and is not exported. Use the extract of one person instead.",
                field=self._description_string(record.env),
            )
        )

    def _condition_to_sql(self, field_expr, operator, value, model, alias, query):
        if operator != 'in' or not self.blind_index or not all(isinstance(v, str) for v in value):
            raise self._search_error(model.env)
        model._check_field_access(self, 'read')
        audit.note(model.env, 'searched', model.browse(), reason=self.name)
        index = model._fields[index_name(self.name)]
        secret = keys.system_secret(model.env, 'blind index')
        digests = [blind.digest(secret, self.blind_index, text) for text in value]
        found = SQL("%s IN %s", SQL.identifier(alias, index.name, to_flush=index), (None, *digests))
        return model._seal_condition(alias, found)

    def _search_error(self, env):
        name = self._description_string(env)
        if not self.blind_index:
            return UserError(
                env._("%(field)s is sealed: it cannot be searched, sorted or grouped.", field=name)
            )
        return UserError(
            env._(
                "%(field)s is sealed: search for the whole of it, with \u201cis equal to\u201d.",
                field=name,
            )
        )


class Boolean(Sealed, fields.Boolean):
    """Yes and No are sealed alike; not answered yet is empty, and reads as No."""

    def encode(self, value):
        return b'1' if value else b'0'

    def decode(self, raw):
        return raw == b'1'

    def convert_to_cache(self, value, record, validate=True):
        return value if value is None or isinstance(value, Plain) else Plain(bool(value))

    def convert_to_record(self, value, record):
        return bool(super().convert_to_record(value, record))


class Char(Sealed, fields.Char):
    pass


class Date(Sealed, fields.Date):
    def encode(self, value):
        return value.isoformat().encode()

    def decode(self, raw):
        return date.fromisoformat(raw.decode())


class Selection(Sealed, fields.Selection):
    pass


class Text(Sealed, fields.Text):
    pass


class Binary(Sealed, fields.Binary):
    """A file. It is in the row, sealed; Odoo's attachments keep a checksum and an index of text."""

    attachment = False

    def encode(self, value):
        """Odoo holds files in base64; sealed, they would be in base64 twice."""
        value = value.encode() if isinstance(value, str) else bytes(value)
        try:
            return b'64' + base64.b64decode(value, validate=True)
        except binascii.Error:
            return b'as' + value

    def decode(self, raw):
        return base64.b64encode(raw[2:]) if raw[:2] == b'64' else raw[2:]

    def convert_to_record(self, value, record):
        context = record.env.context
        wants_size = context.get('bin_size') or context.get(f'bin_size_{self.name}')
        if wants_size and isinstance(value, str) and not is_sealed(value):
            # The size of what is sealed, as the database tells it: nothing is opened.
            return value.encode() if gate.may_open(record) else False
        return super().convert_to_record(value, record)


class Index(fields.Char):
    """The blind index of a sealed field: ``email_address_index = sealed.Index()``.

    Or of several that say who somebody is only together, with the way each is spelled:
    ``person_index = sealed.Index(of={'full_name': 'name', 'birth_date': 'date'})``.
    Filled by the mixin; nobody reads or writes it through Odoo.
    """

    of = None  # {field: one of blind.PARTS}
    copy = False
    exportable = False
    readonly = True
    groups = '.'
    index = 'btree_not_null'


def index_name(name):
    return f'{name}_index'


def is_sealed_field(field):
    """Return whether a field of a model is sealed."""
    return isinstance(field, Sealed)
