from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, LazyTranslate

_lt = LazyTranslate(__name__)

SCORES = range(1, 6)
# Each from 1, not at all, to 5, completely.
QUESTIONS = {
    'score_informed': _lt("I was told clearly what mediation is."),
    'score_free': _lt("I was free to take part, to pause and to stop."),
    'score_safe': _lt("I felt safe."),
    'score_heard': _lt("The mediator listened to me and took no side."),
    'score_prepared': _lt("I was well prepared for what came."),
    'score_helped': _lt("It has helped me."),
    'score_advise': _lt("I would advise it to others in my situation."),
}


class MediationEvaluationAnswer(models.Model):
    """The answers of somebody, of whom nothing is kept but the side and the form of contact.

    Room: content, and nobody enters: figures come out of it, of five answers at the least. There is
    no reference to a person or a case, no author and no moment but the month. Ids would tell the
    order in which answers came, and with it who gave them; each night all rows are written anew in
    a random order (`_mix`). Whoever copies the database twice within one day can still tell which
    answers came between the two copies.
    """

    _name = 'mediation.evaluation.answer'
    _description = "Answers of an evaluation"
    _log_access = False

    month = fields.Char(required=True)
    side = fields.Selection(
        [('harmed', "Harmed"), ('responsible', "Responsible"), ('support', "Support")],
        required=True,
    )
    contact_mode_id = fields.Many2one('mediation.contact.mode', ondelete='restrict')
    score_informed = fields.Integer()
    score_free = fields.Integer()
    score_safe = fields.Integer()
    score_heard = fields.Integer()
    score_prepared = fields.Integer()
    score_helped = fields.Integer()
    score_advise = fields.Integer()
    may_be_used = fields.Boolean(string="May be used in a report")

    @api.model
    def _take(self, values):
        """Keep one set of answers; a question may be left out.

        :raise UserError: for a score that is none
        """
        scores = {name: values.get(name) or 0 for name in QUESTIONS}
        if any(score and score not in SCORES for score in scores.values()):
            raise UserError(self.env._("Choose a number from 1 to 5, or leave the question out."))
        self.create(
            {
                **scores,
                'month': fields.Date.context_today(self).strftime('%Y-%m'),
                'side': values['side'],
                'contact_mode_id': values['contact_mode_id'],
                'may_be_used': bool(values.get('may_be_used')),
            }
        )

    @api.model
    def _mix(self):
        """Run every night: write all rows anew, in one go and in a random order."""
        self.flush_model()
        columns = SQL(', ').join(
            SQL.identifier(name)
            for name, field in self._fields.items()
            if field.store and field.column_type and name != 'id'
        )
        table = SQL.identifier(self._table)
        rewrite = (
            "WITH gone AS (DELETE FROM %s RETURNING %s)"
            " INSERT INTO %s (%s) SELECT %s FROM gone ORDER BY random() RETURNING id"
        )
        self.env.execute_query(SQL(rewrite, table, columns, table, columns, columns))
        self.invalidate_model()
