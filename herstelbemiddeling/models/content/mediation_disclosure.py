import hashlib
import hmac

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ... import audit, sealed
from ...letters.page import LANGUAGES, language_of, make_pdf, organisation
from ...sealed.keys import system_secret

WORDS = ('recipient', 'text')


class MediationDisclosure(models.Model):
    """A text for somebody outside, which leaves only when every party agreed to exactly that.

    Room: content. Agreements are to a version: any change of the words or of who gets them makes
    the next version, to which nobody has agreed (Directive 2012/29/EU, article 12(1)(e)).
    """

    _name = 'mediation.disclosure'
    _description = "Text for somebody outside"
    _inherit = 'mediation.content'
    _seal_prefix = 'W'
    _parent_field = None
    _order = 'id desc'

    version = fields.Integer(readonly=True, default=1, copy=False)
    # Keyed, because a short text could be guessed from a plain digest.
    digest = fields.Char(readonly=True, copy=False)
    lang_id = fields.Many2one('res.lang', string="Language", ondelete='restrict')
    recipient = sealed.Text(string="For whom", help="Name and address, as they stand on it.")
    text = sealed.Text(string="Words")
    agreement_ids = fields.One2many('mediation.disclosure.agreement', 'disclosure_id')
    is_agreed = fields.Boolean(string="All agree", compute='_compute_is_agreed')
    missing = fields.Text(string="Who has to agree", compute='_compute_is_agreed')
    date_printed = fields.Datetime(string="Printed on", readonly=True, copy=False)

    @api.depends('version', 'digest', 'agreement_ids')
    @api.depends_context('lang')
    def _compute_is_agreed(self):
        for disclosure in self:
            # Only what is recorded counts, not what is being typed.
            missing = disclosure._origin._sentences_of_missing()
            disclosure.missing = '\n'.join(missing)
            disclosure.is_agreed = not missing

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.update(version=1, digest=False, date_printed=False)
        disclosures = super().create(vals_list)
        disclosures._note_words()
        return disclosures

    def write(self, vals):
        if not self.env.su and {'version', 'digest', 'date_printed'} & vals.keys():
            self._refuse_change()
        result = super().write(vals)
        if vals.keys() & set(WORDS):
            self._note_words()
        return result

    def action_print(self):
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        self._pdf()  # what may not or cannot be made is not marked as printed
        # Kept by the system.
        self.sudo().date_printed = fields.Datetime.now()
        audit.note(self.env, 'released', self)
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/disclosure/{self.id}',
            'target': 'new',
            'close': True,
        }

    def _note_words(self):
        """Other words, or another recipient, are the next version."""
        opened = sealed.open_values(self, WORDS, reason="version of a text")
        secret = system_secret(self.env, 'disclosure')
        for disclosure in self:
            words = '\0'.join(opened[disclosure.id][name] or '' for name in WORDS)
            digest = hmac.new(secret, words.encode(), hashlib.sha256).hexdigest()
            if digest != disclosure.digest:
                version = disclosure.version + bool(disclosure.digest)
                # Kept by the system.
                disclosure.sudo().write(
                    {'digest': digest, 'version': version, 'date_printed': False}
                )

    def _who_agrees(self):
        """Return everybody of both sides, also who has stopped: it is theirs as well."""
        return self.case_id.party_ids.filtered(lambda party: party.side != 'support')

    def _sentences_of_missing(self):
        """Return a sentence for each agreement that is missing to print it."""
        if not (self.digest and all(self._is_sealed_in(name) for name in WORDS)):
            return [self.env._("Write the words and for whom they are.")]
        in_force = self.agreement_ids._in_force(self)
        parties = self._who_agrees()
        missing = [
            self.env._("%(code)s has to agree to this version.", code=party.code)
            for party in parties
            if (party, 'self') not in in_force
        ]
        missing += [
            self.env._("The legal guardian of %(code)s has to agree too.", code=party.code)
            for party in parties
            if party.is_minor and (party, 'guardian') not in in_force
        ]
        if not {'harmed', 'responsible'} <= set(parties.mapped('side')):
            missing.append(self.env._("Both sides have to agree; one of them is missing."))
        return missing

    def _check_agreed(self):
        """Raise UserError unless every party agreed to exactly these words for this recipient."""
        missing = self._sentences_of_missing()
        if missing:
            raise UserError(
                self.env._(
                    "This cannot leave yet: everybody has to agree to exactly this version.\n"
                    "%(missing)s",
                    missing='\n'.join(f'\N{EN DASH} {sentence}' for sentence in missing),
                )
            )

    def _pdf(self):
        self._check_agreed()
        # Everybody's letters come from it; only administrators change it.
        template_sudo = self.env.ref('herstelbemiddeling.letter_disclosure').sudo()
        lang = language_of(template_sudo, self.lang_id.code or LANGUAGES[0])
        today = fields.Date.context_today(self)
        values = {
            'date': format_date(self.env, today, lang_code=lang, date_format='d MMMM y'),
            'to': self.recipient.splitlines(),
            'text': self.text.splitlines(),
            'organisation': organisation(self.case_id.company_id.sudo()),  # is public
            'institution': [],
        }
        return make_pdf(self.env, template_sudo.key, lang, values)
