from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sealed


class MediationHandover(models.Model):
    """A mediator asks a colleague to take over a case, with what the colleague has to know.

    Room: content. The colleague sees the case as an offer, by its code; the note opens when he has
    accepted, because he is a member then.
    """

    _name = 'mediation.handover'
    _description = "Hand-over"
    _inherit = 'mediation.content'
    _seal_prefix = 'H'
    _parent_field = None
    _order = 'id desc'

    user_id = fields.Many2one(
        'res.users',
        string="From",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete='restrict',
    )
    to_user_id = fields.Many2one(
        'res.users',
        string="To",
        required=True,
        ondelete='restrict',
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_mediator').id),
            ('id', '!=', self.env.uid),
        ],
    )
    state = fields.Selection(
        [
            ('asked', "Asked"),
            ('accepted', "Accepted"),
            ('refused', "Not accepted"),
            ('taken_back', "Taken back"),
        ],
        required=True,
        default='asked',
        readonly=True,
    )
    date_answered = fields.Datetime(readonly=True)
    note = sealed.Text(string="What your colleague has to know")

    @api.model_create_multi
    def create(self, vals_list):
        kept = {'user_id': self.env.uid, 'state': 'asked', 'date_answered': False}
        handovers = super().create([{**vals, **kept} for vals in vals_list])
        for handover in handovers:
            handover._ask()
        return handovers

    def write(self, vals):
        if not self.env.su:
            # What was asked is answered or taken back; another note is another question.
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def action_take_back(self):
        """The mediator keeps the case after all."""
        for handover in self:
            handover.check_access('write')
            # A mediator does not write who does a case; to take back an offer is the one thing.
            case_sudo = handover.case_id.sudo()
            case_sudo.lock_for_update()
            if handover.state != 'asked':
                raise UserError(
                    self.env._("Your colleague has answered already. Reload the page to see it.")
                )
            handover._answer('taken_back')
            if case_sudo.offered_mediator_id == handover.to_user_id:
                case_sudo.offered_mediator_id = False

    def _ask(self):
        """Offer the case to the colleague, who decides."""
        case = self.case_id
        case.sudo().lock_for_update()
        if case.mediator_id != self.env.user:
            raise UserError(self.env._("Only the mediator of a case can hand it over."))
        if case.phase == 'closed':
            raise UserError(self.env._("The case is closed. There is nothing to hand over."))
        if case.offered_mediator_id:
            raise UserError(
                self.env._("This case is on offer to a colleague already. Take that back first.")
            )
        if self.to_user_id == self.env.user:
            raise UserError(self.env._("Choose a colleague."))
        # The desk and managers decide who does a case; here its mediator does, with a colleague.
        case.sudo()._offer_to(self.to_user_id)

    def _answer(self, state):
        # Nobody changes a hand-over by hand; the answer is the colleague's, who is no member yet.
        self.sudo().write({'state': state, 'date_answered': fields.Datetime.now()})
