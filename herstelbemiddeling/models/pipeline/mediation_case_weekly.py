from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ...form import screening
from ...notices import send_notice
from ...rights import MANAGER

_lt = LazyTranslate(__name__)

WEEK = timedelta(days=7)
TOO_LONG = timedelta(days=14)  # that we let somebody wait
OPEN = ('phase', '!=', 'closed')


class MediationCaseWeekly(models.Model):
    """Once a week managers hear by mail how it stands: counts, and nothing that leads to a case."""

    _inherit = 'mediation.case'

    @api.model
    def _send_weekly(self):
        """Run on Monday morning."""
        managers = self.env.ref(MANAGER).sudo().all_user_ids
        for company in managers.company_ids:
            readers = managers.filtered(
                lambda user, company=company: user.active and company in user.company_ids
            )
            if readers:
                counts = self.sudo()._weekly_counts(company)
                for reader in readers:  # each in the own language
                    send_notice(reader, _lt("The week in figures"), self._weekly_words(counts))

    @api.model
    def _weekly_words(self, counts):
        return _lt(
            "%(company)s. Registered this week: %(registered)s. Closed this week: %(closed)s. Open:"
            " %(open)s, of which %(unassigned)s without a mediator and %(late)s that wait for us"
            " for more than two weeks. Requests about own data to be answered within a week:"
            " %(requests)s.",
            **counts,
        )

    @api.model
    def _weekly_counts(self, company):
        now = fields.Datetime.now()
        ours = ('company_id', '=', company.id)
        domains = {
            'closed': [('date_closed', '>=', now - WEEK)],
            'open': [OPEN],
            'unassigned': [OPEN, ('mediator_id', '=', False)],
            'late': [OPEN, ('waiting_on', '=', 'us'), ('waiting_since', '<', now - TOO_LONG)],
            'requests': [('request_due', '<=', (now + WEEK).date())],
        }
        return {
            'company': company.name,
            'registered': self.env['mediation.registration'].search_count(
                [ours, ('date_received', '>=', now - WEEK), ('screening', '!=', screening.APART)]
            ),
            **{name: self.search_count([ours, *domain]) for name, domain in domains.items()},
        }
