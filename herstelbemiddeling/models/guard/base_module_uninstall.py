from odoo import api, fields, models

from ... import audit, removal


class BaseModuleUninstall(models.TransientModel):
    """Odoo's dialog before apps are removed says what goes with this one, in numbers only.

    Room: guard. An administrator has no role here and learns how many there are, of all companies
    together; the privacy officer knows what they are.
    """

    _inherit = 'base.module.uninstall'

    mediation_is_removed = fields.Boolean(compute='_compute_mediation_losses')
    mediation_is_in_use = fields.Boolean(compute='_compute_mediation_losses')
    mediation_registration_count = fields.Integer(
        string="Registrations", compute='_compute_mediation_losses'
    )
    mediation_case_count = fields.Integer(
        string="Cases, with everything in them", compute='_compute_mediation_losses'
    )
    mediation_party_count = fields.Integer(string="People", compute='_compute_mediation_losses')
    mediation_letter_count = fields.Integer(
        string="Letters, messages and mails", compute='_compute_mediation_losses'
    )
    mediation_complaint_count = fields.Integer(
        string="Complaints", compute='_compute_mediation_losses'
    )
    mediation_period_count = fields.Integer(
        string="Frozen figures", compute='_compute_mediation_losses'
    )
    mediation_certificate_count = fields.Integer(
        string="Certificates of erasing", compute='_compute_mediation_losses'
    )
    mediation_audit_count = fields.Integer(
        string="Entries of the audit trail", compute='_compute_mediation_losses'
    )
    mediation_hold_count = fields.Integer(
        string="Open legal holds", compute='_compute_mediation_losses'
    )
    mediation_trail_stays = fields.Boolean(compute='_compute_mediation_losses')
    mediation_database = fields.Char(compute='_compute_mediation_losses')
    mediation_confirmation = fields.Char(string="Name of the database")

    @api.depends('module_ids')
    def _compute_mediation_losses(self):
        self.env['ir.module.module'].check_access('write')  # who may uninstall, and nobody else
        counts = removal.losses(self.env)
        in_use = removal.is_in_use(counts)
        # Odoo may not change a trail that belongs to a role of its own: that is what it is for.
        stays = audit.status(self.env).form == 'strong'
        for dialog in self:
            dialog.mediation_is_removed = removal.ADDON in dialog._get_modules().mapped('name')
            dialog.mediation_is_in_use = in_use
            dialog.mediation_trail_stays = stays
            dialog.mediation_database = self.env.cr.dbname
            dialog.update(counts)

    def action_uninstall(self):
        """Say what was typed along with the order, for the place where it is checked."""
        typed = (self.mediation_confirmation or '').strip()
        dialog = self.with_context(**{removal.CONFIRMED: typed})
        return super(BaseModuleUninstall, dialog).action_uninstall()
