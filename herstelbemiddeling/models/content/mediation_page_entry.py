from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ... import sealed
from ...notices import send_notice
from .mediation_contact import OPEN_STATES

_lt = LazyTranslate(__name__)

LETTERS = ('letter', 'for_other')


class MediationPageEntry(models.Model):
    """What came in from the own page of a party, for the mediator to see and take further.

    Room: content. What was done (a consent, a pause) stands in its own place; this says that it is
    new. A letter stays with the mediator: what is meant for the other side goes the whole way of
    any message.
    """

    _name = 'mediation.page.entry'
    _description = "From an own page"
    _inherit = 'mediation.content'
    _seal_prefix = 'E'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one(
        'mediation.party', string="From", required=True, readonly=True, index=True,
        ondelete='restrict',
    )  # fmt: skip
    kind = fields.Selection(
        [
            ('letter', "Wrote to you"),
            ('for_other', "Wrote something for the other side"),
            ('wishes', "Changed wishes or forms of contact"),
            ('given', "Gave consent"),
            ('taken_back', "Took consent back"),
            ('agrees', "Agrees to a text for outside"),
            ('does_not_agree', "Does not agree to a text for outside"),
            ('paused', "Asked for a pause"),
            ('stopped', "Stopped"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    moment = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    is_seen = fields.Boolean(string="Seen", readonly=True)
    date_until = fields.Date(string="Pause until", readonly=True)
    message_id = fields.Many2one(
        'mediation.message',
        string="Became",
        readonly=True,
        index='btree_not_null',
        ondelete='set null',
    )
    body = sealed.Text(string="Words", readonly=True)

    _new_idx = models.Index('(case_id) WHERE is_seen IS NOT TRUE')

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        entries.case_id._note_turn()
        for case in entries.filtered(lambda entry: entry.kind != 'stopped').case_id:
            # Whoever stops is told of by what ends.
            send_notice(
                case._carriers(),
                _lt("Something new from an own page"),
                _lt("In one of your cases there is something new. Please look at your cases."),
            )
        return entries

    def write(self, vals):
        if not self.env.su:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def action_seen(self):
        """The mediator has taken note of it."""
        self.check_access('write')
        self._note_seen()

    def action_make_message(self):
        """Make a draft of it in the open contact in letters or messages, and open that."""
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update(allow_referencing=True)
        if self.kind not in LETTERS or self.message_id:
            raise UserError(self.env._("Only a letter that came in becomes a draft, and once."))
        contact = self.case_id.contact_ids.filtered(
            lambda contact: (
                contact.state in OPEN_STATES
                and not contact.is_direct
                and self.party_id in contact.party_ids
            )
        )[:1]
        recipient = contact.party_ids.filtered(lambda party: party.side != self.party_id.side)[:1]
        if not recipient:
            raise UserError(
                self.env._(
                    "Prepare a contact in letters or messages with this person first. Then this"
                    " becomes a draft in it."
                )
            )
        message = self.env['mediation.message'].create(
            {
                'contact_id': contact.id,
                'sender_id': self.party_id.id,
                'recipient_id': recipient.id,
                'body': self.body,
            }
        )
        # Kept by the system.
        self.sudo().message_id = message
        self._note_seen()
        return message.action_open()

    def _note_seen(self):
        # Kept by the system.
        self.sudo().write({'is_seen': True})
        self.case_id._note_turn()
