from odoo import fields, models


class MediationCoMediator(models.TransientModel):
    """Ask a second mediator into a case."""

    _name = 'mediation.co.mediator'
    _description = "Add a second mediator"
    _inherit = 'mediation.case.step'

    user_id = fields.Many2one(
        'res.users',
        string="Mediator",
        required=True,
        ondelete='cascade',
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_mediator').id)
        ],
    )

    def action_add(self):
        self._check_case()._add_co_mediator(self.user_id)
        return self._close()
