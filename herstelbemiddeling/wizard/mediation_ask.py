from odoo import api, fields, models
from odoo.exceptions import UserError

from ..dialogs import in_dialog
from ..models.front_door.mediation_question import KINDS

# What makes a question one to tick at once: none of these was filled in.
MISSING = {
    'police_report': ('police_report',),
    'event_when': ('event_when',),
    'event_where': ('event_where',),
    'other_party': ('other_party',),
    'birth_date': ('birth_date',),
    'address': ('street', 'city'),
}


class MediationAsk(models.TransientModel):
    """Choose what to ask back, out of a fixed list."""

    _name = 'mediation.ask'
    _description = "Ask what is missing"

    registration_id = fields.Many2one(
        'mediation.registration', required=True, readonly=True, ondelete='cascade'
    )
    # Not kept: the safest way to reach somebody stands in no table in the clear.
    by_mail = fields.Boolean(compute='_compute_by_mail')
    ask_police_report = fields.Boolean(string="Was it reported to the police? When and where?")
    ask_event_when = fields.Boolean(string="When did it happen?")
    ask_event_where = fields.Boolean(string="Where did it happen?")
    ask_other_party = fields.Boolean(string="Who is the other person, and where may they be found?")
    ask_birth_date = fields.Boolean(string="What is the date of birth?")
    ask_address = fields.Boolean(string="What is the address?")
    ask_agrees = fields.Boolean(string="Does the person concerned agree?")
    ask_known_before = fields.Boolean(string="Was there contact with us before?")

    @api.depends('registration_id')
    @api.depends_context('uid')
    def _compute_by_mail(self):
        for dialog in self:
            dialog.by_mail = dialog.registration_id._may_be_mailed()

    @api.model
    def _open(self, registration):
        empty = {
            f'ask_{kind}': not any(map(registration._is_sealed_in, names))
            for kind, names in MISSING.items()
        }
        empty['ask_police_report'] = registration.police_report in (False, 'unknown')
        dialog = self.create({**empty, 'registration_id': registration.id})
        return in_dialog(dialog, self.env._("Ask what is missing"))

    def action_ask(self):
        self.ensure_one()
        self.check_access('write')
        kinds = [kind for kind, _label in KINDS if self[f'ask_{kind}']]
        if not kinds:
            raise UserError(self.env._("Tick what you want to ask."))
        self.registration_id._ask(kinds)
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}
