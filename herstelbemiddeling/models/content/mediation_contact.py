from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ... import contact_modes, gates, sealed
from .mediation_session import CALLED_OFF_BY

OPEN_STATES = ('preparing', 'planned')
# What a contact needs before the mediator can give the go: the gate of the contact without the go
# itself and the pause, in the order in which it is said.
NEEDED_FOR_GO = tuple(name for name in gates.NEEDED['contact'] if name not in ('not_paused', 'go'))
# What a letter needs to be let go, long before it is handed over.
NEEDED_TO_RELEASE = ('both_sides', 'participation', 'assent', 'no_ban')
# Whom and what the go was for.
GO_IS_FOR = frozenset({'party_ids', 'support_party_ids', 'contact_mode_id'})


class MediationContact(models.Model):
    """One contact between parties in one form: a meeting, letters, messages passed on.

    Room: content. It goes ahead when the mediator believes that it can proceed well: the go is his,
    dated, and lost when what it stood on is not there any more.
    """

    _name = 'mediation.contact'
    _description = "Contact"
    _inherit = 'mediation.revised'
    _seal_prefix = 'K'
    _parent_field = None
    _order = 'id desc'
    _kept_fields = frozenset(
        {'state', 'go_date', 'go_user_id', 'result', 'date_completed', 'called_off_by'}
    )

    party_ids = fields.Many2many(
        'mediation.party',
        'mediation_contact_party_rel',
        string="Between",
        required=True,
        domain="[('case_id', '=', case_id), ('side', '!=', 'support')]",
    )
    support_party_ids = fields.Many2many(
        'mediation.party',
        'mediation_contact_support_rel',
        string="Support persons",
        domain="[('case_id', '=', case_id), ('side', '=', 'support')]",
    )
    contact_mode_id = fields.Many2one(
        'mediation.contact.mode', string="Form of contact", required=True, ondelete='restrict'
    )
    mode = fields.Char(string="Kind of contact", compute='_compute_mode')
    is_direct = fields.Boolean(compute='_compute_mode')
    state = fields.Selection(
        [
            ('preparing', "Being prepared"),
            ('planned', "Planned"),
            ('completed', "Completed"),
            ('called_off', "Called off"),
        ],
        required=True,
        default='preparing',
        index=True,
        readonly=True,
    )
    go = fields.Boolean(
        compute='_compute_go', help="The mediator believes that this contact can proceed well."
    )
    go_date = fields.Datetime(string="Go given on", readonly=True, copy=False)
    go_user_id = fields.Many2one('res.users', string="Go given by", readonly=True, copy=False)
    missing = fields.Text(string="What the go needs", compute='_compute_missing')
    result = fields.Selection(
        [
            ('held', "Held"),
            ('answered', "Answered"),
            ('no_reply', "No reply wanted"),
            ('partly', "Ended early"),
        ],
        readonly=True,
    )
    date_completed = fields.Datetime(readonly=True)
    called_off_by = fields.Selection(CALLED_OFF_BY, readonly=True)
    support_agreed = fields.Boolean(string="Both sides agree to the support persons")
    is_mediator_present = fields.Boolean(string="The mediator is there", default=True)
    place = sealed.Char(string="Where")
    session_ids = fields.One2many('mediation.session', 'contact_id', string="Meetings")
    message_ids = fields.One2many('mediation.message', 'contact_id', string="Messages")

    @api.depends('contact_mode_id')
    def _compute_mode(self):
        for contact in self:
            contact.mode = contact.contact_mode_id.code
            contact.is_direct = contact.contact_mode_id.is_direct

    @api.depends('go_date', 'party_ids', 'contact_mode_id')
    def _compute_go(self):
        for contact in self:
            contact.go = bool(contact.go_date) and not contact._obstacles()

    @api.depends('party_ids', 'contact_mode_id')
    @api.depends_context('lang')
    def _compute_missing(self):
        for contact in self:
            obstacles = (
                contact._obstacles() if contact.party_ids and contact.contact_mode_id else []
            )
            contact.missing = '\n'.join(contact.case_id._sentences()[name] for name in obstacles)

    @api.model_create_multi
    def create(self, vals_list):
        begun = {**dict.fromkeys(self._kept_fields, False), 'state': 'preparing'}
        vals_list = [{**vals, **begun} for vals in vals_list]
        contacts = super().create(vals_list)
        for contact in contacts:
            contact.case_id._check_open_for('contact')
            contact._check_parties()
        return contacts

    def write(self, vals):
        if any(contact.state not in OPEN_STATES for contact in self):
            self._refuse_change()
        if 'support_party_ids' in vals and 'support_agreed' not in vals:
            vals = {**vals, 'support_agreed': False}  # it was about other people
        if GO_IS_FOR & vals.keys():
            self._lose_go()
        result = super().write(vals)
        if GO_IS_FOR & vals.keys():
            for contact in self:
                contact._check_parties()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_history(self):
        if any(contact.go_date or contact.state != 'preparing' for contact in self):
            self._refuse_change()

    def action_give_go(self):
        """The mediator's go: contact can proceed in a good way, as far as he can judge today."""
        for contact in self:
            contact._check_state(*OPEN_STATES)
            contact.case_id._check_open_for('contact')
            obstacles = contact._obstacles()
            if obstacles:
                contact._refuse_for(obstacles)
            contact._set_go(fields.Datetime.now(), self.env.user)

    def action_withdraw_go(self):
        for contact in self:
            contact._check_state(*OPEN_STATES)
            contact._lose_go()

    def action_plan(self):
        """Open a meeting of this contact to be planned, with everybody who comes."""
        self.ensure_one()
        self._check_state(*OPEN_STATES)
        self._check_may_meet()
        return self.env['mediation.session']._open_new(
            self.case_id,
            contact_id=self.id,
            kind='meeting',
            how=contact_modes.of(self.mode).how or 'visit',
            party_ids=(self.party_ids | self.support_party_ids).ids,
        )

    def action_write_message(self):
        """Open a new letter or message; whom it is from is asked when both sides can write."""
        self.ensure_one()
        self._check_state(*OPEN_STATES)
        return self.env['mediation.message']._open_new(self.case_id, contact_id=self.id)

    def action_complete(self):
        """The meeting, call or conference took place: as planned, or just now."""
        for contact in self:
            contact._hold({})

    def action_ask_held(self):
        """Ask in one go when it was and how long."""
        self._check_state(*OPEN_STATES)
        return self.env['mediation.held']._open(self)

    def action_call_off(self):
        for contact in self:
            contact._check_state(*OPEN_STATES)
            contact._call_off('mediator')

    def action_ask_call_off(self):
        """Ask by whom."""
        self._check_state(*OPEN_STATES)
        return self.env['mediation.call.off']._open(self)

    def _hold(self, values):
        """Write the meeting down as a talk that was held, and complete the contact with it.

        :param values: of the talk, where it was otherwise than planned
        """
        self._check_state(*OPEN_STATES)
        self._check_may_meet()
        planned = self._planned_session()
        if len(planned) > 1:
            raise UserError(
                self.env._(
                    "Several meetings of this contact are planned. Record those that were held or"
                    " called off first; with the last one the contact is complete."
                )
            )
        if planned:
            planned._hold({'date_start': min(planned.date_start, fields.Datetime.now()), **values})
        elif not self.session_ids.filtered(lambda session: session.state == 'held'):
            self._create_held(values)
        self._complete('held')

    def _planned_session(self):
        return self.session_ids.filtered(lambda session: session.state == 'planned')

    def _create_held(self, values):
        """Somebody met without an appointment in here."""
        self.env['mediation.session'].create(
            {
                'case_id': self.case_id.id,
                'contact_id': self.id,
                'kind': 'meeting',
                'state': 'held',
                'how': contact_modes.of(self.mode).how or 'visit',
                'party_ids': [Command.set((self.party_ids | self.support_party_ids).ids)],
                **values,
            }
        )

    def _call_off(self, called_off_by):
        """End what has not taken place, with the meetings planned for it."""
        for contact in self.filtered(lambda contact: contact.state in OPEN_STATES):
            contact.session_ids._call_off(called_off_by)
            contact.message_ids._stop()
            contact._step({'state': 'called_off', 'called_off_by': called_off_by})

    def _complete(self, result):
        self.ensure_one()
        self._check_open()
        if self.is_direct:
            self._check_go()
        # A letter was handed over with the go; that nobody wants to answer needs none.
        self._step(
            {'state': 'completed', 'result': result, 'date_completed': fields.Datetime.now()}
        )

    def _note_planned(self):
        """It is planned as long as a meeting of it is."""
        for contact in self.filtered(lambda contact: contact.state in OPEN_STATES):
            planned = any(session.state == 'planned' for session in contact.session_ids)
            state = 'planned' if planned else 'preparing'
            if state != contact.state:
                contact._step({'state': state})

    def _set_go(self, moment, user):
        self._step({'go_date': moment, 'go_user_id': user.id})

    def _lose_go(self):
        self._set_go(False, self.env['res.users'])

    def _check_open(self):
        if any(contact.state not in OPEN_STATES for contact in self):
            raise UserError(
                self.env._("This contact is over already. Make a new one for what comes next.")
            )

    def _check_goes_on(self):
        """Raise UserError when it was called off; an answer may follow what is completed."""
        if self.state == 'called_off':
            raise UserError(
                self.env._("This contact was called off. Make a new one for what comes next.")
            )

    def _check_go(self):
        """Raise UserError unless the mediator's go is in force now."""
        self.ensure_one()
        obstacles = self._obstacles()
        if obstacles or not self.go_date:
            self._refuse_for([*obstacles, *(() if self.go_date else ('go',))])

    def _check_taking_part(self):
        """Raise UserError unless everybody in it takes part today and no ban forbids it."""
        obstacles = [name for name in self._obstacles() if name in NEEDED_TO_RELEASE]
        if obstacles:
            self._refuse_for(obstacles)

    def _check_may_meet(self):
        """Raise UserError for what a meeting needs besides the go."""
        if not self.is_direct:
            raise UserError(
                self.env._("Letters and messages complete a contact when they are delivered.")
            )
        if self.support_party_ids and not self.support_agreed:
            raise UserError(
                self.env._(
                    "Ask both sides whether the support persons may come, and tick that they agree."
                )
            )
        if not self.is_mediator_present:
            raise UserError(
                self.env._("A meeting is attended by the mediator. Tick that you are there.")
            )
        self._check_go()

    def _check_parties(self):
        self.party_ids._check_takes_part()
        if self.party_ids.filtered(lambda party: party.side == 'support'):
            raise UserError(
                self.env._("Support persons come along; they are not one of the two sides.")
            )

    def _refuse_for(self, obstacles):
        sentences = self.case_id._sentences()
        raise UserError(
            self.env._(
                "This contact cannot go ahead yet:\n%(missing)s",
                missing='\n'.join(f'\N{EN DASH} {sentences[name]}' for name in obstacles),
            )
        )

    def _obstacles(self):
        """Return the names of what is missing for the mediator's go, for just these people."""
        self.ensure_one()
        facts = self.case_id._facts_of(self.party_ids, self.contact_mode_id)
        return [name for name in NEEDED_FOR_GO if name not in facts]
