from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...codes import free_codes
from ...letters.page import language_of, make_pdf, organisation
from ...rights import OFFICER
from .mediation_retention_due import GROUND_LABELS, MODEL_LABELS

TEMPLATE = 'herstelbemiddeling.retention_certificate'


class MediationRetentionCertificate(models.Model):
    """That something was erased: which code, when, on which ground, how many rows. Nobody's name.

    Room: guard. It points at nothing, for there is nothing any more; the codes lead to entries of
    the audit trail and to no person. Nobody makes or changes one but the job that erases.
    """

    _name = 'mediation.retention.certificate'
    _description = "Certificate of erasing"
    _is_walled = True
    _rec_name = 'code'
    _order = 'id desc'

    code = fields.Char(
        string="Certificate",
        required=True,
        readonly=True,
        default=lambda self: free_codes(self, 'CE')[0],
    )
    erased_code = fields.Char(string="Erased", required=True, readonly=True, index=True)
    file_code = fields.Char(string="In", readonly=True)
    model = fields.Selection(MODEL_LABELS, string="What", required=True, readonly=True)
    ground = fields.Selection(
        [*GROUND_LABELS, ('restored', "Erased before, and back with a restored backup")],
        string="Why",
        required=True,
        readonly=True,
    )
    date_last_act = fields.Date(string="Last act", readonly=True)
    date_due = fields.Date(string="Term over on", readonly=True)
    date_erased = fields.Datetime(string="Erased on", required=True, readonly=True)
    counts = fields.Json(string="Rows of each kind", readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    company_id = fields.Many2one('res.company', readonly=True, ondelete='restrict')

    _code_uniq = models.UniqueIndex('(code)')

    def action_print(self):
        """Fetch the certificate as PDF, as often as it is asked for."""
        self.ensure_one()
        self._check_may_print()
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/certificate/{self.id}',
            'target': 'self',
        }

    @api.model
    def _issue(self, company, counts, **values):
        """Certify that something was erased; `counts` are the rows that are gone, by model."""
        # Kept by the system: nobody has the right to make one.
        return self.sudo().create(
            {
                'date_erased': fields.Datetime.now(),
                'counts': counts,
                'row_count': sum(counts.values()),
                'company_id': company.id,
                **values,
            }
        )

    def _check_may_print(self):
        self.check_access('read')
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only a privacy officer prints this."))

    def _pdf(self):
        """Return the PDF; plain values only reach the template."""
        self.ensure_one()
        self._check_may_print()
        # A template is read by whoever may print with it.
        template_sudo = self.env.ref(TEMPLATE).sudo()
        lang = language_of(template_sudo, self.env.lang)
        return make_pdf(self.env, TEMPLATE, lang, self.with_context(lang=lang)._values())

    def _values(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))[self[name]]
            for name in ('model', 'ground')
        }
        day = self.env['ir.qweb.field.date'].value_to_html
        return {
            'organisation': organisation(self.company_id.sudo()),
            'code': self.code,
            'erased_code': self.erased_code,
            'file_code': self.file_code != self.erased_code and self.file_code,
            'what': labels['model'],
            'why': labels['ground'],
            'last_act': self.date_last_act and day(self.date_last_act, {}),
            'due': self.date_due and day(self.date_due, {}),
            'erased_on': day(self.date_erased.date(), {}),
            'rows': self._rows(),
        }

    def _rows(self):
        """Return what was deleted as ``[(kind, number)]``, in words."""
        names = self.env['ir.model'].sudo()
        return sorted(
            (names._get(model).name or model, number) for model, number in self.counts.items()
        )
