from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class MediationSupervision(models.Model):
    """A talk of a mediator with the practice supervisor: when, and whether it was held.

    Room: pipeline. About colleagues; which cases came up and what was said is kept nowhere.
    """

    _name = 'mediation.supervision'
    _description = "Practice supervision"
    _rec_name = 'date'
    _order = 'date desc, id desc'

    mediator_id = fields.Many2one(
        'mediation.mediator', required=True, index=True, ondelete='cascade'
    )
    supervisor_id = fields.Many2one(
        'res.users',
        string="Practice supervisor",
        readonly=True,
        required=True,
        index=True,
        ondelete='restrict',
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [('planned', "Planned"), ('held', "Held"), ('called_off', "Called off")],
        required=True,
        default='planned',
    )

    @api.constrains('state', 'date')
    def _check_held(self):
        today = fields.Date.context_today(self)
        if any(talk.state == 'held' and talk.date > today for talk in self):
            raise ValidationError(
                self.env._("A talk cannot be held before its day. Check the date.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        completed = []
        for vals in vals_list:
            mediator = self.env['mediation.mediator'].browse(vals.get('mediator_id'))
            mediator.check_access('read')
            if not mediator.supervisor_id:
                raise UserError(
                    self.env._("Nobody supervises this mediator yet. Ask a manager to choose.")
                )
            completed.append({**vals, 'supervisor_id': mediator.supervisor_id.id})
        return super().create(completed)

    def write(self, vals):
        if {'mediator_id', 'supervisor_id'} & vals.keys():
            raise UserError(self.env._("A talk stays with those who held it. Add another one."))
        return super().write(vals)

    def action_held(self):
        self.check_access('write')
        self.write({'state': 'held'})

    def action_call_off(self):
        self.check_access('write')
        self.write({'state': 'called_off'})
