import base64
import binascii

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import contact_data, contact_modes, enclosures, sealed

AGE_OF_OWN_RELEASE = 16  # years; until then the legal guardian lets it go too
# Which decision lets a kind of contact data stay.
LEAVES = {kind: f'leaves_{kind}' for kind in contact_data.KINDS}


class MediationMessageChecks(models.Model):
    """What must not reach the other side by accident: contact data of the sender, strange files."""

    _inherit = 'mediation.message'

    found = fields.Char(
        string="Contact data of the sender in these words", compute='_compute_found'
    )
    leaves_name = fields.Boolean(string="The name stays: the sender wants it")
    leaves_address = fields.Boolean(string="The address stays: the sender wants it")
    leaves_mail = fields.Boolean(string="The e-mail address stays: the sender wants it")
    leaves_phone = fields.Boolean(string="The phone number stays: the sender wants it")

    @api.depends('body', 'sender_id', *LEAVES.values())
    @api.depends_context('lang')
    def _compute_found(self):
        labels = self._kind_labels()
        for message in self:
            kinds = []
            if message.sender_id and message.body:
                person = {name: message.sender_id[name] for name in contact_data.FIELDS}
                kinds = contact_data.find(message.body, person)
            message.found = ', '.join(labels[kind] for kind in kinds if not message[LEAVES[kind]])

    def action_take_out(self):
        """Take out the contact data that the sender did not decide to leave in."""
        for message in self:
            message._check_state('draft', 'read_back', 'released')
            body, person = message._opened()
            kinds = message._undecided(body, person)
            if kinds:
                message.body = contact_data.take_out(body, person, kinds)

    def _check_contact_data(self):
        """Raise UserError when the sender can be found by what the other side would receive."""
        self.ensure_one()
        labels = self._kind_labels()
        kinds = self._undecided(*self._opened())
        if kinds:
            raise UserError(
                self.env._(
                    "The words tell how to find the sender: %(found)s. Take it out, or record that"
                    " the sender wants it to stay.",
                    found=', '.join(labels[kind] for kind in kinds),
                )
            )
        if self._is_sealed_in('enclosure') and not self.is_enclosure_checked:
            raise UserError(
                self.env._(
                    "Look at the scan or recording first, and tick that it shows no contact data"
                    " of the sender."
                )
            )

    def _check_guardian(self):
        """Raise UserError when the guardian of a young sender has not let it go as well."""
        self.ensure_one()
        if self.released_by != 'guardian' and self._is_sent_by_a_child():
            raise UserError(
                self.env._(
                    "The sender is under 16: the legal guardian has to let it go too. Ask the"
                    " guardian, and record under \N{LEFT DOUBLE QUOTATION MARK}Released by"
                    "\N{RIGHT DOUBLE QUOTATION MARK} that it was said."
                )
            )

    def _is_sent_by_a_child(self):
        sender = self.sender_id
        if not sender.is_minor:
            return False
        opened = sealed.open_values(sender, ['birth_date'], reason="is a guardian asked too?")
        born = opened[sender.id]['birth_date']
        # A minor whose date of birth is not known is as young as may be.
        own = born and born + relativedelta(years=AGE_OF_OWN_RELEASE)
        return not own or own > fields.Date.context_today(self)

    def _undecided(self, body, person):
        kinds = contact_data.find(body, person)
        return [kind for kind in kinds if not self[LEAVES[kind]]]

    def _opened(self):
        """Return the words and the contact data of the sender, for the check and nobody's eyes."""
        reason = "is the sender to be found by these words?"
        body = sealed.open_values(self, ['body'], reason=reason)[self.id]['body']
        sender = self.sender_id
        return body or '', sealed.open_values(sender, contact_data.FIELDS, reason=reason)[sender.id]

    def _check_enclosure(self, content):
        """Raise ValidationError for a file that is too large, or not what it should be.

        :param content: the file in base64, or nothing
        """
        if not content:
            return
        raw = self._decoded(content)
        largest = self.env['mediation.policy']._of(self.case_id.company_id).max_enclosure_mb
        if len(raw) > largest * 1024 * 1024:
            raise ValidationError(
                self.env._(
                    "This file is larger than %(size)s MB. Make a smaller scan or a shorter"
                    " recording, or save it in a lower quality.",
                    size=largest,
                )
            )
        allowed = contact_modes.of(self.mode).files
        if not allowed:
            raise ValidationError(
                self.env._("You pass these words on yourself: no file goes along with them.")
            )
        if enclosures.kind_of(raw) not in allowed:
            kinds = ', '.join(enclosures.NAMES[kind] for kind in allowed)
            raise ValidationError(
                self.env._("Only these kinds of file can be added here: %(kinds)s.", kinds=kinds)
            )

    @api.model
    def _decoded(self, content):
        try:
            return base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            return b''

    @api.model
    def _kind_labels(self):
        return {
            'name': self.env._("the full name"),
            'address': self.env._("the address"),
            'mail': self.env._("the e-mail address"),
            'phone': self.env._("the phone number"),
        }
