from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

LOOK_AGAIN = relativedelta(months=6)  # at data that rest


class MediationCaseRequest(models.Model):
    """That somebody in a case is owed an answer, and that a case rests while data have to rest."""

    _inherit = 'mediation.case'

    request_due = fields.Date(
        string="Request about own data: answer by",
        readonly=True,
        help="Somebody in this case asked something about the data held. Who, the case does not"
        " say.",
    )

    def write(self, vals):
        if 'paused_until' in vals and 'date_closed' not in vals:
            self._check_rests(fields.Date.to_date(vals['paused_until']))
        return super().write(vals)

    def _check_rests(self, until):
        """Raise UserError for ending a pause while data in the case have to rest."""
        for case in self:
            # Whoever ends a pause may not see the person, and hears no more than this.
            if any(case.sudo().party_ids.mapped('is_restricted')) and (
                not until or (case.paused_until and until < case.paused_until)
            ):
                raise UserError(
                    self.env._(
                        "Somebody asked to let the data rest. Lift that first, at the request"
                        " itself, and tell the person before you do."
                    )
                )

    def _rest(self):
        until = fields.Date.context_today(self) + LOOK_AGAIN
        for case in self.filtered(lambda case: case.phase != 'closed'):
            if not case.paused_until or case.paused_until < until:
                case.paused_until = until

    @api.model
    def _note_turns_of_today(self):
        """What has to rest rests on, also when its pause is over."""
        today = fields.Date.context_today(self)
        over = self.search([('phase', '!=', 'closed'), ('paused_until', '<=', today)])
        # Plain facts, without anybody's page being opened.
        over.sudo().filtered(lambda case: any(case.party_ids.mapped('is_restricted')))._rest()
        return super()._note_turns_of_today()

    def _note_requests(self):
        """Keep by when the first answer is due: the organisation has to give it."""
        due = dict(
            self.env['mediation.person.request']
            .sudo()
            ._read_group(
                [('case_id', 'in', self.ids), ('state', '=', 'open')],
                ['case_id'],
                ['date_due:min'],
            )
        )
        # Kept by the system.
        for case in self.sudo():
            if case.request_due != due.get(case, False):
                case.request_due = due.get(case)
