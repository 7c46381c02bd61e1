import base64

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .. import audit
from .download import download


class ImportController(http.Controller):
    @http.route(
        '/herstelbemiddeling/import/<int:import_id>',
        type='http',
        auth='user',
        methods=['GET'],
        save_session=False,
        sitemap=False,
    )
    def rejected(self, import_id):
        """Return the lines of an old list that were not imported, with the reasons."""
        job = request.env['mediation.import'].browse(import_id)
        job.check_access('read')
        rejected = job.rejected
        if not rejected:
            raise UserError(request.env._("This list is not there any more."))
        audit.note(job.env, 'printed', job)
        return download(base64.b64decode(rejected), 'csv', 'list')
