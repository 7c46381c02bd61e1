from odoo import fields, models

from ... import sealed


class MediationAgreement(models.Model):
    """What the parties agreed: who does what for whom by when; done or not.

    Room: content. The harmed side is told whether it was done (Scottish guidance, 24.1 and 24.2).
    """

    _name = 'mediation.agreement'
    _description = "Agreement"
    _inherit = 'mediation.content'
    _seal_prefix = 'V'
    _parent_field = 'contact_id'
    _order = 'date_due, id'

    contact_id = fields.Many2one('mediation.contact', index='btree_not_null', ondelete='restrict')
    by_party_id = fields.Many2one(
        'mediation.party', string="Who", required=True, index=True, ondelete='restrict'
    )
    for_party_id = fields.Many2one(
        'mediation.party', string="For whom", required=True, index=True, ondelete='restrict'
    )
    date_due = fields.Date(string="By when")
    state = fields.Selection(
        [('open', "Open"), ('done', "Done"), ('not_done', "Not done")],
        required=True,
        default='open',
    )
    date_told = fields.Date(string="Harmed side told on")
    description = sealed.Text(string="What")
