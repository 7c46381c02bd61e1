"""What was measured, as lines of a table and as the file RESULTS.md."""

from dataclasses import dataclass, field

from toolbox import settings

from . import machine, timing

RESULTS = settings.ROOT / 'benchmarks' / 'RESULTS.md'
HEAD = """# Results of ./dev/bench

Real HTTP against a served database, beside Odoo's own parts in the same run and the same database,
in turns; medians of {rounds} after {warm_up} to warm up. `./dev/bench` repeats this; `./dev/bench
--help` says how. A ratio below 1 is faster than Odoo's own. Times are milliseconds unless another
unit is named.
"""
NOISY = """
> **Preliminary.** Other programs were using this machine while it ran (load of {load} before it
> began): the ratios are side by side and roughly hold, the times do not.
"""


@dataclass(frozen=True)
class Line:
    """One thing that was measured, beside what it is measured against."""

    what: str
    ours: float
    theirs: float = None
    against: str = ''
    at_most: float = None  # the ratio to reach; of `ours` itself when nothing stands beside it
    at_least: float = None

    @property
    def ratio(self):
        return self.ours / self.theirs if self.theirs else None

    @property
    def is_reached(self):
        """True or False, None where nothing was to be reached."""
        value = self.ours if self.ratio is None else self.ratio
        if self.at_most is not None:
            return value <= self.at_most
        return None if self.at_least is None else value >= self.at_least

    def row(self):
        if self.at_most is not None:
            target = f'≤ {self.at_most:g}'
        else:
            target = '' if self.at_least is None else f'≥ {self.at_least:g}'
        verdict = {True: "yes", False: "**no**", None: ''}[self.is_reached]
        theirs = '' if self.theirs is None else f'{self.theirs:.1f}'
        ratio = '' if self.ratio is None else f'{self.ratio:.2f}'
        cells = (self.what, f'{self.ours:.1f}', theirs, self.against, ratio, target, verdict)
        return f"| {' | '.join(cells)} |"


@dataclass
class Chapter:
    """The lines of one benchmark, and what has to be known to read them."""

    title: str
    lines: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def text(self):
        table = [
            '| | here | beside it | which is | ratio | to reach | reached |',
            '|---|---|---|---|---|---|---|',
            *(line.row() for line in self.lines),
        ]
        notes = [f'- {note}' for note in self.notes]
        return '\n'.join([f'## {self.title}', '', *table, '', *notes, ''])


def write(chapters, platform, load_before):
    """Write RESULTS.md."""
    head = HEAD.format(rounds=timing.ROUNDS, warm_up=timing.WARM_UP)
    if load_before > machine.QUIET:
        head += NOISY.format(load=f'{load_before:.1f}')
    parts = [head, machine.description(platform), *(chapter.text() for chapter in chapters)]
    RESULTS.write_text('\n'.join(parts), encoding='utf-8')
