from odoo import api, fields, models

from ... import sealed

HOW = [
    ('read_out', "Read out by the mediator"),
    ('handed', "Handed over"),
    ('post', "By post"),
    ('page', "On the own page"),
]


class MediationDelivery(models.Model):
    """What somebody received from the other side: a copy that is the recipient's own.

    Room: content. It is sealed with the key of the recipient, so it stays when the sender is erased
    and goes when the recipient is. It holds the words and the file, and no name of a file, which
    often names a person.
    """

    _name = 'mediation.delivery'
    _description = "What was received"
    _inherit = 'mediation.content'
    _seal_prefix = 'O'
    _seal_key_field = 'recipient_id'
    _parent_field = 'message_id'
    _order = 'id desc'

    message_id = fields.Many2one(
        'mediation.message', required=True, readonly=True, index=True, ondelete='restrict'
    )
    recipient_id = fields.Many2one(
        'mediation.party', string="For", required=True, readonly=True, index=True,
        ondelete='restrict',
    )  # fmt: skip
    moment = fields.Datetime(required=True, readonly=True)
    how = fields.Selection(HOW, required=True, readonly=True)
    body = sealed.Text(string="Words", readonly=True)
    enclosure = sealed.Binary(string="Scan or recording", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        self._refuse_change()

    @api.model
    def _copy_of(self, message):
        """Make the copy at the moment of delivery; nothing but a delivery makes one."""
        opened = sealed.open_values(
            message, ['body', 'enclosure'], reason="a copy for who receives it"
        )[message.id]
        # Nobody may make or change one by hand.
        return self.sudo().create(
            {
                'message_id': message.id,
                'case_id': message.case_id.id,
                'recipient_id': message.recipient_id.id,
                'moment': message.date_delivered,
                'how': message.delivered_how,
                **opened,
            }
        )
