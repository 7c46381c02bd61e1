from odoo import api, fields, models

from .mediation_case import WHO_TALKS


class MediationPartyCode(models.Model):
    """The own page of a person, as the mediator hands it over."""

    _inherit = 'mediation.party'

    page_code_ids = fields.One2many(
        'mediation.page.code', 'party_id', string="Codes of the own page", groups=WHO_TALKS
    )
    page_entry_ids = fields.One2many(
        'mediation.page.entry', 'party_id', string="From the own page", groups=WHO_TALKS
    )
    page_state = fields.Selection(
        [('none', "Not handed over"), ('active', "Open"), ('blocked', "Blocked")],
        string="Own page",
        compute='_compute_page_state',
        groups=WHO_TALKS,
    )

    is_page_code_known = fields.Boolean(
        string="The code is known to a former mediator",
        compute='_compute_is_page_code_known',
        groups=WHO_TALKS,
        help="Ending it with the hand-over would shut the page for the person it belongs to.",
    )

    @api.depends('page_code_ids.state', 'case_id.mediator_id', 'case_id.co_mediator_ids')
    def _compute_is_page_code_known(self):
        for party in self:
            active = party.page_code_ids.filtered(lambda code: code.state == 'active')
            party.is_page_code_known = bool(active.user_id - party.case_id._carriers())

    @api.depends('page_code_ids.state')
    def _compute_page_state(self):
        for party in self:
            states = set(party.page_code_ids.mapped('state'))
            party.page_state = 'active' if 'active' in states else 'blocked' if states else 'none'

    def action_hand_over_code(self):
        """Make a code for the own page, or a new one, and show it this once."""
        self.ensure_one()
        code = self.env['mediation.page.code']._hand_over(self)
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Code of the own page"),
            'res_model': 'mediation.page.code.shown',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_shown_code': code},
        }

    def action_block_code(self):
        """Shut the own page now, also where it is open at this moment."""
        self.ensure_one()
        self.env['mediation.page.code']._end(self, 'blocked')
