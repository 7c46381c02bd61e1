from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ... import audit, contact_modes, sealed
from ...safe_contact import CHANNELS
from .mediation_contact import OPEN_STATES as OPEN_CONTACTS
from .mediation_delivery import HOW as HOW_DELIVERED

# From here on it cannot be taken back, and its words do not change.
ARRIVED = ('delivered', 'answered', 'no_reply')
# The contact is not over as long as one of its messages stands at one of these.
UNDERWAY = ('draft', 'read_back', 'released', 'delivered')
WORDS = frozenset(
    {'body', 'enclosure', 'enclosure_name', 'sender_id', 'recipient_id', 'contact_id'}
)


class MediationMessage(models.Model):
    """A letter, a message passed on or a recording, from one party to another.

    Room: content. It stays with its sender until the sender releases it; then the mediator asks the
    recipient, and hands it over. "No reply wanted" is as complete as an answer.
    """

    _name = 'mediation.message'
    _description = "Letter or message"
    _inherit = 'mediation.reminded'
    _reminder_kind = 'mail_activity_type_letter_bank'
    _waiting_state = 'released'
    _term_field = 'waits_until'
    _seal_prefix = 'L'
    _seal_key_field = 'sender_id'
    _parent_field = 'contact_id'
    _order = 'id desc'
    _kept_fields = frozenset({'state', 'date_read_back', 'date_released', 'date_delivered'})

    contact_id = fields.Many2one(
        'mediation.contact', required=True, index=True, ondelete='restrict'
    )
    mode = fields.Char(string="Kind of contact", compute='_compute_mode')
    has_words = fields.Boolean(compute='_compute_mode')
    may_have_file = fields.Boolean(compute='_compute_mode')
    sender_id = fields.Many2one(
        'mediation.party', string="From", required=True, index=True, ondelete='restrict'
    )
    sender_side = fields.Char(compute='_compute_mode')
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
    status = fields.Char(string="Where it is", compute='_compute_status')
    is_shut = fields.Boolean(
        compute='_compute_status', help="The other side does not know of it and gets none of it."
    )

    # Released: who said so, and how
    released_by = fields.Selection(
        [('self', "The sender"), ('guardian', "The legal guardian too")],
        required=True,
        default='self',
    )
    release_channel = fields.Selection(
        CHANNELS, string="How it was released", required=True, default='talk'
    )
    is_enclosure_checked = fields.Boolean(
        string="I have looked: the file shows no contact data of the sender"
    )

    # Received
    recipient_wants = fields.Selection(
        [('not_asked', "Not asked yet"), ('yes', "Wants it"), ('later', "Later"), ('no', "No")],
        string="The recipient",
        required=True,
        default='not_asked',
    )
    waits_until = fields.Date(
        string="In the letter bank until", help="It waits here until the recipient wants it."
    )
    delivered_how = fields.Selection(HOW_DELIVERED)
    delivery_ids = fields.One2many('mediation.delivery', 'message_id', string="What was received")

    # When
    date_read_back = fields.Datetime(readonly=True)
    date_released = fields.Datetime(readonly=True)
    date_delivered = fields.Datetime(readonly=True)

    body = sealed.Text(string="Words")
    enclosure = sealed.Binary(string="Scan or recording")
    enclosure_name = sealed.Char(string="File name")

    @api.depends('contact_id', 'sender_id')
    def _compute_mode(self):
        for message in self:
            message.mode = message.contact_id.mode
            mode = contact_modes.of(message.mode)
            message.has_words, message.may_have_file = mode.has_words, bool(mode.files)
            message.sender_side = message.sender_id.side

    @api.depends('state', 'recipient_wants', 'waits_until', 'contact_id')
    @api.depends_context('lang')
    def _compute_status(self):
        labels = dict(self._fields['state']._description_selection(self.env))
        for message in self:
            message.is_shut = message.state not in ARRIVED
            message.status = message._status_words(labels)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(self._with_context_defaults(vals)) for vals in vals_list]
        for vals in vals_list:
            vals.update(dict.fromkeys(self._kept_fields, False), state='draft')
            vals['recipient_wants'] = 'not_asked'
            if not vals.get('delivered_how'):
                contact = self.env['mediation.contact'].browse(vals.get('contact_id'))
                # How it usually goes; the mediator says when it was otherwise.
                vals['delivered_how'] = contact_modes.of(contact.mode).delivered
        messages = super().create(vals_list)
        for message, vals in zip(messages, vals_list, strict=True):
            message.contact_id._check_open()
            message._check_parties()
            message._check_alive()
            message._check_enclosure(vals.get('enclosure'))
        return messages

    def write(self, vals):
        arrived = any(message.state in ARRIVED for message in self)
        if arrived and (WORDS & vals.keys() or not self.env.su):
            self._refuse_change()
        if WORDS & vals.keys():
            # What was read back, released and asked about were other words.
            self.filtered(lambda message: message.state != 'draft')._begin_anew()
            vals = {'released_by': 'self', **vals}
        if 'enclosure' in vals:
            vals = {'is_enclosure_checked': False, **vals}
        if 'recipient_wants' in vals and not self.env.su:
            self._check_may_ask()
        result = super().write(vals)
        for message in self:
            if {'sender_id', 'recipient_id', 'contact_id', 'reply_to_id'} & vals.keys():
                message._check_parties()
            message._check_enclosure(vals.get('enclosure'))
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if any(message.state != 'draft' for message in self):
            self._refuse_change()

    def action_read_back(self):
        """The mediator has read it with the sender, as it stands now."""
        for message in self:
            message._check_state('draft')
            message.contact_id._check_open()
            if not (message._is_sealed_in('body') or message._is_sealed_in('enclosure')):
                raise UserError(self.env._("Write the words down or add the scan first."))
            message._step({'state': 'read_back', 'date_read_back': fields.Datetime.now()})

    def action_release(self):
        """The sender lets it go to the other side, in exactly these words."""
        for message in self:
            message._check_state('read_back')
            message.contact_id._check_open()
            message.case_id._check_open_for('contact')
            message._check_alive()
            message.contact_id._check_taking_part()
            message._check_contact_data()
            message._check_guardian()
            message._step(
                {
                    'state': 'released',
                    'date_released': fields.Datetime.now(),
                    'waits_until': message.waits_until or message._last_day(),
                    'recipient_wants': 'not_asked',
                }
            )
            audit.note(self.env, 'released', message)

    def action_take_back(self):
        """The sender takes it back, which is possible until it is delivered."""
        for message in self:
            message._check_state('read_back', 'released', 'withheld')
            message._begin_anew()

    def action_wants_it(self):
        """The recipient was asked, and wants to receive it."""
        self._ask('yes')

    def action_wants_it_later(self):
        """It waits in the letter bank."""
        self._ask('later')

    def action_does_not_want_it(self):
        self._ask('no')

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
            message.contact_id._check_open()
            message.contact_id._check_go()
            message._check_contact_data()
            message._step({'state': 'delivered', 'date_delivered': fields.Datetime.now()})
            self.env['mediation.delivery']._copy_of(message)
            if message.reply_to_id.state == 'delivered':
                message.reply_to_id._answer('answered')

    def action_write_answer(self):
        """Open an answer, which goes the whole way itself."""
        self.ensure_one()
        self._check_state('delivered')
        return self._open_new(
            self.case_id,
            contact_id=self.contact_id.id,
            sender_id=self.recipient_id.id,
            recipient_id=self.sender_id.id,
            reply_to_id=self.id,
        )

    def action_no_reply(self):
        """The recipient does not want to answer; that completes it."""
        for message in self:
            message._check_state('delivered')
            message._answer('no_reply')

    def action_withhold(self):
        """The mediator does not pass it on."""
        for message in self:
            message._check_state('draft', 'read_back', 'released')
            message._step({'state': 'withheld'})
            message._complete_contact()

    def _ask(self, answer):
        for message in self:
            message._check_state('released')
            message.recipient_id._check_takes_part()
            message.recipient_wants = answer

    def _answer(self, state):
        self._step({'state': state})
        self._complete_contact()

    def _complete_contact(self):
        """A contact in letters is complete when nothing of it is underway any more."""
        contact = self.contact_id
        states = set(contact.message_ids.mapped('state'))
        if contact.state not in OPEN_CONTACTS or states & set(UNDERWAY):
            return
        if 'answered' in states or 'no_reply' in states:
            contact._complete('answered' if 'answered' in states else 'no_reply')

    def _stop(self):
        """Hold back what was not delivered yet."""
        self.filtered(lambda message: message.state in ('draft', 'read_back', 'released'))._step(
            {'state': 'withheld'}
        )

    def _begin_anew(self):
        """It is written again: read back, released and asked about again as well."""
        self._step(
            {
                'state': 'draft',
                'date_read_back': False,
                'date_released': False,
                'waits_until': False,
                'recipient_wants': 'not_asked',
                'released_by': 'self',
            }
        )

    @api.constrains('waits_until')
    def _check_waits_until(self):
        for message in self:
            last_day = message._last_day()
            if message.waits_until and message.waits_until > last_day:
                raise ValidationError(
                    self.env._(
                        "A letter waits in the letter bank until %(date)s at most.",
                        date=format_date(self.env, last_day),
                    )
                )

    def _last_day(self):
        """Return until when a letter waits at most."""
        months = self.env['mediation.policy']._of(self.case_id.company_id).letter_bank_months
        return fields.Date.context_today(self) + relativedelta(months=months)

    def _status_words(self, labels):
        """Return where it is, as one would say it."""
        mode = contact_modes.of(self.mode)
        if mode.is_passed_on:
            labels = {
                **labels,
                'draft': self.env._("Told to the mediator"),
                'read_back': self.env._("Read back to the sender"),
                'delivered': self.env._("Passed on"),
            }
        elif not mode.has_words:
            labels = {
                **labels,
                'draft': self.env._("Being made"),
                'read_back': self.env._("Gone through with the sender"),
            }
        if self.state != 'released':
            return labels.get(self.state)
        words = {
            'not_asked': self.env._("Released; the recipient has not been asked yet"),
            'yes': self.env._("Released; the recipient wants it"),
            'no': self.env._("Released; the recipient does not want it"),
            'later': self.env._(
                "In the letter bank until %(date)s",
                date=format_date(self.env, self.waits_until),
            ),
        }
        return words[self.recipient_wants]

    def _check_may_ask(self):
        if any(message.state != 'released' for message in self):
            raise UserError(
                self.env._(
                    "The recipient is asked after the sender has released it. Until then the"
                    " recipient does not know of it."
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
        answered = self.reply_to_id
        if answered and answered.sender_id | answered.recipient_id != both:
            raise UserError(self.env._("An answer goes to who wrote, from who received it."))
