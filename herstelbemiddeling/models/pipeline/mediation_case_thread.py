from odoo import api, fields, models

from .mediation_case import ASSIGNMENT_FIELDS


class MediationCaseThread(models.Model):
    """What Odoo keeps around a case: the time in each stage, and the appointments of its members.

    Nobody writes here or follows; who tries is refused by the message itself
    (``mail_message.py``). Whoever leaves a case takes none of its appointments along.
    """

    _inherit = 'mediation.case'

    @api.model_create_multi
    def create(self, vals_list):
        return super(MediationCaseThread, self.with_context(mail_create_nosubscribe=True)).create(
            vals_list
        )

    def write(self, vals):
        if not ASSIGNMENT_FIELDS & vals.keys():
            return super().write(vals)
        members = {case: case.member_ids for case in self.sudo()}
        result = super().write(vals)
        for case, before in members.items():
            case._cancel_appointments(before - case.member_ids)
        return result

    def message_post(self, **kwargs):
        """Refuse a case that is hidden as one that never was; words are refused by the message."""
        self.check_access('read')
        return super().message_post(**kwargs)

    def _message_create(self, values_list):
        """Drop the words that Odoo puts in its own notes; their kind and their moment say it."""
        return super()._message_create(
            [{**values, 'body': False, 'subject': False} for values in values_list]
        )

    def _message_subscribe(self, *args, **kwargs):
        """Do nothing: a follower would go on to hear of the case after he has left it."""
        return True

    def _cancel_appointments(self, users):
        """Take the coming appointments of those who leave a case out of their calendars."""
        if not users:
            return
        # Whoever decides that he leaves may not see his appointments.
        Event_sudo = self.env['calendar.event'].sudo().with_context(active_test=False)
        events_sudo = Event_sudo.search(
            [
                ('res_model', '=', self._name),
                ('res_id', 'in', self.ids),
                ('user_id', 'in', users.ids),
                ('stop', '>', fields.Datetime.now()),
            ]
        )
        # What there was to do is still to be done; Odoo would remove it with the appointment.
        events_sudo.activity_ids.calendar_event_id = False
        events_sudo.unlink()
