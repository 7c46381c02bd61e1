from functools import partial

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ...surroundings import OURS


class MediationAround(models.AbstractModel):
    """Rows of Odoo around a case: there for whoever may see that case now, and for nobody else.

    Odoo lets the author, whoever was notified and whoever got an activity read it for ever. Here
    the case decides, at each search and each read, so whoever has left it finds nothing any more.
    A record rule cannot say this: it has no way from a model and an id to the rules of that model.
    """

    _name = 'mediation.around'
    _description = "Around a case"

    # The fields with the model and the id of what a row is about; for rows that hang on such a
    # row, the path to them through it.
    _about = ('res_model', 'res_id')

    def _check_access(self, operation):
        result = super()._check_access(operation)
        shown = self - result[0] if result else self
        hidden = shown.exists()._of_cases()
        hidden -= hidden._in_sight()
        if not hidden:
            return result
        if result:
            return result[0] + hidden, result[1]
        return hidden, partial(self.env['ir.rule']._make_access_error, operation, hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._in_sight_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _of_cases(self):
        """Return those of the rows that are about a mediation."""
        model_path = self._about[0]
        return self.filtered(
            lambda row: any(
                (model or '').startswith(OURS) for model in row.sudo().mapped(model_path)
            )
        )

    def _in_sight(self):
        """Return those of the rows, all of them about a case, whose case this user may see."""
        model_path, id_path = self._about
        ids = {row: next(iter(row.sudo().mapped(id_path)), None) for row in self}
        cases = self._cases_in_sight(Domain('id', 'in', list(set(ids.values()))))
        in_sight = set(cases or ())
        return self.filtered(
            lambda row: row.sudo().mapped(model_path) == ['mediation.case'] and ids[row] in in_sight
        )

    @api.model
    def _in_sight_domain(self):
        """Return the domain of what is about something else, or about a case in sight."""
        (via, _dot, model_field), (_via, _dot, id_field) = (
            path.rpartition('.') for path in self._about
        )
        is_in_sight = Domain.custom(to_sql=partial(self._case_in_sight_to_sql, id_field))
        domain = Domain(model_field, 'not =like', f'{OURS}%') | (
            Domain(model_field, '=', 'mediation.case') & is_in_sight
        )
        return Domain(via, 'any!', domain) if via else domain

    @api.model
    def _case_in_sight_to_sql(self, id_field, rows, alias, query):
        """Look at the one case of each row: all cases in sight may be all there ever were."""
        cases = self._cases_in_sight()
        if not isinstance(cases, Query):
            return SQL("FALSE")
        of_row = rows._field_to_sql(alias, id_field, query)
        cases.add_where(SQL("%s = %s", SQL.identifier(cases.table, 'id'), of_row))
        return SQL("EXISTS %s", cases.subselect(SQL("1")))

    @api.model
    def _cases_in_sight(self, domain=Domain.TRUE):
        """Return a query of the cases that this user may see now, or an empty list."""
        Case = self.env['mediation.case'].sudo(False).with_context(active_test=False)
        return Case._search(domain & self._case_domain()) if Case.has_access('read') else []

    @api.model
    def _case_domain(self):
        """Which of the cases that the user may read show these rows to him: all of them."""
        return Domain.TRUE
