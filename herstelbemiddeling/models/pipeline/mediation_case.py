from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ...codes import free_codes

# Who keeps what: the desk and managers decide who does a case, its mediators carry it on.
ASSIGNMENT_FIELDS = frozenset(
    {'mediator_id', 'co_mediator_ids', 'offered_mediator_id', 'recused_user_ids'}
    | {'asked_co_mediator_ids'}
)
SHARED_FIELDS = frozenset({'region_id', 'offence_id', 'priority'})
MEMBER_FIELDS = frozenset(
    {'stage_id', 'initiator_side', 'contact_mode_ids', 'outcome_id', 'paused_until', 'party_ids'}
    | {'harmed_party_ids', 'responsible_party_ids', 'activity_ids', 'willingness_ids'}
)
# Kept by the system: what a case is, and what has happened to it, whoever makes it.
KEPT_FIELDS = frozenset(
    {'name', 'phase', 'member_ids', 'declared_user_ids', 'handed_over', 'date_assigned'}
    | {'date_closed', 'date_last_stage_update', 'closed_from_phase', 'previous_case_id'}
    | {'next_case_ids', 'ended_by', 'waiting_on', 'waiting_since', 'unassigned_since'}
    | {'date_taken_up', 'is_settled', 'request_due'}
)
WHO_MEETS_PARTIES = (
    'herstelbemiddeling.group_mediator,'
    'herstelbemiddeling.group_desk,'
    'herstelbemiddeling.group_privacy_officer'
)


class MediationCase(models.Model):
    """The skeleton of a case: what is steered on, without a word about anybody in it.

    Room: pipeline. No personal data and no free text; managers and the desk see all cases,
    a mediator the own ones and those on offer to him.
    """

    _name = 'mediation.case'
    _description = "Mediation case"
    _inherit = ['mail.tracking.duration.mixin', 'mail.activity.mixin']
    _order = 'priority desc, date_last_stage_update, id'
    _track_duration_field = 'stage_id'
    _is_walled = True

    name = fields.Char(
        string="Code",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: free_codes(self, 'HB', name='name')[0],
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )

    # Where it stands
    stage_id = fields.Many2one(
        'mediation.stage',
        required=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand='_read_group_expand_full',
        ondelete='restrict',
        default=lambda self: self.env['mediation.stage'].search(
            [('phase', '=', 'registered')], limit=1
        ),
    )
    phase = fields.Selection(related='stage_id.phase', store=True, index=True)
    date_last_stage_update = fields.Datetime(
        string="In this stage since", readonly=True, default=fields.Datetime.now, copy=False
    )
    days_in_stage = fields.Integer(compute='_compute_days_in_stage')
    paused_until = fields.Date(string="Paused until", copy=False)
    is_paused = fields.Boolean(compute='_compute_is_paused')
    priority = fields.Selection([('0', "Normal"), ('1', "Urgent")], default='0', required=True)

    # Who does it
    mediator_id = fields.Many2one(
        'res.users', index='btree_not_null', copy=False, ondelete='restrict'
    )
    co_mediator_ids = fields.Many2many(
        'res.users', 'mediation_case_co_mediator_rel', string="Co-mediators", copy=False
    )
    asked_co_mediator_ids = fields.Many2many(
        'res.users',
        'mediation_case_asked_rel',
        string="Asked as second mediator",
        copy=False,
        help="Comes in by declaring to have no conflict of interest, and sees nothing until then.",
    )
    offered_mediator_id = fields.Many2one(
        'res.users', string="Offered to", index='btree_not_null', copy=False, ondelete='set null'
    )
    recused_user_ids = fields.Many2many(
        'res.users', 'mediation_case_recused_rel', string="Recused", copy=False
    )
    member_ids = fields.Many2many(
        'res.users',
        'mediation_case_member_rel',
        string="Members",
        compute='_compute_member_ids',
        store=True,
        copy=False,
    )
    declared_user_ids = fields.Many2many(
        'res.users',
        'mediation_case_declared_rel',
        string="Declared no conflict of interest",
        readonly=True,
        copy=False,
    )
    handed_over = fields.Boolean(
        readonly=True, copy=False, help="A mediator has accepted the case; the desk is out."
    )
    is_member = fields.Boolean(compute='_compute_is_member')
    is_mine = fields.Boolean(string="I do this case", compute='_compute_is_member')
    is_mediator = fields.Boolean(string="I am its mediator", compute='_compute_is_member')
    is_to_declare = fields.Boolean(
        string="I have to declare that I have no conflict of interest", compute='_compute_is_member'
    )
    is_offered_to_me = fields.Boolean(compute='_compute_is_offered_to_me')
    is_open_to_me = fields.Boolean(compute='_compute_is_member')

    # What kind of case it is
    initiator_side = fields.Selection(
        [('harmed', "Harmed side"), ('responsible', "Responsible side")], required=True
    )
    offence_id = fields.Many2one('mediation.offence', index='btree_not_null', ondelete='restrict')
    region_id = fields.Many2one('mediation.region', index='btree_not_null', ondelete='restrict')
    contact_mode_ids = fields.Many2many('mediation.contact.mode', string="Contact modes")
    outcome_id = fields.Many2one(
        'mediation.outcome',
        string="Closing reason",
        index='btree_not_null',
        copy=False,
        ondelete='restrict',
    )

    # When
    date_registered = fields.Datetime(string="Registered", default=fields.Datetime.now, copy=False)
    date_assigned = fields.Datetime(string="Assigned", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Closed", readonly=True, copy=False)

    # The people, for those who meet them; managers never do
    party_ids = fields.One2many('mediation.party', 'case_id', groups=WHO_MEETS_PARTIES)
    harmed_party_ids = fields.One2many(
        'mediation.party', 'case_id', domain=[('side', '=', 'harmed')], groups=WHO_MEETS_PARTIES
    )
    responsible_party_ids = fields.One2many(
        'mediation.party',
        'case_id',
        domain=[('side', '=', 'responsible')],
        groups=WHO_MEETS_PARTIES,
    )
    registration_ids = fields.One2many(
        'mediation.registration', 'case_id', groups=WHO_MEETS_PARTIES
    )

    _name_uniq = models.UniqueIndex('(name)')
    # The pipeline costs what is open, not what was ever closed, and a column of it what it shows:
    # the first cards in their order. Said as Odoo says it in a search, else PostgreSQL does not see
    # that the index has all that is asked for.
    _open_idx = models.Index(
        "(stage_id, priority DESC, date_last_stage_update, id)"
        " WHERE active IS TRUE AND (phase <> 'closed' OR phase IS NULL)"
    )

    @api.depends('date_last_stage_update')
    def _compute_days_in_stage(self):
        now = fields.Datetime.now()
        for case in self:
            case.days_in_stage = (now - (case.date_last_stage_update or now)).days

    @api.depends('paused_until')
    def _compute_is_paused(self):
        today = fields.Date.context_today(self)
        paused = self.filtered(lambda case: case.paused_until and case.paused_until > today)
        paused.is_paused = True
        (self - paused).is_paused = False

    @api.depends('mediator_id', 'co_mediator_ids', 'recused_user_ids')
    def _compute_member_ids(self):
        for case in self:
            case.member_ids = case._carriers()

    @api.depends(
        'member_ids',
        'mediator_id',
        'declared_user_ids',
        'handed_over',
        'recused_user_ids',
    )
    @api.depends_context('uid')
    def _compute_is_member(self):
        user = self.env.user
        for case in self:
            case.is_member = user in case.member_ids
            case.is_mine = user in case._carriers()
            case.is_mediator = user == case.mediator_id
            case.is_to_declare = case.is_mine and user not in case.declared_user_ids
            case.is_open_to_me = case._is_open_to(user)

    @api.depends('offered_mediator_id', 'asked_co_mediator_ids')
    @api.depends_context('uid')
    def _compute_is_offered_to_me(self):
        """Apart from who is a member: a board asks this of every card, and nothing else."""
        user = self.env.user
        rows = self._read_format(['offered_mediator_id'], load=None)
        asked_ids = set(self._asked_as_second(user)._ids)
        offered = self.browse(
            row['id']
            for row in rows
            if row['offered_mediator_id'] == user.id or row['id'] in asked_ids
        )
        offered.is_offered_to_me = True
        (self - offered).is_offered_to_me = False

    @api.constrains(
        'mediator_id',
        'co_mediator_ids',
        'offered_mediator_id',
        'asked_co_mediator_ids',
        'company_id',
    )
    def _check_same_company(self):
        for case in self:
            for user in case._carriers_to_be():
                if case.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work in the organisation of case %(code)s. Choose"
                            " a mediator who does.",
                            user=user.name,
                            code=case.name,
                        )
                    )

    @api.constrains(
        'mediator_id', 'co_mediator_ids', 'offered_mediator_id', 'asked_co_mediator_ids'
    )
    def _check_mediators(self):
        for user in self._carriers_to_be():
            if not user.has_group('herstelbemiddeling.group_mediator'):
                raise ValidationError(
                    self.env._(
                        "%(user)s is not a mediator. Choose somebody with the role of mediator.",
                        user=user.name,
                    )
                )

    @api.constrains(
        'mediator_id',
        'co_mediator_ids',
        'offered_mediator_id',
        'asked_co_mediator_ids',
        'recused_user_ids',
    )
    def _check_recused(self):
        for case in self:
            if case._carriers_to_be() & case.recused_user_ids:
                raise ValidationError(
                    self.env._(
                        "Somebody who is recused from case %(code)s cannot take part in it. Choose"
                        " another mediator.",
                        code=case.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self = self._without_kept(vals_list)
        cases = super().create(vals_list)
        cases._ask_before_they_join()
        for case in cases:
            case._check_gates('registered')
            if case._carriers():
                case._note_hand_over(case.date_assigned)
        # Rules search the table behind this field, and a search does not compute what is pending.
        cases.flush_recordset(['member_ids'])
        return cases

    def write(self, vals):
        self._check_may_write(vals)
        phases = {case: case.phase for case in self}
        co_mediators = {case: case.co_mediator_ids for case in self}
        if 'stage_id' in vals:
            moved = self.filtered(lambda case: case.stage_id.id != vals['stage_id'])
            super(MediationCase, moved).write({'date_last_stage_update': fields.Datetime.now()})
        result = super().write(vals)
        if 'co_mediator_ids' in vals:
            self._ask_before_they_join(co_mediators)
        if vals.get('mediator_id'):
            self._note_hand_over()
        elif vals.get('co_mediator_ids'):
            self.filtered(lambda case: case._carriers() and not case.handed_over)._note_hand_over()
        for case, phase in phases.items():
            case._check_gates(phase)
        if ASSIGNMENT_FIELDS & vals.keys():
            # Whoever is out must not be served from what was read a moment ago.
            self.env.invalidate_all()
        return result

    def _note_hand_over(self, moment=None):
        """Once somebody carries the case the desk is out, and stays out if he leaves."""
        # Kept by the system: no role may write these.
        assigned = moment or fields.Datetime.now()
        self.sudo().write({'handed_over': True, 'date_assigned': assigned})

    def _check_may_write(self, vals):
        """Raise AccessError unless each field is one that this user keeps."""
        if self.env.su:
            return
        user = self.env.user
        allowed = set(SHARED_FIELDS)
        if user.has_group('herstelbemiddeling.group_desk') or user.has_group(
            'herstelbemiddeling.group_manager'
        ):
            allowed |= ASSIGNMENT_FIELDS
        if all(user in case._carriers() for case in self):
            allowed |= MEMBER_FIELDS
        self._refuse_fields(vals.keys() - allowed)

    @api.model
    def _without_kept(self, vals_list):
        """Return the model to make cases with, without defaults for what the system keeps.

        :raise AccessError: when one of these is given
        """
        for vals in vals_list:
            self._refuse_fields(vals.keys() & KEPT_FIELDS)
        defaults = {f'default_{name}' for name in KEPT_FIELDS}
        context = {name: it for name, it in self.env.context.items() if name not in defaults}
        return self.with_env(self.env(context=context))

    @api.model
    def _refuse_fields(self, names):
        if names:
            raise AccessError(
                self.env._(
                    "You cannot change this on a case: %(fields)s. The mediator of a case moves it"
                    " on; the desk and managers decide who that is.",
                    fields=", ".join(sorted(names)),
                )
            )

    def _is_open_to(self, user):
        """Return whether a user may meet the people of this case: what the rules say, in Python."""
        if user in self.recused_user_ids:
            return False
        if user in self.member_ids:
            # A rule cannot look at the clock; here it is asked whether an hour is over.
            return user in self._carriers() or self._has_emergency_grant(user)
        return not self.handed_over and user.has_group('herstelbemiddeling.group_desk')

    def _asked_as_second(self, user):
        """Return those of the cases in which this user is asked to be the second mediator."""
        known = self._fields['asked_co_mediator_ids']._get_cache(self.env)
        read = self.filtered(lambda case: not case.id or case.id in known)
        others = (self - read).with_context(active_test=False)
        asked = [('id', 'in', others.ids), ('asked_co_mediator_ids', 'in', user.ids)]
        found = others.search(asked, order='id') if others else others
        return found | read.filtered(lambda case: user in case.asked_co_mediator_ids)

    def _carriers(self):
        """Return who does the case. Other members, in by emergency access, only read."""
        self.ensure_one()
        return (self.mediator_id | self.co_mediator_ids) - self.recused_user_ids

    def _carriers_to_be(self):
        """Return who does these cases, and who is asked to."""
        return (
            self.mediator_id
            | self.co_mediator_ids
            | self.offered_mediator_id
            | self.asked_co_mediator_ids
        )

    @api.model
    def _open_case_counts(self, users):
        """Return ``{user: number of open cases}`` for those who have any."""
        return dict(
            self._read_group(
                [('mediator_id', 'in', users.ids), ('phase', '!=', 'closed')],
                ['mediator_id'],
                ['__count'],
            )
        )

    def _get_rotting_depends_fields(self):
        return [*super()._get_rotting_depends_fields(), 'phase', 'paused_until']

    def _get_rotting_domain(self):
        today = fields.Date.context_today(self)
        running = Domain('paused_until', '=', False) | Domain('paused_until', '<=', today)
        return super()._get_rotting_domain() & Domain('phase', '!=', 'closed') & running
