"""Everything that hangs on somebody, found by the structure of the models.

Nothing is listed here by name: a model that is added later is found because it points at a case, a
person or a registration, and goes with them.
"""

from graphlib import TopologicalSorter

from odoo.tools import SQL

from ..surroundings import OURS

# Odoo's own rows that may hang on any record: the fields that say on which.
AROUND = {
    'ir.attachment': ('res_model', 'res_id'),
    'mail.activity': ('res_model', 'res_id'),
    'mail.followers': ('res_model', 'res_id'),
    'mail.mail': ('model', 'res_id'),
    'mail.message': ('model', 'res_id'),
    'calendar.event': ('res_model', 'res_id'),
}


def of_person(env, party):
    """Return ``{model: ids}`` of the rows that belong to one person, without the person.

    What was for two people stays with the other one, and points at an emptied row.
    """
    found = {}
    for model, field in _pointers(env, {'mediation.party'}):
        if field.name in ('party_id', getattr(model, '_seal_key_field', None)):
            _add(found, model, _ids(env, model, field, party.ids))
    for model, field in _links(env, 'mediation.party'):
        _add(found, model, _only_linked_to(env, field, party))
    return hanging_on(env, found)


def hanging_on(env, roots):
    """Return ``{model: ids}`` of these rows and of all that cannot be without them."""
    found = {name: set(ids) for name, ids in roots.items() if ids}
    news = {name: set(ids) for name, ids in found.items()}
    while news:
        latest, news = news, {}
        for model, field in _pointers(env, set(latest)):
            if _cannot_be_without(model, field):
                ids = _ids(env, model, field, latest[field.comodel_name])
                fresh = ids - found.get(model._name, set())
                _add(found, model, fresh)
                _add(news, model, fresh)
    return found


def delete(env, found):
    """Delete these rows, with everything that Odoo has hung on them.

    In SQL: the models refuse it to everybody, and their own reactions to a deletion are for people
    who work on.
    """
    events = _appointments(env, found)
    for name, ids in found.items():
        _delete_around(env, name, ids)
    _let_go(env, found)
    env.flush_all()
    for name in _in_order(env, found):
        table = SQL.identifier(env[name]._table)
        env.cr.execute(SQL("DELETE FROM %s WHERE id IN %s", table, tuple(found[name])))
    env.invalidate_all()
    events.exists().unlink()


def empty(env, party, kept):
    """Empty the row of a person but for the columns of the structure; also what it is linked to."""
    assignments = [
        SQL("%s = %s", SQL.identifier(name), _empty_value(party, field))
        for name, field in party._fields.items()
        if field.store and field.column_type and name not in kept
    ]
    env.cr.execute(
        SQL(
            "UPDATE mediation_party SET %s WHERE id IN %s",
            SQL(', ').join(assignments),
            tuple(party.ids),
        )
    )
    for field in [field for field in party._fields.values() if _is_relation(field)]:
        _unlink(env, field, field.column1, party)
    for _model, field in _links(env, 'mediation.party'):
        _unlink(env, field, field.column2, party)
    env.invalidate_all()


def of_ours(env):
    """Return all models of the addon that have a table, those of dialogs included."""
    models = (env[name] for name in sorted(env.registry) if name.startswith(OURS))
    return [model for model in models if model._auto and not model._abstract]


def _pointers(env, names):
    """Yield every stored many2one of our models that leads to one of these."""
    for model in of_ours(env):
        for field in model._fields.values():
            if field.type == 'many2one' and field.store and field.comodel_name in names:
                yield model, field


def _links(env, name):
    """Yield every many2many of our models that leads to this one, once for each table."""
    for model in of_ours(env):
        for field in model._fields.values():
            if _is_relation(field) and field.comodel_name == name:
                yield model, field


def _is_relation(field):
    return field.type == 'many2many' and field.store and bool(field.relation)


def _cannot_be_without(model, field):
    return (
        field.required
        or field.name == getattr(model, '_seal_key_field', None)
        or model._transient
    )  # fmt: skip


def _ids(env, model, field, ids):
    rows = env.execute_query(
        SQL(
            "SELECT id FROM %s WHERE %s IN %s",
            SQL.identifier(model._table),
            SQL.identifier(field.name),
            tuple(ids),
        )
    )
    return {row_id for (row_id,) in rows}


def _only_linked_to(env, field, party):
    """Return the rows that are linked to this person and to nobody else."""
    rows = env.execute_query(
        SQL(
            "SELECT %(row)s FROM %(relation)s WHERE %(row)s IN"
            " (SELECT %(row)s FROM %(relation)s WHERE %(person)s IN %(ids)s)"
            " GROUP BY %(row)s HAVING bool_and(%(person)s IN %(ids)s)",
            row=SQL.identifier(field.column1),
            person=SQL.identifier(field.column2),
            relation=SQL.identifier(field.relation),
            ids=tuple(party.ids),
        )
    )
    return {row_id for (row_id,) in rows}


def _unlink(env, field, column, party):
    env.cr.execute(
        SQL(
            "DELETE FROM %s WHERE %s IN %s",
            SQL.identifier(field.relation),
            SQL.identifier(column),
            tuple(party.ids),
        )
    )


def _let_go(env, found):
    """Let rows that stay, such as the case that came after this one, point at nothing any more."""
    for model, field in _pointers(env, set(found)):
        if not _cannot_be_without(model, field):
            env.cr.execute(
                SQL(
                    "UPDATE %(table)s SET %(column)s = NULL WHERE %(column)s IN %(ids)s",
                    table=SQL.identifier(model._table),
                    column=SQL.identifier(field.name),
                    ids=tuple(found[field.comodel_name]),
                )
            )


def _in_order(env, found):
    """Return the names of the models so that whoever points goes before what is pointed at."""
    before = {name: set() for name in found}
    for model, field in _pointers(env, set(found)):
        is_another = model._name in found and model._name != field.comodel_name
        if is_another and _cannot_be_without(model, field):
            before[field.comodel_name].add(model._name)
    return TopologicalSorter(before).static_order()


def _appointments(env, found):
    """Return the appointments that rows lead to, which lead back by nothing but their name."""
    events = env['calendar.event'].sudo().with_context(active_test=False)
    for name, ids in found.items():
        for field in env[name]._fields.values():
            if field.comodel_name == 'calendar.event' and field.type == 'many2one' and field.store:
                events |= env[name].sudo().browse(ids)[field.name]
    return events


def _delete_around(env, name, ids):
    for around, (model_field, id_field) in AROUND.items():
        rows = env[around].sudo().with_context(active_test=False)
        rows.search([(model_field, '=', name), (id_field, 'in', list(ids))]).unlink()
    env.cr.execute(
        SQL("DELETE FROM ir_model_data WHERE model = %s AND res_id IN %s", name, tuple(ids))
    )


def _empty_value(party, field):
    """Return what an emptied column holds: nothing, or for one that must hold something its
    value from before anything happened."""
    if not field.required:
        return None
    default = field.default(party.browse()) if field.default else None
    return field.convert_to_column(default, party)


def _add(found, model, ids):
    if ids:
        found.setdefault(model._name, set()).update(ids)
