from odoo import api, models

# What of a person says how the case counts.
COUNTS = frozenset({'birth_date', 'is_initiator', 'side'})


class MediationParty(models.Model):
    """The age of the initiator is counted as a band; it is worked out anew each time and kept
    nowhere else."""

    _inherit = 'mediation.party'

    @api.model_create_multi
    def create(self, vals_list):
        usual = self.default_get(['case_id'])
        case_ids = {{**usual, **vals}.get('case_id') for vals in vals_list}
        cases = self.env['mediation.case'].browse(filter(None, case_ids))
        cases.check_access('read')
        # Of more than one initiator the first is counted: a later one changes nothing.
        without = cases.filtered(lambda case: not any(case.sudo().party_ids.mapped('is_initiator')))
        with without._counting_anew(ages=True):
            return super().create(vals_list)

    def write(self, vals):
        if not COUNTS & vals.keys():
            return super().write(vals)
        # What is read as superuser must not be in the cache of somebody who may not.
        self.check_access('write')
        with self.sudo().case_id._counting_anew(ages=True):
            return super().write(vals)

    def _erase_seals(self):
        """What a closed case counted for stays; an open one goes on without this age."""
        cases = self.sudo().case_id
        cases.filtered(lambda case: case.phase == 'closed')._settle()
        with cases._counting_anew(ages=True):
            return super()._erase_seals()
