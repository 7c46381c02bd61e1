from datetime import timedelta

from odoo import api, fields, models


class MediationCaseTurn(models.Model):
    """Whose turn it is in a case, and since when: on us, on a party, or on somebody else.

    Two thirds of the cases end because one of these waits too long. The answer is kept where the
    board can show and group it; it says that a party is waited for, and never which one.
    """

    _inherit = 'mediation.case'

    waiting_on = fields.Selection(
        [
            ('us', "Us"),
            ('party', "A party"),
            ('other_organisation', "Another organisation"),
            ('nobody', "Nobody"),
        ],
        readonly=True,
        copy=False,
        default='us',
        index=True,
    )
    waiting_since = fields.Datetime(readonly=True, copy=False, default=fields.Datetime.now)
    waiting_days = fields.Integer(compute='_compute_waiting_days')

    @api.depends('waiting_since')
    def _compute_waiting_days(self):
        now = fields.Datetime.now()
        for days, cases in self.grouped(
            lambda case: (now - (case.waiting_since or now)).days
        ).items():
            cases.waiting_days = days

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases._note_turn()
        return cases

    def write(self, vals):
        result = super().write(vals)
        if {'stage_id', 'paused_until', 'mediator_id', 'offered_mediator_id'} & vals.keys():
            self._note_turn()
        return result

    @api.model
    def _note_turns_of_today(self):
        """Run every night: waiting periods and pauses end without anybody doing something."""
        today = fields.Date.context_today(self)
        over = [('waiting_on', '=', 'nobody'), ('paused_until', '<=', today)]
        self.search(
            [('phase', '!=', 'closed'), '|', ('waiting_on', '=', 'party'), '&', *over]
        )._note_turn()

    def _note_turn(self):
        """Keep whose turn it is; since when stays as it was as long as it is the same turn."""
        # Kept by the system: no role may write these.
        for case in self.sudo():
            turn, since = case._turn()
            if turn != case.waiting_on:
                case.write({'waiting_on': turn, 'waiting_since': since})
            elif turn == 'party' and since != case.waiting_since:
                case.waiting_since = since

    def _turn(self):
        """Return whose turn it is, and since when if it begins now."""
        self.ensure_one()
        now = fields.Datetime.now()
        if self.phase == 'closed' or self.is_paused:
            return 'nobody', now
        core = self.party_ids._core()
        if core.filtered(lambda party: party._waits_for_organisation()):
            return 'other_organisation', now
        asked = core.filtered(lambda party: party._has_to_answer())
        if not asked:
            return 'us', now
        since = min(party.state_since or now for party in asked)
        days = self.env['mediation.policy']._of(self.company_id).approach_wait_days
        over = since + timedelta(days=days)
        return ('us', over) if over <= now else ('party', since)
