from odoo import api, fields, models

from ... import sealed


class MediationNote(models.Model):
    """What a mediator wants to remember of somebody. Room: content; it stays with that person."""

    _name = 'mediation.note'
    _description = "Note"
    _inherit = 'mediation.content'
    _seal_prefix = 'N'
    _seal_key_field = 'party_id'
    _order = 'date desc, id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        'res.users', string="Written by", readonly=True, default=lambda self: self.env.user
    )
    body = sealed.Text(string="Note")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, 'user_id': self.env.uid} for vals in vals_list])

    def write(self, vals):
        self._check_kept(vals, {'user_id'})
        return super().write(vals)
