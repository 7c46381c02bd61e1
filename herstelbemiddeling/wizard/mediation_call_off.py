from odoo import api, fields, models

from ..dialogs import in_dialog
from ..models.content.mediation_session import CALLED_OFF_BY


class MediationCallOff(models.TransientModel):
    """By whom a talk or a contact was called off, and nothing else: nobody owes a reason."""

    _name = 'mediation.call.off'
    _description = "Call off"

    session_id = fields.Many2one('mediation.session', readonly=True, ondelete='cascade')
    contact_id = fields.Many2one('mediation.contact', readonly=True, ondelete='cascade')
    called_off_by = fields.Selection(CALLED_OFF_BY, required=True, default='mediator')

    @api.model
    def _open(self, record):
        """Return the dialog for a talk or a contact."""
        name = 'contact_id' if record._name == 'mediation.contact' else 'session_id'
        return in_dialog(self.create({name: record.id}), self.env._("Call off"))

    def action_save(self):
        self.ensure_one()
        record = self.contact_id or self.session_id
        record._check_state('preparing', 'planned')
        record._call_off(self.called_off_by)
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
