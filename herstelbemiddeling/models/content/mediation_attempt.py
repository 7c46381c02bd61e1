from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sealed

# The way that a channel needs to be safe, and how a reaction by it is said in the ledger.
CHANNELS = {
    'letter': ('post', 'letter'),
    'phone': ('phone', 'phone'),
    'mail': ('mail', 'mail'),
    'through': ('through', 'through'),
}
WITHOUT_REACTION = ('waiting', 'no_reaction')
# What can follow on what was recorded; anything else is over.
FOLLOWS = {
    'waiting': ('no_reaction', 'reached', 'wants_talk', 'declines', 'called_off'),
    'no_reaction': ('reached', 'wants_talk', 'declines'),
    'reached': ('no_reaction', 'wants_talk', 'declines'),
}


class MediationAttempt(models.Model):
    """One attempt to reach the other party, and how they reacted.

    Room: content. Only through the gate of the approach, no more often and no sooner than the
    policy says: an invitation is no pressure (Recommendation CM/Rec(2018)8, rule 16).
    """

    _name = 'mediation.attempt'
    _description = "Attempt to reach somebody"
    _inherit = 'mediation.content'
    _seal_prefix = 'W'
    _seal_key_field = 'party_id'
    _order = 'party_id, number desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    number = fields.Integer(readonly=True)
    channel = fields.Selection(
        [
            ('letter', "Letter"),
            ('phone', "Phone"),
            ('mail', "E-mail"),
            ('through', "Through somebody"),
        ],
        required=True,
        default='letter',
    )
    moment = fields.Datetime(string="When", required=True, default=fields.Datetime.now)
    wait_until = fields.Date(string="No next attempt before", readonly=True)
    result = fields.Selection(
        [
            ('waiting', "Waiting"),
            ('no_reaction', "No reaction"),
            ('reached', "Reached, thinks about it"),
            ('wants_talk', "Wants a talk"),
            ('declines', "Does not want contact"),
            ('called_off', "Called off, never left"),
        ],
        required=True,
        default='waiting',
        readonly=True,
    )
    date_result = fields.Datetime(string="Reaction on", readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Mediator", readonly=True, default=lambda self: self.env.user
    )
    dispatch_ids = fields.One2many('mediation.dispatch', 'attempt_id', string="Letters and mail")
    letter = fields.Char(compute='_compute_letter', help="What became of the letter or mail.")
    remark = sealed.Text()

    # Two people who record the same attempt at once: the second hears that it is there. One that
    # was called off before it left does not count, and gives its number to the next.
    _number_uniq = models.UniqueIndex(
        "(party_id, number) WHERE result != 'called_off'",
        "An attempt was recorded just now. Reload the page to see it.",
    )

    @api.depends('dispatch_ids.state')
    @api.depends_context('lang')
    def _compute_letter(self):
        states = self.env['mediation.dispatch']._fields['state']
        labels = dict(states._description_selection(self.env))
        for attempt in self:
            attempt.letter = labels.get(attempt.dispatch_ids[:1].state)

    @api.model_create_multi
    def create(self, vals_list):
        attempts = self.browse()
        for vals in vals_list:
            attempts += super().create([self._next(vals)])
        attempts.party_id._note_approached()
        return attempts

    def write(self, vals):
        if vals.keys() - {'remark', 'result'}:
            self._refuse_change()
        if vals.get('result') == 'called_off' and not self.env.su:
            self._refuse_change()  # it follows from its letter
        if 'result' in vals:
            self._check_follows(vals['result'])
            vals = {**vals, 'date_result': fields.Datetime.now()}
        result = super().write(vals)
        if 'result' in vals:
            self._take_effect()
        return result

    def action_no_reaction(self):
        self._set_result('no_reaction')

    def action_reached(self):
        """The invitation arrived; they think about it."""
        self._set_result('reached')

    def action_wants_talk(self):
        """They agree to a first talk, which is recorded as consent."""
        self._set_result('wants_talk')

    def action_declines(self):
        """They do not want contact: nothing more is asked of them."""
        self._set_result('declines')

    def _set_result(self, result):
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        self.write({'result': result})

    @api.model
    def _next(self, vals):
        """Return the values of the next attempt; raise UserError when it may not be made now."""
        vals = self._with_context_defaults(vals)
        party = self.env['mediation.party'].browse(vals.get('party_id'))
        party.check_access('read')
        moment = fields.Datetime.to_datetime(vals.get('moment')) or fields.Datetime.now()
        policy = self.env['mediation.policy']._of(party.company_id)
        last = self._last_of(party).get(party, self.browse())
        party._check_may_approach()
        last._check_next(policy, moment)
        if not self.env.su:
            # Opens what the person chose; the system, which makes the demo data, opens nothing.
            party._check_safe(CHANNELS[vals.get('channel', 'letter')][0])
        last.filtered(lambda attempt: attempt.result == 'waiting').write({'result': 'no_reaction'})
        return {
            **vals,
            'number': last.number + 1,
            'moment': moment,
            'wait_until': moment.date() + timedelta(days=policy.approach_wait_days),
            'result': 'waiting',
            'date_result': False,
            'user_id': self.env.uid,
        }

    def _check_next(self, policy, moment):
        """Raise UserError unless another attempt may follow on this one, which may be none."""
        if moment > fields.Datetime.now():
            raise UserError(self.env._("Record an attempt when it was made, not before."))
        if self.result == 'wants_talk':
            raise UserError(self.env._("They want a talk already: plan it, do not ask again."))
        if self.number >= policy.approach_attempts:
            raise UserError(
                self.env._(
                    "%(count)s attempts are enough: another one would be pressure. When the waiting"
                    " time is over, note that this party cannot be reached.",
                    count=policy.approach_attempts,
                )
            )
        if self and moment.date() < self.wait_until:
            raise UserError(
                self.env._(
                    "Wait until %(date)s before the next attempt: people get time to think, without"
                    " pressure.",
                    date=self.wait_until,
                )
            )

    def _check_follows(self, result):
        labels = dict(self._fields['result']._description_selection(self.env))
        for attempt in self:
            if result not in FOLLOWS.get(attempt.result, ()):
                raise UserError(
                    self.env._(
                        "This attempt stands at “%(state)s” already. Reload the page to see what"
                        " was recorded.",
                        state=labels[attempt.result],
                    )
                )

    def _take_effect(self):
        """What they said is recorded in the ledger of consent, as said by this channel."""
        said = {'wants_talk': ('intake', 'given'), 'declines': ('participation', 'declined')}
        self.env['mediation.consent'].create(
            [
                {
                    'party_id': attempt.party_id.id,
                    'purpose': said[attempt.result][0],
                    'decision': said[attempt.result][1],
                    'channel': CHANNELS[attempt.channel][1],
                }
                for attempt in self
                if attempt.result in said
            ]
        )

    def _call_off(self):
        """Its letter never left: it was no attempt, and nobody was approached by it."""
        # As superuser: whoever stops a case need not be the one who wrote the letter.
        waiting_sudo = self.sudo().filtered(lambda attempt: attempt.result == 'waiting')
        waiting_sudo.write({'result': 'called_off'})
        parties_sudo = waiting_sudo.party_id.filtered(lambda party: party.state == 'approached')
        last = self.sudo()._last_of(parties_sudo)
        parties_sudo.filtered(lambda party: not last[party]).state = 'to_approach'

    @api.model
    def _last_of(self, parties):
        """Return ``{party: last attempt}``, an empty one for who has none; one query."""
        last = {party: self.browse() for party in parties}
        made = [('party_id', 'in', parties.ids), ('result', '!=', 'called_off')]
        for attempt in self.search(made):
            last[attempt.party_id] = last[attempt.party_id] or attempt
        return last

    def _is_over(self):
        """Return whether this attempt got no reaction and its waiting time has passed."""
        return (
            bool(self)
            and self.result in WITHOUT_REACTION
            and self.wait_until <= fields.Date.context_today(self)
        )
