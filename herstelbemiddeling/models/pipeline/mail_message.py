from odoo import api, models

from ...surroundings import is_about_a_mediation, refuse_text

WORDS = ('body', 'subject', 'attachment_ids', 'partner_ids', 'outgoing_email_to')


class MailMessage(models.Model):
    """Messages about a case: Odoo's own notes of the time in each stage, without a word in them."""

    _name = 'mail.message'
    _inherit = ['mail.message', 'mediation.around']
    _about = ('model', 'res_id')

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._keep_no_words()
        return messages

    def write(self, vals):
        self._keep_no_words()  # nor does a note of Odoo's leave the case
        result = super().write(vals)
        self._keep_no_words()
        return result

    def _keep_no_words(self):
        """Raise UserError for a message about a mediation that is not a wordless note of Odoo's.

        Being superuser says nothing: Odoo's chatter posts what people write as superuser.
        """
        for message in self.sudo():
            if is_about_a_mediation(self.env, message.model, message.res_id) and (
                not self.env.su
                or (message.model, message.message_type) != ('mediation.case', 'notification')
                or any(message[name] for name in WORDS)
            ):
                refuse_text(self.env)
