from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ... import sealed


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
        'res.users', string="Practice supervisor", index='btree_not_null', ondelete='restrict'
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
    safety = sealed.Text(string="Safety, also of those around")
    motives = sealed.Text()
    capacity_remark = sealed.Text(string="What helps this person to take part")
    conclusion_remark = sealed.Text(string="Why")

    @api.depends('state', 'good_until', 'conclusion', 'risk', 'supervision', 'party_id')
    def _compute_is_current(self):
        current = self._current(self.party_id)
        for assessment in self:
            assessment.is_current = current.get(assessment.party_id) == assessment

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
        for vals in vals_list:
            party = self.env['mediation.party'].browse(vals.get('party_id'))
            party.check_access('read')
            version = 1 + self.search_count([('party_id', '=', party.id)])
            kept = {'user_id': self.env.uid, 'supervision': 'none', 'version': version}
            completed.append({**vals, **kept, **self._laid_down(party.company_id, vals)})
        assessments = super().create(completed)
        assessments.case_id._drop_goes()
        return assessments

    def write(self, vals):
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
        """Return ``{party: assessment}`` of those who have one that lets contact go ahead today.

        The last one that was laid down counts. High risk needs the practice supervisor's agreement.
        """
        today = fields.Date.context_today(self)
        last = {}
        for assessment in self.search([('party_id', 'in', parties.ids), ('state', '=', 'final')]):
            last.setdefault(assessment.party_id, assessment)
        return {
            party: assessment
            for party, assessment in last.items()
            if assessment.good_until >= today
            and assessment.conclusion == 'suitable'
            and assessment.capacity != 'no'
            and (assessment.risk != 'high' or assessment.supervision == 'agreed')
        }
