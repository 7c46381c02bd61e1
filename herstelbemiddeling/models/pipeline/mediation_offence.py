from odoo import fields, models


class MediationOffence(models.Model):
    _name = 'mediation.offence'
    _description = "Offence or event"
    _order = 'sequence, name'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
