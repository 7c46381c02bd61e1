from odoo import api, models
from odoo.exceptions import LockError, UserError

from ...dialogs import in_dialog


class MediationRevised(models.AbstractModel):
    """A paper that goes from one state to the next by its steps: once, whoever clicks."""

    _name = 'mediation.revised'
    _description = "Content that goes in steps"
    _inherit = 'mediation.content'
    # Written by the steps only, so that each of them meets its gate.
    _kept_fields = frozenset()

    def write(self, vals):
        self._check_kept(vals, self._kept_fields)
        return super().write(vals)

    def action_open(self):
        """Open the paper in a dialog."""
        self.ensure_one()
        self.check_access('read')
        return in_dialog(self, self.code)

    @api.model
    def _open_new(self, case, **values):
        """Return the dialog for a new one, with what is known already filled in."""
        self.check_access('create')
        defaults = {f'default_{name}': value for name, value in values.items()}
        return {
            'type': 'ir.actions.act_window',
            'name': self.env['ir.model']._get(self._name).name,
            'res_model': self._name,
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_case_id': case.id, **defaults},
        }

    def _step(self, vals):
        """Write what only a step may write; whoever calls has checked that it may be taken."""
        # Past ``_check_kept``, which refuses these fields to every person.
        self.sudo().write(vals)

    def _check_state(self, *states):
        """Raise UserError unless this stands at one of these states; two clicks cannot both pass.

        Also checks that the user may change it.
        """
        self.ensure_one()
        self.check_access('write')
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._("Somebody else is working on this right now. Try again in a moment.")
            ) from None
        self._check_stands_at(states)
