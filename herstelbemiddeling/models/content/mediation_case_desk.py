from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...notices import send_notice

_lt = LazyTranslate(__name__)

WITHDRAWN_BEFORE = 'herstelbemiddeling.mediation_outcome_initiator_before'


class MediationCaseDesk(models.Model):
    """Whoever registered can stop before a mediator is there: the desk writes that down.

    From the moment on which a mediator has accepted it is his to write down, in the ledger.
    """

    _inherit = 'mediation.case'

    def action_initiator_withdraws(self):
        """Close the case, since the initiator has told the desk that it is to stop."""
        self.ensure_one()
        self.check_access('write')
        if not self.env.user.has_group('herstelbemiddeling.group_desk'):
            raise AccessError(self.env._("Only the registration desk can do this."))
        # Somebody may accept it at the same moment.
        self.sudo().lock_for_update()
        if self.handed_over:
            raise UserError(
                self.env._("A mediator has accepted this case, and is the one who records this.")
            )
        if self.phase == 'closed':
            raise UserError(self.env._("The case is closed already. Reload the page to see it."))
        offered = self.offered_mediator_id | self.asked_co_mediator_ids
        # The desk does not move cases on; this is the one way in which it ends one.
        self.sudo()._withdraw_at_the_desk()
        send_notice(
            offered,
            _lt("A case is not on offer any more"),
            _lt("You do not have to say any more whether you accept it."),
        )
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def _withdraw_at_the_desk(self):
        self.party_ids.filtered('is_initiator')._stop('withdrawn')
        stage = self.env['mediation.stage'].search([('phase', '=', 'closed')], limit=1)
        self.write(
            {
                'stage_id': stage.id,
                'outcome_id': self.env.ref(WITHDRAWN_BEFORE).id,
                'offered_mediator_id': False,
            }
        )

    def _facts(self):
        """What ends before a mediator was there needs none to be closed."""
        facts = super()._facts()
        if not self.handed_over and self.outcome_id == self.env.ref(WITHDRAWN_BEFORE):
            facts.add('carried')
        return facts
