from odoo import api, models
from odoo.tools import is_html_empty

from ...surroundings import is_about_a_mediation


class MailActivityType(models.Model):
    _inherit = 'mail.activity.type'

    @api.constrains('res_model', 'summary', 'default_note')
    def _check_no_text(self):
        for kind in self:
            if is_about_a_mediation(self.env, kind.res_model) and (
                kind.summary or not is_html_empty(kind.default_note)
            ):
                self.env['mail.activity']._refuse_text()
