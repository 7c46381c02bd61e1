from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, is_html_empty

from ...notices import send_notice

_lt = LazyTranslate(__name__)


class MailActivity(models.Model):
    _name = 'mail.activity'
    _inherit = ['mail.activity', 'mediation.around']

    @api.constrains('calendar_event_id', 'res_model_id', 'res_id')
    def _check_appointment_of_the_case(self):
        for activity in self._of_cases().sudo().filtered('calendar_event_id'):
            event = activity.calendar_event_id
            if (event.res_model, event.res_id) != (activity.res_model, activity.res_id):
                raise UserError(
                    self.env._(
                        "The appointment for an activity of a case is one of that case. Plan it"
                        " from the case."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._keep_no_text()
        activities._check_assigned_to_who_may_read()
        return activities

    def write(self, vals):
        result = super().write(vals)
        self._keep_no_text()
        if {'user_id', 'res_id', 'res_model_id'} & vals.keys():
            self._check_assigned_to_who_may_read()
        return result

    def action_notify(self):
        """Tell who got an activity of a case that there is one, and not of which case."""
        of_cases = self._of_cases()
        for user in of_cases.grouped('user_id'):
            send_notice(
                user,
                _lt("Something was planned for you"),
                _lt("Please look at the activities of your cases."),
            )
        return super(MailActivity, self - of_cases).action_notify()

    def action_create_calendar_event(self):
        """The appointment for an activity of a case is an appointment of that case."""
        action = super().action_create_calendar_event()
        if self._of_cases():
            action['context'].update(
                default_res_model=self.res_model,
                default_res_model_id=self.res_model_id.id,
                default_res_id=self.res_id,
            )
        return action

    def _action_done(self, feedback=False, attachment_ids=None):
        if (feedback or attachment_ids) and self._of_cases():
            self._refuse_text()
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def _keep_no_text(self):
        """Raise UserError for an activity of a case with words of one's own in it.

        Odoo mails and shows these texts to people who cannot open the case. The words that belong
        to the kind of activity are dropped: the kind says the same.
        """
        for activity in self._of_cases():
            if (
                self._has_own_words(activity.activity_type_id, activity.summary, activity.note)
                or activity.feedback
                or activity.attachment_ids
            ):
                self._refuse_text()
            if activity.summary or activity.note:
                activity.write({'summary': False, 'note': False})

    @api.model
    def _has_own_words(self, kind, summary, note):
        return bool(
            (summary and summary != kind.summary)
            or (not is_html_empty(note) and note != kind.default_note)
        )

    @api.model
    def _refuse_text(self):
        raise UserError(
            self.env._(
                "An activity of a case holds no text: leave the summary, the note and the feedback"
                " empty. What you want to remember goes to the page of the person it is about."
            )
        )

    def _check_assigned_to_who_may_read(self):
        """Raise UserError when an activity of a case is for somebody who cannot open that case."""
        for user, activities in self._of_cases().sudo().grouped('user_id').items():
            theirs = activities.with_user(user).with_context(
                allowed_company_ids=user.company_ids.ids
            )
            if user and theirs._in_sight() != theirs:
                raise UserError(
                    self.env._(
                        "%(user)s cannot open this case. Assign the activity to somebody who works"
                        " on it.",
                        user=user.name,
                    )
                )
