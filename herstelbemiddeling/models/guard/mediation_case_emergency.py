from odoo import api, fields, models


class MediationCaseEmergency(models.Model):
    """The emergency side of a case: whoever got in by one is a member for as long as it lasts."""

    _inherit = 'mediation.case'

    emergency_ids = fields.One2many(
        'mediation.emergency',
        'case_id',
        string="Emergency access",
        groups='herstelbemiddeling.group_mediator,'
        'herstelbemiddeling.group_manager,'
        'herstelbemiddeling.group_privacy_officer',
    )
    emergency_until = fields.Datetime(
        string="My emergency access until", compute='_compute_emergency_until'
    )
    others_emergency_until = fields.Datetime(
        string="Emergency access of somebody else until", compute='_compute_emergency_until'
    )

    @api.depends(
        'emergency_ids.state',
        'emergency_ids.valid_until',
        'emergency_ids.user_id.active',
        'emergency_ids.user_id.group_ids',
    )
    def _compute_member_ids(self):
        result = super()._compute_member_ids()
        for case in self:
            in_force = case.emergency_ids.filtered(lambda grant: grant._is_in_force())
            case.member_ids |= in_force.user_id
        return result

    @api.depends('member_ids', 'emergency_ids.state', 'emergency_ids.valid_until')
    @api.depends_context('uid')
    def _compute_emergency_until(self):
        user = self.env.user
        grants = self._grants_in_force()
        for case in self:
            of_case = grants.filtered(lambda grant, case=case: grant.case_id == case)
            mine = of_case.filtered(lambda grant: grant.user_id == user)
            others = of_case - mine if user in case.member_ids else grants.browse()
            is_carrier = user in case._carriers()
            case.emergency_until = mine.valid_until if not is_carrier else False
            case.others_emergency_until = max(others.mapped('valid_until'), default=False)

    def action_ask_emergency(self):
        """Open the dialog in which somebody from outside the case asks to enter it."""
        self.ensure_one()
        self.check_access('read')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Emergency access to case %(code)s", code=self.name),
            'res_model': 'mediation.emergency',
            'views': [
                (self.env.ref('herstelbemiddeling.mediation_emergency_view_form_ask').id, 'form')
            ],
            'target': 'new',
            'context': {'default_case_id': self.id},
        }

    def action_end_emergency(self):
        """The holder ends the own access; whoever does the case ends all access to it."""
        self.ensure_one()
        self.check_access('read')
        user = self.env.user
        grants = self._grants_in_force().sudo(False)
        if user not in self._carriers():
            grants = grants.filtered_domain([('user_id', '=', user.id)])
        grants.action_end()
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def _has_emergency_grant(self, user):
        """Return whether this user has emergency access to the case now, by the clock."""
        self.ensure_one()
        return user in self._grants_in_force().user_id

    def _grants_in_force(self):
        """Return the grants that open these cases at this moment, as superuser."""
        # Searched, since what superuser code reads of a field is served to everybody afterwards.
        granted_sudo = (
            self.env['mediation.emergency']
            .sudo()
            .search([('case_id', 'in', self.ids), ('state', '=', 'granted')])
        )
        return granted_sudo.filtered(lambda grant: grant._is_in_force())
