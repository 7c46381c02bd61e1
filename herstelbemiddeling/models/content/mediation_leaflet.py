from odoo import fields, models


class MediationLeaflet(models.Model):
    """A leaflet or other information that people get before they are asked for consent."""

    _name = 'mediation.leaflet'
    _description = "Leaflet"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    version = fields.Char(required=True, default="1")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
