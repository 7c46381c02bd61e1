"""The lists on the page of a case: a dozen of them, of which most are empty most of the time.

Odoo reads each with a query of its own, with all the rules of its model. Where a table has no row
at all that belongs to a record there is none for anybody, so whether that is so can be asked for
all lists together and without rules; only a list that has rows is read, as whoever looks at it.
"""

from odoo.tools import SQL


def fill_empty_lists(records, names):
    """Put into the cache which of these fields are empty; the others are left to be read.

    :param records: saved records of one model
    :param names: names of fields; those that are no list of rows in a table are left out
    """
    lists = {}
    for field in filter(None, map(records._fields.get, names)):
        rows = _rows_behind(records, field)
        if rows and any(id_ not in field._get_cache(records.env) for id_ in records.ids):
            lists.setdefault(rows, []).append(field)
    if not lists:
        return
    found = records.env.execute_query(
        SQL(
            "SELECT id, %s FROM unnest(%s) AS record (id)",
            SQL(", ").join(
                SQL(
                    "EXISTS (SELECT FROM %s WHERE %s = record.id)",
                    SQL.identifier(table),
                    SQL.identifier(table, column, to_flush=to_flush),
                )
                for table, column, to_flush in lists
            ),
            records.ids,
        )
    )
    for id_, *have_rows in found:
        record = records.browse(id_)
        for fields, has_rows in zip(lists.values(), have_rows, strict=True):
            for field in () if has_rows else fields:
                field._insert_cache(record, [()])


def _rows_behind(records, field):
    """Return ``(table, column, field to flush)`` of the rows of a list, None for anything else."""
    if field.type == 'one2many' and not field.compute:
        comodel = records.env[field.comodel_name]
        inverse = comodel._fields[field.inverse_name]
        if comodel._auto and inverse.store and inverse.type == 'many2one':
            return comodel._table, inverse.name, inverse
    if field.type == 'many2many' and field.store:
        return field.relation, field.column1, field
    return None
