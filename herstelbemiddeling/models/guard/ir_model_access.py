from odoo import models

from ...refusal import is_guarded, refuse


class IrModelAccess(models.Model):
    _inherit = 'ir.model.access'

    def _make_access_error(self, model, mode):
        if not is_guarded(model):
            return super()._make_access_error(model, mode)
        return refuse(self.env[model], mode)
