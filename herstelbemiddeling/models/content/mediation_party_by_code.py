from odoo import models


class MediationPartyByCode(models.Model):
    """What the code of a registration changes for the person who registered."""

    _inherit = 'mediation.party'

    def _change_reach(self, values):
        """Take over how to be reached, as the person has changed it on the website."""
        through = ", ".join(filter(None, (values['via_name'], values['via_phone'])))
        own = {name: value for name, value in values.items() if not name.startswith('via_')}
        self.write({**own, 'contact_via': through or False})

    def _stop_by_code(self):
        """Stop, as the desk would write it down, or once a mediator is there the own page."""
        self.ensure_one()
        if self.case_id.phase == 'closed':
            return
        if self.case_id.handed_over:
            self._page_stop()
        else:
            self.case_id._withdraw_at_the_desk()
