from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import sealed

PLANNED_MINUTES = 60  # of a talk whose length nobody has said yet
HOW = [('visit', "In person"), ('phone', "By phone"), ('video', "By video")]
# Who called off a talk or a contact; nobody owes a reason.
CALLED_OFF_BY = [
    ('harmed', "Harmed side"),
    ('responsible', "Responsible side"),
    ('mediator', "Mediator"),
    ('other', "Somebody else"),
]


class MediationSession(models.Model):
    """A talk of the mediator with one or more parties: planned, held or called off.

    Room: content. When, with whom, how and how long; never minutes of what was said. Each planned
    talk makes an appointment in the mediator's calendar that holds a code and a kind.
    """

    _name = 'mediation.session'
    _description = "Talk"
    _inherit = 'mediation.revised'
    _seal_prefix = 'T'
    _parent_field = None
    _order = 'date_start desc, id desc'
    _kept_fields = frozenset({'event_id'})

    party_ids = fields.Many2many(
        'mediation.party', 'mediation_session_party_rel', string="With", required=True
    )
    kind = fields.Selection(
        [
            ('intake', "Intake"),
            ('preparation', "Preparation"),
            ('meeting', "Meeting"),
            ('aftercare', "Aftercare"),
            ('call', "Call"),
        ],
        required=True,
        default='intake',
    )
    state = fields.Selection(
        [('planned', "Planned"), ('held', "Held"), ('called_off', "Called off")],
        required=True,
        default='planned',
        index=True,
    )
    how = fields.Selection(HOW, required=True, default='visit')
    date_start = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    minutes = fields.Integer()
    reached = fields.Boolean(default=True, help="For a call: whether somebody answered.")
    called_off_by = fields.Selection(CALLED_OFF_BY)
    contact_id = fields.Many2one(
        'mediation.contact', string="For the contact", index='btree_not_null', ondelete='restrict'
    )
    place = sealed.Char(string="Where")
    is_place_checked = fields.Boolean(string="The place is outside every area ban")
    has_area_ban = fields.Boolean(compute='_compute_has_area_ban')
    user_id = fields.Many2one(
        'res.users', string="Mediator", required=True, default=lambda self: self.env.user
    )
    event_id = fields.Many2one('calendar.event', readonly=True, copy=False, ondelete='set null')

    @api.depends('party_ids')
    def _compute_has_area_ban(self):
        """For the page of one talk: the place is asked about where somebody may not come."""
        for session in self:
            bans = self.env['mediation.restriction']._area_bans(session.party_ids)
            session.has_area_ban = bool(bans)

    @api.constrains('minutes')
    def _check_minutes(self):
        for session in self:
            if not 0 <= session.minutes <= 24 * 60:
                raise ValidationError(self.env._("A talk lasts between 0 minutes and a day."))

    @api.constrains('user_id', 'state')
    def _check_mediator(self):
        """Nobody's calendar but that of who does the case; Odoo shows it to the whole house."""
        for session in self.filtered(lambda session: session.state != 'called_off'):
            # Who is recused counts as well, whether or not the writer may read it.
            carriers = session.case_id.sudo()._carriers()
            if carriers and session.user_id not in carriers:
                raise ValidationError(
                    self.env._("A talk is held by a mediator of this case. Choose one of them.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # An appointment that is there already belongs to somebody else.
        sessions = super().create([{**vals, 'event_id': False} for vals in vals_list])
        for session in sessions:
            session._check_allowed()
        sessions._follow_in_calendar()
        sessions.contact_id._note_planned()
        return sessions

    def write(self, vals):
        if any(session.state != 'planned' for session in self) and vals.keys() - {'event_id'}:
            raise UserError(
                self.env._("A talk that was held or called off stays as it was. Add another one.")
            )
        if vals.get('kind'):
            # The kind is in the name of the appointment.
            self.filtered(lambda session: session.kind != vals['kind']).sudo().event_id.unlink()
        result = super().write(vals)
        if vals.keys() & {'state', 'party_ids', 'date_start', 'kind', 'how', 'contact_id', 'place'}:
            for session in self.filtered(lambda session: session.state != 'called_off'):
                session._check_allowed()
        if vals.keys() & {'state', 'date_start', 'minutes', 'user_id', 'kind'}:
            self._follow_in_calendar()
        if vals.keys() & {'state', 'contact_id'}:
            self.contact_id._note_planned()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_planned_only(self):
        if any(session.state != 'planned' for session in self):
            self._refuse_change()

    def action_held(self):
        """The talk took place as planned."""
        for session in self:
            session._hold({})

    def action_ask_held(self):
        """Ask in one go when it was, with whom, how and how long."""
        self._check_state('planned')
        return self.env['mediation.held']._open(self)

    def action_call_off(self):
        for session in self:
            session._check_state('planned')
            session._call_off('mediator')

    def action_ask_call_off(self):
        """Ask by whom."""
        self._check_state('planned')
        return self.env['mediation.call.off']._open(self)

    def _hold(self, values):
        """Write down that it took place, as it did.

        :param values: what was otherwise than planned
        """
        self._check_state('planned')
        self.write({**values, 'state': 'held'})

    def _call_off(self, called_off_by):
        self.filtered(lambda session: session.state == 'planned').write(
            {'state': 'called_off', 'called_off_by': called_off_by}
        )

    def _took_place(self, kind):
        """Return the talks of a kind that were held."""
        return self.filtered(lambda talk: talk.kind == kind and talk.state == 'held')

    def _attention(self):
        """Return ``{(case, party): {session id: minutes}}`` of those talks that took place.

        A call that nobody answered gave nobody attention.
        """
        attention = {}
        for talk in self._filtered_access('read'):  # a gate may have read the list, as superuser
            if talk.state == 'held' and talk.reached:
                for party in talk.party_ids:
                    attention.setdefault((talk.case_id, party), {})[talk.id] = talk.minutes
        return attention

    def _check_allowed(self):
        """Raise UserError that says why, when this talk may not be planned or held."""
        self.ensure_one()
        if not self.party_ids:
            raise UserError(self.env._("Choose with whom the talk is."))
        if self.state == 'held' and self.date_start > fields.Datetime.now():
            raise UserError(self.env._("A talk cannot be held before its time. Check the date."))
        self.case_id._check_open_for(self.kind, self.state, self.date_start)
        for party in self.party_ids:
            party._check_may_be_met(self.kind)
        self._check_safe()
        self._check_together()
        self._check_place()

    def _check_together(self):
        """People of both sides meet in a contact that has the mediator's go, and not otherwise."""
        sides = set(self.party_ids.mapped('side'))
        if not {'harmed', 'responsible'} <= sides and self.kind != 'meeting':
            return
        if not self.contact_id:
            raise UserError(
                self.env._(
                    "People of both sides meet in a contact only. Plan the contact first, then the"
                    " meeting from there."
                )
            )
        if self.party_ids - self.contact_id.party_ids - self.contact_id.support_party_ids:
            raise UserError(
                self.env._("Somebody here is not in the contact. Add the person there first.")
            )
        self.contact_id._check_go()

    def _check_safe(self):
        """A planned talk is in a way that is safe; one without a place is at home."""
        way = 'phone' if self.kind == 'call' else self.how
        if self.state == 'planned' and not (way == 'visit' and self._is_sealed_in('place')):
            self.party_ids._check_safe(way)

    def _check_place(self):
        if self.how != 'visit' or self.kind == 'call' or self.is_place_checked:
            return
        if self.env['mediation.restriction']._area_bans(self.party_ids):
            raise UserError(
                self.env._(
                    "Somebody in this talk must stay out of an area. Look at the ban, choose a"
                    " place outside it, and tick that you checked the place."
                )
            )

    def _follow_in_calendar(self):
        """Keep the appointment in the calendar as the talk is; one that is not planned has none."""
        # As superuser: the appointment is in the calendar of a colleague when that one planned it.
        for session in self.sudo():
            if session.state == 'called_off':
                session.event_id.unlink()
            else:
                session._write_event()

    def _write_event(self):
        stop = self.date_start + timedelta(minutes=self.minutes or PLANNED_MINUTES)
        event = self.event_id
        if event and event.user_id == self.user_id:
            event.write({'start': self.date_start, 'stop': stop})
            return
        event.unlink()
        self.event_id = self.env['calendar.event']._create_for_case(
            self.case_id, self.kind, self.date_start, stop, self.user_id
        )

    def _hand_on(self, user):
        """Another mediator holds these talks; without one, no calendar shows them."""
        if user:
            self.write({'user_id': user.id})
        else:
            self.event_id.unlink()
