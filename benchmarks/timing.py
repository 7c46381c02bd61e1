"""Take times side by side: contestants take turns, so that all of them meet the same machine."""

import statistics
import time
from dataclasses import dataclass

ROUNDS = 31
WARM_UP = 5


@dataclass(frozen=True)
class Times:
    """What one contestant needed, in milliseconds."""

    milliseconds: tuple

    @property
    def median(self):
        return statistics.median(self.milliseconds)

    def percentile(self, percent):
        """The smallest time that this share of all times does not exceed."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def race(contestants, rounds=ROUNDS, warm_up=WARM_UP):
    """Return ``{name: Times}`` of functions that are called in turns.

    :param contestants: ``{name: function}``; what a function returns is not looked at
    """
    times = {name: [] for name in contestants}
    for number in range(warm_up + rounds):
        for name, function in contestants.items():
            begin = time.perf_counter()
            function()
            if number >= warm_up:
                times[name].append((time.perf_counter() - begin) * 1000)
    return {name: Times(tuple(taken)) for name, taken in times.items()}
