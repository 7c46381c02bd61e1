from odoo import api, fields, models

WORST_FIRST = ('overdue', 'today', 'planned')


class MediationCaseBoard(models.Model):
    """The activities on the cards, worked out for a whole board at once.

    Odoo does this for one card after the other, once for each of the fields, and it was most of
    what a board of some hundred cards took. There are few different answers, so each of them is
    given to all cards that have it in one go.
    """

    _inherit = 'mediation.case'

    activity_state = fields.Selection(compute='_compute_next_activity')
    activity_type_id = fields.Many2one(
        related=None, compute='_compute_next_activity', readonly=True
    )
    activity_type_icon = fields.Char(related=None, compute='_compute_next_activity', readonly=True)
    # Always empty: an activity of a case holds no words.
    activity_summary = fields.Char(related=None, compute='_compute_next_activity', readonly=True)
    activity_exception_decoration = fields.Selection(compute='_compute_next_activity')
    activity_exception_icon = fields.Char(compute='_compute_next_activity')

    @api.depends(
        'activity_ids.active',
        'activity_ids.activity_type_id.decoration_type',
        'activity_ids.activity_type_id.icon',
        'activity_ids.date_deadline',
        'activity_ids.user_tz',
    )
    def _compute_next_activity(self):
        state_of = {}
        self.activity_summary = False
        for (state, kind, exception), cases in self.grouped(
            lambda case: case._next_activity(state_of)
        ).items():
            cases.activity_state = state
            cases.activity_type_id = kind
            cases.activity_type_icon = kind.icon
            cases.activity_exception_decoration = exception.decoration_type
            cases.activity_exception_icon = exception.icon

    def _next_activity(self, state_of):
        """Return ``(state, kind of the first activity, kind of an exception)`` of one case.

        :param state_of: ``{(day, time zone): state}``, filled as it is asked for
        """
        activities, states, kinds = self.activity_ids, set(), []
        nothing = self.env['mail.activity.type']
        for activity in activities:
            kinds.append(activity.activity_type_id)
            day, tz = activity.date_deadline, activity.user_tz
            if (day, tz) not in state_of:
                state_of[day, tz] = activity._compute_state_from_date(day, tz)
            if activity.active:
                states.add(state_of[day, tz])
        state = next((state for state in WORST_FIRST if state in states), False)
        decorated = [kind for kind in kinds if kind.decoration_type]
        decorated.sort(key=lambda kind: kind.decoration_type != 'danger')
        return state, next(iter(kinds), nothing), next(iter(decorated), nothing)
