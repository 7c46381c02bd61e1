from odoo import models

from ...person import nobody


class IrCron(models.Model):
    _inherit = 'ir.cron'

    def _callback(self, cron_name, server_action_id):
        with nobody():
            return super()._callback(cron_name, server_action_id)
