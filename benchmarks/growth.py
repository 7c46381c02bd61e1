"""2. The board of a mediator with the same own open cases, among ever more that are closed."""

from contextlib import ExitStack

from . import web_client
from .databases import Office
from .pipeline import SCREENS, Board
from .report import Chapter, Line
from .timing import race

OPEN = 2000  # 100 of each mediator
SIZES = (10_000, 100_000)
FULL_SIZES = (*SIZES, 1_000_000)
AT_MOST = 1.2


def measure(platform, full=False, keep=False):
    sizes = FULL_SIZES if full else SIZES
    offices = {size: Office(platform, f'{size}', size, OPEN) for size in sizes}
    chapter = Chapter("2. The same board as the closed cases grow")
    try:
        with ExitStack() as stack:
            boards = {}
            for size, office in offices.items():
                office.prepare(keep)
                served = stack.enter_context(office.served())
                requests = web_client.capture(served, SCREENS[:1])['mediator'][-1]
                boards[size] = Board(served.person('mediator_1'), requests)
            cards = {board.cards() for board in boards.values()}
            assert len(cards) == 1, f"not the same screens: {cards} cards"
            times = race({size: board.open for size, board in boards.items()})
    finally:
        for office in offices.values():
            if not keep:
                office.drop()
    smallest = times[sizes[0]].median
    for size in sizes[1:]:
        limit = AT_MOST if size == sizes[-1] else None
        chapter.lines.append(
            Line(f"{size:,} cases", times[size].median, smallest, f"{sizes[0]:,}", at_most=limit)
        )
    chapter.notes += [
        (
            f"{OPEN:,} cases are open in each of the databases, {OPEN // 20} of them the mediator's"
            " own; a twentieth of the closed ones are the mediator's too."
        ),
        *(
            f"Loading {size:,} cases with {2 * size:,} parties took {office.seconds_to_load:.0f}"
            " seconds."
            for size, office in offices.items()
            if office.seconds_to_load
        ),
    ]
    if not full:
        chapter.notes.append("`./dev/bench --full` adds a million cases.")
    return chapter
