from odoo import fields, models


class MediationRegion(models.Model):
    _name = 'mediation.region'
    _description = "Region"
    _order = 'sequence, name'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
