from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

AFTERCARE_HOUR = time(10)  # in UTC: late morning; the mediator moves it to when it suits


class MediationClosing(models.TransientModel):
    """Close a case with exactly one reason, and plan the aftercare."""

    _name = 'mediation.closing'
    _description = "Close a case"
    _inherit = 'mediation.case.step'

    took_place = fields.Boolean(string="Contact took place", compute='_compute_took_place')
    outcome_id = fields.Many2one(
        'mediation.outcome',
        string="Closing reason",
        required=True,
        ondelete='cascade',
        domain="[('ended_by', '=' if took_place else '!=', 'contact')]",
    )
    ended_by = fields.Selection(related='outcome_id.ended_by', string="Ended by")
    missing = fields.Text(compute='_compute_missing')
    date_aftercare = fields.Date(
        string="Aftercare calls on",
        compute='_compute_date_aftercare',
        store=True,
        readonly=False,
    )

    @api.depends('case_id')
    def _compute_took_place(self):
        for closing in self:
            case = closing.case_id
            # Whoever is offered a case may point at it, and is told nothing of its course.
            closing.took_place = case.is_mine and 'contact_completed' in case._facts()

    @api.depends('case_id')
    @api.depends_context('lang')
    def _compute_missing(self):
        """What stands in the way, apart from the reason that is chosen here."""
        for closing in self:
            case = closing.case_id
            missing = case._missing(['closed']) if case.is_mine else {}
            closing.missing = '\n'.join(
                text for name, text in missing.items() if not name.startswith('outcome')
            )

    @api.depends('case_id')
    def _compute_date_aftercare(self):
        today = fields.Date.context_today(self)
        for closing in self:
            policy = self.env['mediation.policy']._of(closing.case_id.company_id)
            closing.date_aftercare = closing.took_place and today + relativedelta(
                weeks=policy.aftercare_weeks
            )

    def action_close(self):
        case = self._check_case()
        case.sudo().lock_for_update()  # two clicks close it once
        if case.phase == 'closed':
            raise UserError(self.env._("The case is closed already. Reload the page to see it."))
        if (self.outcome_id.ended_by == 'contact') != self.took_place:
            raise UserError(
                self.env._("Choose a reason that says whether contact took place, as it did.")
            )
        stage = self.env['mediation.stage'].search([('phase', '=', 'closed')], limit=1)
        case.write({'stage_id': stage.id, 'outcome_id': self.outcome_id.id})
        if self.took_place and self.date_aftercare:
            self._plan_aftercare()
        return self._close()

    def _plan_aftercare(self):
        """Plan a call with everybody who has taken part and has not stopped."""
        case = self.case_id
        planned = case.session_ids.filtered(
            lambda talk: talk.kind == 'aftercare' and talk.state == 'planned'
        ).party_ids
        self.env['mediation.session'].create(
            [
                {
                    'case_id': case.id,
                    'party_ids': [Command.set(party.ids)],
                    'kind': 'aftercare',
                    # Without a safe number it is arranged in another way, and planned all the same.
                    'how': 'visit' if party._unsafe('phone') else 'phone',
                    'date_start': datetime.combine(self.date_aftercare, AFTERCARE_HOUR),
                    'minutes': 30,
                    'user_id': case.mediator_id.id,
                }
                for party in case.party_ids._core() - planned
            ]
        )
