from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sealed
from ...safe_contact import CHANNELS

# Withdrawing one of these ends the mediation for that person, and what was planned with it.
TAKING_PART = ('intake', 'approach', 'participation')
GIVEN_BY = [('self', "The person"), ('guardian', "The legal guardian")]
# What may be agreed to before any leaflet was handed over: to hear more.
WITHOUT_INFORMATION = ('intake',)
SOON = 30  # days before its end a consent is marked, so that it is asked again in time


class MediationConsent(models.Model):
    """The ledger of consent: who agreed to what, when, how, to which words, and who wrote it down.

    Room: content. Append-only; the state in force is the last row of a person for a purpose.
    Consent is free, informed and can be taken back at any moment without a reason (Recommendation
    CM/Rec(2018)8, rules 16 and 26; Directive 2012/29/EU, article 12(1)).
    """

    _name = 'mediation.consent'
    _description = "Consent"
    _inherit = 'mediation.content'
    _seal_prefix = 'C'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    purpose = fields.Selection(
        [
            ('intake', "A first talk"),
            ('approach', "Approaching the other party"),
            ('participation', "Taking part"),
            ('contact_mode', "A form of contact"),
            ('disclosure', "Sharing a text with others"),
            ('aftercare', "Aftercare"),
        ],
        required=True,
    )
    decision = fields.Selection(
        [('given', "Given"), ('declined', "Not given"), ('withdrawn', "Taken back")], required=True
    )
    given_by = fields.Selection(GIVEN_BY, string="Said by", required=True, default='self')
    contact_mode_id = fields.Many2one(
        'mediation.contact.mode', string="Form of contact", ondelete='restrict'
    )
    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    channel = fields.Selection(CHANNELS, string="How it was said", required=True, default='talk')
    text_id = fields.Many2one('mediation.consent.text', string="Words", ondelete='restrict')
    text_version = fields.Char(readonly=True)
    lang_id = fields.Many2one(
        'res.lang', string="Language", ondelete='restrict', context={'active_test': False}
    )
    user_id = fields.Many2one(
        'res.users', string="Recorded by", readonly=True, default=lambda self: self.env.user
    )
    valid_until = fields.Date(
        readonly=True, help="From this day on the consent has to be asked again."
    )
    leaflet_id = fields.Many2one(
        'mediation.leaflet',
        string="Information given with it",
        ondelete='restrict',
        help="Records that this leaflet was given at the same moment, before the question.",
    )
    is_change_of_mind = fields.Boolean(
        string="Came back to it by themselves",
        help="Somebody who has stopped takes part again only on their own initiative.",
    )
    words = fields.Text(string="What is agreed to", compute='_compute_words')
    standing = fields.Selection(
        [
            ('in_force', "In force"),
            ('ends_soon', "Ends soon"),
            ('ended', "Ended: ask again"),
            ('declined', "Not given"),
            ('withdrawn', "Taken back"),
            ('earlier', "Earlier"),
        ],
        string="Now",
        compute='_compute_standing',
    )
    remark = sealed.Text(help="In the words of the person, as far as they want them kept.")

    _in_force_idx = models.Index("(party_id, purpose, given_by, id DESC)")

    @api.depends('purpose', 'text_id', 'lang_id')
    def _compute_words(self):
        """The words in the language of the person, since that is what is agreed to."""
        Text = self.env['mediation.consent.text']
        for consent in self:
            text = consent.text_id or Text._current(consent.purpose)
            code = consent.lang_id.code or self.env.lang
            consent.words = text.with_context(lang=code).text

    @api.depends('party_id', 'purpose', 'given_by', 'contact_mode_id', 'decision', 'valid_until')
    def _compute_standing(self):
        last = self._last_words(self.party_id)
        today = fields.Date.context_today(self)
        for consent in self:
            consent.standing = consent._standing(today) if consent in last else 'earlier'

    @api.model_create_multi
    def create(self, vals_list):
        consents = super().create([self._completed(vals) for vals in vals_list])
        consents._note_information()
        for consent in consents:
            consent._check_may_be_recorded()
        consents.party_id._note_consent_state()
        for consent in consents:
            consent._take_effect()
        return consents

    def write(self, vals):  # pylint: disable=method-required-super
        self._refuse_change()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def action_take_back(self):
        """Open the dialog to record that just this is taken back."""
        self.ensure_one()
        self.check_access('read')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Take back"),
            'res_model': self._name,
            'view_mode': 'form',
            'target': 'new',
            'context': {
                'default_party_id': self.party_id.id,
                'default_purpose': self.purpose,
                'default_decision': 'withdrawn',
                'default_given_by': self.given_by,
                'default_contact_mode_id': self.contact_mode_id.id,
                'default_lang_id': self.lang_id.id,
            },
        }

    @api.model
    def _completed(self, vals):
        """Add the words that were agreed to, and until when the consent is good."""
        vals = self._with_context_defaults(vals)
        party = self.env['mediation.party'].browse(vals.get('party_id'))
        party.check_access('read')
        text = self.env['mediation.consent.text'].browse(vals.get('text_id'))
        text = text or self.env['mediation.consent.text']._current(vals.get('purpose'))
        completed = {'lang_id': party.lang_id.id, **vals, 'user_id': self._recorder()}
        completed.update(text_id=text.id, text_version=text.version, valid_until=False)
        if vals.get('decision') == 'given':
            months = self.env['mediation.policy']._of(party.company_id).consent_months
            moment = fields.Datetime.to_datetime(vals.get('moment')) or fields.Datetime.now()
            completed['valid_until'] = moment.date() + relativedelta(months=months)
        return completed

    def _check_may_be_recorded(self):
        """Raise UserError for consent that is not informed, or says nothing."""
        self.ensure_one()
        if self.moment > fields.Datetime.now():
            raise UserError(self.env._("Consent cannot be recorded before it is given."))
        if self.purpose == 'contact_mode' and not self.contact_mode_id:
            raise UserError(self.env._("Choose which form of contact this is about."))
        if self.decision != 'given' or self.purpose in WITHOUT_INFORMATION:
            return
        if not self.env['mediation.information'].search_count(
            [('party_id', '=', self.party_id.id), ('moment', '<=', self.moment)], limit=1
        ):
            raise UserError(
                self.env._(
                    "Consent is given by somebody who is informed. Record first which information"
                    " %(code)s has had, then the consent.",
                    code=self.party_id.code,
                )
            )

    def _note_information(self):
        """Write down the leaflets that were given on the spot: information comes first."""
        self.env['mediation.information'].create(
            [
                {
                    'party_id': consent.party_id.id,
                    'leaflet_id': consent.leaflet_id.id,
                    'lang_id': consent.lang_id.id,
                    'moment': consent.moment,
                    'channel': consent.channel,
                }
                for consent in self
                if consent.leaflet_id
            ]
        )

    def _take_effect(self):
        """What was agreed to and is not any more stops at once, in the same transaction."""
        self.ensure_one()
        if self.purpose == 'contact_mode':
            self.party_id._follow_mode(self.contact_mode_id, self.decision)
        elif self.purpose in TAKING_PART and self.decision == 'given':
            self.party_id._come_back(self)
        elif self.purpose in TAKING_PART:
            self.party_id._stop('withdrawn' if self.decision == 'withdrawn' else 'declined')

    def _subject(self):
        """Return what a row is about: a newer row about the same takes its place."""
        self.ensure_one()
        return self.party_id, self.purpose, self.given_by, self.contact_mode_id

    def _standing(self, today):
        """Return how the last row about something stands on a day."""
        if self.decision != 'given' or not self.valid_until:
            return 'in_force' if self.decision == 'given' else self.decision
        if self.valid_until <= today:
            return 'ended'
        soon = self.valid_until <= today + relativedelta(days=SOON)
        return 'ends_soon' if soon else 'in_force'

    @api.model
    def _last_words(self, parties):
        """Return the last row of these people about each thing that they were asked."""
        last = {}
        for consent in self.search([('party_id', 'in', parties.ids)]):  # the newest first
            last.setdefault(consent._subject(), consent.id)
        return self.browse(last.values())

    @api.model
    def _in_force(self, parties, purpose, given_by='self', contact_mode=None):
        """Return ``{party: last row}`` of those whose consent to this is given and good today.

        Taken from the list of each person, which one query reads for all of them and for all that
        is asked afterwards. What was added to it since stands at its end.
        """
        today = fields.Date.context_today(self)
        rows = parties._origin.with_env(self.env).consent_ids
        rows = rows._filtered_access('read')  # a gate may have read the list, as superuser
        last = {}
        for consent in rows.sorted('id', reverse=True):  # the newest first
            is_about_it = (consent.purpose, consent.given_by) == (purpose, given_by)
            if is_about_it and contact_mode in (None, consent.contact_mode_id):
                last.setdefault(consent.party_id, consent)
        return {
            party: consent
            for party, consent in last.items()
            if consent.decision == 'given'
            and (not consent.valid_until or consent.valid_until > today)
        }
