from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sealed

# What the desk may ask back. No words of its own: they would stand on a page that opens with a
# code, which somebody else may have found.
KINDS = [
    ('police_report', "Reported to the police"),
    ('event_when', "When it happened"),
    ('event_where', "Where it happened"),
    ('other_party', "Who the other person is"),
    ('birth_date', "Date of birth"),
    ('address', "Address"),
    ('agrees', "Whether the person agrees"),
    ('known_before', "Whether there was contact before"),
]


class MediationQuestion(models.Model):
    """A question of the desk to whoever registered, answered with the code of the receipt.

    Room: front door. One of a fixed list, and what the person says to it, sealed by the key of the
    registration.
    """

    _name = 'mediation.question'
    _description = "Question to who registered"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'Q'
    _seal_key_field = 'registration_id'
    _order = 'id'

    registration_id = fields.Many2one(
        'mediation.registration', required=True, readonly=True, index=True, ondelete='cascade'
    )
    kind = fields.Selection(KINDS, string="Question", required=True, readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Asked by", required=True, readonly=True, ondelete='restrict'
    )
    date_asked = fields.Datetime(
        string="Asked", required=True, readonly=True, default=fields.Datetime.now
    )
    date_answered = fields.Datetime(string="Answered", readonly=True)
    answer = sealed.Text(readonly=True)

    _code_uniq = models.UniqueIndex('(code)')

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_by_hand()
        return super().write(vals)

    def _refuse_by_hand(self):
        if not self.env.su:
            raise UserError(
                self.env._(
                    "Questions are asked with the button on the registration, and answered by the"
                    " person."
                )
            )

    def _may_open_seals(self):
        return self.sudo().registration_id._may_open_seals()

    def _shut_seals_look_empty(self):
        return True
