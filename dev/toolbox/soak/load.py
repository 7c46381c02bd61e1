"""Acts that arrive at random, as often as a day says, and are done beside each other."""

import random
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 12
MOST_FAILURES_TOLD = 20


class Load:
    """What is done by whom, how long it took, and what failed.

    :param plan: ``[(somebody, name of an act, times an hour)]``
    """

    def __init__(self, plan):
        self.plan = plan
        self.taken = defaultdict(list)  # {act: seconds}
        self.failures = []
        self.left = 0  # acts for which there was no time
        self._random = random.Random('load')
        self._turn = threading.Lock()

    def begin(self, names):
        """Let everybody do these acts once, all at the same time; what fails is told in the end."""
        people = {id(somebody): somebody for somebody, _name, _times in self.plan}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for somebody in people.values():
                for name in names:
                    if hasattr(somebody, name):
                        pool.submit(self._do, somebody, name)
        self.taken.clear()

    def run(self, seconds, meanwhile):
        """Let acts arrive for so long; call `meanwhile` about every second.

        What has not begun when the time is over is left, and counted: the machine was too slow.
        """
        arrivals = sorted(self._arrivals(seconds), key=lambda arrival: arrival[0])
        begin = time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waiting = []
            for moment, somebody, name in arrivals:
                _until(begin + moment, meanwhile)
                waiting.append(pool.submit(self._do, somebody, name))
            _until(begin + seconds, meanwhile)
            self.left = sum(act.cancel() for act in waiting)
            while not all(act.done() for act in waiting):
                meanwhile()
                time.sleep(1)
        return time.monotonic() - begin

    def _arrivals(self, seconds):
        """Yield ``(second, somebody, act)``: a Poisson process for each act."""
        for somebody, name, an_hour in self.plan:
            moment = self._random.expovariate(an_hour / 3600)
            while moment < seconds:
                yield moment, somebody, name
                moment += self._random.expovariate(an_hour / 3600)

    def _do(self, somebody, name):
        begin = time.perf_counter()
        try:
            somebody.do(name)
        except Exception as error:  # noqa: BLE001 (whatever went wrong is what this run is for)
            with self._turn:
                self.failures.append(f'{name}: {type(error).__name__}: {error}')
        with self._turn:
            self.taken[name].append(time.perf_counter() - begin)

    def lines(self):
        """Return a line for each act: how often, how long in the middle and for the slowest."""
        yield f'{"Act":24}{"done":>8}{"p50 s":>8}{"p99 s":>8}'
        for name, taken in sorted(self.taken.items()):
            ordered = sorted(taken)
            p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
            yield f'{name:24}{len(ordered):8}{ordered[len(ordered) // 2]:8.2f}{p99:8.2f}'
        done = sum(map(len, self.taken.values()))
        yield f'{"in all":24}{done:8}   ({self.left} had not begun when the time was over)'


def _until(moment, meanwhile):
    while (left := moment - time.monotonic()) > 0:
        meanwhile()
        time.sleep(min(left, 1))
