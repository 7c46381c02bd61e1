from odoo import fields, models

from .mediation_case import WHO_TALKS


class MediationCaseEntries(models.Model):
    """What came in from the own pages of a case: then it is our turn."""

    _inherit = 'mediation.case'

    page_entry_ids = fields.One2many(
        'mediation.page.entry', 'case_id', string="From own pages", groups=WHO_TALKS
    )
    page_news_ids = fields.One2many(
        'mediation.page.entry',
        'case_id',
        string="New from own pages",
        domain=[('is_seen', '=', False)],
        groups=WHO_TALKS,
    )

    def write(self, vals):
        result = super().write(vals)
        if 'paused_until' in vals and not vals['paused_until']:
            # The page says "you have paused" no longer than it is so.
            pauses_sudo = self.sudo().page_entry_ids.filtered('date_until')
            pauses_sudo.write({'date_until': False})
        return result

    def _turn(self):
        turn, since = super()._turn()
        new = self.page_entry_ids.filtered(lambda entry: not entry.is_seen)
        if new and turn not in ('us', 'nobody'):
            return 'us', min(new.mapped('moment'))
        return turn, since
