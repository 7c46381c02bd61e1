from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ... import sealed


class MediationAgreement(models.Model):
    """What the parties agreed: who does what for whom by when; done or not.

    Room: content. The harmed side is told whether it was done (Scottish guidance, 24.1 and 24.2).
    """

    _name = 'mediation.agreement'
    _description = "Agreement"
    _inherit = 'mediation.reminded'
    _reminder_kind = 'mail_activity_type_agreement'
    _waiting_state = 'open'
    _term_field = 'date_due'
    _seal_prefix = 'V'
    _parent_field = 'contact_id'
    _order = 'date_due, id'
    _kept_fields = frozenset({'state', 'date_told'})

    contact_id = fields.Many2one('mediation.contact', index='btree_not_null', ondelete='restrict')
    by_party_id = fields.Many2one(
        'mediation.party', string="Who", required=True, index=True, ondelete='restrict'
    )
    for_party_id = fields.Many2one(
        'mediation.party', string="For whom", required=True, index=True, ondelete='restrict'
    )
    date_due = fields.Date(string="By when")
    state = fields.Selection(
        [('open', "Open"), ('done', "Done"), ('not_done', "Not done")],
        required=True,
        default='open',
        readonly=True,
    )
    date_told = fields.Date(string="Harmed side told on", readonly=True)
    is_to_be_told = fields.Boolean(
        compute='_compute_is_to_be_told', help="The harmed side does not know yet how it went."
    )
    is_due = fields.Boolean(compute='_compute_is_to_be_told')
    description = sealed.Text(string="What")

    @api.depends('state', 'date_told', 'date_due', 'by_party_id', 'for_party_id')
    def _compute_is_to_be_told(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            concerned = 'harmed' in (agreement.by_party_id | agreement.for_party_id).mapped('side')
            over = agreement.state != 'open'
            agreement.is_to_be_told = concerned and over and not agreement.date_told
            due = agreement.date_due and agreement.date_due <= today
            agreement.is_due = bool(due and not over)

    @api.model_create_multi
    def create(self, vals_list):
        begun = {'state': 'open', 'date_told': False}
        return super().create([{**vals, **begun} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and any(agreement.state != 'open' for agreement in self):
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        if any(agreement.state != 'open' for agreement in self):
            self._refuse_change()

    def action_done(self):
        self._end('done')

    def action_not_done(self):
        self._end('not_done')

    def action_told(self):
        """The harmed side was told today how it went."""
        for agreement in self:
            agreement._check_state('done', 'not_done')
            if agreement.date_told:
                raise UserError(self.env._("This was recorded already."))
            agreement._step({'date_told': fields.Date.context_today(self)})

    def _end(self, state):
        for agreement in self:
            agreement._check_state('open')
            agreement._step({'state': state})

    @api.model
    def _waiting_domain(self):
        """What somebody has to look at: due today or before, or not told yet to the harmed side."""
        today = fields.Date.context_today(self)
        concerned = Domain('by_party_id.side', '=', 'harmed') | Domain(
            'for_party_id.side', '=', 'harmed'
        )
        return (Domain('state', '=', 'open') & Domain('date_due', '<=', today)) | (
            Domain('state', '!=', 'open') & Domain('date_told', '=', False) & concerned
        )
