from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...codes import random_code
from ...safe_contact import CONTACT_PREFERENCES, VOICEMAIL

AGE_OF_MAJORITY = 18  # years; Dutch Civil Code, book 1, article 233


class MediationParty(models.Model):
    """A person in a case: who it is, how to reach this person safely, and what is hoped for.

    Room: identity. Only the members of the case enter, and the desk until the case is handed over.
    """

    _name = 'mediation.party'
    _description = "Party"
    _rec_name = 'code'
    _order = 'case_id, is_initiator desc, id'

    code = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: random_code('P')
    )
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
    contact_mode_ids = fields.Many2many('mediation.contact.mode', string="Accepted contact modes")

    # Who it is
    full_name = fields.Char(string="Name", copy=False)
    birth_date = fields.Date(copy=False)
    is_minor = fields.Boolean(compute='_compute_is_minor')
    guardian_name = fields.Char(string="Legal guardian", copy=False)
    guardian_contact = fields.Char(string="How to reach the guardian", copy=False)

    # How to reach this person
    email_address = fields.Char(string="E-mail", copy=False)
    phone_number = fields.Char(string="Phone", copy=False)
    street = fields.Char(string="Street and number", copy=False)
    postcode = fields.Char(copy=False)
    city = fields.Char(copy=False)

    # What is safe
    contact_preference = fields.Selection(CONTACT_PREFERENCES, copy=False)
    voicemail_ok = fields.Selection(VOICEMAIL, string="Voicemail", copy=False)
    neutral_envelope = fields.Boolean(default=True, copy=False)
    safe_times = fields.Char(copy=False)
    contact_via = fields.Char(string="Whom to go through", copy=False)

    # Detention
    detained = fields.Boolean(string="In detention", copy=False)
    institution = fields.Char(copy=False)
    institution_contact = fields.Char(string="Contact person there", copy=False)

    wishes = fields.Text(string="Wishes and expectations", copy=False)

    _code_uniq = models.UniqueIndex('(code)')

    @api.depends('birth_date')
    def _compute_is_minor(self):
        grown_up = fields.Date.context_today(self) - relativedelta(years=AGE_OF_MAJORITY)
        for party in self:
            party.is_minor = bool(party.birth_date) and party.birth_date > grown_up

    @api.model_create_multi
    def create(self, vals_list):
        # Odoo does not check the record a many2one points at; without this, naming a case would
        # be enough to reach into it.
        case_ids = [vals['case_id'] for vals in vals_list if vals.get('case_id')]
        self.env['mediation.case'].browse(case_ids).check_access('write')
        return super().create(vals_list)

    def write(self, vals):
        if 'case_id' in vals and any(party.case_id.id != vals['case_id'] for party in self):
            raise UserError(
                self.env._("A party stays in its case. Add the person to the other case instead.")
            )
        return super().write(vals)
