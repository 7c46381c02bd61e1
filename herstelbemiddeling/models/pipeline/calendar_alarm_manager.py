from odoo import models


class CalendarAlarmManager(models.AbstractModel):
    _inherit = 'calendar.alarm_manager'

    def _get_events_by_alarm_to_notify(self, alarm_type):
        """Leave out appointments of cases: these reminders go by mail or text message."""
        events = self.env['calendar.event'].sudo()
        by_alarm = super()._get_events_by_alarm_to_notify(alarm_type)
        kept = {
            alarm: (events.browse(ids) - events.browse(ids)._of_cases()).ids
            for alarm, ids in by_alarm.items()
        }
        return {alarm: ids for alarm, ids in kept.items() if ids}

    def _get_next_potential_limit_alarm(self, alarm_type, seconds=None, partners=None):
        """Leave out appointments that the user cannot see any more; Odoo asks the database."""
        alarms = super()._get_next_potential_limit_alarm(alarm_type, seconds, partners)
        events = self.env['calendar.event'].browse(alarms)._filtered_access('read')
        return {event.id: alarms[event.id] for event in events}
