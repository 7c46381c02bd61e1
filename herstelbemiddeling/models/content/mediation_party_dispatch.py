from odoo import api, fields, models

from ...gates import is_at_least
from .mediation_case import WHO_TALKS

# Whether a mail is safe, and where it goes.
HOW_MAIL_GOES = frozenset({'email_address', 'contact_preference', 'contact_via', 'may_mail'})


class MediationPartyDispatch(models.Model):
    """What goes out to a person; what waits is looked at again when the way to them changes."""

    _inherit = 'mediation.party'

    dispatch_ids = fields.One2many(
        'mediation.dispatch', 'party_id', string="Letters and mail", groups=WHO_TALKS
    )
    evaluation_ids = fields.One2many(
        'mediation.evaluation', 'party_id', string="Evaluations", groups=WHO_TALKS
    )

    is_evaluation_open = fields.Boolean(compute='_compute_is_evaluation_open')

    @api.depends('case_id', 'consent_state')
    def _compute_is_evaluation_open(self):
        for party in self:
            phase = party.case_id.phase
            party.is_evaluation_open = bool(
                phase
                and is_at_least(phase, 'aftercare')
                and party.consent_state != 'not_asked'
                and party.state not in ('withdrawn', 'deceased')
            )

    def write(self, vals):
        result = super().write(vals)
        if HOW_MAIL_GOES & vals.keys():
            # The desk, which corrects an address, reads no letters.
            self.sudo().dispatch_ids._hold()
        return result

    def action_invite(self):
        return self._write_to('invitation')

    def action_write_to(self):
        return self._write_to('appointment')

    def action_write_evaluation(self):
        """Write the letter that asks how it went, with the code on it."""
        return self._write_to('evaluation')

    def action_ask_evaluation(self):
        """Ask how it went: show the code to hand over, and where it is filled in."""
        self.ensure_one()
        asked = self.env['mediation.evaluation']._ask(self)
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'title': self.env._(
                    "Hand this code over, for %(address)s",
                    address=asked._address(self.lang_id.code),
                ),
                'message': asked._code_to_hand_over(),
                'sticky': True,
                'type': 'info',
            },
        }

    def _write_to(self, kind):
        """Open a new letter or mail to this person."""
        self.ensure_one()
        self.check_access('write')
        action = self.env['ir.actions.act_window']._for_xml_id(
            'herstelbemiddeling.mediation_dispatch_action_new'
        )
        action['context'] = {
            'default_case_id': self.case_id.id,
            'default_party_id': self.id,
            'default_kind': kind,
        }
        return action
