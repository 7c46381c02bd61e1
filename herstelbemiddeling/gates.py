"""Gates: what a case needs before it may enter a phase.

The same list is shown on the case as "what the next step needs" and said when somebody tries to
move the case too early. Nobody can override a gate: there is no context key and no group for it.
This module knows the order of the phases and which facts each of them asks for; the case gathers
the facts and holds the sentences.
"""

from dataclasses import dataclass

PHASES = ('registered', 'intake', 'approach', 'preparation', 'contact', 'aftercare', 'closed')


@dataclass(frozen=True)
class Facts:
    """What the gates look at. Each fact that is missing has a sentence of its own name."""

    mediator: bool
    outcome: bool


# The facts that are needed to enter a phase. A phase that is not named here is open to every case
# that has passed the gates before it.
NEEDED = {
    'intake': ('mediator',),
    'closed': ('mediator', 'outcome'),
}


def phases_to_enter(current, target):
    """Return the phases whose gates stand between two phases; none on the way back."""
    return PHASES[PHASES.index(current) + 1 : PHASES.index(target) + 1]


def next_phase(phase):
    """Return the phase after this one, or None after the last."""
    following = PHASES[PHASES.index(phase) + 1 :]
    return following[0] if following else None


def missing(facts, phases):
    """Return the names of the facts that are missing to enter all of these phases, each once."""
    needed = (name for phase in phases for name in NEEDED.get(phase, ()))
    return [name for name in dict.fromkeys(needed) if not getattr(facts, name)]
