from odoo import models

from ..pipeline.mediation_case import ASSIGNMENT_FIELDS


class MediationCaseLeaving(models.Model):
    """Whoever leaves a case takes nothing of it along: what was planned stays with the case."""

    _inherit = 'mediation.case'

    def write(self, vals):
        result = super().write(vals)
        if ASSIGNMENT_FIELDS & vals.keys():
            # As superuser: neither who leaves nor who reassigns need be able to change them.
            self.sudo()._hand_on_activities()
        return result

    def _hand_on_activities(self):
        """Give the mediator what is planned for nobody, or for somebody who cannot read the case.

        Odoo shows an activity with the label of its record to whoever it is assigned to, member of
        the case or not. Without a mediator it waits on the case. What is done goes the same way.
        """
        activities = (
            self.env['mail.activity']
            .with_context(active_test=False)
            .search([('res_model', '=', 'mediation.case'), ('res_id', 'in', self.ids)])
        )
        for activity in activities:
            case, user = self.browse(activity.res_id), activity.user_id
            # The companies in the context are those of whoever writes.
            theirs = case.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            if user != case.mediator_id and not (user and theirs.has_access('read')):
                activity.user_id = case.mediator_id
