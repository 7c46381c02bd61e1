from odoo import models
from odoo.http import request

from ...person import note_person


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _authenticate(cls, endpoint):
        super()._authenticate(endpoint)
        note_person(request.env.uid)
        request.env['mediation.emergency']._end_overdue_of_request(request.env.uid)
