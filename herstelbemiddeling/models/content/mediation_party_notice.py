from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Once one of these is known of somebody who did not tell it, that person has to hear of it.
DATA_OF_A_PERSON = (
    'full_name', 'email_address', 'phone_number', 'street', 'postcode', 'city', 'birth_date',
)  # fmt: skip
NOTICE_WITHIN = relativedelta(months=1)
NOTICE_SHOWN = timedelta(days=7)  # before the legal notice is due it is on the mediator's board


class MediationPartyNotice(models.Model):
    """Whoever did not tell about themselves is told that data about them are held.

    Within a month, by whom and from where (GDPR, article 14(3)(a)): the other party, and whoever
    was registered by somebody else.
    """

    _inherit = 'mediation.party'

    date_data_obtained = fields.Date(string="Data held since", readonly=True)
    notice_due = fields.Date(string="Legal notice due", readonly=True)
    date_notice_given = fields.Date(string="Legal notice given")
    is_notice_overdue = fields.Boolean(compute='_compute_is_notice_overdue')

    @api.depends('notice_due', 'date_notice_given')
    def _compute_is_notice_overdue(self):
        today = fields.Date.context_today(self)
        for party in self:
            due = party.notice_due
            party.is_notice_overdue = bool(due) and due < today and not party.date_notice_given

    @api.constrains('date_notice_given')
    def _check_date_notice_given(self):
        today = fields.Date.context_today(self)
        for party in self:
            if party.date_notice_given and party.date_notice_given > today:
                raise ValidationError(
                    self.env._("Record the legal notice when it was given, not before.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        for party, vals in zip(parties, vals_list, strict=True):
            party._note_data_of(vals)
        return parties

    def write(self, vals):
        result = super().write(vals)
        self._note_data_of(vals)
        if vals.get('date_notice_given'):
            self.case_id._forget_notices()
        return result

    def action_notice_given(self):
        """The person was told that data about them are held."""
        self.check_access('write')
        self.filtered(lambda party: not party.date_notice_given).write(
            {'date_notice_given': fields.Date.context_today(self)}
        )

    def _note_data_of(self, vals):
        """Keep since when data are held about who did not register, once there are any."""
        if any(vals.get(name) for name in DATA_OF_A_PERSON):
            self.filtered(lambda party: not party.is_initiator)._note_data_obtained()

    def _note_data_obtained(self, day=None):
        """Keep since when data are held that somebody else told, and until when to say so."""
        day = day or fields.Date.context_today(self)
        # Kept by the system: nobody writes these by hand.
        self.sudo().filtered(lambda party: not party.date_data_obtained).write(
            {'date_data_obtained': day, 'notice_due': day + NOTICE_WITHIN}
        )

    @api.model
    def _notices_due(self, cases):
        """Return ``{case: first day}`` of those with a notice that is due soon or was due.

        Plain dates, as superuser and in one query: nobody's page is opened for it.
        """
        soon = fields.Date.context_today(self) + NOTICE_SHOWN
        return dict(
            self.sudo()._read_group(
                [
                    ('case_id', 'in', cases.ids),
                    ('notice_due', '<=', soon),
                    ('date_notice_given', '=', False),
                ],
                ['case_id'],
                ['notice_due:min'],
            )
        )
