from odoo import api, models

from ...person import note_person


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """The older RPC routes authenticate here, after the request was let in as nobody."""
        result = super()._check_uid_passwd(uid, passwd)
        note_person(uid)
        self.env['mediation.emergency']._end_overdue_of_request(uid)
        return result
