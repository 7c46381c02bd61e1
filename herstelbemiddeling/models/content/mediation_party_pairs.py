from odoo import api, fields, models
from odoo.tools import format_date

from .mediation_case import WHO_TALKS

MARKS = {
    'yes': '\N{CHECK MARK}',
    'later': '\N{DOUBLE VERTICAL LINE}',
    'no': '\N{MULTIPLICATION SIGN}',
    None: '\N{WHITE CIRCLE}',
}


class MediationPartyPairs(models.Model):
    """What there is between this person and each one of the other side, apart from the others."""

    _inherit = 'mediation.party'

    with_whom = fields.Text(
        string="With whom",
        compute='_compute_with_whom',
        groups=WHO_TALKS,
        help="For each person of the other side: who wants contact, and what there was, by day.",
    )

    @api.depends(
        'case_id.willingness_ids.answer',
        'case_id.contact_ids.state',
        'case_id.mediation_message_ids.state',
    )
    @api.depends_context('lang', 'uid')
    def _compute_with_whom(self):
        for party in self:
            others = party.case_id.party_ids.filtered(
                lambda other, side=party.side: other.side not in (side, 'support')
            )
            party.with_whom = '\n\n'.join(party._pair_words(other) for other in others)

    def _pair_words(self, other):
        """Return what there is between two people: the answers of both, then each day."""
        head = f'\N{LEFT RIGHT ARROW} {other.code}'
        answers = [self._answer_words(other), other._answer_words(self)]
        lines = [
            f'{format_date(self.env, day)}  {words}'
            for day, words in sorted(self._days_with(other), reverse=True)
        ]
        return '\n'.join([head, *answers, *(lines or [self.env._("No contact yet")])])

    def _answer_words(self, other):
        """Return what one person said about contact with the other, for each form asked about."""
        answers = self.case_id.willingness_ids.filtered(
            lambda answer: answer.party_id == self and answer.other_party_id == other
        )
        labels = dict(answers._fields['answer']._description_selection(self.env))
        said = [
            f'{MARKS[answer.answer]} '
            + ": ".join(filter(None, (answer.contact_mode_id.name, labels[answer.answer])))
            for answer in answers
        ]
        # Outside of any f-string: the translation template does not look into those.
        not_asked = self.env._("Not asked yet")
        return f'{self.code}  {"  ".join(said) or f"{MARKS[None]} {not_asked}"}'

    def _days_with(self, other):
        """Return ``[(day, words)]``: the contacts of these two, and what went between them."""
        pair = self | other
        states = dict(
            self.env['mediation.contact']._fields['state']._description_selection(self.env)
        )
        contacts = self.case_id.contact_ids.filtered(lambda contact: pair <= contact.party_ids)
        messages = self.case_id.mediation_message_ids.filtered(
            lambda message: message.sender_id | message.recipient_id == pair
        )
        return [
            (
                fields.Date.to_date(contact.date_completed or contact.create_date),
                f'{contact.contact_mode_id.name}: {states[contact.state]}',
            )
            for contact in contacts
        ] + [
            (
                fields.Date.to_date(
                    message.date_delivered or message.date_released or message.create_date
                ),
                f'{message.sender_id.code} \N{RIGHTWARDS ARROW} {message.status}',
            )
            for message in messages
        ]
