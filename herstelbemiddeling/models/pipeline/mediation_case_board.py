from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

WORST_FIRST = ('overdue', 'today', 'planned')


class MediationCaseBoard(models.Model):
    """The activities on the cards, worked out for a whole board at once.

    Odoo does this for one card after the other, once for each of the fields, and it was most of
    what a board of some hundred cards took. There are few different answers, so each of them is
    given to all cards that have it in one go.
    """

    _inherit = 'mediation.case'

    concerns_me = fields.Boolean(
        string="Mine, or on offer to me",
        compute='_compute_concerns_me',
        search='_search_concerns_me',
    )
    activity_state = fields.Selection(compute='_compute_next_activity')
    activity_type_id = fields.Many2one(
        related=None, compute='_compute_next_activity', readonly=True
    )
    activity_type_icon = fields.Char(related=None, compute='_compute_next_activity', readonly=True)
    # Always empty: an activity of a case holds no words.
    activity_summary = fields.Char(related=None, compute='_compute_next_activity', readonly=True)
    activity_exception_decoration = fields.Selection(compute='_compute_next_activity')
    activity_exception_icon = fields.Char(compute='_compute_next_activity')

    # By whom it is done, of what is open. Said as Odoo says it in a search, like `_open_idx`.
    _open_of_mediator_idx = models.Index(
        "(mediator_id, stage_id) WHERE active IS TRUE AND (phase <> 'closed' OR phase IS NULL)"
    )

    @api.depends('mediator_id', 'co_mediator_ids', 'offered_mediator_id', 'asked_co_mediator_ids')
    @api.depends_context('uid')
    def _compute_concerns_me(self):
        user = self.env.user
        for case in self:
            case.concerns_me = user in case._carriers_to_be()

    def _search_concerns_me(self, operator, value):
        """Find the cases of a board by index, whichever of the four ways one comes to a case.

        Asked for field by field, these are subqueries which PostgreSQL can only try on one open
        case after the other. A list that is made once is something it can look up.
        """
        if operator != 'in' or set(value) != {True}:
            return NotImplemented
        return Domain.custom(to_sql=self._concerns_me_to_sql)

    @api.model
    def _concerns_me_to_sql(self, model, alias, query):
        ways = [
            SQL("%s = %s", model._field_to_sql(alias, name, query), model.env.uid)
            for name in ('mediator_id', 'offered_mediator_id')
        ]
        for name in ('co_mediator_ids', 'asked_co_mediator_ids'):
            field = model._fields[name]
            ids = SQL(
                "SELECT %s FROM %s WHERE %s = %s",
                SQL.identifier(field.column1),
                SQL.identifier(field.relation),
                SQL.identifier(field.column2),
                model.env.uid,
                to_flush=field,
            )
            ways.append(SQL("%s = ANY(ARRAY(%s))", SQL.identifier(alias, 'id'), ids))
        return SQL("(%s)", SQL(" OR ").join(ways))

    @api.depends(
        'activity_ids.active',
        'activity_ids.activity_type_id.decoration_type',
        'activity_ids.activity_type_id.icon',
        'activity_ids.date_deadline',
        'activity_ids.user_tz',
    )
    def _compute_next_activity(self):
        activities_of = self._rows_of_activities()
        alike = {}
        for case_id in self._ids:
            # One that is changed on a form has the activities of the case that it changes.
            saved_id = case_id or case_id.origin
            found = self._next_activity(activities_of.get(saved_id, ()))
            alike.setdefault(found, []).append(case_id)
        self.activity_summary = False
        for (state, kind, exception), ids in alike.items():
            cases = self.browse(ids)
            cases.activity_state = state
            cases.activity_type_id = kind
            cases.activity_type_icon = kind.icon
            cases.activity_exception_decoration = exception.decoration_type
            cases.activity_exception_icon = exception.icon

    def _rows_of_activities(self):
        """Return ``{id of a case: [(state, kind)]}`` in the order of the activities."""
        Activity, rows, states = self.env['mail.activity'], {}, {}
        # Which ones are there was asked as whoever looks; Odoo would ask it again for their dates.
        for activity in self.activity_ids.sudo():
            day, tz = activity.date_deadline, activity.user_tz
            if (day, tz) not in states:
                states[day, tz] = Activity._compute_state_from_date(day, tz)
            state = activity.active and states[day, tz]
            rows.setdefault(activity.res_id, []).append((state, activity.activity_type_id))
        return rows

    def _next_activity(self, rows):
        """Return ``(state, kind of the first activity, kind of an exception)`` of one case."""
        states = {state for state, _kind in rows}
        kinds = [kind for _state, kind in rows]
        nothing = self.env['mail.activity.type']
        state = next((state for state in WORST_FIRST if state in states), False)
        decorated = [kind for kind in kinds if kind.decoration_type]
        decorated.sort(key=lambda kind: kind.decoration_type != 'danger')
        return state, next(iter(kinds), nothing), next(iter(decorated), nothing)

    def _compute_rotting(self):
        """What Odoo works out, for a whole board: see `_get_rotting_domain`."""
        now, today = self.env.cr.now(), fields.Date.context_today(self)
        patience = {stage.id: stage.rotting_threshold_days for stage in self.stage_id}
        days_of = {}
        names = ['stage_id', 'phase', 'paused_until', 'date_last_stage_update']
        for row in self._read_format(names, load=None):
            since = row['date_last_stage_update'] or now
            threshold = patience.get(row['stage_id'])
            is_paused = row['paused_until'] and row['paused_until'] > today
            is_running = threshold and row['phase'] != 'closed' and not is_paused
            is_stale = is_running and since + timedelta(days=threshold) < now
            days_of.setdefault((now - since).days if is_stale else 0, []).append(row['id'])
        for days, ids in days_of.items():
            cases = self.browse(ids)
            cases.is_rotting = bool(days)
            cases.rotting_days = days
