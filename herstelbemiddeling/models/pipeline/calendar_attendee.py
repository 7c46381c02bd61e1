from odoo import api, models


class CalendarAttendee(models.Model):
    _name = 'calendar.attendee'
    _inherit = ['calendar.attendee', 'mediation.around']
    _about = ('event_id.res_model', 'event_id.res_id')

    @api.model_create_multi
    def create(self, vals_list):
        attendees = super().create(vals_list)
        attendees._check_of_cases()
        return attendees

    def write(self, vals):
        result = super().write(vals)
        self._check_of_cases()
        return result

    def _check_of_cases(self):
        """Raise UserError for anybody but the mediator at an appointment of a case."""
        for attendee in self._of_cases().sudo():
            partner = attendee.event_id.user_id.partner_id
            if attendee.partner_id != partner or attendee.common_name != partner.name:
                self.env['calendar.event']._refuse_people()

    @api.model
    def _case_domain(self):
        return self.env['calendar.event']._case_domain()
