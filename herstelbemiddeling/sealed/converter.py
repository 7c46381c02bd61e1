from odoo import api, models

from .fields import is_sealed_field


class IrFieldsConverter(models.AbstractModel):
    _inherit = 'ir.fields.converter'

    @api.model
    def to_field(self, model, field, fromtype=str, *, savepoint):
        """A file to import from lies about in the clear, and Odoo keeps a copy of it.

        The data files of an addon are loaded by the superuser.
        """
        if self.env.su or not is_sealed_field(field):
            return super().to_field(model, field, fromtype, savepoint=savepoint)

        def refuse(_value):
            raise ValueError(
                self.env._(
                    "%(field)s is sealed and is not imported from a file.",
                    field=field._description_string(self.env),
                )
            )

        return refuse
