from odoo import api, models

from ...surroundings import is_about_a_mediation


class MailActivitySchedule(models.TransientModel):
    _inherit = 'mail.activity.schedule'

    @api.constrains('res_model', 'summary', 'note')
    def _check_no_text(self):
        """The dialog is stored before the activity is made, and stays for a while."""
        Activity = self.env['mail.activity']
        for dialog in self:
            if is_about_a_mediation(self.env, dialog.res_model) and Activity._has_own_words(
                dialog.activity_type_id, dialog.summary, dialog.note
            ):
                Activity._refuse_text()
