from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import audit, sealed

# From here on it cannot be taken back, and its words do not change.
ARRIVED = ('delivered', 'answered', 'no_reply')


class MediationMessage(models.Model):
    """A letter, a message passed on or a recording, from one party to another.

    Room: content. It stays with its sender until the sender releases it; then the mediator asks the
    recipient, and hands it over. "No reply wanted" is as complete as an answer.
    """

    _name = 'mediation.message'
    _description = "Letter or message"
    _inherit = 'mediation.content'
    _seal_prefix = 'L'
    _seal_key_field = 'sender_id'
    _parent_field = 'contact_id'
    _order = 'id desc'

    contact_id = fields.Many2one(
        'mediation.contact', required=True, index=True, ondelete='restrict'
    )
    mode = fields.Char(string="Kind of contact", compute='_compute_mode')
    sender_id = fields.Many2one(
        'mediation.party', string="From", required=True, index=True, ondelete='restrict'
    )
    recipient_id = fields.Many2one(
        'mediation.party', string="To", required=True, index=True, ondelete='restrict'
    )
    reply_to_id = fields.Many2one(
        'mediation.message', string="Answers", index='btree_not_null', ondelete='restrict'
    )
    state = fields.Selection(
        [
            ('draft', "Being written"),
            ('read_back', "Read with the sender"),
            ('released', "Released by the sender"),
            ('delivered', "Delivered"),
            ('answered', "Answered"),
            ('no_reply', "No reply wanted"),
            ('withheld', "Not passed on"),
        ],
        required=True,
        default='draft',
        readonly=True,
        index=True,
    )
    recipient_wants = fields.Selection(
        [('not_asked', "Not asked yet"), ('yes', "Wants it"), ('later', "Later"), ('no', "No")],
        string="The recipient",
        required=True,
        default='not_asked',
    )
    waits_until = fields.Date(
        string="In the letter bank until", help="It waits here until the recipient wants it."
    )
    date_read_back = fields.Datetime(readonly=True)
    date_released = fields.Datetime(readonly=True)
    date_delivered = fields.Datetime(readonly=True)
    delivered_how = fields.Selection(
        [
            ('read_out', "Read out by the mediator"),
            ('handed', "Handed over"),
            ('post', "By post"),
            ('page', "On the own page"),
        ]
    )
    body = sealed.Text(string="Words")
    enclosure = sealed.Binary(string="Scan or recording")
    enclosure_name = sealed.Char(string="File name")

    @api.depends('contact_id')
    def _compute_mode(self):
        for message in self:
            message.mode = message.contact_id.mode

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals['state'] = 'draft'
        messages = super().create(vals_list)
        for message in messages:
            message._check_parties()
            message._check_alive()
        return messages

    def write(self, vals):
        words = {'body', 'enclosure', 'enclosure_name', 'sender_id', 'recipient_id', 'contact_id'}
        if words & vals.keys() and any(message.state in ARRIVED for message in self):
            self._refuse_change()
        if words & vals.keys():
            # What was read back and released were other words.
            vals = {**vals, 'state': 'draft', 'date_read_back': False, 'date_released': False}
        result = super().write(vals)
        if {'sender_id', 'recipient_id', 'contact_id'} & vals.keys():
            for message in self:
                message._check_parties()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if any(message.state in ARRIVED for message in self):
            self._refuse_change()

    def action_read_back(self):
        """The mediator has read it with the sender, as it stands now."""
        for message in self:
            message._check_state('draft')
            if not (message._is_sealed_in('body') or message._is_sealed_in('enclosure')):
                raise UserError(self.env._("Write the words down or add the scan first."))
            message.write({'state': 'read_back', 'date_read_back': fields.Datetime.now()})

    def action_release(self):
        """The sender lets it go to the other side, in exactly these words."""
        for message in self:
            message._check_state('read_back')
            message._check_alive()
            message.case_id._check_open_for('contact')
            policy = self.env['mediation.policy']._of(message.case_id.company_id)
            waits_until = message.waits_until or (
                fields.Date.context_today(self) + relativedelta(months=policy.letter_bank_months)
            )
            message.write(
                {
                    'state': 'released',
                    'date_released': fields.Datetime.now(),
                    'waits_until': waits_until,
                }
            )
            audit.note(self.env, 'released', message)

    def action_take_back(self):
        """The sender takes it back, which is possible until it is delivered."""
        for message in self:
            message._check_state('read_back', 'released', 'withheld')
            message.write({'state': 'draft', 'date_read_back': False, 'date_released': False})

    def action_deliver(self):
        """The recipient has it: only what was released, to somebody who wants it, with the go."""
        for message in self:
            message._check_state('released')
            if message.waits_until and message.waits_until < fields.Date.context_today(self):
                raise UserError(
                    self.env._("The time in the letter bank is over. Ask the sender again.")
                )
            if message.recipient_wants != 'yes':
                raise UserError(
                    self.env._("Ask the recipient first whether he or she wants to receive it.")
                )
            message.case_id._check_open_for('contact')
            message.contact_id._check_go()
            message.write({'state': 'delivered', 'date_delivered': fields.Datetime.now()})
            if message.reply_to_id.state == 'delivered':
                message.reply_to_id._answer('answered')

    def action_no_reply(self):
        """The recipient does not want to answer; that completes it."""
        for message in self:
            message._check_state('delivered')
            message._answer('no_reply')

    def action_withhold(self):
        """The mediator does not pass it on."""
        for message in self:
            message._check_state('draft', 'read_back', 'released')
            message.write({'state': 'withheld'})

    def _answer(self, state):
        self.write({'state': state})
        waiting = self.contact_id.message_ids.filtered(
            lambda message: message.state in ('read_back', 'released', 'delivered')
        )
        if not waiting and self.contact_id.state != 'completed':
            self.contact_id._complete(state)

    def _stop(self):
        """Hold back what was not delivered yet."""
        self.filtered(lambda message: message.state in ('draft', 'read_back', 'released')).write(
            {'state': 'withheld'}
        )

    def _check_state(self, *states):
        self.ensure_one()
        self.check_access('write')
        if self.state not in states:
            labels = dict(self._fields['state']._description_selection(self.env))
            raise UserError(
                self.env._(
                    "This is not possible while it stands at “%(state)s”. Reload the page to see"
                    " where it is.",
                    state=labels[self.state],
                )
            )

    def _check_alive(self):
        """Raise UserError when one of the two has stopped, or the contact is over."""
        (self.sender_id | self.recipient_id)._check_takes_part()
        self.contact_id._check_goes_on()

    def _check_parties(self):
        both = self.sender_id | self.recipient_id
        if self.sender_id == self.recipient_id or both - self.contact_id.party_ids:
            raise UserError(self.env._("From one party of this contact to another one of it."))
