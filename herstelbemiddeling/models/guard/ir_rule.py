from odoo import models

from ...refusal import is_guarded, refuse


class IrRule(models.Model):
    _inherit = 'ir.rule'

    def _make_access_error(self, operation, records):
        if not is_guarded(records._name):
            return super()._make_access_error(operation, records)
        error = refuse(records, operation)
        # As Odoo does: the rules were tried as superuser, and everybody shares the cache.
        records.invalidate_recordset()
        return error
