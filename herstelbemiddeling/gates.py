"""Gates: what a case needs before it may enter a phase.

The same list is shown on the case as "what the next step needs" and said when somebody tries to
move the case too early. Nobody can override a gate: there is no context key and no group for it.
This module knows the order of the phases and which facts each of them asks for; the case finds out
which facts hold and has a sentence for each that does not.

The facts follow the three basic rules: nobody is approached or brought together without consent in
force (voluntary), prepared and judged by the mediator for each party alike (neutral).
"""

PHASES = ('registered', 'intake', 'approach', 'preparation', 'contact', 'aftercare', 'closed')

# The facts that are needed to enter a phase.
NEEDED = {
    'intake': ('not_paused', 'mediator', 'no_conflict', 'co_mediator', 'informed'),
    'approach': ('not_paused', 'intake_held', 'reconfirmed', 'no_ban'),
    'preparation': ('not_paused', 'both_sides', 'participation', 'assent'),
    'contact': (
        'not_paused',
        'both_sides',
        'participation',
        'assent',
        'common_mode',
        'prepared',
        'assessed',
        'interpreter',
        'institution',
        'no_ban',
        'go',
    ),
    'aftercare': ('not_paused', 'contact_completed'),
    'closed': ('carried', 'outcome', 'outcome_fits', 'nothing_pending'),
}
FACTS = frozenset(name for names in NEEDED.values() for name in names)


def phases_to_enter(current, target):
    """Return the phases whose gates stand between two phases; none on the way back.

    Closing is possible from everywhere, so it asks for nothing but its own gate.
    """
    if target == 'closed' != current:
        return ('closed',)
    return PHASES[PHASES.index(current) + 1 : PHASES.index(target) + 1]


def next_phase(phase):
    """Return the phase after this one, or None after the last."""
    following = PHASES[PHASES.index(phase) + 1 :]
    return following[0] if following else None


def is_at_least(phase, other):
    """Return whether a phase is this other one or a later one."""
    return PHASES.index(phase) >= PHASES.index(other)


def needed(phases):
    """Return the names of the facts that are needed to enter all of these phases, each once."""
    return list(dict.fromkeys(name for phase in phases for name in NEEDED.get(phase, ())))


def missing(facts, phases):
    """Return the names of the facts that are missing to enter all of these phases, each once.

    :param facts: the names of the facts that hold
    """
    return [name for name in needed(phases) if name not in facts]
