from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MediationWillingness(models.Model):
    """Whether one person is willing to have contact with another: who with whom, and how.

    Room: content. For a case with several people on a side. Nobody hears what somebody of the
    other side answered here; a contact between two who are not both willing cannot go ahead.
    """

    _name = 'mediation.willingness'
    _description = "Who with whom"
    _inherit = 'mediation.content'
    _seal_prefix = 'M'
    _order = 'party_id, other_party_id, id'

    party_id = fields.Many2one(
        'mediation.party', string="Who", required=True, index=True, ondelete='restrict'
    )
    other_party_id = fields.Many2one(
        'mediation.party', string="With whom", required=True, index=True, ondelete='restrict'
    )
    contact_mode_id = fields.Many2one(
        'mediation.contact.mode',
        string="Form of contact",
        index='btree_not_null',
        ondelete='restrict',
        help="Empty: every form about which nothing else is said.",
    )
    answer = fields.Selection([('yes', "Yes"), ('later', "Not now"), ('no', "No")], required=True)

    _answer_uniq = models.UniqueIndex(
        '(party_id, other_party_id, COALESCE(contact_mode_id, 0))',
        "There is an answer to this already. Change that one.",
    )

    @api.constrains('party_id', 'other_party_id')
    def _check_two_sides(self):
        for answer in self:
            if {answer.party_id.side, answer.other_party_id.side} != {'harmed', 'responsible'}:
                raise ValidationError(
                    self.env._("Choose one person of each side: it is about contact between them.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers.case_id._drop_goes()
        return answers

    def write(self, vals):
        result = super().write(vals)
        self.case_id._drop_goes()
        return result

    @api.model
    def _unwilling(self, parties, contact_mode):
        """Return the answers that stand in the way of contact between these people in this form.

        An answer about the form itself goes before one about every form.
        """
        answers = self.search(
            [
                ('party_id', 'in', parties.ids),
                ('other_party_id', 'in', parties.ids),
                ('contact_mode_id', 'in', [False, contact_mode.id]),
            ]
        )
        deciding = {}
        for answer in answers.sorted(lambda answer: bool(answer.contact_mode_id)):
            deciding[answer.party_id, answer.other_party_id] = answer
        return answers.filtered(
            lambda answer: answer in deciding.values() and answer.answer != 'yes'
        )
