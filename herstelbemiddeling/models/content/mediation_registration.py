from odoo import models

# Who tells about somebody else; from prison, whoever gives a name of their own does as well.
BY_OTHERS = ('relative', 'professional')


class MediationRegistration(models.Model):
    """What a registration leaves to do: whoever was registered by somebody else hears of it."""

    _inherit = 'mediation.registration'

    def _make_case(self):
        case = super()._make_case()
        if self._is_told_by_others():
            initiator = case.party_ids.filtered('is_initiator')
            initiator._note_data_obtained(self.date_received.date())
        return case

    def _is_told_by_others(self):
        return self.registrant_kind in BY_OTHERS or self._is_sealed_in('registrant_name')
