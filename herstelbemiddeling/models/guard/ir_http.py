from odoo import models
from odoo.http import request

from ...person import note_person


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _authenticate(cls, endpoint):
        result = super()._authenticate(endpoint)
        note_person(request.env.uid)
        return result
