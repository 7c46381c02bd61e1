from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import format_date

from ... import audit
from ...figures import definitions, tables
from ...form import screening
from ...kept import without_defaults
from ...refusal import refuse
from ..front_door.mediation_registration import OPEN_STATES

# Written by freezing and by nothing else.
KEPT = frozenset({'state', 'result', 'date_frozen', 'user_id'})
PASSED = relativedelta(years=1)


class MediationFiguresPeriod(models.Model):
    """A year, or any number of whole months, and its figures.

    Room: figures. Managers make periods, the privacy officer reads them. As long as a period runs
    it has totals only, which whoever steers on all cases could count on the board. Its tables come
    when it is frozen: once, from one state of the facts, and no month in two frozen periods. So
    nothing can be worked out from the difference of two days, or of two periods.
    """

    _name = 'mediation.figures.period'
    _description = "Figures of a period"
    _order = 'date_from desc, id desc'

    name = fields.Char(string="Period", compute='_compute_name')
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._last_year(month=1, day=1)
    )
    date_to = fields.Date(
        string="Up to and including",
        required=True,
        default=lambda self: self._last_year(month=12, day=31),
    )
    state = fields.Selection(
        [('draft', "Open"), ('frozen', "Frozen")],
        required=True,
        readonly=True,
        default='draft',
        copy=False,
    )
    is_over = fields.Boolean(string="Over", compute='_compute_is_over')
    waiting_count = fields.Integer(
        string="Registrations still at the desk", compute='_compute_waiting_count'
    )
    date_frozen = fields.Datetime(string="Frozen on", readonly=True, copy=False)
    user_id = fields.Many2one('res.users', string="Frozen by", readonly=True, copy=False)
    # Only what may be shown, so that this can be read, stored and sent as it is.
    result = fields.Json(readonly=True, copy=False)

    # At a glance, in a list of years
    received = fields.Char(compute='_compute_totals')
    taken_up = fields.Char(string="Taken up", compute='_compute_totals')
    closed = fields.Char(compute='_compute_totals')
    contact = fields.Char(compute='_compute_totals')
    share_closed = fields.Char(string="Contact share of closed", compute='_compute_totals')

    @api.depends('date_from', 'date_to')
    @api.depends_context('lang')
    def _compute_name(self):
        for period in self:
            period.name = period._label(self.env.lang)

    @api.depends('date_to')
    def _compute_is_over(self):
        today = fields.Date.context_today(self)
        for period in self:
            period.is_over = bool(period.date_to) and period.date_to < today

    @api.depends('date_from', 'date_to', 'state', 'company_id')
    def _compute_waiting_count(self):
        for period in self:
            period.waiting_count = period.state == 'draft' and period._count_waiting()

    @api.depends('date_from', 'date_to', 'state', 'result', 'company_id')
    def _compute_totals(self):
        for period in self:
            shown = period._shown_totals()
            for name in ('received', 'taken_up', 'closed', 'contact', 'share_closed'):
                period[name] = shown[name]

    @api.constrains('date_from', 'date_to')
    def _check_dates(self):
        for period in self:
            if period.date_from > period.date_to:
                raise ValidationError(
                    self.env._("A period ends after it begins. Change one of the two dates.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        clean = without_defaults(self, KEPT)
        usual = clean.default_get(['date_from', 'date_to'])
        vals_list = [
            self._in_whole_months({**usual, **self._without_kept(vals)}) for vals in vals_list
        ]
        return super(MediationFiguresPeriod, clean).create(vals_list)

    def write(self, vals):
        self.check_access('write')
        if any(period.state == 'frozen' for period in self):
            raise UserError(
                self.env._("What is frozen never changes. Make another period for other months.")
            )
        if KEPT & vals.keys() and not self.env.su:
            raise UserError(self.env._("A period is frozen by its button, and by nothing else."))
        return super().write(self._in_whole_months(vals))

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_frozen(self):
        if any(period.state == 'frozen' for period in self):
            raise UserError(self.env._("What is frozen stays: somebody has counted on it."))

    def action_freeze(self):
        """Work the figures out once and for all."""
        self.ensure_one()
        self.check_access('write')
        self._lock()
        self._check_may_freeze()
        tallies = self._tallies()
        values = self._values(tallies)
        languages = [code for code, _name in self.env['res.lang'].get_installed()]
        result = {
            **tables.work_out(tallies, values),
            # What is renamed later on keeps its name here.
            'labels': {code: self._labels(values, code) for code in languages},
        }
        # Kept by the system: nobody writes figures.
        self.sudo().write(
            {
                'state': 'frozen',
                'result': result,
                'date_frozen': fields.Datetime.now(),
                'user_id': self.env.uid,
            }
        )
        audit.note(self.env, 'released', self, reason='figures frozen')

    @api.model
    def _last_year(self, **day):
        return fields.Date.context_today(self) - PASSED + relativedelta(**day)

    def _lock(self):
        """Let those who freeze periods of one organisation come one by one."""
        try:
            self.search([('company_id', '=', self.company_id.id)]).lock_for_update()
        except LockError:
            raise UserError(
                self.env._("Somebody else is freezing a period right now. Try again in a moment.")
            ) from None

    def _check_may_freeze(self):
        if self.state == 'frozen':
            raise UserError(self.env._("This period is frozen already. Reload the page to see it."))
        if not self.is_over:
            raise UserError(
                self.env._(
                    "This period is not over yet. It can be frozen after %(date)s.",
                    date=format_date(self.env, self.date_to),
                )
            )
        same = [
            ('company_id', '=', self.company_id.id),
            ('state', '=', 'frozen'),
            ('date_from', '<=', self.date_to),
            ('date_to', '>=', self.date_from),
        ]
        other = self.search(same, limit=1)
        if other:
            raise UserError(
                self.env._(
                    "Some of these months are frozen already, in %(period)s. The difference of two"
                    " periods could give away what neither shows, so no month is frozen twice.",
                    period=other.name,
                )
            )

    @api.model
    def _without_kept(self, vals):
        return {name: value for name, value in vals.items() if name not in KEPT}

    @api.model
    def _in_whole_months(self, vals):
        """Return these values with dates that are the first and the last day of a month."""
        vals = dict(vals)
        first, last = (fields.Date.to_date(vals.get(name)) for name in ('date_from', 'date_to'))
        if first:
            vals['date_from'] = first.replace(day=1)
        if last:
            vals['date_to'] = last + relativedelta(day=31)
        return vals

    def _tallies(self):
        if not (self.date_from and self.date_to):
            return {}
        months = definitions.months_between(self.date_from, self.date_to)
        # Nobody reads the facts; what may be shown of them comes out of here.
        return self.env['mediation.fact'].sudo()._sums(self._own_company(), *months)

    def _own_company(self):
        """Return the company that is counted; a form that is not saved yet has met no rule.

        :raise AccessError: when this user does not work in it
        """
        if not (self.env.su or self.company_id <= self.env.companies):
            raise refuse(self, 'read')
        return self.company_id

    def _figures(self):
        """Return the figures as they may be shown now; without tables before they are frozen."""
        return self.result if self.state == 'frozen' else tables.work_out_totals(self._tallies())

    def _count_waiting(self):
        """Return how many registrations of this period nobody has decided about yet."""
        if not (self.date_from and self.date_to):
            return 0
        return (
            self.env['mediation.registration']
            .sudo()  # a number, for whoever is about to freeze
            .search_count(
                [
                    ('company_id', '=', self._own_company().id),
                    ('state', 'in', OPEN_STATES),
                    ('screening', '!=', screening.APART),
                    ('date_received', '>=', self.date_from),
                    ('date_received', '<', self.date_to + relativedelta(days=1)),
                ]
            )
        )
