from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...notices import colleagues, send_notice

_lt = LazyTranslate(__name__)

SOON = timedelta(minutes=1)


class MediationRegistration(models.Model):
    """The desk hears that something waits: one notice for all that came in within a minute.

    A job tells it. Whoever registers does not wait for mails to colleagues to be written, and a
    hundred forms in an hour are not a hundred mails.
    """

    _inherit = 'mediation.registration'

    is_to_announce = fields.Boolean(string="The desk has to hear of it", readonly=True, copy=False)

    _to_announce_idx = models.Index("(id) WHERE is_to_announce")

    def _announce_soon(self):
        if self.is_to_announce:
            job = self.env.ref('herstelbemiddeling.ir_cron_announce_registrations')
            job._trigger(fields.Datetime.now() + SOON)

    @api.model
    def _announce(self):
        """Run when something came in: tell the desk of each company once."""
        waiting = self.search([('is_to_announce', '=', True)])
        for company in waiting.grouped('company_id'):
            send_notice(
                colleagues(company.with_company(company), 'herstelbemiddeling.group_desk'),
                _lt("A new registration"),
                _lt("A new registration waits at the desk."),
            )
        # Past ``write``: nothing of what was told has changed.
        self._fields['is_to_announce'].write(waiting, False)
