from odoo import fields, models

from .mediation_case import WHO_TALKS


class MediationCaseDispatch(models.Model):
    """What goes out in a case: whoever stops gets nothing any more, and a case waits for it."""

    _inherit = 'mediation.case'

    dispatch_ids = fields.One2many(
        'mediation.dispatch', 'case_id', string="Letters and mail", groups=WHO_TALKS
    )

    def _pending(self):
        return super()._pending() or bool(
            self.dispatch_ids.filtered(lambda dispatch: dispatch.state == 'queued')
        )

    def _stop_what_goes_out(self, parties):
        result = super()._stop_what_goes_out(parties)
        # Whoever stops may do so on the own page, or at the desk: it ends all the same.
        self.sudo().dispatch_ids.filtered(
            lambda dispatch: dispatch.party_id in parties.sudo()
        )._cancel()
        return result
