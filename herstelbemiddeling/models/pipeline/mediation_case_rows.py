from odoo import models

# Types of which Odoo keeps in its cache what it hands out, but for a False in place of nothing.
PLAIN = frozenset({'boolean', 'char', 'date', 'datetime', 'integer', 'many2one', 'selection'})
LISTS = frozenset({'one2many', 'many2many'})


class MediationCaseRows(models.Model):
    """Many cases read at once, column by column.

    Odoo asks for each field of each card whether this user may read that field, which for some
    hundred cards is what a board costs most. Here it is asked once for each field, before its
    column is taken. Which cases are read has been decided by the rules, when they were fetched, and
    nothing on a case is sealed.
    """

    _inherit = 'mediation.case'

    def _read_format(self, fnames, load='_classic_read'):
        names = [name for name in fnames if self._is_plain(name)]
        if load == '_classic_read' or len(self) < 2 or list(self._ids) != self.ids:
            return super()._read_format(fnames, load)
        try:
            columns = [self._column(self._fields[name]) for name in names]
        except KeyError:  # one is missing, or was read apart from the others
            return super()._read_format(fnames, load)
        rest = [name for name in fnames if name not in names]
        rows = super()._read_format(rest, load)
        for name, column in zip(names, columns, strict=True):
            for row, value in zip(rows, column, strict=True):
                row[name] = value
        return rows

    def _is_plain(self, name):
        field = self._fields[name]
        return field.type in PLAIN | LISTS and not getattr(field, 'translate', False)

    def _column(self, field):
        """Return the values of a plain field in the order of these cases.

        :raise AccessError: when this user may not read the field
        :raise KeyError: when one of the cases is not there
        """
        self._check_field_access(field, 'read')
        if field.compute and field.store:
            field.recompute(self)
        cache = field._get_cache(self.env)
        if field.compute and not field.store and not all(id_ in cache for id_ in self._ids):
            next(iter(self))[field.name]  # works it out for all that were read together
        if field.type == 'many2one':
            return [cache[id_] or False for id_ in self._ids]
        if field.type in LISTS:
            shown = set(self[field.name]._ids)  # without what is archived
            return [[other for other in cache[id_] if other in shown] for id_ in self._ids]
        return [field.convert_to_record(cache[id_], self) for id_ in self._ids]
