from odoo import api, fields, models
from odoo.tools import SQL

# What the place on the list follows from.
WAITS_BY = (
    'mediator_id', 'offered_mediator_id', 'phase', 'active', 'priority', 'company_id',
    'unassigned_since',
)  # fmt: skip


class MediationCaseWaiting(models.Model):
    """The waiting list: cases that nobody does and that are offered to nobody, in their order.

    Urgent ones first, then those that wait longest. Since when is kept, so that a case whose
    mediator has left does not look as old as its registration.
    """

    _inherit = 'mediation.case'

    unassigned_since = fields.Datetime(
        string="Without a mediator since",
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
        index='btree_not_null',
    )
    unassigned_days = fields.Integer(string="Days", compute='_compute_unassigned_days')
    waiting_position = fields.Integer(string="Place", compute='_compute_waiting_position')
    decline_count = fields.Integer(
        string="Times declined",
        compute='_compute_decline_count',
        groups='herstelbemiddeling.group_desk,herstelbemiddeling.group_manager',
    )

    @api.depends('unassigned_since')
    def _compute_unassigned_days(self):
        now = fields.Datetime.now()
        for case in self:
            case.unassigned_days = (now - (case.unassigned_since or now)).days

    @api.depends('mediator_id', 'offered_mediator_id', 'phase', 'priority', 'unassigned_since')
    def _compute_waiting_position(self):
        places = self._places_of_waiting()
        for case in self:
            case.waiting_position = places.get(case._origin.id, 0)

    @api.depends('offered_mediator_id')
    def _compute_decline_count(self):
        # A number about the organisation's own work, for those who steer.
        counts = dict(
            self.env['mediation.decline']
            .sudo()
            ._read_group([('case_id', 'in', self.ids)], ['case_id'], ['__count'])
        )
        for case in self:
            case.decline_count = counts.get(case._origin.sudo(), 0)

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases._note_unassigned()
        return cases

    def write(self, vals):
        result = super().write(vals)
        if {'mediator_id', 'co_mediator_ids', 'recused_user_ids'} & vals.keys():
            self._note_unassigned()
        return result

    def _note_unassigned(self):
        """Keep since when nobody does a case, for as long as that is so."""
        # Kept by the system: no role may write this.
        for case in self.sudo():
            is_carried = bool(case.mediator_id)
            if is_carried == bool(case.unassigned_since):
                case.unassigned_since = False if is_carried else fields.Datetime.now()

    def _places_of_waiting(self):
        """Return ``{id: place on the list of its company}``, in one query."""
        if not self.ids:
            return {}
        self.env['mediation.case'].flush_model(WAITS_BY)
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT id, place
                      FROM (SELECT id, row_number() OVER (
                                   PARTITION BY company_id
                                   ORDER BY priority DESC, unassigned_since, id) AS place
                              FROM mediation_case
                             WHERE mediator_id IS NULL AND offered_mediator_id IS NULL
                               AND phase <> 'closed' AND active) list
                     WHERE id IN %s
                    """,
                    tuple(self._origin.ids),
                )
            )
        )
