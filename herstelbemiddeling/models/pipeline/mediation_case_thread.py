from odoo import api, models


class MediationCaseThread(models.Model):
    """The message side of a case: Odoo keeps the time in each stage there, and nothing else.

    Who writes here is refused by the message itself (``mail_message.py``).
    """

    _inherit = 'mediation.case'

    @api.model_create_multi
    def create(self, vals_list):
        return super(MediationCaseThread, self.with_context(mail_create_nosubscribe=True)).create(
            vals_list
        )

    def _message_create(self, values_list):
        """Drop the words that Odoo puts in its own notes; their kind and their moment say it."""
        return super()._message_create(
            [{**values, 'body': False, 'subject': False} for values in values_list]
        )

    def _message_subscribe(self, *args, **kwargs):
        """Do nothing: a follower would go on to hear of the case after he has left it."""
        return True
