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
    active = fields.Boolean(default=True)
