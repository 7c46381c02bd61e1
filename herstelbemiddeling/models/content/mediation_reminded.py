from odoo import models


class MediationReminded(models.AbstractModel):
    """A paper with a term, of which the mediator is reminded; the reminder goes when it is settled.

    In the same transaction: whoever stops, hands over or withholds never leaves a reminder behind.
    """

    _name = 'mediation.reminded'
    _description = "Content with a term"
    _inherit = 'mediation.revised'
    _reminder_kind = None  # the kind of activity
    _waiting_state = None  # the state in which the term counts
    _term_field = None

    def write(self, vals):
        if not {'state', self._term_field} & vals.keys():
            return super().write(vals)
        before = self._terms_of(self.case_id)
        result = super().write(vals)
        self._forget(before)
        return result

    def unlink(self):
        before = self._terms_of(self.case_id)
        result = super().unlink()
        self._forget(before)
        return result

    def _terms_of(self, cases):
        """Return ``{case: days}`` on which something of this kind is waited for; one query."""
        # Plain columns, alike for whoever settles it.
        waiting_sudo = self.sudo().search(
            [('case_id', 'in', cases.ids), ('state', '=', self._waiting_state)]
        )
        of_case = waiting_sudo.grouped('case_id')
        return {
            case: set(of_case.get(case, waiting_sudo.browse()).mapped(self._term_field))
            for case in cases.sudo()
        }

    def _forget(self, before):
        """Remove the reminders of what has just been settled, or waits until another day now.

        :param before: what :meth:`_terms_of` has returned before
        """
        cases_sudo = self.env['mediation.case'].sudo().union(*before)
        for case, days in self._terms_of(cases_sudo).items():
            settled = before[case] - days
            # Somebody may have put one off; when nothing waits any more, it goes as well.
            case._reminders(self._reminder_kind).filtered(
                lambda todo, days=days, settled=settled: not days or todo.date_deadline in settled
            ).unlink()
