from odoo import fields, models

from .mediation_case import WHO_TALKS


class MediationCaseDisclosure(models.Model):
    """What leaves a case for somebody outside: what each party has agreed to, word for word."""

    _inherit = 'mediation.case'

    disclosure_ids = fields.One2many(
        'mediation.disclosure', 'case_id', string="For outside", groups=WHO_TALKS
    )
