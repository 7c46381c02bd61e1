from odoo import fields, models


class MediationCaseStep(models.AbstractModel):
    """A dialog in which something is done with one case, opened from its page.

    Whoever opens it may read the case (``guard/base_pointing.py``); what the dialog does checks
    again. Its rows are there for whoever made them only.
    """

    _name = 'mediation.case.step'
    _description = "Step in a case"

    case_id = fields.Many2one('mediation.case', required=True, readonly=True, ondelete='cascade')

    def _check_case(self):
        """Return the case of this dialog, if its user may change it."""
        self.ensure_one()
        self.check_access('write')
        self.case_id.check_access('write')
        return self.case_id

    def _close(self):
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
