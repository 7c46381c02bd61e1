from odoo import fields, models


class MediationCaseDecline(models.TransientModel):
    """A mediator does not accept a case, and says why in one choice."""

    _name = 'mediation.case.decline'
    _description = "Do not accept a case"
    _inherit = 'mediation.case.step'

    reason = fields.Selection(
        lambda self: (
            self.env['mediation.decline']._fields['reason']._description_selection(self.env)
        ),
        required=True,
    )

    def action_decline(self):
        self.ensure_one()
        self.check_access('write')
        return self.case_id.action_decline_offer(self.reason)
