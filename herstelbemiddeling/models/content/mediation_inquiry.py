from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import sealed


class MediationInquiry(models.Model):
    """A question to another organisation about how somebody can be reached, and what it answered.

    Room: content. On which ground it was asked stays visible; of whom, and the answer, are sealed.
    """

    _name = 'mediation.inquiry'
    _description = "Question for contact data"
    _inherit = 'mediation.content'
    _seal_prefix = 'Q'
    _seal_key_field = 'party_id'
    _order = 'date_asked desc, id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    ground = fields.Selection(
        [
            ('police', "Police"),
            ('prosecution', "Public prosecution"),
            ('probation', "Probation service"),
            ('victim_support', "Victim support"),
            ('prison', "Prison"),
            ('registrant', "Whoever registered"),
            ('public', "Public source"),
        ],
        string="Asked of",
        required=True,
    )
    date_asked = fields.Date(string="Asked on", required=True, default=fields.Date.context_today)
    date_answered = fields.Date(string="Answered on")
    result = fields.Selection(
        [
            ('waiting', "No answer yet"),
            ('found', "Found"),
            ('not_found', "Not found"),
            ('refused', "Refused"),
        ],
        required=True,
        default='waiting',
    )
    user_id = fields.Many2one(
        'res.users', string="Mediator", readonly=True, default=lambda self: self.env.user
    )
    asked_of = sealed.Char(string="Whom there")
    answer = sealed.Text()

    @api.constrains('date_asked', 'date_answered')
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for inquiry in self:
            answered = inquiry.date_answered
            if inquiry.date_asked > today or (answered and answered > today):
                raise ValidationError(self.env._("A date here lies in the future. Check it."))
            if answered and answered < inquiry.date_asked:
                raise ValidationError(
                    self.env._("An answer comes after the question. Check the dates.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        inquiries = super().create(
            [self._answered({**vals, 'user_id': self.env.uid}) for vals in vals_list]
        )
        inquiries.party_id._check_may_approach()
        return inquiries

    def write(self, vals):
        if vals.keys() & {'ground', 'date_asked', 'user_id'}:
            self._refuse_change()
        for inquiry in self.filtered(lambda inquiry: inquiry.result != 'waiting'):
            if vals.get('result', inquiry.result) != inquiry.result:
                raise UserError(
                    self.env._("This question is answered already. Ask again as a new one.")
                )
        return super().write(self._answered(vals))

    @api.model
    def _answered(self, vals):
        """Add the date of an answer that comes without one."""
        if vals.get('result', 'waiting') == 'waiting' or vals.get('date_answered'):
            return vals
        return {**vals, 'date_answered': fields.Date.context_today(self)}
