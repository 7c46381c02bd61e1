from dateutil.relativedelta import relativedelta

from odoo import fields, models

from ..models.content.mediation_case_stopping import USUAL_PAUSE_WEEKS


class MediationPause(models.TransientModel):
    """Pause a case until a date on which the mediator looks again."""

    _name = 'mediation.pause'
    _description = "Pause a case"
    _inherit = 'mediation.case.step'

    date_until = fields.Date(
        string="Look again on",
        required=True,
        default=lambda self: (
            fields.Date.context_today(self) + relativedelta(weeks=USUAL_PAUSE_WEEKS)
        ),
    )

    def action_pause(self):
        case = self._check_case()
        case._check_open_for('contact')
        case._check_pause(self.date_until)
        case.paused_until = self.date_until
        return self._close()
