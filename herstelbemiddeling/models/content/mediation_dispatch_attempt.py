from odoo import fields, models

from .mediation_dispatch import OPEN_STATES

# An invitation handed over to somebody in person is a talk, not an attempt to reach them.
ATTEMPT_BY = {'post': 'letter', 'mail': 'mail', 'institution': 'through'}


class MediationDispatchAttempt(models.Model):
    """An invitation is an attempt to reach the other party, and counts as one.

    So letters are no way around the number of attempts and the time between them.
    """

    _inherit = 'mediation.dispatch'

    attempt_id = fields.Many2one(
        'mediation.attempt', readonly=True, index='btree_not_null', ondelete='restrict'
    )

    def action_send(self):
        result = super().action_send()
        self._join_attempt()
        return result

    def action_print(self):
        is_new = self.state == 'draft'
        result = super().action_print()
        if is_new:
            self._join_attempt()
        return result

    def _cancel(self):
        left_never = self.filtered(
            lambda letter: letter.state in OPEN_STATES and letter.failure != 'uncertain'
        )
        result = super()._cancel()
        left_never.attempt_id._call_off()
        return result

    def _join_attempt(self):
        """Belong to the attempt that was recorded for this letter, or be one."""
        for letter in self:
            channel = ATTEMPT_BY.get(letter.channel)
            if letter.kind == 'invitation' and channel and not letter.attempt_id:
                letter._keep(attempt_id=letter._own_attempt(channel).id)

    def _own_attempt(self, channel):
        Attempt = self.env['mediation.attempt']
        # A mail that certainly did not leave gives way to the letter that is tried instead.
        Attempt._last_of(self.party_id)[self.party_id].dispatch_ids.filtered(
            lambda letter: letter.state == 'failed' and letter.failure != 'uncertain'
        )._cancel()
        last = Attempt._last_of(self.party_id)[self.party_id]
        if last.result == 'waiting' and last.channel == channel and not last.dispatch_ids:
            return last
        return Attempt.create({'party_id': self.party_id.id, 'channel': channel})
