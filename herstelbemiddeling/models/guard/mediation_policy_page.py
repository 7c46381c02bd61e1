from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rights import MANAGER, OFFICER


class MediationPolicy(models.Model):
    """The page with all settings of one company, and who may change what on it."""

    _inherit = 'mediation.policy'

    can_set_terms = fields.Boolean(compute='_compute_can_set')
    can_set_retention = fields.Boolean(compute='_compute_can_set')

    # Set by an administrator in Odoo's own settings, and shown here: the page has all of it.
    phone_hours = fields.Char(compute='_compute_phone_hours')
    emergency_needs_approval = fields.Boolean(
        string="A second person approves emergency access",
        compute='_compute_emergency_needs_approval',
    )

    @api.depends_context('lang')
    def _compute_display_name(self):
        self.display_name = self.env._("Settings")

    @api.depends_context('uid')
    def _compute_can_set(self):
        self.can_set_terms = self.env.user.has_group(MANAGER)
        self.can_set_retention = self.env.user.has_group(OFFICER)

    @api.depends('company_id')
    @api.depends_context('lang')
    def _compute_phone_hours(self):
        # Anybody reads them on the website; not everybody may read a website.
        websites_sudo = (
            self.env['website'].sudo().search([('company_id', 'in', self.company_id.ids)])
        )
        # Backwards: of several websites of a company, the first counts.
        hours = {site_sudo.company_id: site_sudo.phone_hours for site_sudo in websites_sudo[::-1]}
        for policy in self:
            policy.phone_hours = hours.get(policy.company_id)

    def _compute_emergency_needs_approval(self):
        self.emergency_needs_approval = self.env['mediation.emergency']._approval_comes_first()

    @api.model
    def _open(self):
        """Open the settings of the company one works in, which has a row of its own from now on."""
        user = self.env.user
        if not (user.has_group(MANAGER) or user.has_group(OFFICER)):
            raise AccessError(
                self.env._("The settings are for managers and the privacy officer. Ask there.")
            )
        policy = self.search([('company_id', '=', self.env.company.id)], limit=1)
        # The usual terms, written down so that they can be changed; an officer makes no row.
        policy = policy or self.sudo().create({'company_id': self.env.company.id}).sudo(False)
        action = self.env['ir.actions.act_window']._for_xml_id(
            'herstelbemiddeling.mediation_policy_action'
        )
        # The address of what opens, so that loading the page anew opens those of the company.
        opens_sudo = self.env.ref('herstelbemiddeling.mediation_policy_action_open').sudo()
        return {**action, 'res_id': policy.id, 'path': opens_sudo.path}
