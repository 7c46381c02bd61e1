from odoo import fields, models


class MediationPageCodeShown(models.TransientModel):
    """The dialog that shows a new code once. It is never saved: the code stands in no table."""

    _name = 'mediation.page.code.shown'
    _description = "Code to hand over"

    shown_code = fields.Char(string="Code", store=False, readonly=True)
