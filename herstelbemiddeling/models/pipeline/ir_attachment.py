from odoo import api, models
from odoo.exceptions import AccessError

from ...surroundings import is_about_a_mediation


class IrAttachment(models.Model):
    """No file hangs on a mediation: Odoo keeps the text of a file and its checksum in the clear,
    and whoever has the token of an attachment may open it.

    Checked before the file is stored: Odoo's upload answers an error and commits all the same.
    """

    _inherit = 'ir.attachment'

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(['res_model', 'res_id'])
        for vals in vals_list:
            self._refuse_mediations({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        if {'res_model', 'res_id'} & vals.keys():
            for file in self.sudo():
                file._refuse_mediations(
                    {'res_model': file.res_model, 'res_id': file.res_id, **vals}
                )
        return super().write(vals)

    @api.model
    def _refuse_mediations(self, values):
        """Raise AccessError: of any other error the upload logs the name of the file."""
        if is_about_a_mediation(self.env, values.get('res_model'), values.get('res_id')):
            raise AccessError(
                self.env._("Files cannot be attached here. Keep this file out of the system.")
            )
