from odoo import models


class MediationCaseReminders(models.Model):
    """What the mediator is reminded of in a case."""

    _inherit = 'mediation.case'

    def write(self, vals):
        result = super().write(vals)
        if 'stage_id' in vals:
            closed = self.filtered(lambda case: case.phase == 'closed')
            closed._reminders('mail_activity_type_look_again').unlink()
        return result

    def _reminders(self, kind):
        """Return the reminders of a kind that are still to be done, as superuser.

        Those of a mediator who has left since are not for the next one to remove.
        """
        kind = self.env.ref(f'herstelbemiddeling.{kind}')
        return self.sudo().activity_ids.filtered(lambda todo: todo.activity_type_id == kind)
