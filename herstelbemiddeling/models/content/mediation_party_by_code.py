from odoo import models


class MediationParty(models.Model):
    """What the code of a registration changes for the person who registered."""

    _inherit = 'mediation.party'

    def _change_reach(self, values):
        """Take over how to be reached, as the person has changed it on the website."""
        through = ", ".join(filter(None, (values['via_name'], values['via_phone'])))
        own = {name: value for name, value in values.items() if not name.startswith('via_')}
        self.write({**own, 'contact_via': through or False})

    def _stop_by_code(self):
        """One row in the ledger, which stops everything in the same transaction."""
        self.env['mediation.consent'].create(
            [
                {
                    'party_id': party.id,
                    'purpose': 'participation',
                    'decision': 'withdrawn',
                    'channel': 'page',
                }
                for party in self
            ]
        )
