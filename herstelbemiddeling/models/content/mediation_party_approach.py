from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...gates import is_at_least
from .mediation_case import WHO_TALKS

# Once one of these is known of somebody who did not register, that person has to be told.
DATA_OF_A_PERSON = (
    'full_name', 'email_address', 'phone_number', 'street', 'postcode', 'city', 'birth_date',
)  # fmt: skip
NOT_REACHED = ('known', 'to_approach', 'approached')
NOTICE_WITHIN = relativedelta(months=1)


class MediationPartyApproach(models.Model):
    """Finding and approaching the other party, only through its gate.

    Whoever did not register is told within a month that data about them are held, by whom and from
    where (GDPR, article 14(3)(a)).
    """

    _inherit = 'mediation.party'

    inquiry_ids = fields.One2many(
        'mediation.inquiry', 'party_id', string="Questions for contact data", groups=WHO_TALKS
    )
    attempt_ids = fields.One2many(
        'mediation.attempt', 'party_id', string="Attempts", groups=WHO_TALKS
    )
    willingness_ids = fields.One2many(
        'mediation.willingness', 'party_id', string="Who with whom", groups=WHO_TALKS
    )
    date_data_obtained = fields.Date(string="Data held since", readonly=True)
    notice_due = fields.Date(string="Legal notice due", readonly=True)
    date_notice_given = fields.Date(string="Legal notice given")
    is_notice_overdue = fields.Boolean(compute='_compute_is_notice_overdue')
    is_approach_open = fields.Boolean(compute='_compute_is_approach_open')
    can_set_unreachable = fields.Boolean(compute='_compute_can_set_unreachable', groups=WHO_TALKS)

    @api.depends('notice_due', 'date_notice_given')
    def _compute_is_notice_overdue(self):
        today = fields.Date.context_today(self)
        for party in self:
            due = party.notice_due
            party.is_notice_overdue = bool(due) and due < today and not party.date_notice_given

    @api.depends('case_id', 'is_initiator', 'side')
    def _compute_is_approach_open(self):
        for party in self:
            phase = party.case_id.phase
            party.is_approach_open = bool(
                phase
                and phase != 'closed'
                and is_at_least(phase, 'approach')
                and party._is_approached()
            )

    @api.depends('attempt_ids', 'inquiry_ids', 'state')
    def _compute_can_set_unreachable(self):
        last = self.env['mediation.attempt']._last_of(self._origin)
        for party in self:
            party.can_set_unreachable = (
                party._is_approached()
                and party.state in NOT_REACHED
                and party._is_beyond_reach(last.get(party._origin))
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(
            [
                {**({} if vals.get('is_initiator') else self._data_dates(vals)), **vals}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        result = super().write(vals)
        dates = self._data_dates(vals)
        unknown = self.filtered(
            lambda party: not party.is_initiator and not party.date_data_obtained
        )
        if dates and unknown:
            unknown.write(dates)
        return result

    def action_notice_given(self):
        """The person was told that data about them are held."""
        self.check_access('write')
        self.filtered(lambda party: not party.date_notice_given).write(
            {'date_notice_given': fields.Date.context_today(self)}
        )

    def action_set_unreachable(self):
        """Nobody was found, or nobody reacted to the last attempt: leave this person in peace."""
        for party in self:
            party.check_access('write')
            party.lock_for_update(allow_referencing=True)
            if not party.can_set_unreachable:
                raise UserError(
                    self.env._(
                        "It is too soon for this: make the attempts that your organisation has"
                        " agreed on, and wait until the last waiting time is over."
                    )
                )
            party._stop('unreachable')

    @api.model
    def _data_dates(self, vals):
        """Return since when data are held and until when to tell, for values that hold any."""
        if not any(vals.get(name) for name in DATA_OF_A_PERSON):
            return {}
        today = fields.Date.context_today(self)
        return {'date_data_obtained': today, 'notice_due': today + NOTICE_WITHIN}

    def _is_approached(self):
        """Return whether this is somebody who did not come by themselves."""
        return not self.is_initiator and self.side != 'support'

    def _check_may_approach(self):
        """Raise UserError that says why this person may not be looked for or approached now."""
        for party in self:
            if not party._is_approached():
                raise UserError(
                    self.env._("%(code)s came by themselves: plan a talk instead.", code=party.code)
                )
            if not is_at_least(party.case_id.phase, 'approach'):
                raise UserError(self._sentence_before_approach())
            party.case_id._check_open_for('approach')
            party._check_takes_part()

    def _note_approached(self):
        waiting = self.filtered(lambda party: party.state in ('known', 'to_approach'))
        waiting.state = 'approached'

    def _is_beyond_reach(self, last):
        """Return whether all was tried: every attempt, or, without contact data, every question.

        :param last: the last attempt, which may be none
        """
        if last:
            policy = self.env['mediation.policy']._of(self.company_id)
            return last.number >= policy.approach_attempts and last._is_over()
        results = self.inquiry_ids.mapped('result')
        return bool(results) and not {'waiting', 'found'} & set(results)
