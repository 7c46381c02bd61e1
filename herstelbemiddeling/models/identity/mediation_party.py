from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sealed
from ...safe_contact import CONTACT_PREFERENCES, VOICEMAIL

AGE_OF_MAJORITY = 18  # years; Dutch Civil Code, book 1, article 233


class MediationParty(models.Model):
    """A person in a case: who it is, how to reach this person safely, and what is hoped for.

    Room: identity. Only the members of the case enter, and the desk until the case is handed over.
    """

    _name = 'mediation.party'
    _description = "Party"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'P'
    _order = 'case_id, is_initiator desc, id'

    case_id = fields.Many2one('mediation.case', required=True, index=True, ondelete='restrict')
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    side = fields.Selection(
        [('harmed', "Harmed"), ('responsible', "Responsible"), ('support', "Support")],
        required=True,
    )
    # The label follows the proceedings: somebody is a suspect until a conviction is final.
    role = fields.Selection(
        [
            ('victim', "Victim"),
            ('bereaved', "Bereaved"),
            ('witness', "Witness"),
            ('suspect', "Suspect"),
            ('offender', "Offender"),
            ('causer', "Causer"),
            ('relative', "Relative"),
            ('support_person', "Support person"),
            ('guardian', "Legal guardian"),
        ]
    )
    is_initiator = fields.Boolean(string="Initiator")
    state = fields.Selection(
        [
            ('known', "Known"),
            ('to_approach', "To be approached"),
            ('approached', "Approached"),
            ('informed', "Informed"),
            ('consents', "Consents"),
            ('paused', "Paused"),
            ('done', "Done"),
            ('unreachable', "Cannot be reached"),
            ('declined', "Does not want contact"),
            ('withdrawn', "Withdrew"),
            ('unsuitable', "Not suitable"),
            ('deceased', "Deceased"),
        ],
        required=True,
        default='known',
    )
    consent_state = fields.Selection(
        [
            ('not_asked', "Not asked yet"),
            ('given', "Given"),
            ('declined', "Not given"),
            ('withdrawn', "Taken back"),
        ],
        string="Consent to take part",
        required=True,
        default='not_asked',
    )
    lang_id = fields.Many2one('res.lang', string="Language", ondelete='restrict')
    needs_interpreter = fields.Boolean()
    interpreter_arranged = fields.Boolean()
    contact_mode_ids = fields.Many2many('mediation.contact.mode', string="Accepted contact modes")

    # Who it is
    full_name = sealed.Char(string="Name", blind_index='name')
    full_name_index = sealed.Index()
    birth_date = sealed.Date()
    person_index = sealed.Index(of={'full_name': 'name', 'birth_date': 'date'})
    is_minor = fields.Boolean(
        string="Minor",
        help="Under 18: the legal guardian has to consent too. Follows the date of birth.",
    )
    guardian_name = sealed.Char(string="Legal guardian")
    guardian_contact = sealed.Char(string="How to reach the guardian")

    # How to reach this person
    email_address = sealed.Char(string="E-mail", blind_index='email')
    email_address_index = sealed.Index()
    phone_number = sealed.Char(string="Phone", blind_index='phone')
    phone_number_index = sealed.Index()
    street = sealed.Char(string="Street and number")
    postcode = sealed.Char()
    city = sealed.Char()

    # What is safe
    contact_preference = sealed.Selection(CONTACT_PREFERENCES)
    voicemail_ok = sealed.Selection(VOICEMAIL, string="Voicemail")
    neutral_envelope = sealed.Boolean(default=True)
    safe_times = sealed.Char()
    contact_via = sealed.Char(string="Whom to go through")

    # Detention
    detained = sealed.Boolean(string="In detention")
    institution = sealed.Char()
    institution_contact = sealed.Char(string="Contact person there")
    permission_state = fields.Selection(
        [
            ('not_needed', "Not needed"),
            ('needed', "To be asked"),
            ('asked', "Asked"),
            ('granted', "Granted"),
            ('refused', "Refused"),
        ],
        string="Permission of the institution",
        required=True,
        default='not_needed',
    )

    wishes = sealed.Text(string="Wishes and expectations")

    _code_uniq = models.UniqueIndex('(code)')
    # Of all on a board, those few whose cards say so.
    _interpreter_idx = models.Index('(case_id) WHERE needs_interpreter IS TRUE')

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create([self._with_plain_facts(vals) for vals in vals_list])
        # Of the company of its case, whichever one its maker has in front of him.
        for party_sudo in parties.sudo():
            if party_sudo.company_id != party_sudo.case_id.company_id:
                party_sudo.company_id = party_sudo.case_id.company_id
        return parties

    def write(self, vals):
        moves = 'case_id' in vals and any(party.case_id.id != vals['case_id'] for party in self)
        if moves or ('company_id' in vals and not self.env.su):
            raise UserError(
                self.env._("A party stays in its case. Add the person to the other case instead.")
            )
        return super().write(self._with_plain_facts(vals))

    @api.model
    def _with_plain_facts(self, vals):
        """Add what the gates have to know of sealed answers, so that they need not open them."""
        birth_date = fields.Date.to_date(vals.get('birth_date'))
        if birth_date:
            is_minor = self._majority(birth_date) > fields.Date.context_today(self)
            vals = {**vals, 'is_minor': is_minor}
        if vals.get('detained'):
            vals = {'permission_state': 'needed', **vals}
        return vals

    @api.model
    def _majority(self, birth_date):
        return birth_date + relativedelta(years=AGE_OF_MAJORITY)

    @api.model
    def _note_majority(self):
        """Run every night: whoever has come of age decides alone from now on."""
        today = fields.Date.context_today(self)
        minors = self.search([('is_minor', '=', True)])
        minors = minors.filtered(lambda party: party._is_sealed_in('birth_date'))
        if minors:
            births = sealed.open_values(minors, ['birth_date'], reason="has come of age?")
            grown_up = minors.filtered(
                lambda party: self._majority(births[party.id]['birth_date']) <= today
            )
            grown_up.is_minor = False

    def _is_understood(self):
        return not self.needs_interpreter or self.interpreter_arranged

    def _is_allowed_out(self):
        return self.permission_state in ('not_needed', 'granted')

    def _may_open_seals(self):
        return self.sudo().case_id.is_open_to_me
