from odoo import fields, models


class MediationOutcome(models.Model):
    """Why a case was closed. Complete on both sides: a standard list must not hold reasons of one
    side only. The other side only ever hears that no contact will take place."""

    _name = 'mediation.outcome'
    _description = "Closing reason"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    ended_by = fields.Selection(
        [
            ('contact', "Contact took place"),
            ('initiator', "The initiator"),
            ('other_party', "The other party"),
            ('both', "Both parties"),
            ('mediator', "The mediator"),
            ('organisation', "The organisation or others"),
        ],
        required=True,
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex('(code)', "There is a closing reason with this code already.")
