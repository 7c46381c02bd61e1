from odoo import fields, models


class MediationDecline(models.Model):
    """That a mediator did not accept a case, and why, so that the desk offers it to somebody else.

    Room: pipeline. A reason of a fixed list about the mediator, and no words of one's own.
    """

    _name = 'mediation.decline'
    _description = "Case not accepted"
    _order = 'id desc'

    case_id = fields.Many2one('mediation.case', required=True, index=True, ondelete='cascade')
    user_id = fields.Many2one('res.users', string="Mediator", required=True, ondelete='cascade')
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Selection(
        [
            ('conflict', "Conflict of interest"),
            ('no_room', "No room for another case"),
            ('absent', "Absent"),
            ('travel', "Region or travel"),
            ('competence', "Not my competence"),
            ('other', "Other"),
        ],
        required=True,
    )
