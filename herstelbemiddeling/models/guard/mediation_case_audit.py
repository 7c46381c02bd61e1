from odoo import api, models

from ...audit import note
from ..pipeline.mediation_case import ASSIGNMENT_FIELDS


class MediationCase(models.Model):
    _inherit = 'mediation.case'

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        note(self.env, 'created', cases)
        return cases

    def write(self, vals):
        result = super().write(vals)
        # Who does a case decides who reads it, so that is said. Names of fields, never a value.
        assignment = ', '.join(sorted(ASSIGNMENT_FIELDS & vals.keys()))
        note(self.env, 'changed', self, reason=assignment or None)
        return result
