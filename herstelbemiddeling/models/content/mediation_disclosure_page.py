from odoo import api, fields, models


class MediationDisclosurePage(models.Model):
    """A text for outside on the own pages: only when the mediator shows it, and only that version.

    A text that is being written may hold what one side told; nobody meets it by itself.
    """

    _inherit = 'mediation.disclosure'

    shown_version = fields.Integer(
        string="Version on the own pages", readonly=True, copy=False,
        help="Both sides can read this version on their own page, and say whether they agree.",
    )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, 'shown_version': 0} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and 'shown_version' in vals:
            self._refuse_change()
        return super().write(vals)

    def action_show_on_pages(self):
        """Let both sides read this version on their own page, and answer there."""
        self.ensure_one()
        self.check_access('write')
        # Kept by the system.
        self.sudo().shown_version = self.version
