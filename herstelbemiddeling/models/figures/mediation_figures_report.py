from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import audit, spreadsheet
from ...letters.page import language_of, make_pdf

TEMPLATE = 'herstelbemiddeling.figures_report'
TABLES = 'herstelbemiddeling.figures_tables'


class MediationFiguresReport(models.Model):
    """The figures of a period as one reads them: on the screen, on paper, as a list of values."""

    _inherit = 'mediation.figures.period'

    tables = fields.Html(compute='_compute_tables', sanitize=False)

    @api.depends('date_from', 'date_to', 'state', 'result', 'company_id')
    @api.depends_context('lang')
    def _compute_tables(self):
        for period in self:
            page = period._page(self.env.lang)
            period.tables = self.env['ir.qweb']._render(
                TABLES, {'letter': page}, minimal_qcontext=True
            )

    def action_report(self):
        """Hand over the report; a period that is not frozen yet is frozen by it."""
        self.ensure_one()
        self.check_access('read')
        if self.state != 'frozen':
            self.action_freeze()
        return self._download('pdf')

    def action_csv(self):
        self.ensure_one()
        self.check_access('read')
        self._check_frozen()
        return self._download('csv')

    def _download(self, kind):
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/figures/{self.id}/{kind}',
            'target': 'new',
            'close': True,
        }

    def _check_frozen(self):
        if self.state != 'frozen':
            raise UserError(self.env._("Only figures that are frozen are handed over."))

    def _file(self, kind):
        """Return a file of this period for the person who asks, which is noted."""
        self.ensure_one()
        self.check_access('read')
        self._check_frozen()
        made = self._pdf() if kind == 'pdf' else self._csv()
        audit.note(self.env, 'printed', self, reason='figures')
        return made

    def _pdf(self):
        # Everybody's report comes from it; only administrators change it.
        template_sudo = self.env.ref(TEMPLATE).sudo()
        lang = language_of(template_sudo, self.env.lang)
        return make_pdf(self.env, template_sudo.key, lang, self._page(lang))

    def _csv(self):
        """Return one line for each number, in the language of the person who asks."""
        return spreadsheet.write(self._lines(self.env.lang))
