from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ... import sealed
from ...form import screening, steps
from ...rights import DESK
from .mediation_registration import OPEN_STATES

# The answers that say whether somebody is to be reached with care.
CARE = (
    'voicemail_ok', 'contact_preference', 'via_name', 'detained', 'birth_date',
)  # fmt: skip
WHO_ASSESSES = DESK


class MediationRegistrationTriage(models.Model):
    """A day's work at the desk: what comes first, how long it waits, and what to do with it.

    Who is to be reached with care comes before others, and the list has to know it without opening
    a seal. So one flag is plain, the same for all reasons: it says that something has to be read
    before anybody calls, and not what.
    """

    _inherit = 'mediation.registration'
    _order = 'is_urgent desc, needs_care desc, date_received, id'

    needs_care = fields.Boolean(string="Reach with care", readonly=True, copy=False)
    care_reasons = fields.Char(
        string="With care",
        compute='_compute_care_reasons',
        exportable=False,
        groups=WHO_ASSESSES,
    )
    reply_by = fields.Date(string="Answer by", compute='_compute_reply_by')
    days_left = fields.Integer(compute='_compute_reply_by')
    wait = fields.Char(string="Waits", compute='_compute_wait')
    next_step = fields.Char(string="To do now", compute='_compute_next_step', groups=WHO_ASSESSES)
    flags = fields.Char(compute='_compute_flags', groups=WHO_ASSESSES)

    @api.depends(*CARE, 'registrant_kind')
    @api.depends_context('uid', 'lang')
    def _compute_care_reasons(self):
        for registration in self:
            told = {name: registration[name] for name in CARE}
            reasons = registration._reasons_for_care(told)
            registration.care_reasons = " \u00b7 ".join(reasons)

    @api.depends('date_received', 'date_answered', 'waiting_since', 'company_id')
    def _compute_reply_by(self):
        """The clock stands still while we wait for an answer, and begins anew with it."""
        today = fields.Date.context_today(self)
        Policy = self.env['mediation.policy']
        days = {company: Policy._of(company).reply_days for company in self.company_id}
        for registration in self:
            moment = (
                registration.date_answered or registration.date_received or fields.Datetime.now()
            )
            from_day = fields.Date.context_today(self, moment)
            to_day = today
            if registration.waiting_since:
                to_day = fields.Date.context_today(self, registration.waiting_since)
            limit = timedelta(days=days.get(registration.company_id, 0))
            registration.reply_by = from_day + limit
            registration.days_left = (registration.reply_by - to_day).days

    @api.depends('days_waiting', 'reply_by', 'waiting_since')
    @api.depends_context('lang')
    def _compute_wait(self):
        for registration in self:
            limit = format_date(self.env, registration.reply_by, date_format='d MMM')
            if registration.waiting_since:
                limit = self.env._("waits for an answer")
            elif registration.days_left < 0:
                limit = self.env._("too late since %(date)s", date=limit)
            else:
                limit = self.env._("answer by %(date)s", date=limit)
            registration.wait = f'{registration._days_in_words()}, {limit}'

    @api.depends(
        'state', 'screening', 'waiting_since', 'date_answered', 'scope_decision', 'scope_date',
        'has_match',
    )  # fmt: skip
    @api.depends_context('uid', 'lang')
    def _compute_next_step(self):
        for registration in self:
            is_open = registration.state in OPEN_STATES
            registration.next_step = registration._next_step() if is_open else False

    @api.depends('is_urgent', 'needs_care', 'has_match', 'state')
    @api.depends_context('uid', 'lang')
    def _compute_flags(self):
        for registration in self:
            flags = [
                (registration.is_urgent, self.env._("Urgent")),
                (registration.needs_care, self.env._("Reach with care")),
                (registration.has_match, self.env._("Possible match")),
            ]
            is_open = registration.state in OPEN_STATES
            registration.flags = " \u00b7 ".join(
                words for holds, words in flags if holds and is_open
            )

    @api.model_create_multi
    def create(self, vals_list):
        told = [self._with_context_defaults(vals) for vals in vals_list]
        return super().create(
            [{**vals, 'needs_care': bool(self._reasons_for_care(vals))} for vals in told]
        )

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {*CARE, 'registrant_kind'}:
            self._note_care()
        return result

    def action_next(self):
        """Open the registration that comes after this one, without a way round by the list."""
        self.ensure_one()
        self.check_access('read')
        ids = self.search(self._domain_of_triage()).ids
        after = ids[ids.index(self.id) + 1 :] if self.id in ids else ids
        others = [other for other in after or ids if other != self.id]
        if not others:
            return {
                'type': 'ir.actions.client',
                'tag': 'display_notification',
                'params': {
                    'type': 'success',
                    'message': self.env._("Nothing else waits for you. Well done."),
                },
            }
        action = self.browse(others[0])._get_records_action()
        # In the place of this one: a whole day would be a long row of bread crumbs.
        return {**action, 'target': 'main'}

    @api.model
    def _domain_of_triage(self):
        """Return what the desk itself has to do something with: not what waits for an answer."""
        return [
            ('state', 'in', OPEN_STATES),
            ('screening', '!=', screening.APART),
            ('waiting_since', '=', False),
        ]

    def _days_in_words(self):
        days = self.days_waiting
        if not days:
            return self.env._("since today")
        return self.env._("1 day") if days == 1 else self.env._("%(days)s days", days=days)

    def _note_care(self):
        opened = sealed.open_values(self, list(CARE), reason="reach with care")
        for registration in self:
            needs_care = bool(registration._reasons_for_care(opened[registration.id]))
            if registration.needs_care != needs_care:
                # Kept by the system: nobody writes it by hand.
                registration.sudo().needs_care = needs_care

    def _reasons_for_care(self, told):
        """Return why somebody is to be reached with care, in a few words each.

        :param told: the answers of CARE, as far as they are known
        """
        kind = told.get('registrant_kind') or (self and self.registrant_kind)
        is_held = told.get('detained') or kind == 'prison'
        reasons = [
            (told.get('voicemail_ok') == 'no', self.env._("no voicemail")),
            (
                told.get('contact_preference') == 'someone' or told.get('via_name'),
                self.env._("through somebody"),
            ),
            (is_held, self.env._("in detention")),
            (self._is_minor(told.get('birth_date')), self.env._("minor")),
        ]
        return [words for holds, words in reasons if holds]

    @api.model
    def _is_minor(self, birth_date):
        born = fields.Date.to_date(birth_date)
        return steps.is_under(steps.ADULT, born, fields.Date.context_today(self))

    def _next_step(self):
        """Return what the desk does now, in a few words."""
        self.ensure_one()
        if self.screening == screening.APART:
            return self.env._("Look whether a person sent this")
        if self._has_unread_answer():
            return self.env._("Read the answer")
        if self.waiting_since:
            since = fields.Date.context_today(self, self.waiting_since)
            return self.env._(
                "Waits for an answer since %(date)s",
                date=format_date(self.env, since, date_format='d MMM'),
            )
        if self.scope_decision == 'out':
            return self.env._("Decline or refer, with the reason")
        if self.scope_decision == 'in':
            return self.env._("Make a case and offer it")
        if self.state == 'new':
            return self.env._("Read and assess")
        if self.has_match:
            return self.env._("Look at the possible match")
        return self.env._("Decide whether it is in scope")
