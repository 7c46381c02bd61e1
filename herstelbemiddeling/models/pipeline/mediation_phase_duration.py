from odoo import fields, models, tools

from ...gates import PHASES
from .mediation_stage import PHASE_LABELS


class MediationPhaseDuration(models.Model):
    """How long cases were in each phase: one row for each time that a case left one.

    For managers' dashboards. Worked out of the changes of stage that Odoo keeps; a row holds a
    phase, a number of days and when they ended, and not which case it was.
    """

    _name = 'mediation.phase.duration'
    _description = "Days in a phase"
    _auto = False
    _order = 'date_left desc'

    phase = fields.Selection([(phase, PHASE_LABELS[phase]) for phase in PHASES], readonly=True)
    days = fields.Float(readonly=True, aggregator='avg', digits=(8, 1))
    date_left = fields.Date(string="Left on", readonly=True)
    company_id = fields.Many2one('res.company', readonly=True)

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        # The number says which change of stage it was to nobody who cannot read that one.
        self.env.cr.execute(
            """
            CREATE VIEW mediation_phase_duration AS
            SELECT row_number() OVER (ORDER BY stay.date_left, stay.phase, stay.days) AS id, stay.*
              FROM (
                SELECT stage.phase,
                       mediated.company_id,
                       message.date::date AS date_left,
                       extract(epoch FROM message.date - coalesce(
                           lag(message.date) OVER (
                               PARTITION BY mediated.id ORDER BY message.date, message.id
                           ),
                           mediated.date_registered
                       )) / 86400 AS days
                  FROM mail_tracking_value tracking
                  JOIN ir_model_fields field
                    ON field.id = tracking.field_id
                   AND field.model = 'mediation.case'
                   AND field.name = 'stage_id'
                  JOIN mail_message message ON message.id = tracking.mail_message_id
                  JOIN mediation_case mediated ON mediated.id = message.res_id
                  JOIN mediation_stage stage ON stage.id = tracking.old_value_integer
                 WHERE message.model = 'mediation.case'
              ) stay
            """
        )
