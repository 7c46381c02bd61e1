from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# A page that nobody wonders about.
EXIT_URL = 'https://www.knmi.nl/'
# Each is one at least.
TERMS = (
    'consent_months', 'assessment_months', 'approach_attempts', 'letter_bank_months',
    'supervision_weeks', 'aftercare_weeks', 'max_enclosure_mb', 'reply_days',
)  # fmt: skip


class MediationPolicy(models.Model):
    """How long and how often: what an organisation sets for itself, one row a company.

    The sentence that explains each of these stands on the page (``mediation_policy_view_form``).
    """

    _name = 'mediation.policy'
    _description = "Policy"
    _rec_name = 'company_id'

    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='cascade'
    )
    consent_months = fields.Integer(
        string="Consent is good for (months)", required=True, default=12
    )
    assessment_months = fields.Integer(
        string="An assessment is good for (months)", required=True, default=6
    )
    approach_attempts = fields.Integer(
        string="Attempts to reach the other party", required=True, default=3
    )
    approach_wait_days = fields.Integer(
        string="Wait between attempts (days)", required=True, default=14
    )
    letter_bank_months = fields.Integer(
        string="A letter waits for at most (months)", required=True, default=24
    )
    supervision_weeks = fields.Integer(
        string="Practice supervision at least every (weeks)", required=True, default=12
    )
    aftercare_weeks = fields.Integer(
        string="Aftercare call after (weeks)", required=True, default=6
    )
    max_enclosure_mb = fields.Integer(
        string="A scan or recording is at most (MB)", required=True, default=25
    )
    reply_days = fields.Integer(
        string="A registration is answered within (days)", required=True, default=14
    )
    scope_needs_report = fields.Boolean(string="A police report is needed", default=True)
    scope_needs_suspect = fields.Boolean(string="A known suspect is needed", default=True)
    exit_url = fields.Char(string="Exit leads to", required=True, default=EXIT_URL)

    _company_uniq = models.UniqueIndex('(company_id)', "This company has a policy already.")

    @api.constrains(*TERMS, 'approach_wait_days')
    def _check_terms(self):
        for policy in self:
            if min(policy[name] for name in TERMS) < 1 or policy.approach_wait_days < 0:
                raise ValidationError(self.env._("A term is at least one. Check the numbers."))

    @api.constrains('exit_url')
    def _check_exit_url(self):
        for policy in self:
            address = urlsplit(policy.exit_url)
            if address.scheme != 'https' or not address.hostname:
                raise ValidationError(
                    self.env._("Exit leads to an address that begins with https://.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self._forget_pages()
        return policies

    def write(self, vals):
        result = super().write(vals)
        self._forget_pages()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_pages()
        return result

    def _forget_pages(self):
        """Where Exit leads is on every public page, and those are kept: `website._surroundings`."""
        self.env.registry.clear_cache('templates')

    @api.model
    def _of(self, company):
        """Return the policy of a company; one with the default terms when it has set none."""
        # Everybody's work follows the terms, also of those who may not open this page.
        policy_sudo = self.sudo().search([('company_id', '=', company.id)], limit=1)
        return policy_sudo or self.sudo().new({'company_id': company.id})
