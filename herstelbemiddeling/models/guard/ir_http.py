from odoo import models
from odoo.http import request

from ...audit import collecting
from ...person import note_person


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _authenticate(cls, endpoint):
        result = super()._authenticate(endpoint)
        note_person(request.env.uid)
        request.env['mediation.emergency']._end_overdue_of_request(request.env.uid)
        return result

    @classmethod
    def _dispatch(cls, endpoint):
        # Before the answer leaves: nobody sees what could not be noted.
        with collecting(request.env):
            return super()._dispatch(endpoint)
