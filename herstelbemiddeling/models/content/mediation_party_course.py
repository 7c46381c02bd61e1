from odoo import api, fields, models

from ...sealed import is_sealed_field
from .mediation_party import OUT

# Nobody says this of themselves; what was planned ends as when somebody stops.
ENDED_BY_HAND = ('unsuitable', 'deceased')
# Who somebody is, besides what is sealed. What was said, agreed or judged is asked anew.
COPIED = ('side', 'role', 'is_initiator', 'lang_id', 'needs_interpreter', 'is_minor')


class MediationPartyCourse(models.Model):
    """Where somebody stands in the course of a case."""

    _inherit = 'mediation.party'

    state_since = fields.Datetime(readonly=True, copy=False, default=fields.Datetime.now)
    takes_part = fields.Boolean(compute='_compute_takes_part')

    @api.depends('state')
    def _compute_takes_part(self):
        for party in self:
            party.takes_part = party.state not in OUT

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties.case_id._note_turn()
        return parties

    def write(self, vals):
        ended = self.browse()
        if 'state' in vals:
            if vals['state'] in ENDED_BY_HAND:
                ended = self.filtered(lambda party: party.state != vals['state'])
            vals = {**vals, 'state_since': fields.Datetime.now()}
        result = super().write(vals)
        for party_sudo in ended.sudo():  # the desk may write it, and sees nothing of what ends
            party_sudo.case_id._stop_for(party_sudo)
        if {'state', 'permission_state'} & vals.keys():
            self.case_id._note_turn()
        return result

    def action_withdraw(self):
        """Open the dialog in which is written down that this person stops."""
        self.ensure_one()
        self.check_access('write')
        return {
            **self.env['ir.actions.actions']._for_xml_id(
                'herstelbemiddeling.mediation_withdrawal_action'
            ),
            'context': {'default_case_id': self.case_id.id, 'default_party_id': self.id},
        }

    def _has_to_answer(self):
        """Return whether an invitation is with this person."""
        return self.state == 'approached' and not self.is_initiator

    def _waits_for_organisation(self):
        """Return whether somebody else was asked something about this person, and has to answer."""
        return self.permission_state == 'asked'

    def _values_in(self, case):
        """Return the values of the same person in another case, as far as this person reads them.

        Wishes were of that time, and are asked anew.
        """
        self.ensure_one()
        sealed_names = [name for name, field in self._fields.items() if is_sealed_field(field)]
        return {
            **self._convert_to_write({name: self[name] for name in COPIED}),
            **{name: self[name] for name in sealed_names if name != 'wishes'},
            'case_id': case.id,
            'company_id': case.company_id.id,
        }
