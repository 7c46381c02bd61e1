"""The lists on the page of a case: a dozen of them, of which most are empty most of the time.

Odoo reads each with a query of its own, with all the rules of its model, and then its rows with
another one. Where a table has no row at all that belongs to a record there is none for anybody, so
whether that is so can be asked for all lists together and without rules. A list that has rows is
read as whoever looks at it, with its rows, and once where several lists show the same rows.
"""

from typing import NamedTuple

from odoo.fields import Field
from odoo.tools import SQL


class Rows(NamedTuple):
    """Where the rows of a list are, and what in them leads to the record that has the list."""

    table: str
    column: str
    to_flush: Field
    of_model: Field | None = None  # says of which model, for rows around any record


def read_lists(records, names):
    """Put these lists into the cache as this user may see them.

    :param records: saved records of one model
    :param names: names of fields; those that are no list of rows in a table are left out
    """
    lists = {}
    for field in filter(None, map(records._fields.get, names)):
        rows = _rows_behind(records, field)
        if rows and any(id_ not in field._get_cache(records.env) for id_ in records.ids):
            lists.setdefault(rows, []).append(field)
    if lists:
        _fill_empty(records, lists)
        _read_others(records, lists.values())


def _fill_empty(records, lists):
    """Ask once which lists have no row for anybody."""
    found = records.env.execute_query(
        SQL(
            "SELECT id, %s FROM unnest(%s) AS record (id)",
            SQL(", ").join(_has_rows(records, rows) for rows in lists),
            records.ids,
        )
    )
    for id_, *have_rows in found:
        record = records.browse(id_)
        for fields, has_rows in zip(lists.values(), have_rows, strict=True):
            for field in () if has_rows else fields:
                field._insert_cache(record, [()])


def _has_rows(records, rows):
    column = SQL.identifier(rows.table, rows.column, to_flush=rows.to_flush)
    of_record = SQL("%s = record.id", column)
    if rows.of_model:
        of_model = SQL.identifier(rows.table, rows.of_model.name, to_flush=rows.of_model)
        of_record = SQL("%s AND %s = %s", of_record, of_model, records._name)
    return SQL("EXISTS (SELECT FROM %s WHERE %s)", SQL.identifier(rows.table), of_record)


def _read_others(records, lists):
    """Read what is not known by now: as this user, who may not see everything."""
    records = records._filtered_access('read')
    for fields in lists:
        missing = any(id_ not in fields[0]._get_cache(records.env) for id_ in records.ids)
        allowed = [field for field in fields if _can_be_read(records, field)]
        if missing and allowed:
            _read_together(records, allowed)


def _can_be_read(records, field):
    comodel = records.env[field.comodel_name]
    return (
        field.type == 'one2many'
        and not field.context
        and comodel._fields[field.inverse_name].type == 'many2one'
        and records._has_field_access(field, 'read')
        and comodel.has_access('read')
    )


def _read_together(records, fields):
    """Read the rows that these lists have in common, with all that is in them.

    What Odoo does for one list, with the same rules: each shows the rows of its domain.
    """
    inverse = fields[0].inverse_name
    comodel = records.env[fields[0].comodel_name].with_context(active_test=False)
    rows = comodel.search_fetch([(inverse, 'in', records.ids)])
    for field in fields:
        shown = rows.filtered_domain(field.get_comodel_domain(records))
        ids = {owner.id: own._ids for owner, own in shown.grouped(inverse).items()}
        field._insert_cache(records, [ids.get(id_, ()) for id_ in records.ids])


def _rows_behind(records, field):
    """Return where the rows of a list are, None for what is no list of rows in a table."""
    if field.type == 'one2many' and not field.compute:
        comodel = records.env[field.comodel_name]
        inverse = comodel._fields[field.inverse_name]
        if comodel._auto and inverse.store and inverse.type == 'many2one':
            return Rows(comodel._table, inverse.name, inverse)
        if comodel._auto and inverse.store and inverse.type == 'many2one_reference':
            of_model = comodel._fields[inverse.model_field]
            return Rows(comodel._table, inverse.name, inverse, of_model)
    if field.type == 'many2many' and field.store:
        return Rows(field.relation, field.column1, field)
    return None
