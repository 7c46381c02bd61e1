from odoo import fields, models

from ...contact_modes import MODES


class MediationContactMode(models.Model):
    _name = 'mediation.contact.mode'
    _description = "Contact mode"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Selection([(code, mode.label) for code, mode in MODES.items()], required=True)
    sequence = fields.Integer(default=10)
    is_direct = fields.Boolean(
        string="Direct", help="The parties see or hear each other at the same moment."
    )
    requirements = fields.Text(
        translate=True, help="What has to be arranged before contact in this mode can go ahead."
    )
    description = fields.Text(
        string="Description for the public",
        translate=True,
        help="What somebody who thinks about this mode wants to know, in plain words.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex('(code)', "There is a contact mode of this kind already.")
