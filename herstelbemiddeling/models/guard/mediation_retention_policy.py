from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ... import rights

STANDARD = {
    'retention_unconfirmed_days': 14,
    'retention_declined_days': 30,
    'retention_unapproached_months': 3,
    'retention_closed_years': 5,
    'retention_complaint_years': 2,
    'retention_warning_days': 30,
}
OFFICER = 'herstelbemiddeling.group_privacy_officer'
MANAGER = 'herstelbemiddeling.group_manager'


class MediationPolicy(models.Model):
    """How long data are kept: set by the privacy officer, while managers set the other terms."""

    _inherit = 'mediation.policy'

    retention_unconfirmed_days = fields.Integer(
        string="Set apart and not looked at (days)",
        required=True,
        default=STANDARD['retention_unconfirmed_days'],
        help="A registration that looked like junk, and that nobody put on the board. Whoever was"
        " set apart by mistake has called or tried again by then.",
    )
    retention_declined_days = fields.Integer(
        string="Declined, or no answer (days)",
        required=True,
        default=STANDARD['retention_declined_days'],
        help="A registration that was declined, referred or a duplicate, and the other party of a"
        " closed case who said no or never answered. Long enough to come back to it; after that"
        " nobody needs to know who it was.",
    )
    retention_unapproached_months = fields.Integer(
        string="Other party who was never approached (months)",
        required=True,
        default=STANDARD['retention_unapproached_months'],
        help="Somebody about whom was told and who knows of nothing. Kept after the case is closed"
        " for as long as the initiator may want to go on.",
    )
    retention_closed_years = fields.Integer(
        string="Closed case (years)",
        required=True,
        default=STANDARD['retention_closed_years'],
        help="Everything in a case and about everybody in it. After five years nothing that was"
        " agreed is open any more; only figures stay.",
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
        help="Stands on the list of the privacy officer for this long before it goes, so that there"
        " is time to put it off or to hold it.",
    )
    retention_changed_on = fields.Date(
        string="Terms changed on",
        readonly=True,
        copy=False,
        help="After a change nothing is erased for seven days: there is time to undo a slip.",
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

    @api.model
    def _open_retention(self):
        """Open the terms of the company one works in, which has a row of its own from now on."""
        if not self.env.user.has_group(OFFICER):
            raise AccessError(
                self.env._("How long data are kept is set by the privacy officer. Ask there.")
            )
        policy = self.search([('company_id', '=', self.env.company.id)], limit=1)
        # The usual terms, written down so that they can be changed.
        policy = policy or self.sudo().create({'company_id': self.env.company.id}).sudo(False)
        return {
            **self.env['ir.actions.act_window']._for_xml_id(
                'herstelbemiddeling.mediation_retention_policy_action'
            ),
            'res_id': policy.id,
        }


def _terms(names):
    return STANDARD.keys() & set(names)
