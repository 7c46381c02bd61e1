from odoo import api, models
from odoo.exceptions import ValidationError

from ...sealed import is_sealed_field


class BaseImportImport(models.TransientModel):
    _inherit = 'base_import.import'

    @api.constrains('res_model', 'file')
    def _check_no_people(self):
        """Raise ValidationError: a file to import from stays in the database in the clear for
        hours, also when nothing of it could be imported."""
        for upload in self:
            fields = self.env[upload.res_model]._fields if upload.res_model in self.env else {}
            if upload.file and any(map(is_sealed_field, fields.values())):
                raise ValidationError(
                    self.env._(
                        "People are not brought in from a file, which would be kept unsealed."
                        " Enter each of them in a form of their own."
                    )
                )
