from odoo import api, models
from odoo.exceptions import AccessError

from ...figures import definitions
from ...form import screening
from .mediation_counted import Counted

# What of a registration decides under which headings it counts, and whether it does.
COUNTS = frozenset(
    {'state', 'screening', 'date_received', 'side', 'offence_id', 'region_id', 'registrant_kind'}
    | {'company_id', 'case_id'}
)


class MediationRegistration(models.Model):
    """Counted as received, from the moment at which it comes in."""

    _name = 'mediation.registration'
    _inherit = ['mediation.registration', 'mediation.counted']

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_to_settle(vals)
        registrations = super().create([{**vals, 'is_settled': False} for vals in vals_list])
        registrations.sudo()._follow()
        return registrations

    def write(self, vals):
        self._refuse_to_settle(vals)
        if not COUNTS & vals.keys():
            return super().write(vals)
        # What is read as superuser must not be in the cache of somebody who may not.
        self.check_access('write')
        # Its case counts under who registered it.
        cases = self.sudo().case_id
        if vals.get('case_id'):
            cases |= cases.browse(vals['case_id'])
        with self._counting_anew(), cases._counting_anew():
            return super().write(vals)

    def _erase_seals(self):
        self._settle()
        return super()._erase_seals()

    def _refuse_to_settle(self, vals):
        if vals.get('is_settled') and not self.env.su:
            raise AccessError(self.env._("This follows from erasing, and is not written by hand."))

    def _counted_as(self):
        return {registration: registration._counted() for registration in self}

    def _counted(self):
        apart = self.screening == screening.APART or self.state == 'duplicate'
        if apart or self.is_settled:
            return None
        traits = {
            'side': self.side,
            'referrer': self.registrant_kind,
            'offence': str(self.offence_id.id or definitions.UNKNOWN),
            'region': str(self.region_id.id or definitions.UNKNOWN),
        }
        return Counted(self.company_id.id, self.date_received, tuple(traits.items()))

    def _tallies(self, counted, age):
        return definitions.tallies_of_registration(counted.course, dict(counted.traits))
