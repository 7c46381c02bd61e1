from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import gates
from .mediation_case import TOLD_AT_THE_END

# What may be said in a closed case.
AFTERWARDS = (*TOLD_AT_THE_END, 'evaluation')
# Of these a mail says that there is something, or when; the others are words on paper.
BY_MAIL = ('invitation', 'appointment', 'confirmation', 'closing')
# Not gone yet, so it can be taken back.
OPEN_STATES = ('draft', 'queued', 'failed')
# Kept by the system: a person goes through the actions.
KEPT = frozenset(
    {'state', 'date_queued', 'date_next', 'date_gone', 'tries', 'failure', 'template_date'}
    | {'user_id', 'attempt_id'}
)
# How the safe-contact profile calls the channels; handing over is safe by itself.
WAYS = {'mail': 'mail', 'post': 'post', 'institution': 'through'}


class MediationDispatch(models.Model):
    """One letter or mail to one party: that it goes out, how, and when. Never what it says.

    Room: content. The words are made from the template when it is printed or sent, and are not
    kept; `template_date` says from which version of it.
    """

    _name = 'mediation.dispatch'
    _description = "Letter or mail"
    _inherit = 'mediation.content'
    _seal_prefix = 'U'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one(
        'mediation.party', string="To", required=True, index=True, ondelete='restrict'
    )
    kind = fields.Selection(
        [
            ('invitation', "Invitation"),
            ('appointment', "Appointment"),
            ('confirmation', "Confirmation"),
            ('preparation', "Preparation sheet"),
            ('legal_notice', "Notice that data are held"),
            ('closing', "Neutral closing letter"),
            ('evaluation', "How it was, with the code"),
        ],
        string="What",
        required=True,
        default='appointment',
    )
    channel = fields.Selection(
        [
            ('post', "By post"),
            ('mail', "By e-mail"),
            ('handed', "Handed over"),
            ('institution', "Through the contact person of the institution"),
        ],
        string="How",
        required=True,
        default='post',
    )
    session_id = fields.Many2one(
        'mediation.session', string="Talk", index='btree_not_null', ondelete='restrict'
    )
    state = fields.Selection(
        [
            ('draft', "Being prepared"),
            ('queued', "Waits to be sent"),
            ('sending', "Being sent"),
            ('sent', "Sent"),
            ('printed', "Printed"),
            ('failed', "Not sent"),
            ('cancelled', "Cancelled"),
        ],
        required=True,
        default='draft',
        readonly=True,
        index=True,
    )
    date_queued = fields.Datetime(string="Waits since", readonly=True)
    date_next = fields.Datetime(string="Next try", readonly=True)
    date_gone = fields.Datetime(string="Printed or sent", readonly=True)
    tries = fields.Integer(readonly=True)
    failure = fields.Selection(
        [
            ('no_address', "There is no e-mail address. Fill it in, or choose another way."),
            ('no_sender', "The organisation has no e-mail address. Tell your administrator."),
            ('no_server', "No mail server answered. Try again later, or choose another way."),
            ('refused', "The mail server refused it. Check the address, or choose another way."),
            ('uncertain', "It broke off halfway: it may have arrived. Ask before you send again."),
            ('not_allowed', "It may not be sent any more. Open it and try, to see why."),
        ],
        string="Why not",
        readonly=True,
    )
    template_date = fields.Datetime(string="Version of the template", readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Made by", readonly=True, default=lambda self: self.env.user
    )

    _queue_idx = models.Index("(date_next) WHERE state IN ('queued', 'sending')")

    @api.constrains('kind', 'channel')
    def _check_paper(self):
        for dispatch in self:
            if dispatch.channel == 'mail' and dispatch.kind not in BY_MAIL:
                raise ValidationError(
                    self.env._("This is for paper only. Print it, and post it or hand it over.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # A default in the context is a value as well.
        defaults = {f'default_{name}' for name in KEPT}
        context = {name: value for name, value in self.env.context.items() if name not in defaults}
        return super(MediationDispatch, self.with_env(self.env(context=context))).create(
            [{name: vals[name] for name in vals if name not in KEPT} for vals in vals_list]
        )

    def write(self, vals):
        # What is kept is written by the actions, as superuser and after their checks.
        if not self.env.su and (
            KEPT & vals.keys() or any(dispatch.state != 'draft' for dispatch in self)
        ):
            self._refuse_change()
        return super().write(vals)

    def action_send(self):
        """Put a mail into the queue, which a job empties every few minutes."""
        for dispatch in self:
            dispatch._take('draft', 'failed')
            if dispatch.channel != 'mail':
                raise UserError(self.env._("This goes on paper: print it instead."))
            dispatch._check_may_go()
            dispatch._check_way()
            now = fields.Datetime.now()
            dispatch._keep(state='queued', date_queued=now, date_next=now, tries=0, failure=False)
        # A mediator has no right on jobs; this one runs in any case, a little later.
        self.env.ref('herstelbemiddeling.ir_cron_send_dispatches').sudo()._trigger()

    def action_print(self):
        """Make the letter, and hand it to whoever asks; it may be printed again."""
        self.ensure_one()
        self._take('draft', 'printed')
        if self.channel == 'mail':
            raise UserError(self.env._("This goes by e-mail. Choose another way to print it."))
        self._check_may_go()
        self._check_way()
        self._pdf()  # what cannot be made is not marked as printed
        self._keep(state='printed', template_date=self._template_date())
        self._note_gone()
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/letter/{self.id}',
            'target': 'new',
            'close': True,
        }

    def action_cancel(self):
        for dispatch in self:
            dispatch._take(*OPEN_STATES)
            dispatch._cancel()

    def _check_may_be_fetched(self):
        """Raise UserError unless this was printed, and may still be said."""
        self.check_access('write')
        if self.state != 'printed':
            raise UserError(self.env._("Print it from the case first."))
        self._check_may_go()

    def _cancel(self):
        """Take back what has not gone yet."""
        waiting = self.filtered(lambda dispatch: dispatch.state in OPEN_STATES)
        waiting._keep(state='cancelled', date_next=False)

    def _hold(self):
        """What waits has to be looked at again: the way to reach somebody has changed."""
        self.filtered(lambda dispatch: dispatch.state == 'queued')._keep(
            state='draft', date_next=False
        )

    def _keep(self, **values):
        # The columns that no person writes; every caller has checked that this one may.
        self.sudo().write(values)

    def _take(self, *states):
        """Lock this row and raise UserError when it is not in one of these states any more."""
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        self.invalidate_recordset(['state'])
        self._check_stands_at(states)

    def _note_gone(self):
        self._keep(date_gone=fields.Datetime.now())
        if self.kind == 'invitation':
            self.party_id._note_approached()

    def _check_may_go(self):
        """Raise UserError that says why, when this may not be said to this person now."""
        self.ensure_one()
        self._check_open()
        if self.party_id.state == 'deceased':
            self.party_id._check_takes_part()
        if self.kind == 'closing':
            self._check_ended()
        elif self.kind == 'invitation':
            self.party_id._check_takes_part()
            self._check_approach()
        elif self.kind == 'legal_notice':
            if not self.party_id.is_initiator and not self._is_approach_open():
                self._refuse_approach()
        elif self.kind == 'evaluation':
            self.env['mediation.evaluation']._ask(self.party_id)
        else:
            self.party_id._check_may_be_met(self.session_id.kind or 'preparation')
            self._check_talk()

    def _check_open(self):
        """A paused case is silent; a closed one has nothing to say but that it ended."""
        case = self.case_id
        after_closing = self.kind in AFTERWARDS or self.session_id.kind == 'aftercare'
        if case.phase != 'closed' or not after_closing:
            case._check_open_for(self.kind)

    def _check_approach(self):
        """The whole gate of the approach again: what it stands on may have gone since."""
        if self.party_id.is_initiator:
            raise UserError(self.env._("The initiator registered, and is not invited."))
        missing = gates.missing(self.case_id._facts(), ['approach'])
        if missing or not self._is_approach_open():
            self._refuse_approach(missing)

    def _is_approach_open(self):
        return gates.is_at_least(self.case_id.phase, 'approach')

    def _refuse_approach(self, missing=()):
        sentences = self.case_id._sentences()
        raise UserError(
            '\n'.join(
                [
                    self.env._(
                        "The other party is written to only after the gate of the approach: the"
                        " intake was held and the initiator still wants contact."
                    ),
                    *(f'\N{EN DASH} {sentences[name]}' for name in missing),
                ]
            )
        )

    def _check_ended(self):
        """Nobody hears that mediation has ended who did not know of it, or before it has."""
        party = self.party_id
        knows = (
            party.is_initiator
            or party.consent_state != 'not_asked'
            or party.dispatch_ids.filtered('date_gone')
        )
        if not knows:
            raise UserError(
                self.env._(
                    "%(code)s was never written to, and does not know of the mediation. Then"
                    " nothing is said of its end either.",
                    code=party.code,
                )
            )
        left = set(self.case_id.party_ids._core().mapped('side'))
        if self.case_id.phase != 'closed' and {'harmed', 'responsible'} <= left:
            raise UserError(
                self.env._("Both sides take part still. Close the case first, then say so.")
            )

    def _check_talk(self):
        if self.kind == 'appointment' and not self.session_id:
            raise UserError(self.env._("Choose the talk that this appointment is for."))
        talk = self.session_id
        if talk and (
            self.party_id not in talk.party_ids
            or talk.state != 'planned'
            or talk.date_start < fields.Datetime.now()
        ):
            raise UserError(
                self.env._(
                    "This talk is not planned with %(code)s (any more). Choose one that is still"
                    " to come.",
                    code=self.party_id.code,
                )
            )

    def _check_way(self):
        """Raise UserError when this is no safe way.

        Asked by the person, for the answers are sealed. When one of them changes, what waits is
        held (`mediation.party.write`).
        """
        if self.channel in WAYS:
            self.party_id._check_safe(WAYS[self.channel])
        if self.channel == 'mail' and not self.party_id._is_sealed_in('email_address'):
            raise UserError(self._failure_sentence('no_address'))

    def _failure_sentence(self, failure):
        return dict(self._fields['failure']._description_selection(self.env))[failure]
