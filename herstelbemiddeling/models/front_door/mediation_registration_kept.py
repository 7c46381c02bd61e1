from odoo import api, models
from odoo.exceptions import UserError

# Written by steps only: who decided what, and what the order of the list stands on.
KEPT = frozenset(
    {'needs_care', 'scope_decision', 'scope_user_id', 'scope_date', 'waiting_since'}
    | {'date_answered', 'question_mail_state', 'question_ids', 'is_to_announce'}
)


class MediationRegistrationKept(models.Model):
    """What nobody writes by hand. ``readonly`` hides a field on the screen, and nowhere else."""

    _inherit = 'mediation.registration'

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_kept(vals)
        defaults = {f'default_{name}' for name in KEPT}
        context = {name: it for name, it in self.env.context.items() if name not in defaults}
        self = self.with_env(self.env(context=context))
        return super().create(vals_list)

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
