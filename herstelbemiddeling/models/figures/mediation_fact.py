from collections import Counter
from random import SystemRandom

from odoo import api, fields, models
from odoo.tools import SQL


class MediationFact(models.Model):
    """How many in a month, under one heading: all that the figures are made of.

    Room: figures, and nobody enters: what may be shown of it comes out of a period. A row is a
    tally and not a case; it knows no person, case, colleague or moment, and no two headings at
    once. Rows are only added, also to take something back, so that no two requests wait for each
    other. Their ids would tell what was counted together; each night all rows are added up and
    written anew in a random order (`_mix`). Whoever copies the database twice within one day can
    still tell what was counted between the two copies.
    """

    _name = 'mediation.fact'
    _description = "Tally for the figures"
    _log_access = False

    company_id = fields.Many2one('res.company', required=True, ondelete='restrict')
    month = fields.Char(required=True)
    measure = fields.Char(required=True)
    heading = fields.Char(required=True)
    value = fields.Char(required=True)
    count = fields.Integer(required=True)
    is_settled = fields.Boolean(
        string="Counted for good", help="Of what has been erased since: it is not counted again."
    )

    _month_idx = models.Index("(company_id, month)")

    @api.model
    def _add(self, company, tallies, is_settled=False):
        """Add tallies, which may be negative, in this transaction.

        :param tallies: ``{Key: number}``
        """
        rows = [
            {**key._asdict(), 'count': number, 'company_id': company.id, 'is_settled': is_settled}
            for key, number in tallies.items()
            if number
        ]
        SystemRandom().shuffle(rows)
        self.sudo().create(rows)  # the system counts, whoever made it count

    @api.model
    def _sums(self, company, first, last):
        """Return ``{(measure, heading, value): number}`` of the months from first to last."""
        months = [('company_id', '=', company.id), ('month', '>=', first), ('month', '<=', last)]
        groups = self._read_group(months, ['measure', 'heading', 'value'], ['count:sum'])
        return Counter(
            {(measure, heading, value): number for measure, heading, value, number in groups}
        )

    @api.model
    def _differences(self, company):
        """Count all anew that is still there; return by how much it differs from what was counted.

        What was erased cannot be counted again: its tallies are settled and left out on both sides.
        """
        anew = Counter()
        for model in ('mediation.registration', 'mediation.case'):
            records = self.env[model].sudo().with_context(active_test=False)
            records = records.search([('company_id', '=', company.id), ('is_settled', '=', False)])
            anew.update(records._tallied().get(company, {}))
        counted = self._read_group(
            [('company_id', '=', company.id), ('is_settled', '=', False)],
            ['month', 'measure', 'heading', 'value'],
            ['count:sum'],
        )
        for *key, number in counted:
            anew[tuple(key)] -= number
        return {key: number for key, number in anew.items() if number}

    @api.model
    def _mix(self):
        """Run every night: add up the rows and write them anew, in one go and in a random order."""
        self.flush_model()
        table = SQL.identifier(self._table)
        names = ('company_id', 'month', 'measure', 'heading', 'value', 'is_settled')
        columns = SQL(', ').join(SQL.identifier(name) for name in names)
        rewrite = (
            "WITH gone AS (DELETE FROM %s RETURNING %s, count)"
            " INSERT INTO %s (%s, count) SELECT %s, sum(count) FROM gone GROUP BY %s"
            " HAVING sum(count) <> 0 ORDER BY random() RETURNING id"
        )
        self.env.execute_query(SQL(rewrite, table, columns, table, columns, columns, columns))
        self.invalidate_model()
