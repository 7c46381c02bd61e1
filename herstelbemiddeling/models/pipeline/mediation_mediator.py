import secrets

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ... import audit

WHO_OFFERS = (
    'herstelbemiddeling.group_desk,'
    'herstelbemiddeling.group_mediator,'
    'herstelbemiddeling.group_manager'
)


class MediationMediator(models.Model):
    """What the desk needs to know about a mediator to offer a case to the right one."""

    _name = 'mediation.mediator'
    _description = "Mediator"
    _rec_name = 'user_id'

    user_id = fields.Many2one(
        'res.users',
        string="Mediator",
        required=True,
        ondelete='cascade',
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_mediator').id)
        ],
    )
    region_ids = fields.Many2many('mediation.region', string="Regions")
    lang_ids = fields.Many2many('res.lang', string="Languages", context={'active_test': False})
    open_case_count = fields.Integer(
        string="Open cases", compute='_compute_open_case_count', groups=WHO_OFFERS
    )

    # Practice supervision
    supervisor_id = fields.Many2one(
        'res.users',
        string="Practice supervisor",
        index='btree_not_null',
        ondelete='restrict',
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_supervisor').id)
        ],
    )
    supervision_ids = fields.One2many(
        'mediation.supervision', 'mediator_id', string="Talks with the practice supervisor"
    )
    last_supervision = fields.Date(string="Last talk", compute='_compute_last_supervision')
    is_supervision_due = fields.Boolean(string="Due", compute='_compute_last_supervision')
    is_supervised_by_me = fields.Boolean(compute='_compute_is_supervised_by_me')

    _user_uniq = models.UniqueIndex('(user_id)', "This mediator is in the list already.")

    @api.depends('user_id')
    def _compute_open_case_count(self):
        counts = self.env['mediation.case']._open_case_counts(self.user_id)
        for mediator in self:
            mediator.open_case_count = counts.get(mediator.user_id, 0)

    @api.depends('supervisor_id', 'supervision_ids.state', 'supervision_ids.date')
    def _compute_last_supervision(self):
        held = dict(
            self.env['mediation.supervision']._read_group(
                [('mediator_id', 'in', self.ids), ('state', '=', 'held')],
                ['mediator_id'],
                ['date:max'],
            )
        )
        weeks = self.env['mediation.policy']._of(self.env.company).supervision_weeks
        latest = fields.Date.context_today(self) - relativedelta(weeks=weeks)
        for mediator in self:
            last = held.get(mediator._origin)
            mediator.last_supervision = last
            mediator.is_supervision_due = bool(mediator.supervisor_id) and (
                not last or last < latest
            )

    @api.depends('supervisor_id')
    @api.depends_context('uid')
    def _compute_is_supervised_by_me(self):
        for mediator in self:
            mediator.is_supervised_by_me = mediator.supervisor_id == self.env.user

    @api.constrains('user_id', 'supervisor_id')
    def _check_supervisor(self):
        for mediator in self.filtered('supervisor_id'):
            supervisor = mediator.supervisor_id
            if supervisor == mediator.user_id:
                raise ValidationError(
                    self.env._("Nobody is his or her own practice supervisor. Choose a colleague.")
                )
            if not supervisor.has_group('herstelbemiddeling.group_supervisor'):
                raise ValidationError(
                    self.env._(
                        "%(user)s is not a practice supervisor. Ask an administrator to give this"
                        " user the role first.",
                        user=supervisor.name,
                    )
                )

    @api.constrains('user_id')
    def _check_user_is_mediator(self):
        for mediator in self:
            if not mediator.user_id.has_group('herstelbemiddeling.group_mediator'):
                raise ValidationError(
                    self.env._(
                        "%(user)s is not a mediator. Ask an administrator to give this user the"
                        " role of mediator first.",
                        user=mediator.user_id.name,
                    )
                )

    def action_give_cases(self):
        """A manager gives all open cases of this mediator to others."""
        self.ensure_one()
        if not self.env.user.has_group('herstelbemiddeling.group_manager'):
            raise AccessError(self.env._("Managers decide who gets the cases of a mediator."))
        return self.env['mediation.caseload']._open(self.user_id)

    def action_draw_case(self):
        """The practice supervisor draws an open case of this mediator at random, for review."""
        self.ensure_one()
        self.check_access('read')
        if self.supervisor_id != self.env.user:
            raise AccessError(self.env._("Only the practice supervisor of a mediator can do this."))
        # He has no right on any case, and gets no more of this one than the review shows.
        cases_sudo = (
            self.env['mediation.case']
            .sudo()
            .search(
                [
                    ('mediator_id', '=', self.user_id.id),
                    ('phase', '!=', 'closed'),
                    ('company_id', 'in', self.env.companies.ids),
                    ('recused_user_ids', 'not in', self.env.user.ids),
                ]
            )
        )
        if not cases_sudo:
            raise UserError(self.env._("There is no open case to draw from."))
        drawn_sudo = secrets.choice(cases_sudo)
        audit.note(self.env, 'opened', drawn_sudo, reason='drawn for review')
        return self.env['mediation.review']._open(drawn_sudo)
