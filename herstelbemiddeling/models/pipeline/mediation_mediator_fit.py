from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...notices import colleagues
from .mediation_mediator import WHO_OFFERS

CAPACITY = 20  # points, of who has no number of his own
POINTS = 2  # of a case of which the kind of event is not known


class Fit(NamedTuple):
    """How a mediator fits a case. The reasons are words for whoever offers it."""

    user: object
    load: int
    capacity: int
    in_region: bool
    travels: bool
    speaks_language: bool
    is_competent: bool
    absence: str  # None for who is there
    refusal: str  # of this case, earlier; None without

    @property
    def is_full(self):
        return self.load >= self.capacity

    def order(self):
        """Return what to sort by: the best fit first, who cannot do it now last."""
        return (
            bool(self.absence or self.refusal),
            self.is_full,
            not self.in_region,
            not self.travels,
            not self.speaks_language,
            not self.is_competent,
            self.load / max(self.capacity, 1),
            self.user.name,
        )


class MediationMediatorFit(models.Model):
    """What decides whether a mediator fits a case: where, which languages, about what, and room."""

    _inherit = 'mediation.mediator'

    can_travel = fields.Boolean(
        string="Travels", help="Also does cases outside the own regions when nobody there has room."
    )
    offence_ids = fields.Many2many(
        'mediation.offence',
        string="Competent in",
        help="Kinds of event with experience or training.",
    )
    capacity = fields.Integer(
        string="Room (points)",
        required=True,
        default=CAPACITY,
        help="How many points of work at the same time. Each kind of event has its points.",
    )
    absent_from = fields.Date()
    absent_until = fields.Date(help="The last day of absence.")
    load_points = fields.Integer(
        string="Load (points)", compute='_compute_load_points', groups=WHO_OFFERS
    )

    _capacity_positive = models.Constraint(
        'CHECK (capacity >= 0)', "Room is a number of points, or zero."
    )

    @api.depends('user_id')
    def _compute_load_points(self):
        loads = self._loads(self.user_id)
        for mediator in self:
            mediator.load_points = loads.get(mediator.user_id, 0)

    @api.constrains('absent_from', 'absent_until')
    def _check_absence(self):
        for mediator in self:
            first, last = mediator.absent_from, mediator.absent_until
            if bool(first) != bool(last) or (first and first > last):
                raise ValidationError(
                    self.env._("Fill in both the first and the last day of absence, in order.")
                )

    @api.model
    def _loads(self, users):
        """Return ``{user: points of the open cases that he does}``, alone or with somebody."""
        loads = {}
        for name in ('mediator_id', 'co_mediator_ids'):
            rows = self.env['mediation.case']._read_group(
                [(name, 'in', users.ids), ('phase', '!=', 'closed')],
                [name, 'offence_id'],
                ['__count'],
            )
            for user, offence, count in rows:
                loads[user] = loads.get(user, 0) + count * (offence.points or POINTS)
        return loads

    @api.model
    def _in_order_of_fit(
        self, region, lang, offence=None, company=None, without=None, refusals=None
    ):
        """Return a `Fit` of each active mediator of a company, the best one first.

        Somebody of the region comes first, then who travels, who speaks the language, who knows
        this kind of event, and who has most room. Who is absent, has declined or is full comes
        last. Also one of whom nothing is known yet is in the list.

        :param company: the one that the case belongs to; the current one when not given
        :param without: users who cannot be offered it, because they are recused
        :param refusals: ``{user: why he did not accept this case before}``
        """
        company = (company or self.env.company).with_env(self.env)
        users = colleagues(company, 'herstelbemiddeling.group_mediator')
        if without:
            users -= without
        loads = self._loads(users)
        known = self.search([('user_id', 'in', users.ids)]).grouped('user_id')
        fits = []
        for user in users:
            mediator = known.get(user, self.browse())
            fits.append(
                Fit(
                    user=user,
                    load=loads.get(user, 0),
                    capacity=mediator.capacity if mediator else CAPACITY,
                    in_region=bool(region) and region in mediator.region_ids,
                    travels=mediator.can_travel,
                    speaks_language=bool(lang) and lang in mediator.lang_ids,
                    is_competent=bool(offence) and offence in mediator.offence_ids,
                    absence=mediator._absence(),
                    refusal=(refusals or {}).get(user),
                )
            )
        return sorted(fits, key=Fit.order)

    def _absence(self):
        """Return until when somebody is absent now or within a week, in words, or None."""
        today = fields.Date.context_today(self)
        soon = today + relativedelta(weeks=1)
        if not self.absent_until or self.absent_until < today or self.absent_from > soon:
            return None
        return self.env._(
            "absent %(first)s\u2013%(last)s",
            first=format_date(self.env, self.absent_from, date_format='d MMM'),
            last=format_date(self.env, self.absent_until, date_format='d MMM'),
        )
