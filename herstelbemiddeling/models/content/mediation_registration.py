from odoo import models


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
        # From prison, whoever gives a name of their own tells about somebody else as well.
        return self._is_by_referrer() or self._is_sealed_in('registrant_name')
