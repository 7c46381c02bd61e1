from functools import partial

from psycopg2.errors import ForeignKeyViolation, NotNullViolation

from odoo import api, models
from odoo.exceptions import MissingError

from ...refusal import is_guarded, refuse, unasked


class Base(models.AbstractModel):
    _inherit = 'base'

    def _check_access(self, operation):
        """Refuse a record that is not there as one that may not be seen: nobody learns which."""
        try:
            return super()._check_access(operation)
        except MissingError:
            if not is_guarded(self._name):
                raise
        there = self.exists()
        result = super(Base, there)._check_access(operation)
        forbidden = (self - there) | (result[0] if result else there.browse())
        return forbidden, partial(self.env['ir.rule']._make_access_error, operation, forbidden)

    def _fetch_field(self, field):
        """The same, where Odoo would leave the record out or say that it is missing."""
        result = super()._fetch_field(field)
        if is_guarded(self._name) and not self.env.su:
            cache = field._get_cache(self.env)
            missing = self.filtered(lambda record: record.id not in cache)
            if missing:
                raise self.env['ir.rule']._make_access_error('read', missing)
        return result

    @api.model
    @api.readonly
    def web_search_read(
        self, domain, specification, offset=0, limit=None, order=None, count_limit=None
    ):
        """Find the rows, and let the rules be asked again where they are read.

        Odoo reads them with the search. Then it has them all at hand, and works the rules out a
        second time in Python, row by row, for which it fetches who is in each case and the whole of
        each row. In SQL both times is one query in place of four.
        """
        if not is_guarded(self._name) or self.env.su:
            return super().web_search_read(domain, specification, offset, limit, order, count_limit)
        found = self.search(domain, offset=offset, limit=limit, order=order)
        rows = found.web_read(specification)
        return self._format_web_search_read_results(domain, rows, offset, limit, count_limit)

    @api.model
    def _check_field_access(self, field, operation):
        """Refuse a field as a record is refused; Odoo lists the groups that may see it."""
        if self._has_field_access(field, operation):  # asked some hundred times for a page
            return None
        if is_guarded(self._name):
            raise refuse(self, f'{operation} {field.name}')
        return super()._check_field_access(field, operation)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        with unasked():
            return super().fields_get(allfields, attributes)

    @api.model
    def _get_view_fields(self, view_type, models):
        with unasked():
            return super()._get_view_fields(view_type, models)

    @api.model
    def _sql_error_to_message_generic(self, exc):
        """Keep what names columns; Odoo's other sentences repeat values, or the whole row."""
        if isinstance(exc, (NotNullViolation, ForeignKeyViolation)):
            return super()._sql_error_to_message_generic(exc)
        return self.env._(
            "What was entered breaks the rule %(rule)s of the database. Nothing was saved: check"
            " what you entered.",
            rule=exc.diag.constraint_name,
        )
