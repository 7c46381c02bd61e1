from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ... import gates

# What managers and the desk are told of what is missing: what the organisation itself has to do.
FACTS_OF_THE_ORGANISATION = ('mediator', 'no_conflict', 'co_mediator', 'carried', 'outcome')


class MediationCaseGates(models.Model):
    """Where a case stands before its gates: what comes next, and what is missing for it."""

    _inherit = 'mediation.case'

    next_step = fields.Char(compute='_compute_next_step')
    missing = fields.Text(string="What the next step needs", compute='_compute_missing')

    @api.depends('phase', 'is_paused', 'mediator_id', 'offered_mediator_id')
    @api.depends_context('lang', 'uid')
    def _compute_next_step(self):
        by_phase = {
            'registered': self.env._("Inform the initiator and plan the intake"),
            'intake': self.env._("Hold the intake; ask whether contact is still wanted"),
            'approach': self.env._("Approach the other party"),
            'preparation': self.env._("Prepare each party"),
            'contact': self.env._("Guide the contact"),
            'aftercare': self.env._("Call each party for aftercare"),
            'closed': False,
        }
        # For a whole board: there are few sentences, and many cases that need each of them.
        names = ['phase', 'is_paused', 'is_offered_to_me', 'offered_mediator_id', 'mediator_id']
        alike = {}
        for row in self._read_format(names, load=None):
            alike.setdefault(tuple(map(row.get, names)), []).append(row['id'])
        for standing, ids in alike.items():
            self.browse(ids).next_step = self._next_step(by_phase, *standing)

    def _next_step(self, by_phase, phase, is_paused, is_offered_to_me, is_offered, is_carried):
        if is_paused:
            return self.env._("Paused; look again on the date set")
        if is_offered_to_me:
            return self.env._("Say whether you accept this case")
        if phase == 'registered' and is_offered:
            return self.env._("Mediator decides whether to accept")
        if phase == 'registered' and not is_carried:
            return self.env._("Offer it to a mediator")
        return by_phase.get(phase, False)

    @api.model
    def _has_onchange(self, field, other_fields):
        """Nothing on the form of a case is worked out before it is saved: all stands on its rows.

        Odoo would open the whole case once more for each click on a stage, and then again to save.
        """
        return False

    @api.depends('phase', 'mediator_id', 'outcome_id', 'declared_user_ids', 'paused_until')
    @api.depends_context('lang', 'uid')
    def _compute_missing(self):
        for case in self:
            following = gates.next_phase(case.phase) if case.phase else None
            missing = case._missing([following]) if following else {}
            if not case.is_open_to_me:
                missing = {
                    name: missing[name] for name in FACTS_OF_THE_ORGANISATION if name in missing
                }
            case.missing = "\n".join(missing.values())

    def _check_gates(self, came_from):
        """Raise UserError with all that is missing when a case has moved further than it may."""
        self.ensure_one()
        if came_from == self.phase:
            return
        if came_from == 'closed':
            raise UserError(self.env._("A closed case stays closed."))
        missing = self._missing(gates.phases_to_enter(came_from, self.phase))
        if missing:
            raise UserError(
                self.env._(
                    "Case %(code)s cannot go to \N{LEFT DOUBLE QUOTATION MARK}%(stage)s"
                    "\N{RIGHT DOUBLE QUOTATION MARK} yet:\n%(missing)s",
                    code=self.name,
                    stage=self.stage_id.name,
                    missing="\n".join(f"\N{EN DASH} {text}" for text in missing.values()),
                )
            )
        if self.phase == 'closed':
            closed = self.date_closed or fields.Datetime.now()
            ended = {'date_closed': closed, 'closed_from_phase': came_from, 'paused_until': False}
            asked = {'offered_mediator_id': False, 'asked_co_mediator_ids': [Command.clear()]}
            self.sudo().write({**ended, **asked})

    def _missing(self, phases):
        """Return ``{fact: sentence}`` of what is missing to enter these phases."""
        self.ensure_one()
        sentences = self._sentences()
        return {name: sentences[name] for name in gates.missing(self._facts(), phases)}

    def _facts(self):
        """Return the names of the facts that hold for this case; see :mod:`gates`."""
        holds = {
            'not_paused': not self.is_paused,
            'mediator': self.mediator_id,
            'no_conflict': not self.mediator_id or self.mediator_id in self.declared_user_ids,
            'co_mediator': self.co_mediator_ids or not self.offence_id.needs_co_mediator,
            'carried': self.mediator_id,
            'outcome': self.outcome_id,
        }
        return {name for name, held in holds.items() if held}

    def _sentences(self):
        """Return ``{fact: sentence}`` for what is to be done when it does not hold."""
        return {
            'not_paused': self.env._("The case is paused. End the pause first."),
            'mediator': self.env._("A mediator has to accept the case."),
            'carried': self.env._("A mediator has to accept the case."),
            'no_conflict': self.env._(
                "The mediator has to declare that there is no conflict of interest."
            ),
            'co_mediator': self.env._("A case like this needs a second mediator."),
            'outcome': self.env._("Choose the reason for closing."),
        }
