from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import audit

LONGEST = relativedelta(months=6)


class MediationRetentionDelay(models.Model):
    """That something stays a while longer than its term, until when, and for what kind of reason.

    Room: guard. By one privacy officer, for half a year at most each time; what has to stay for
    longer is held, by two people. A reason has no words: they would be about a person.
    """

    _name = 'mediation.retention.delay'
    _description = "Put off erasing"
    _is_walled = True
    _rec_name = 'code'
    _order = 'id desc'

    code = fields.Char(string="What", required=True, readonly=True, index=True)
    reason = fields.Selection(
        [
            ('question', "A question of the person is being dealt with"),
            ('complaint', "A complaint is being dealt with"),
            ('continues', "The person has said that it goes on"),
            ('check', "It has to be looked at first"),
        ],
        required=True,
    )
    date_until = fields.Date(
        string="Until",
        required=True,
        default=lambda _self: fields.Date.today() + relativedelta(months=3),
    )
    user_id = fields.Many2one('res.users', string="By", readonly=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', readonly=True, ondelete='restrict')

    @api.model_create_multi
    def create(self, vals_list):
        delays = super().create([self._values(vals) for vals in vals_list])
        audit.note(self.env, 'changed', delays, reason='erasing put off')
        return delays

    def _values(self, vals):
        """Return all values, so that no default slips in from elsewhere."""
        self.check_access('create')
        code = vals.get('code') or self.env.context.get('default_code')
        # Read as the person who asks: what is not on the list is not put off.
        due = self.env['mediation.retention.due'].search([('code', '=', code)], limit=1)
        if not due:
            raise UserError(
                self.env._("This is not on the list of what is erased soon. Look at it again.")
            )
        today = fields.Date.today()
        until = fields.Date.to_date(vals.get('date_until'))
        if not (until and today < until <= today + LONGEST):
            raise UserError(
                self.env._(
                    "Choose a date within half a year. What has to stay for longer is held, which"
                    " a second person agrees to."
                )
            )
        due._record().lock_for_update()
        return {
            'code': due.code,
            'reason': vals.get('reason'),
            'date_until': until,
            'user_id': self.env.uid,
            'company_id': due.company_id.id,
        }
