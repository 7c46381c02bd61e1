from odoo import Command, api, fields, models

from .. import contact_modes
from ..dialogs import in_dialog
from ..models.content.mediation_session import HOW


class MediationHeld(models.TransientModel):
    """What happened, in one go: when, how long, with whom and how. Never what was said."""

    _name = 'mediation.held'
    _description = "A talk was held"

    case_id = fields.Many2one('mediation.case', required=True, ondelete='cascade')
    session_id = fields.Many2one('mediation.session', readonly=True, ondelete='cascade')
    contact_id = fields.Many2one('mediation.contact', readonly=True, ondelete='cascade')
    date_start = fields.Datetime(string="When", required=True)
    minutes = fields.Integer(required=True, default=60)
    how = fields.Selection(HOW, required=True)
    party_ids = fields.Many2many(
        'mediation.party', string="With", domain="[('case_id', '=', case_id)]"
    )

    @api.model
    def _open(self, record):
        """Return the dialog for a talk, or for the contact in which people met.

        What was planned is filled in already.
        """
        is_contact = record._name == 'mediation.contact'
        talk = record._planned_session()[-1:] if is_contact else record
        people = record.party_ids | record.support_party_ids if is_contact else record.party_ids
        usual = contact_modes.of(record.mode).how if is_contact else None
        now = fields.Datetime.now()
        held = self.create(
            {
                'case_id': record.case_id.id,
                'contact_id' if is_contact else 'session_id': record.id,
                'date_start': min(talk.date_start or now, now),
                'minutes': talk.minutes or 60,
                'how': talk.how or usual or 'visit',
                'party_ids': [Command.set((talk.party_ids or people).ids)],
            }
        )
        return in_dialog(held, self.env._("The talk was held"))

    def action_save(self):
        self.ensure_one()
        (self.contact_id or self.session_id)._hold(
            {
                'date_start': self.date_start,
                'minutes': self.minutes,
                'how': self.how,
                'party_ids': [Command.set(self.party_ids.ids)],
            }
        )
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
