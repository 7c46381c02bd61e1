from odoo import api, fields, models
from odoo.exceptions import LockError, UserError


class MediationRevised(models.AbstractModel):
    """A paper that two mediators of one case may have open at the same time.

    Whoever saves second hears that somebody was first, and neither loses what was written. What
    leads from one state to the next is done once, whoever clicks, and by no other way.
    """

    _name = 'mediation.revised'
    _description = "Content that is worked on together"
    _inherit = 'mediation.content'
    # Written by the steps only, so that each of them meets its gate.
    _kept_fields = frozenset()

    revision = fields.Integer(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, 'revision': 0} for vals in vals_list])

    def write(self, vals):
        self._check_kept(vals, self._kept_fields | {'revision'})
        result = True
        vals = dict(vals)
        for revision, records in self.grouped('revision').items():
            result = super(MediationRevised, records).write({**vals, 'revision': revision + 1})
        return result

    def web_save(self, vals, specification, next_id=None):
        """Save a form, unless it shows something that somebody else has changed since."""
        seen = self.env.context.get('seen_revision') or {}
        for record in self:
            if seen.get(record._revision_key(), record.revision) != record.revision:
                raise UserError(
                    self.env._(
                        "Somebody else has changed this while it was open here, and nothing of it"
                        " was overwritten. Copy what you typed, close this and open it again."
                    )
                )
        return super().web_save(vals, specification, next_id=next_id)

    def action_open(self):
        """Open the paper in a dialog that remembers which revision it shows."""
        self.ensure_one()
        self.check_access('read')
        return {
            'type': 'ir.actions.act_window',
            'name': self.code,
            'res_model': self._name,
            'res_id': self.id,
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'seen_revision': {self._revision_key(): self.revision}},
        }

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

    def _revision_key(self):
        return f'{self._name},{self.id}'

    def _step(self, vals):
        """Write what only a step may write; whoever calls has checked that it may be taken."""
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
        if self.state not in states:
            labels = dict(self._fields['state']._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This is not possible while it stands at “%(state)s”. Reload the page to see"
                    " where it is.",
                    state=labels[self.state],
                )
            )
