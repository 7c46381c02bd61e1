"""Looking at everything that is sealed: whether it opens, without showing it."""

from odoo.tools import SQL

from . import keys
from .cipher import Broken, is_sealed
from .fields import is_sealed_field

BATCH = 1000  # records


def sealed_models(env):
    """Return ``{model: [sealed fields]}`` of all models with a table."""
    return {
        model: fields
        for model in (env[name] for name in env.registry)
        if model._auto
        and not model._abstract
        and (fields := [field for field in model._fields.values() if is_sealed_field(field)])
    }


def check(env):
    """Return how many sealed values open, and a sentence for each one that does not.

    Nothing that was opened leaves this function.
    """
    opened, troubles = 0, []
    for model, fields in sealed_models(env).items():
        for batch in batches(env, model, fields):
            found = keys.find(env, [record._seal_owner() for record, _row in batch])
            for record, row in batch:
                key = found.get(record._seal_owner())
                for field, value in zip(fields, row, strict=True):
                    trouble = value is not None and _trouble(record, field, value, key)
                    opened += value is not None and not trouble
                    if trouble:
                        troubles.append(trouble)
    return opened, troubles


def batches(env, model, fields):
    columns = SQL(', ').join(SQL.identifier(name) for name in ('id', *(f.name for f in fields)))
    last = 0
    while True:
        rows = env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE id > %s ORDER BY id LIMIT %s",
                columns,
                SQL.identifier(model._table),
                last,
                BATCH,
            )
        )
        if not rows:
            return
        last = rows[-1][0]
        records = model.sudo().browse(row[0] for row in rows)
        yield [(record, row[1:]) for record, row in zip(records, rows, strict=True)]
        records.invalidate_recordset()


def _trouble(record, field, value, key):
    """Return a sentence when a value does not open, and None when it does."""
    where = f"{record._name} {record.display_name}, {field.name}"
    if not is_sealed(value):
        return f"{where}: is not sealed."
    if key is None:
        return f"{where}: its key is missing."
    if key is keys.DESTROYED:
        return f"{where}: is left of somebody who was erased; it opens nowhere."
    try:
        key.open(value, (record._name, record._seal_place(), field.name))
    except Broken:
        return f"{where}: does not belong there or was changed."
    return None
