from odoo import models
from odoo.exceptions import UserError


class MediationCaseReopening(models.Model):
    """A closed case stays closed; what begins anew is a new case with the same people."""

    _inherit = 'mediation.case'

    def action_reopen(self):
        """Make the case that comes after this one, or open it when there is one already."""
        self.ensure_one()
        self.check_access('write')
        # Two clicks must not make two cases.
        self.sudo().lock_for_update()
        if self.phase != 'closed' or self.env.user not in self._carriers():
            raise UserError(self.env._("Only a closed case is reopened, by whoever did it."))
        if not self.sudo().next_case_ids:
            self._reopen()
        return self.action_open_linked()

    def _reopen(self):
        """Return a new case at the beginning, with the same people and no consent of anybody."""
        # A mediator makes no cases but this one; it holds nothing of a person.
        case_sudo = self.sudo().create(
            {
                'initiator_side': self.initiator_side,
                'offence_id': self.offence_id.id,
                'region_id': self.region_id.id,
                'company_id': self.company_id.id,
                'mediator_id': self.env.uid,
                'previous_case_id': self.id,
            }
        )
        case = case_sudo.sudo(False)
        # The people are read and written by the mediator himself: for nobody else does it open.
        self.env['mediation.party'].create(
            [party._values_in(case) for party in self.party_ids.sorted('id')]
        )
        return case
