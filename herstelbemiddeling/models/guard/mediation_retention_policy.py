from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ... import rights
from ...rights import MANAGER, OFFICER

STANDARD = {
    'retention_unconfirmed_days': 14,
    'retention_declined_days': 30,
    'retention_unapproached_months': 3,
    'retention_closed_years': 5,
    'retention_complaint_years': 2,
    'retention_warning_days': 30,
}


class MediationPolicy(models.Model):
    """How long data are kept: set by the privacy officer, while managers set the other terms."""

    _inherit = 'mediation.policy'

    retention_unconfirmed_days = fields.Integer(
        string="Set apart and not looked at (days)",
        required=True,
        default=STANDARD['retention_unconfirmed_days'],
    )
    retention_declined_days = fields.Integer(
        string="Declined, or no answer (days)",
        required=True,
        default=STANDARD['retention_declined_days'],
    )
    retention_unapproached_months = fields.Integer(
        string="Other party who was never approached (months)",
        required=True,
        default=STANDARD['retention_unapproached_months'],
    )
    retention_closed_years = fields.Integer(
        string="Closed case (years)",
        required=True,
        default=STANDARD['retention_closed_years'],
    )
    retention_complaint_years = fields.Integer(
        string="Answered complaint (years)",
        required=True,
        default=STANDARD['retention_complaint_years'],
        help="Long enough to go to an ombudsman or a court about it. While a complaint is looked"
        " at, the case that it is about is not erased.",
    )
    retention_warning_days = fields.Integer(
        string="Warning before it is erased (days)",
        required=True,
        default=STANDARD['retention_warning_days'],
    )
    retention_changed_on = fields.Date(
        string="Terms changed on",
        readonly=True,
        copy=False,
    )

    @api.constrains(*STANDARD)
    def _check_retention(self):
        for policy in self:
            if min(policy[name] for name in STANDARD) < 1:
                raise ValidationError(self.env._("A term is at least one. Check the numbers."))

    @api.model_create_multi
    def create(self, vals_list):
        """The terms of a new row are the usual ones: a default is a value as well."""
        usual = {**STANDARD, 'retention_changed_on': False}
        for vals in vals_list:
            self._check_who_sets({name for name in vals if vals[name] != usual.get(name)})
        return super().create([{**vals, **usual} for vals in vals_list])

    def write(self, vals):
        self._check_who_sets(vals.keys())
        self._check_company_stays(vals)
        is_changed = any(policy[name] != vals[name] for policy in self for name in _terms(vals))
        if not is_changed:
            return super().write(vals)
        result = super().write({**vals, 'retention_changed_on': fields.Date.today()})
        rights.note_change(self, 'retention term')
        return result

    @api.model
    def _check_who_sets(self, names):
        """Raise AccessError unless this user sets these terms."""
        if self.env.su:
            return
        if 'retention_changed_on' in names or (
            _terms(names) and not self.env.user.has_group(OFFICER)
        ):
            raise AccessError(
                self.env._("How long data are kept is set by the privacy officer. Ask there.")
            )
        if names - STANDARD.keys() and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only how long data are kept is yours to set; managers set the rest.")
            )

    def _check_company_stays(self, vals):
        """Raise AccessError when the terms of one company would become those of another."""
        if 'company_id' in vals and not self.env.su and self.company_id.ids != [vals['company_id']]:
            raise AccessError(
                self.env._("Settings stay with their company. Change those of the other one there.")
            )


def _terms(names):
    return STANDARD.keys() & set(names)
