from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ... import sealed


class MediationPartyStay(models.Model):
    """Where somebody is held, until when, and what the institution allows; and the interpreter."""

    _inherit = 'mediation.party'

    institution_post = sealed.Boolean(string="Letters by post are possible there")
    visiting_times = sealed.Char()
    date_release = sealed.Date(string="Leave or release expected")
    permission_asked_on = fields.Date(string="Permission asked on")
    permission_granted_on = fields.Date(string="Permission granted on")

    interpreter_name = sealed.Char(string="Interpreter")
    # Plain, as the gates look at it: a relative does not interpret, whoever asks.
    interpreter_is_relative = fields.Boolean(string="The interpreter is a relative or friend")

    @api.constrains('interpreter_is_relative', 'interpreter_arranged')
    def _check_interpreter(self):
        for party in self:
            if party.interpreter_is_relative and party.interpreter_arranged:
                raise ValidationError(
                    self.env._(
                        "A relative or friend does not interpret in a mediation. Arrange somebody"
                        " who stands outside, then tick that it is arranged."
                    )
                )

    @api.model
    def _with_plain_facts(self, vals):
        """Keep since when the permission stands where it stands."""
        dates = {'asked': 'permission_asked_on', 'granted': 'permission_granted_on'}
        name = dates.get(vals.get('permission_state'))
        facts = {name: fields.Date.context_today(self)} if name else {}
        return super()._with_plain_facts({**facts, **vals})
