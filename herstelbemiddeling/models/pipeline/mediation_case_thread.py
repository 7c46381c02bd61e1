from odoo import api, models
from odoo.exceptions import UserError


class MediationCaseThread(models.Model):
    """The message side of a case: Odoo keeps the time in each stage there, and nothing else.

    Whoever was notified of a message may read it for ever, and every internal user may read who
    follows what. So nobody writes here, and nobody follows.
    """

    _inherit = 'mediation.case'

    @api.model_create_multi
    def create(self, vals_list):
        return super(MediationCaseThread, self.with_context(mail_create_nosubscribe=True)).create(
            vals_list
        )

    def message_post(self, **kwargs):
        self._refuse_text()
        return super().message_post(**kwargs)

    def message_notify(self, **kwargs):
        self._refuse_text()
        return super().message_notify(**kwargs)

    def _message_subscribe(self, *args, **kwargs):
        """Do nothing: a follower would go on to hear of the case after he has left it."""
        return True

    def _refuse_text(self):
        """Raise UserError for everybody but the system, which logs stages and activities."""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "A case holds no text. What belongs to a person goes to that person's page in"
                    " the case; what has to be done goes to an activity."
                )
            )
