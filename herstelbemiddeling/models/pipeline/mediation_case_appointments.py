from odoo import fields, models

from .mediation_case import ASSIGNMENT_FIELDS


class MediationCaseAppointments(models.Model):
    _inherit = 'mediation.case'

    def write(self, vals):
        if not ASSIGNMENT_FIELDS & vals.keys():
            return super().write(vals)
        members = {case: case.member_ids for case in self.sudo()}
        result = super().write(vals)
        for case, before in members.items():
            case._cancel_appointments(before - case.member_ids)
        return result

    def _cancel_appointments(self, users):
        """Take the coming appointments of somebody who leaves a case out of his calendar."""
        if not users:
            return
        # Whoever decides that he leaves may not see his appointments.
        events_sudo = (
            self.env['calendar.event']
            .sudo()
            .with_context(active_test=False)
            .search(
                [
                    ('res_model', '=', self._name),
                    ('res_id', 'in', self.ids),
                    ('user_id', 'in', users.ids),
                    ('stop', '>', fields.Datetime.now()),
                ]
            )
        )
        # What he had to do is still to be done; Odoo would remove it with the appointment.
        events_sudo.activity_ids.calendar_event_id = False
        events_sudo.unlink()
