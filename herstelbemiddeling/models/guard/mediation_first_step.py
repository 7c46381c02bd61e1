from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ... import first_steps
from ...health.result import STATES, bad, good
from ...rights import MANAGER, OFFICER

GROUPS = {
    'administrator': 'base.group_system',
    'manager': MANAGER,
    'privacy_officer': OFFICER,
}


class MediationFirstStep(models.Model):
    """A step of the checklist of a new organisation, in the company that one works in.

    Room: guard. What the system can see it says itself (`first_steps`), and nobody ticks that. The
    rest is ticked by whoever it is for, and it is kept who did and when.
    """

    _name = 'mediation.first.step'
    _description = "First step"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    todo = fields.Char(string="What and why", required=True, translate=True)
    role = fields.Selection(
        [
            ('administrator', "Administrator"),
            ('manager', "Manager"),
            ('privacy_officer', "Privacy officer"),
        ],
        string="For",
        required=True,
    )
    action_id = fields.Many2one('ir.actions.actions', ondelete='set null')

    user_id = fields.Many2one('res.users', string="Ticked by", company_dependent=True)
    date_ticked = fields.Date(string="Ticked on", company_dependent=True)

    state = fields.Selection('_selection_state', compute='_compute_state', search='_search_state')
    found = fields.Char(compute='_compute_state')
    is_by_hand = fields.Boolean(compute='_compute_is_by_hand')
    is_mine = fields.Boolean(compute='_compute_is_mine')

    _code_uniq = models.UniqueIndex('(code)')

    @api.model
    def _selection_state(self):
        names = {
            'bad': self.env._("To do"),
            'warning': self.env._("Attention"),
            'unknown': self.env._("Unknown"),
            'good': self.env._("Done"),
        }
        return [(state, names[state]) for state in STATES]

    @api.depends('code', 'date_ticked', 'user_id')
    @api.depends_context('company', 'lang')
    def _compute_state(self):
        for step in self:
            result = first_steps.look(step.code, self.env) or step._ticked()
            step.state, step.found = result.state, result.found

    def _ticked(self):
        """Return what a step says that is ticked by hand."""
        if not self.date_ticked:
            return bad(self.env._("Nobody has ticked this off yet."), '')
        day = format_date(self.env, self.date_ticked)
        return good(
            # A colleague who has left is still who did it.
            self.env._("%(who)s, %(day)s", who=self.sudo().user_id.name, day=day)
        )

    def _search_state(self, operator, value):
        if operator != 'in':
            return NotImplemented
        all_steps = self.search([('code', '!=', False)])  # a few dozen
        found = all_steps.filtered(lambda step: step.state in value)
        return [('id', 'in', found.ids)]

    @api.depends('code')
    def _compute_is_by_hand(self):
        for step in self:
            step.is_by_hand = step.code not in first_steps.LOOKS

    @api.depends('role')
    @api.depends_context('uid')
    def _compute_is_mine(self):
        for step in self:
            step.is_mine = self.env.user.has_group(GROUPS[step.role])

    def action_open(self):
        """Go to where it is done."""
        self.ensure_one()
        self._check_is_mine()
        # Who may open it is asked of the action and of what it shows, as from the menu.
        action_sudo = self.sudo().action_id
        return self.env[action_sudo.type].sudo().browse(action_sudo.id)._get_action_dict()

    def action_tick(self):
        """Note that this was done, by whom and when; the first who said so stays."""
        self._check_by_hand()
        waiting = self.filtered(lambda step: not step.date_ticked)
        waiting._tick(self.env.user, fields.Date.context_today(self))

    def action_take_back(self):
        self._check_by_hand()
        self._tick(self.env['res.users'], False)

    def _tick(self, user, date):
        # Nobody writes a step; these two columns are all that a person adds to it.
        self.sudo().write({'user_id': user.id, 'date_ticked': date})

    def _check_by_hand(self):
        self._check_is_mine()
        if not all(self.mapped('is_by_hand')):
            raise UserError(
                self.env._("The system sees for itself whether this is done. Open it and do it.")
            )

    def _check_is_mine(self):
        """Raise AccessError unless these steps are for this user."""
        self.check_access('read')
        if not all(self.mapped('is_mine')):
            raise AccessError(
                self.env._("This step is for a colleague: the column For says whom to ask.")
            )
