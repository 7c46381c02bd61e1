from odoo import api, models
from odoo.exceptions import ValidationError


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    @api.constrains('res_model')
    def _check_not_of_a_mediation(self):
        """Raise ValidationError: Odoo keeps the text of a file and its checksum in the clear, and
        whoever has the token of an attachment may open it."""
        if any((attachment.res_model or '').startswith('mediation.') for attachment in self):
            raise ValidationError(
                self.env._("Files cannot be attached here. Keep this file out of the system.")
            )
