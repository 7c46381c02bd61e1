"""Sealing what an older version of an addon has stored in plain columns."""

from odoo.tools import SQL

from . import blind, keys
from .cipher import is_sealed
from .fields import index_name
from .inspection import batches, sealed_models


def seal_plain_columns(env):
    """Seal every value that is not sealed yet; return the names of the tables.

    Odoo has made the columns text by then: Yes and No stand there as ``true`` and ``false``, a date
    in ISO format. Runs again without doing harm.
    """
    models = sealed_models(env)
    for model, fields in models.items():
        for batch in batches(env, model, fields):
            plain = {
                record: values
                for record, row in batch
                if (
                    values := {
                        field: value
                        for field, value in zip(fields, row, strict=True)
                        if value is not None and not is_sealed(value)
                    }
                )
            }
            found = keys.ensure(env, [record._seal_owner() for record in plain]) if plain else {}
            for record, values in plain.items():
                _update(record, _columns(record, values, found[record._seal_owner()]))
    return [model._table for model in models]


def fill_joint_indexes(env):
    """Fill the blind indexes over several fields, for rows from before there were any."""
    for model, fields in sealed_models(env).items():
        names = {name for index in model._joint_indexes() for name in index.of}
        for batch in batches(env, model, fields) if names else ():
            records = model.browse().union(*(record for record, _row in batch))
            records._index_together(dict.fromkeys(list(names)[:1]))


def _columns(record, values, key):
    secret = keys.system_secret(record.env, 'blind index')
    columns = {}
    for field, text in values.items():
        raw = {'true': b'1', 'false': b'0'}[text] if field.type == 'boolean' else text.encode()
        place = (record._name, record._seal_place(), field.name)
        columns[field.name] = key.seal(raw, place)
        if field.blind_index:
            columns[index_name(field.name)] = blind.digest(secret, field.blind_index, text)
    return columns


def _update(record, columns):
    assignments = SQL(', ').join(
        SQL("%s = %s", SQL.identifier(name), value) for name, value in columns.items()
    )
    record.env.cr.execute(
        SQL(
            "UPDATE %s SET %s WHERE id = %s",
            SQL.identifier(record._table),
            assignments,
            record.id,
        )
    )
