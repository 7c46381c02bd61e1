from odoo import fields, models
from odoo.exceptions import AccessError

from ...retention import terms

GROUND_LABELS = [
    ('unconfirmed', "Set apart and not looked at"),
    ('declined', "Declined, or no answer"),
    ('unapproached', "Never approached"),
    ('closed', "Closed case"),
    ('answered', "Answered complaint"),
]
# What is erased, and how a reader may call it.
MODEL_LABELS = [
    ('mediation.registration', "Registration"),
    ('mediation.party', "Person in a closed case"),
    ('mediation.case', "Whole case"),
    ('mediation.complaint', "Complaint"),
]


class MediationRetentionDue(models.Model):
    """What is erased soon, and what would go today: codes and dates, and nothing of a person.

    Room: guard, for the privacy officer. Worked out anew at each look (`retention.terms`), by the
    clock of this moment: there is no list that could be behind. The job erases what stands here at
    "goes today", so the list is the dry run.
    """

    _name = 'mediation.retention.due'
    _description = "Due to be erased"
    _auto = False
    _is_walled = True
    _rec_name = 'code'
    _order = 'date_due, id'

    code = fields.Char(readonly=True)
    model = fields.Selection(MODEL_LABELS, string="What", readonly=True)
    record_id = fields.Integer(readonly=True, groups='.')  # nobody but the system
    file_code = fields.Char(
        string="In", readonly=True, help="The case or the registration that a hold is about."
    )
    case_id = fields.Many2one('mediation.case', readonly=True)
    company_id = fields.Many2one('res.company', readonly=True)
    ground = fields.Selection(GROUND_LABELS, string="Why", readonly=True)
    date_last_act = fields.Date(string="Last act", readonly=True)
    date_due = fields.Date(string="Goes on", readonly=True)
    date_until = fields.Date(string="Put off until", readonly=True)
    state = fields.Selection(
        [
            ('due', "Goes today"),
            ('coming', "Soon"),
            ('put_off', "Postponed"),
            ('held', "On hold"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        return terms.due(self.env)

    def action_put_off(self):
        """Open the dialog that puts this off until a date."""
        self.ensure_one()
        self.check_access('read')
        return self._dialog(
            'mediation.retention.delay',
            'herstelbemiddeling.mediation_retention_delay_view_form_new',
            {'default_code': self.code},
        )

    def action_hold(self):
        """Open the dialog that asks for a hold on the case or the registration."""
        self.ensure_one()
        self.check_access('read')
        return self._dialog(
            'mediation.retention.hold',
            'herstelbemiddeling.mediation_retention_hold_view_form_new',
            {'default_code': self.file_code},
        )

    def _dialog(self, model, view, context):
        if not self.env[model].has_access('create'):
            raise AccessError(self.env._("Only a privacy officer decides about this."))
        return {
            'type': 'ir.actions.act_window',
            'name': self.env['ir.model']._get(model).name,
            'res_model': model,
            'views': [(self.env.ref(view).id, 'form')],
            'target': 'new',
            'context': context,
        }

    def _record(self):
        """Return the case, the person or the registration that this is about, as superuser."""
        self.ensure_one()
        self_sudo = self.sudo()
        return self_sudo.env[self_sudo.model].browse(self_sudo.record_id)
