from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import sealed
from ...rights import OFFICER

# General Administrative Law Act (Awb), article 9:11; who is not bound by it keeps to it as well.
ANSWER_WITHIN = relativedelta(weeks=6)
# Kept by the system: it follows from what happens; the officers of another company would read it.
KEPT = frozenset({'state', 'date_received', 'date_due', 'date_answered', 'company_id'})


class MediationComplaint(models.Model):
    """What somebody has to say against us, looked at by somebody else than whom it is about.

    Room: guard. Privacy officers receive and answer it. Whom it is about does not see that it is
    there, also not with a second role; the case it may be about knows nothing of it.
    """

    _name = 'mediation.complaint'
    _description = "Complaint"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'K'
    _order = 'state, date_due, id'

    date_received = fields.Date(
        string="Received on", required=True, default=fields.Date.context_today
    )
    date_due = fields.Date(
        string="Answer by", required=True, readonly=True, help="Within six weeks."
    )
    channel = fields.Selection(
        [('phone', "By phone"), ('mail', "By e-mail"), ('post', "By post"), ('talk', "In a talk")],
        string="How it came in",
        required=True,
        default='phone',
    )
    subject = fields.Selection(
        [
            ('neutral', "Not neutral"),
            ('confidential', "Something was told on"),
            ('voluntary', "Pressure"),
            ('slow', "It took too long"),
            ('manner', "How somebody was treated"),
            ('other', "Something else"),
        ],
        string="About what",
        required=True,
    )
    case_id = fields.Many2one('mediation.case', index='btree_not_null', ondelete='restrict')
    concerned_user_ids = fields.Many2many(
        'res.users',
        'mediation_complaint_concerned_rel',
        string="About whom",
        help="They see nothing of it. The mediators of the case are added by themselves.",
    )
    user_id = fields.Many2one(
        'res.users',
        string="Looked at by",
        required=True,
        default=lambda self: self.env.user,
        domain=lambda self: [('all_group_ids', 'in', self.env.ref(OFFICER).id)],
        ondelete='restrict',
    )
    state = fields.Selection(
        [('new', "New"), ('looked_at', "Being looked at"), ('answered', "Answered")],
        required=True,
        default='new',
        readonly=True,
        copy=False,
    )
    finding = fields.Selection(
        [
            ('founded', "Founded"),
            ('partly', "Partly founded"),
            ('unfounded', "Not founded"),
            ('settled', "Settled in a talk"),
            ('withdrawn', "Taken back"),
        ]
    )
    date_answered = fields.Date(string="Answered on", readonly=True, copy=False)
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )

    complainant = sealed.Char(string="Name")
    reach = sealed.Char(string="How to reach this person")
    words = sealed.Text(string="What it is about")
    answer = sealed.Text(string="What we did and answered")

    def _may_open_seals(self):
        complaint_sudo = self.sudo()
        return (
            self.env.user.has_group(OFFICER)
            and self.env.user not in complaint_sudo.concerned_user_ids
        )

    @api.constrains('date_received')
    def _check_date_received(self):
        for complaint in self:
            if complaint.date_received > fields.Date.context_today(self):
                raise ValidationError(self.env._("A date here lies in the future. Check it."))

    @api.constrains('user_id', 'concerned_user_ids')
    def _check_somebody_else(self):
        for complaint in self:
            if complaint.user_id in complaint.concerned_user_ids:
                raise ValidationError(
                    self.env._(
                        "Somebody else looks at a complaint than whom it is about. Choose another"
                        " privacy officer."
                    )
                )
            if not complaint.user_id.has_group(OFFICER):
                raise ValidationError(self.env._("Only a privacy officer looks at complaints."))

    @api.model_create_multi
    def create(self, vals_list):
        complaints = super().create([{**vals, **self._begun(vals)} for vals in vals_list])
        complaints._add_mediators()
        return complaints

    def write(self, vals):
        if not self.env.su and KEPT & vals.keys():
            self.check_access('write')
            raise UserError(
                self.env._("This follows from what happens. Use the buttons: they take each step.")
            )
        result = super().write(vals)
        if 'case_id' in vals:
            self._add_mediators()
        return result

    def action_look(self):
        """Somebody begins to look at it."""
        self._step('new', {'state': 'looked_at'})

    def action_answer(self):
        """It was answered, with a finding."""
        for complaint in self:
            complaint.check_access('write')
            if not complaint.finding or not complaint._is_sealed_in('answer'):
                raise UserError(
                    self.env._("Choose what was found, and write down what we did and answered.")
                )
        self._step(
            'looked_at', {'state': 'answered', 'date_answered': fields.Date.context_today(self)}
        )

    @api.model
    def _begun(self, vals):
        """Return what the system says of a complaint that comes in, whatever else is given."""
        vals = {**self.default_get(['date_received']), **vals}
        due = vals['date_received'] and fields.Date.to_date(vals['date_received']) + ANSWER_WITHIN
        return {'state': 'new', 'date_answered': False, 'date_due': due}

    def _step(self, state, values):
        for complaint in self:
            complaint.check_access('write')
            complaint.lock_for_update()
            if complaint.state != state:
                raise UserError(self.env._("Somebody was faster. Load the page again."))
        # Kept by the system.
        self.sudo().write(values)

    def _add_mediators(self):
        """Whoever does or did the case is somebody whom it may be about."""
        for complaint in self.sudo().filtered('case_id'):
            case = complaint.case_id
            complaint.concerned_user_ids |= case.mediator_id | case.co_mediator_ids
