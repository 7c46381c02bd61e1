from odoo import fields, models

from ...gates import PHASES

PHASE_LABELS = {
    'registered': "Registered",
    'intake': "Intake",
    'approach': "Approach",
    'preparation': "Preparation",
    'contact': "Contact",
    'aftercare': "Aftercare",
    'closed': "Closed",
}


class MediationStage(models.Model):
    """A column of the pipeline. Organisations rename and add them; code looks at the phase."""

    _name = 'mediation.stage'
    _description = "Mediation stage"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    phase = fields.Selection(
        [(phase, PHASE_LABELS[phase]) for phase in PHASES], required=True, index=True
    )
    fold = fields.Boolean(string="Folded in the pipeline")
    rotting_threshold_days = fields.Integer(
        string="Stale after (days)",
        help="A case that has been in this stage for longer is marked as stale. 0 means never.",
    )

    _rotting_threshold_days_positive = models.Constraint(
        'CHECK (rotting_threshold_days >= 0)',
        "The number of days after which a case is stale cannot be negative.",
    )
