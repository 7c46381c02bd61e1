from collections import Counter

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ..dialogs import in_dialog
from ..models.pipeline.mediation_mediator_fit import POINTS
from ..notices import send_notice

_lt = LazyTranslate(__name__)

MANAGER = 'herstelbemiddeling.group_manager'


class MediationCaseload(models.TransientModel):
    """All open cases of one mediator to colleagues, in one go: illness, leave, another job.

    Each of them is offered: whoever gets a case still declares to have no conflict of interest.
    """

    _name = 'mediation.caseload'
    _description = "Give all cases of a mediator to others"

    user_id = fields.Many2one('res.users', string="Mediator", readonly=True, ondelete='cascade')
    is_out_now = fields.Boolean(
        string="Out of all these cases now",
        help="Without it this mediator stays in each case until a colleague has accepted it.",
    )
    line_ids = fields.One2many('mediation.caseload.line', 'caseload_id', string="Open cases")

    @api.model
    def _open(self, user):
        """Return the dialog for a mediator, with a colleague proposed for each case."""
        cases = self.env['mediation.case'].search(
            [('mediator_id', '=', user.id), ('phase', '!=', 'closed')]
        )
        if not cases:
            raise UserError(
                self.env._("%(user)s has no open case. There is nothing to give.", user=user.name)
            )
        caseload = self.create(
            {
                'user_id': user.id,
                'line_ids': [
                    Command.create({'case_id': case.id, 'to_user_id': colleague.id})
                    for case, colleague in self._spread(cases, user)
                ],
            }
        )
        return in_dialog(caseload, self.env._("Give all cases to others"))

    def action_give(self):
        """Offer each case to the colleague of its line; a line without one waits for a mediator."""
        self.ensure_one()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Managers decide who gets the cases of a mediator."))
        colleagues = self.env['res.users']
        for line in self.line_ids:
            case = line.case_id
            if case.mediator_id != self.user_id or case.phase == 'closed':
                continue  # somebody was faster: it is well where it is
            values = {'offered_mediator_id': line.to_user_id.id}
            if self.is_out_now:
                values['mediator_id'] = False
            case.write(values)
            colleagues |= line.to_user_id
        # One notice for each, however many cases.
        for colleague in colleagues:
            send_notice(
                colleague,
                _lt("Cases are offered to you"),
                _lt("Please look at your cases and say whether you accept them."),
            )
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    @api.model
    def _spread(self, cases, user):
        """Yield each case with who fits it best, given what the others get here as well."""
        given = Counter()
        for case in cases:
            fits = self.env['mediation.mediator']._in_order_of_fit(
                case.region_id,
                self.env['res.lang'],
                case.offence_id,
                company=case.company_id,
                without=case.recused_user_ids | user | case.co_mediator_ids,
            )
            free = [fit._replace(load=fit.load + given[fit.user]) for fit in fits]
            best = min(free, key=lambda fit: fit.order(), default=None)
            colleague = best.user if best and not best.absence else self.env['res.users']
            if colleague:
                given[colleague] += case.offence_id.points or POINTS
            yield case, colleague


class MediationCaseloadLine(models.TransientModel):
    _name = 'mediation.caseload.line'
    _description = "Case that goes to a colleague"

    caseload_id = fields.Many2one(
        'mediation.caseload', required=True, index=True, ondelete='cascade'
    )
    case_id = fields.Many2one('mediation.case', required=True, readonly=True, ondelete='cascade')
    stage_id = fields.Many2one('mediation.stage', compute='_compute_stage_id')
    region_id = fields.Many2one('mediation.region', compute='_compute_stage_id')
    to_user_id = fields.Many2one(
        'res.users',
        string="Offer to",
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_mediator').id)
        ],
        ondelete='cascade',
        help="Empty: the case waits for a mediator.",
    )

    @api.depends('case_id')
    def _compute_stage_id(self):
        for line in self:
            line.stage_id, line.region_id = line.case_id.stage_id, line.case_id.region_id
