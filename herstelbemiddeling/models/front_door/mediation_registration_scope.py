from odoo import api, fields, models
from odoo.exceptions import UserError

from .mediation_registration_triage import WHO_ASSESSES

GOOD, BAD, UNKNOWN = "\u2713", "\u2717", "?"


class MediationRegistrationScope(models.Model):
    """Whether a registration is for this organisation: advice by the rules, decided by a person.

    The rules are settings (``mediation.policy``, and a flag of each kind of event). They never
    decide: somebody does, and who and when is kept.
    """

    _inherit = 'mediation.registration'

    scope_advice = fields.Text(
        string="Advice", compute='_compute_scope_advice', exportable=False, groups=WHO_ASSESSES
    )
    scope_decision = fields.Selection(
        [('in', "In scope"), ('out', "Out of scope"), ('ask', "Asked back")],
        string="Scope",
        readonly=True,
        copy=False,
    )
    scope_user_id = fields.Many2one(
        'res.users', string="Decided by", readonly=True, copy=False, ondelete='restrict'
    )
    scope_date = fields.Datetime(string="Decided on", readonly=True, copy=False)

    @api.depends(
        'offence_id', 'police_report', 'other_party', 'side', 'registrant_kind', 'client_agrees'
    )
    @api.depends_context('uid', 'lang')
    def _compute_scope_advice(self):
        Policy = self.env['mediation.policy']
        policies = {company: Policy._of(company) for company in self.company_id}
        for registration in self:
            policy = policies.get(registration.company_id) or Policy._of(self.env.company)
            lines = registration._scope_lines(policy)
            marks = [mark for mark, _words in lines]
            sentences = [f'{mark} {words}' for mark, words in lines]
            registration.scope_advice = '\n'.join([*sentences, registration._conclusion(marks)])

    def action_in_scope(self):
        self._decide_scope('in')

    def action_out_of_scope(self):
        self._decide_scope('out')

    def _decide_scope(self, decision):
        """Keep who has decided, and when; the advice decides nothing."""
        for registration in self:
            registration.check_access('write')
            registration.lock_for_update()
            registration._check_open()
            # Kept by the system: who decided is not written by hand.
            registration.sudo().write(
                {
                    'scope_decision': decision,
                    'scope_user_id': self.env.uid,
                    'scope_date': fields.Datetime.now(),
                    'state': 'assessing',
                }
            )

    def _make_case(self):
        """Whoever makes a case of it takes it up; what was found to be out of scope is not."""
        if self.scope_decision == 'out':
            raise UserError(
                self.env._(
                    "Somebody has decided that this is out of scope. If it is in scope after all,"
                    " say so first."
                )
            )
        if self.scope_decision != 'in':
            self._decide_scope('in')
        return super()._make_case()

    def _scope_lines(self, policy):
        """Return ``[(mark, sentence)]`` of what the rules look at."""
        self.ensure_one()
        lines = (
            [self._line_of_consent()]
            if self.registrant_kind in ('relative', 'professional')
            else []
        )
        if not self.offence_id:
            return [
                *lines,
                (UNKNOWN, self.env._("Choose the kind of event first: the rules depend on it.")),
            ]
        if self.offence_id.is_exempt:
            return [
                *lines,
                (
                    GOOD,
                    self.env._(
                        "For this kind of event no police report and no known suspect are needed."
                    ),
                ),
            ]
        if policy.scope_needs_report:
            lines.append(self._line_of_report())
        if policy.scope_needs_suspect:
            lines.append(self._line_of_suspect())
        return lines

    def _line_of_consent(self):
        if self.client_agrees:
            return GOOD, self.env._("The person concerned agrees, according to who registered.")
        return UNKNOWN, self.env._("It is not known whether the person concerned agrees.")

    def _line_of_report(self):
        return {
            'yes': (GOOD, self.env._("It was reported to the police.")),
            'no': (BAD, self.env._("It was not reported to the police.")),
        }.get(
            self.police_report,
            (UNKNOWN, self.env._("It is not known whether it was reported to the police.")),
        )

    def _line_of_suspect(self):
        if self.side == 'responsible':
            return GOOD, self.env._(
                "Who registers here is the one who is responsible or suspected."
            )
        if self.other_party:
            return GOOD, self.env._(
                "Something is told about who the other person is. Read whether that is enough."
            )
        return UNKNOWN, self.env._("Nothing is told about who the other person is.")

    def _conclusion(self, marks):
        if BAD in marks:
            advice = self.env._("Advice: out of scope. You decide.")
        elif UNKNOWN in marks:
            advice = self.env._("Advice: ask what is missing. You decide.")
        else:
            advice = self.env._("Advice: in scope. You decide.")
        return advice
