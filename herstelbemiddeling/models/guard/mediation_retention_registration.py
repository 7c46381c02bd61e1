from odoo import fields, models


class MediationRegistration(models.Model):
    """When somebody last came back with the code: from then on the term is counted anew."""

    _inherit = 'mediation.registration'

    date_came_back = fields.Datetime(string="Came back with the code", readonly=True, copy=False)

    def _tell_about_it(self):
        self.date_came_back = fields.Datetime.now()
        return super()._tell_about_it()
