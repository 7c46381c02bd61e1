from odoo import fields, models


class MediationOffence(models.Model):
    _name = 'mediation.offence'
    _description = "Offence or event"
    _order = 'sequence, name'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    needs_co_mediator = fields.Boolean(
        string="Two mediators", help="A case about this is done by at least two mediators."
    )
    is_exempt = fields.Boolean(
        string="Without police report",
        help="In scope without a police report and without a known suspect.",
    )
    points = fields.Integer(
        required=True, default=2, help="How much work a case about this is, for the load."
    )
    active = fields.Boolean(default=True)

    _points_positive = models.Constraint('CHECK (points > 0)', "A case is at least one point.")
