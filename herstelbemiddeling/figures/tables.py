"""From tallies to what may be shown: totals, lead times and a table for each heading.

A number that is not shown is None here, and is kept nowhere else: what comes out of this module can
be stored, sent and printed as it is.
"""

from .definitions import (
    ALL,
    DIRECT_MODES,
    HEADINGS,
    INDIRECT_MODES,
    LEAD_TIMES,
    PARTS,
    STEPS,
)
from .suppression import SMALLEST, safe_columns, suppress

# Counts in one group are of the same cases and nested; the groups have days of their own.
GROUPS = (('received',), ('taken_up',), STEPS)
# What is hidden first: the steps between say least without the others.
GIVE_UP = ('approached', 'direct', 'consented', 'contact', 'closed', 'taken_up', 'received')
ENOUGH_FOR_NINE_IN_TEN = 20  # cases; of fewer it is the lead time of one or two of them
# Steps that nobody of a row stops at, as everybody knows.
WITHOUT_CONTACT = ('closed', 'approached', 'consented')


def work_out(tallies, values):
    """Return the figures of a period, as plain values.

    :param tallies: ``{(measure, heading, value): number}``
    :param values: ``{heading: values}``, all that are to have a row
    """
    totals = _totals(tallies)
    return {
        'totals': totals,
        'lead_times': {name: _lead_time(tallies, name, totals) for name in LEAD_TIMES},
        'tables': {
            heading: _table(tallies, heading, values[heading], totals) for heading in HEADINGS
        },
    }


def work_out_totals(tallies):
    """Return the same without the tables."""
    totals = _totals(tallies)
    leads = {name: _lead_time(tallies, name, totals) for name in LEAD_TIMES}
    return {'totals': totals, 'lead_times': leads, 'tables': {}}


def completed(counts):
    """Return counts with what follows from them: indirect contact, and the shares."""
    contact, direct = counts.get('contact'), counts.get('direct')
    known = None not in (contact, direct)
    shares = {
        name: _share(counts.get(part), counts.get(whole)) for name, (part, whole) in PARTS.items()
    }
    return {**counts, 'indirect': contact - direct if known else None, **shares}


def _totals(tallies):
    totals = {}
    for group in GROUPS:
        counts = _nested(tallies, group, ALL, ALL)
        shown = safe_columns(counts, _give_up(group))
        totals |= _only(group, counts, shown)
    return totals


def _table(tallies, heading, values, totals):
    """Return ``[[value, {measure: number or None}], ...]``."""
    table = {value: {} for value in values}
    for group in GROUPS:
        measures = [measure for measure in group if measure in HEADINGS[heading][1]]
        if not measures:
            continue
        rows = {value: _nested(tallies, measures, heading, value) for value in values}
        columns = [index for index, measure in enumerate(measures) if totals[measure] is not None]
        shown = suppress(columns, rows, _give_up(measures), _cannot(heading, measures))
        for value, counts in rows.items():
            table[value] |= _only(measures, counts, shown[value])
    return [[value, counts] for value, counts in table.items()]


def _nested(tallies, measures, heading, value):
    return [tallies.get((measure, heading, value), 0) for measure in measures]


def _only(measures, counts, shown):
    return {
        measure: count if index in shown else None
        for index, (measure, count) in enumerate(zip(measures, counts, strict=True))
    }


def _give_up(measures):
    return sorted(range(len(measures)), key=lambda index: GIVE_UP.index(measures[index]))


def _cannot(heading, measures):
    """Return ``{row: columns}`` at which nobody of a row can stop."""
    if heading == 'mode':
        never = dict.fromkeys(DIRECT_MODES, ('contact',))
        never |= dict.fromkeys(INDIRECT_MODES, ('direct',))
    elif heading == 'ended_by':
        never = {'contact': WITHOUT_CONTACT}
    else:
        never = {}
    return {
        row: {measures.index(measure) for measure in names if measure in measures}
        for row, names in never.items()
    }


def _share(part, whole):
    """Return a percentage of two numbers that are both shown, so that it tells no third.

    Of none there is no share: an empty text.
    """
    if part is None or whole is None:
        return None
    return round(100 * part / whole) if whole else ''


def _lead_time(tallies, name, totals):
    """Return ``{'median': weeks, 'nine_in_ten': weeks}``, or None where it is hidden.

    It is there when the number of its cases is shown: that it is not tells nothing new. Where there
    are no cases, or too few for it, it is an empty text.
    """
    if totals[LEAD_TIMES[name][1]] is None:
        return None
    took = sorted(
        weeks
        for (counted, _heading, value), number in tallies.items()
        if counted == f'lead_{name}'
        for weeks in [int(value)] * number
    )
    return {
        'median': _quantile(took, 5, SMALLEST),
        'nine_in_ten': _quantile(took, 9, ENOUGH_FOR_NINE_IN_TEN),
    }


def _quantile(numbers, tenths, enough):
    """Return the smallest of these numbers (in order) that so many tenths of them do not exceed."""
    return numbers[-(-tenths * len(numbers) // 10) - 1] if len(numbers) >= enough else ''
