from odoo import fields, models

from .mediation_case import WHO_TALKS


class MediationPartyRequest(models.Model):
    """What somebody asked about the own data, and that they have to rest."""

    _inherit = 'mediation.party'

    request_ids = fields.One2many(
        'mediation.person.request',
        'party_id',
        string="Requests about own data",
        groups=WHO_TALKS,
    )
    is_restricted = fields.Boolean(
        string="The data rest",
        readonly=True,
        help="This person asked for it: nothing is planned, sent or erased until it is lifted.",
    )
