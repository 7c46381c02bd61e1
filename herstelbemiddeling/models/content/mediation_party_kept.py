from odoo import api, models
from odoo.exceptions import UserError

from .mediation_party import STOPPED

# Worked out by the system from what is recorded; nobody writes these, whatever a screen shows.
KEPT = frozenset(
    {'consent_state', 'state_since', 'date_data_obtained', 'notice_due', 'is_restricted'}
)
# What somebody said, or that all was tried: it follows from what is recorded.
RECORDED = ('consents', 'unreachable', *STOPPED)
# Who came by themselves, and for whom: the gate of the approach stands on it.
FIXED_FROM_INTAKE = frozenset({'is_initiator', 'side'})


class MediationPartyKept(models.Model):
    """What nobody writes by hand about a person, because a gate or a term stands on it.

    A field that is only read on the screen can still be written over RPC; this is the wall.
    """

    _inherit = 'mediation.party'

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_by_hand(vals)
        # A default in the context is a value as well.
        begun = {f'default_{name}' for name in (*KEPT, 'state')}
        context = {name: value for name, value in self.env.context.items() if name not in begun}
        cleaned = self.with_env(self.env(context=context))
        vals_list = [
            {name: value for name, value in vals.items() if name not in KEPT} for vals in vals_list
        ]
        return super(MediationPartyKept, cleaned).create(
            [cleaned._with_context_defaults(vals) for vals in vals_list]
        )

    def write(self, vals):
        if not self.env.su:
            self._check_kept(vals)
        return super().write(vals)

    def _check_kept(self, vals):
        """Raise UserError for what follows from something else."""
        self.check_access('write')  # whoever is not let in hears no more than that
        if KEPT & vals.keys():
            raise UserError(
                self.env._("This follows from what is recorded, and is not written by hand.")
            )
        self._check_by_hand(vals)
        for party in self:
            if 'state' in vals and vals['state'] != party.state in STOPPED:
                raise UserError(
                    self.env._(
                        "%(code)s has stopped. Whoever comes back to it by themselves gives consent"
                        " anew: record that.",
                        code=party.code,
                    )
                )
            if party.case_id.phase != 'registered' and any(
                party[name] != vals[name] for name in FIXED_FROM_INTAKE & vals.keys()
            ):
                raise UserError(
                    self.env._(
                        "From the intake on it stays as it is who registered, and on which side"
                        " somebody stands. Add the person anew if it was wrong."
                    )
                )
            party._check_minor(vals)

    def _check_by_hand(self, vals):
        state = vals.get('state')
        if state in RECORDED and any(party.state != state for party in self or [self]):
            raise UserError(
                self.env._(
                    "Record what this person said, or the attempts that were made: where somebody"
                    " stands follows from that."
                )
            )

    def _check_minor(self, vals):
        """The date of birth says who is a minor; by hand it is said of whoever has not told it."""
        if 'is_minor' not in vals or 'birth_date' in vals or vals['is_minor'] == self.is_minor:
            return
        if self._is_sealed_in('birth_date'):
            raise UserError(
                self.env._("Whether somebody is a minor follows from the date of birth. Mend that.")
            )
