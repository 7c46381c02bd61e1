from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..dialogs import in_dialog
from ..models.content.mediation_session import HOW


class MediationCall(models.TransientModel):
    """A call in a few seconds: whom, how long, and the button that says whether anybody answered.

    It holds no word of what was said, and shows how this person wants to be called.
    """

    _name = 'mediation.call'
    _description = "Log a call"

    case_id = fields.Many2one('mediation.case', required=True, ondelete='cascade')
    party_id = fields.Many2one(
        'mediation.party',
        string="With",
        ondelete='cascade',
        domain="[('case_id', '=', case_id)]",
    )
    how = fields.Selection(
        [('phone', "By phone"), ('video', "By video")], required=True, default='phone'
    )
    minutes = fields.Integer(default=5)
    phone_number = fields.Char(string="Phone", compute='_compute_safe_contact')
    safe_contact = fields.Text(string="What is safe", compute='_compute_safe_contact')
    date_next = fields.Datetime(string="Plan a talk at")
    kind_next = fields.Selection(
        [('intake', "Intake"), ('preparation', "Preparation"), ('aftercare', "Aftercare")],
        string="Kind of talk",
    )
    how_next = fields.Selection(HOW, string="How that talk goes", default='visit')

    @api.depends('party_id')
    @api.depends_context('lang', 'uid')
    def _compute_safe_contact(self):
        for call in self:
            party = call.party_id._origin
            call.phone_number = party.phone_number
            call.safe_contact = party.safe_contact_summary

    @api.model
    def _open(self, case, party=None):
        """Return the dialog; whom it is about is known when there is one person to call."""
        case.check_access('write')
        call = self.create(
            {
                'case_id': case.id,
                'party_id': (party or case._only_party()).id,
                'kind_next': case._usual_kind(),
            }
        )
        return in_dialog(call, self.env._("Log a call"))

    def action_reached(self):
        """Somebody answered."""
        return self._log(reached=True, minutes=self.minutes)

    def action_not_reached(self):
        """Nobody answered."""
        return self._log(reached=False, minutes=0)

    def _log(self, **values):
        self.ensure_one()
        if not self.party_id:
            raise UserError(self.env._("Choose with whom you called."))
        talk = {'case_id': self.case_id.id, 'party_ids': [Command.set(self.party_id.ids)]}
        Session = self.env['mediation.session']
        Session.create({**talk, 'kind': 'call', 'state': 'held', 'how': self.how, **values})
        if self.date_next:
            Session.create(
                {
                    **talk,
                    'kind': self.kind_next,
                    'how': self.how_next,
                    'date_start': self.date_next,
                }
            )
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
