from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, is_html_empty

from ...notices import send_notice

_lt = LazyTranslate(__name__)


class MailActivity(models.Model):
    _inherit = 'mail.activity'

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._keep_no_text()
        return activities

    def write(self, vals):
        result = super().write(vals)
        self._keep_no_text()
        return result

    def action_notify(self):
        """Tell who got an activity of a case that there is one, and not of which case."""
        of_cases = self._of_cases()
        for user, _activities in of_cases.grouped('user_id').items():
            send_notice(
                user,
                _lt("Something was planned for you"),
                _lt("Please look at the activities of your cases."),
            )
        return super(MailActivity, self - of_cases).action_notify()

    def _action_done(self, feedback=False, attachment_ids=None):
        if (feedback or attachment_ids) and self._of_cases():
            self._refuse_text()
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)

    def _of_cases(self):
        return self.filtered(lambda activity: activity.res_model == 'mediation.case')

    def _keep_no_text(self):
        """Raise UserError for an activity of a case with words of one's own in it.

        Odoo mails and shows these texts to people who cannot open the case. The words that belong
        to the kind of activity are dropped: the kind says the same.
        """
        for activity in self._of_cases():
            kind = activity.activity_type_id
            own_summary = activity.summary and activity.summary != kind.summary
            own_note = not is_html_empty(activity.note) and activity.note != kind.default_note
            if own_summary or own_note:
                self._refuse_text()
            if activity.summary or activity.note:
                activity.write({'summary': False, 'note': False})

    def _refuse_text(self):
        raise UserError(
            self.env._(
                "An activity of a case holds no text: leave the summary, the note and the feedback"
                " empty. What you want to remember goes to the page of the person it is about."
            )
        )
