from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate

from ... import sealed
from ...notices import send_notice

_lt = LazyTranslate(__name__)

SUPERVISOR = 'herstelbemiddeling.group_supervisor'
KEPT = frozenset({'version', 'date_final', 'user_id'})


class MediationAssessment(models.Model):
    """Whether contact is safe and fitting for one party, as the mediator judges it today.

    Room: content. Versioned: what is laid down stays, and a newer one takes its place. It is good
    until a date, because risks change (Scottish guidance on restorative justice, 20.1 to 20.4).
    """

    _name = 'mediation.assessment'
    _description = "Assessment"
    _inherit = 'mediation.content'
    _seal_prefix = 'B'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    version = fields.Integer(readonly=True)
    state = fields.Selection(
        [('draft', "Being written"), ('final', "Laid down")], required=True, default='draft'
    )
    date_final = fields.Datetime(string="Laid down on", readonly=True)
    good_until = fields.Date()
    user_id = fields.Many2one(
        'res.users', string="Mediator", readonly=True, default=lambda self: self.env.user
    )
    # About what happened, not about guilt: taking part is never an admission (UN Basic principles
    # 2002/12, paragraph 8).
    facts_acknowledged = fields.Selection(
        [
            ('yes', "The basic facts are not disputed"),
            ('partly', "The basic facts are disputed in part"),
            ('no', "The basic facts are disputed"),
        ],
        string="What happened",
    )
    risk = fields.Selection([('low', "Low"), ('medium', "Medium"), ('high', "High")])
    capacity = fields.Selection(
        [
            ('yes', "Can take part"),
            ('support', "Can take part with support"),
            ('no', "Cannot take part now"),
        ]
    )
    conclusion = fields.Selection(
        [
            ('suitable', "Contact can go ahead in a good way"),
            ('not_yet', "Not yet"),
            ('unsuitable', "No contact"),
        ]
    )
    supervisor_id = fields.Many2one(
        'res.users',
        string="Practice supervisor",
        index='btree_not_null',
        ondelete='restrict',
        domain=lambda self: [('all_group_ids', 'in', self.env.ref(SUPERVISOR).id)],
        default=lambda self: self._usual_supervisor(),
    )
    supervision = fields.Selection(
        [
            ('none', "Not asked"),
            ('asked', "Asked"),
            ('agreed', "Agrees"),
            ('refused', "Does not agree"),
        ],
        required=True,
        default='none',
        readonly=True,
    )
    is_current = fields.Boolean(string="Good today", compute='_compute_is_current')
    is_asked_of_me = fields.Boolean(compute='_compute_is_asked_of_me')
    safety = sealed.Text(string="Safety, also of those around")
    motives = sealed.Text()
    capacity_remark = sealed.Text(string="What helps this person to take part")
    conclusion_remark = sealed.Text(string="Why")
    supervision_remark = sealed.Text(
        string="What the practice supervisor says",
        help="Written by the practice supervisor who is asked, before answering.",
    )

    @api.depends('state', 'good_until', 'conclusion', 'risk', 'supervision', 'party_id')
    def _compute_is_current(self):
        # Searched: the supervisor who is asked reads the assessment, and not the person.
        of_them = self.search([('party_id', 'in', self.party_id.ids)])
        current = of_them._good_today()
        for assessment in self:
            assessment.is_current = current.get(assessment.party_id) == assessment

    @api.depends('supervisor_id', 'supervision')
    @api.depends_context('uid')
    def _compute_is_asked_of_me(self):
        for assessment in self:
            assessment.is_asked_of_me = assessment._is_asked_of(self.env.user)

    @api.constrains('supervisor_id')
    def _check_supervisor(self):
        for assessment in self.filtered('supervisor_id'):
            # Who is recused stands where the mediator does not read it.
            supervisor, case = assessment.supervisor_id, assessment.case_id.sudo()
            if (
                not supervisor.has_group(SUPERVISOR)
                or supervisor in case.member_ids | case.recused_user_ids
            ):
                raise ValidationError(
                    self.env._("Choose a practice supervisor who has nothing to do with this case.")
                )

    @api.constrains('state')
    def _check_complete(self):
        for assessment in self.filtered(lambda assessment: assessment.state == 'final'):
            names = ('facts_acknowledged', 'risk', 'capacity', 'conclusion')
            if not all(assessment[name] for name in names):
                raise ValidationError(
                    self.env._(
                        "Answer what happened, the risk, the capacity and the conclusion first;"
                        " then the assessment can be laid down."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        completed = []
        for vals in map(self._with_context_defaults, vals_list):
            party = self.env['mediation.party'].browse(vals.get('party_id'))
            party.check_access('read')
            version = 1 + self.search_count([('party_id', '=', party.id)])
            kept = {'user_id': self.env.uid, 'version': version, 'date_final': False}
            kept.update(supervision='none', supervision_remark=False)
            usual = {'supervisor_id': self._usual_supervisor(party.case_id).id}
            completed.append({**usual, **vals, **kept, **self._laid_down(party.company_id, vals)})
        assessments = super().create(completed)
        assessments.case_id._drop_goes()
        return assessments

    def write(self, vals):
        if 'supervision' in vals and not self.env.su:
            raise UserError(
                self.env._("Ask the practice supervisor; only he or she can answer this.")
            )
        self._check_kept(vals, KEPT)
        if 'supervision_remark' in vals:
            self._check_remark(vals)
            return super().write(vals)
        if 'supervisor_id' in vals:
            self._check_not_judged()
            # Another supervisor has not been asked, and has not agreed.
            vals = {**vals, 'supervision': 'none'}
        laid_down = self.filtered(lambda assessment: assessment.state == 'final')
        if laid_down and vals.keys() - {'supervision', 'supervisor_id'}:
            self._refuse_change()
        self.case_id._drop_goes()  # one that was lost by the clock does not come back with this
        result = True
        for assessment in self:
            final = self._laid_down(assessment.case_id.company_id, vals, assessment.good_until)
            result = super(MediationAssessment, assessment).write({**vals, **final})
        self.case_id._drop_goes()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if any(assessment.state == 'final' for assessment in self):
            self._refuse_change()

    def action_lay_down(self):
        self.write({'state': 'final'})

    def action_ask_supervisor(self):
        """Let the practice supervisor see exactly this, as it was laid down, until the answer."""
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        if self.state != 'final':
            raise UserError(
                self.env._("Lay the assessment down first: the supervisor judges what stays.")
            )
        if not self.supervisor_id:
            raise UserError(self.env._("Choose the practice supervisor first."))
        if self.supervision != 'none':
            raise UserError(
                self.env._("The practice supervisor was asked already. Reload the page to see it.")
            )
        # Kept by the system: no person writes the answer, nor that it was asked.
        self.sudo().supervision = 'asked'
        send_notice(
            self.supervisor_id,
            _lt("An assessment waits for your judgement"),
            _lt("A mediator asks for your judgement. Please look at “To judge”."),
        )

    def action_agree(self):
        """The practice supervisor agrees that contact can go ahead, and is out again."""
        return self._judge('agreed')

    def action_do_not_agree(self):
        return self._judge('refused')

    def _judge(self, answer):
        self.ensure_one()
        self.check_access('read')
        if not self._is_asked_of(self.env.user):
            raise UserError(
                self.env._("Only the practice supervisor who is asked can answer this.")
            )
        self.lock_for_update()
        mediator = self.user_id
        # The supervisor reads this and changes nothing but the answer.
        self.sudo().supervision = answer
        self.env.invalidate_all()  # what he could see a moment ago is shut now
        send_notice(
            mediator,
            _lt("Your practice supervisor has answered"),
            _lt("There is an answer about an assessment. Please look at your cases."),
        )
        return self.env['ir.actions.actions']._for_xml_id(
            'herstelbemiddeling.mediation_assessment_action_to_judge'
        )

    def _check_remark(self, vals):
        """Raise UserError unless the practice supervisor writes this, and nothing else."""
        if vals.keys() - {'supervision_remark'} or not all(
            assessment._is_asked_of(self.env.user) for assessment in self
        ):
            self.check_access('read')
            raise UserError(
                self.env._("Only the practice supervisor who is asked can answer this.")
            )

    def _check_not_judged(self):
        if not self.env.su and any(
            assessment.supervision in ('agreed', 'refused') for assessment in self
        ):
            raise UserError(
                self.env._(
                    "The practice supervisor has answered, and that stays. Make a new assessment"
                    " when something has changed."
                )
            )

    def _is_asked_of(self, user):
        """Return whether this waits for the judgement of a user, who is not recused."""
        # The supervisor is no member: out of the case comes who is recused, and no more.
        assessment_sudo = self.sudo()
        return (
            assessment_sudo.supervision == 'asked'
            and assessment_sudo.supervisor_id == user
            and user.has_group(SUPERVISOR)
            and user not in assessment_sudo.case_id.recused_user_ids
        )

    def _may_open_seals(self):
        return super()._may_open_seals() or self._is_asked_of(self.env.user)

    @api.model
    def _usual_supervisor(self, case=None):
        """Return who supervises this mediator, unless it is somebody who knows the case."""
        mediator = self.env['mediation.mediator'].search([('user_id', '=', self.env.uid)], limit=1)
        supervisor = mediator.supervisor_id
        party = self.env['mediation.party'].browse(self.env.context.get('default_party_id'))
        # Out of the case comes whether the supervisor knows it, and no more.
        case_sudo = (case or party.case_id).sudo()
        knows_it = supervisor in case_sudo.member_ids | case_sudo.recused_user_ids
        return supervisor.browse() if knows_it else supervisor

    @api.model
    def _laid_down(self, company, vals, good_until=None):
        """Return when it was laid down and until when it is good, at most as the policy says."""
        if vals.get('state') != 'final':
            return {}
        policy = self.env['mediation.policy']._of(company)
        latest = fields.Date.context_today(self) + relativedelta(months=policy.assessment_months)
        wanted = fields.Date.to_date(vals.get('good_until') or good_until) or latest
        return {'date_final': fields.Datetime.now(), 'good_until': min(wanted, latest)}

    @api.model
    def _current(self, parties):
        """Return ``{party: assessment}`` of those who have one that lets contact go ahead today."""
        rows = parties._origin.with_env(self.env).assessment_ids
        # A gate may have read the list, as superuser.
        return rows._filtered_access('read')._good_today()

    def _good_today(self):
        """Return the same of these assessments, all of which the people in them have.

        The last one that was laid down counts. High risk needs the practice supervisor's agreement.
        """
        today = fields.Date.context_today(self)
        last = {}
        for assessment in self.sorted('id', reverse=True):
            if assessment.state == 'final':
                last.setdefault(assessment.party_id, assessment)
        return {
            party: assessment
            for party, assessment in last.items()
            if assessment.good_until >= today
            and assessment.conclusion == 'suitable'
            and assessment.capacity != 'no'
            and (assessment.risk != 'high' or assessment.supervision == 'agreed')
        }
