from odoo import api, models
from odoo.exceptions import UserError

from ...kept import without_defaults

# Written by steps only: who decided what, and what the order of the list stands on.
KEPT = frozenset(
    {'needs_care', 'scope_decision', 'scope_user_id', 'scope_date', 'waiting_since'}
    | {'date_answered', 'question_mail_state', 'question_ids', 'is_to_announce'}
)
# What the term until it is erased stands on; and the case. Whoever has the code of a registration
# changes how the initiator of its case is reached, and stops it: it leads to nobody else's.
KEPT |= {'date_received', 'date_decided', 'date_withdrawn', 'date_came_back', 'case_id'}
KEPT |= {'screening', 'confirmation_state'}


class MediationRegistrationKept(models.Model):
    """What nobody writes by hand. ``readonly`` hides a field on the screen, and nowhere else."""

    _inherit = 'mediation.registration'

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_kept(vals)
        return super(MediationRegistrationKept, without_defaults(self, KEPT)).create(vals_list)

    def write(self, vals):
        self._refuse_kept(vals, KEPT | {'company_id'})  # the desk of another company would read it
        return super().write(vals)

    def _refuse_kept(self, vals, kept=KEPT):
        names = sorted(vals.keys() & kept)
        if names and not self.env.su:
            labels = [self._fields[name]._description_string(self.env) for name in names]
            raise UserError(
                self.env._(
                    "This is not written by hand: %(fields)s. Use the buttons.",
                    fields=', '.join(labels),
                )
            )
