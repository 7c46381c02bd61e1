from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.content.mediation_party import OUT
from ..safe_contact import CHANNELS


class MediationWithdrawal(models.TransientModel):
    """Somebody stops: who, and how it was said. Nothing else is asked, and no reason.

    It is one row in the ledger of consent, which stops everything in the same transaction.
    """

    _name = 'mediation.withdrawal'
    _description = "Somebody stops"
    _inherit = 'mediation.case.step'

    party_id = fields.Many2one(
        'mediation.party', string="Who stops", required=True, ondelete='cascade'
    )
    side = fields.Selection(
        lambda self: self.env['mediation.party']._fields['side']._description_selection(self.env),
        compute='_compute_side',
    )
    full_name = fields.Char(string="Name", compute='_compute_side')
    channel = fields.Selection(CHANNELS, string="How it was said", required=True, default='phone')
    what_stops = fields.Text(compute='_compute_what_stops')

    @api.depends('party_id')
    def _compute_side(self):
        """Who it is, since a code is easily mistaken for another one."""
        for withdrawal in self:
            withdrawal.side = withdrawal.party_id.side
            withdrawal.full_name = withdrawal.party_id.full_name

    @api.depends('case_id', 'party_id')
    @api.depends_context('lang')
    def _compute_what_stops(self):
        for withdrawal in self:
            lines = (
                withdrawal._lines_of_what_stops()
                if withdrawal.party_id and withdrawal.case_id.is_mine
                else ()
            )
            withdrawal.what_stops = '\n'.join(lines)

    def action_withdraw(self):
        case = self._check_case()
        # Two clicks are one withdrawal.
        case.sudo().lock_for_update()
        if self.party_id.case_id != case:
            raise UserError(self.env._("Choose somebody of this case."))
        if self.party_id.state not in OUT:
            self.env['mediation.consent'].create(
                {
                    'party_id': self.party_id.id,
                    'purpose': 'participation',
                    'decision': 'withdrawn',
                    'channel': self.channel,
                }
            )
        return self._close()

    def _lines_of_what_stops(self):
        """Return a line of words for each thing that ends, and always what does not begin."""
        stops = self.case_id._what_stops(self.party_id)
        talks, contacts = len(stops['sessions']), len(stops['contacts'])
        letters, mails = len(stops['messages']), len(stops['mails'])
        lines = [
            talks and self.env._("Planned talks that are called off: %(count)s", count=talks),
            contacts and self.env._("Contacts that are called off: %(count)s", count=contacts),
            letters
            and self.env._("Letters and messages that are held back: %(count)s", count=letters),
            mails and self.env._("Mails that are not sent any more: %(count)s", count=mails),
            self.env._("Nothing more is planned with this person, sent or passed on."),
            self.env._("The other side hears from you that no contact will take place, no more."),
        ]
        return [f'\N{BULLET} {line}' for line in lines if line]
