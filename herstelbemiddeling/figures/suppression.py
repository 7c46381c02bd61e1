"""Which numbers may be shown, so that nobody can work out a group of fewer than five.

A table has a row for each value of a heading (each offence) and columns that are nested (closed,
approached, mutual consent, contact, direct contact), and a row of totals. It falls apart into cells
without overlap: of one row, those who got as far as one column and no further. Whatever can be
worked out of a table by adding and subtracting is a sum of such cells.

**The rule**: of every cell with one to four in it, whoever knows all that is shown must reckon with
five or more. Then the same holds for any group that a sum or a difference can lead to: a group of
one to four contains such a cell, and is at least as large as it.

**Hiding** begins with what is small itself, or lies so close to what is shown beside it that the
difference is small. **The attack** then tries to show that a cell cannot be five or more. Numbers
are hidden until no attack succeeds. There is one mark for all that is hidden: it does not tell what
was small and what was hidden to protect it.

Tables of other headings say no more about a cell: they share the totals, and any two tables with
the same totals can be those of the same cases. A column that is hidden in the totals is hidden in
all rows of all tables.
"""

from collections import defaultdict, deque
from itertools import pairwise

SMALLEST = 5  # the smallest group that is shown
PLENTY = 10**9
OUTSIDE = 'outside'


def is_small(number):
    return 0 < number < SMALLEST


def safe_columns(counts, give_up):
    """Return the columns of nested counts that can stand beside each other, as a list.

    :param counts: numbers, each at least as large as the next
    :param give_up: all columns, what is hidden first coming first
    """
    shown = list(range(len(counts)))
    while True:
        beside = pairwise([*shown, None])
        close = [pair for pair in beside if is_small(counts[pair[0]] - _count(counts, pair[1]))]
        if not close:
            return shown
        shown.remove(min((c for c in close[0] if c is not None), key=give_up.index))


def suppress(columns, rows, give_up, cannot=None):
    """Return which columns to show of each row: ``{row: columns}``.

    :param columns: those that the totals show, in their order
    :param rows: ``{row: nested counts}`` in all columns
    :param give_up: all columns, what is hidden first coming first
    :param cannot: ``{row: columns}`` at which nobody of this row can stop, as everybody knows
    """
    if 0 not in columns:
        return {row: set() for row in rows}
    table = _Table(columns, rows, give_up, cannot or {})
    table.hide()
    return {row: {columns[index] for index in shown} for row, shown in table.shown.items()}


def _count(counts, column):
    return 0 if column is None else counts[column]


class _Table:
    """A table of the columns that the totals show, and which of its numbers are shown."""

    def __init__(self, columns, rows, give_up, cannot):
        self.width = len(columns)
        self.give_up = [columns.index(column) for column in give_up if column in columns]
        self.counts = {row: [counts[c] for c in columns] for row, counts in rows.items()}
        self.cells = {
            row: [count - following for count, following in pairwise([*counts, 0])]
            for row, counts in self.counts.items()
        }
        self.shown = {
            row: set(safe_columns(counts, self.give_up)) for row, counts in self.counts.items()
        }
        ends = [*columns[1:], len(give_up)]
        self.cannot = {
            (row, index)
            for row, never in cannot.items()
            for index, (first, end) in enumerate(zip(columns, ends, strict=True))
            if set(range(first, end)) <= set(never)
        }

    def hide(self):
        """Hide numbers until no attack on a cell succeeds. With all hidden, none does."""
        while True:
            found = next((cell for cell in self._small_cells() if not self._is_safe(*cell)), None)
            if not found:
                return
            self._hide_more(*found)

    def _small_cells(self):
        for row, cells in self.cells.items():
            for column, number in enumerate(cells):
                if is_small(number):
                    yield row, column

    def _block(self, row, column):
        """Return the first column of those cells whose sum the shown numbers of a row give.

        Of the cells before the first shown number not even the sum is known: they are one with
        those of all other rows.
        """
        before = [shown for shown in self.shown[row] if shown <= column]
        return (row, max(before)) if before else OUTSIDE

    def _is_safe(self, row, column):
        """Return whether some other table fits what is shown and has five or more in this cell.

        What the cell gains, others of its column have to lose; what those lose, others of their
        blocks have to gain, and so on until it comes back to the block of the cell. That is a flow
        in a graph of columns and blocks, and the largest one is exact: the numbers of a table with
        two sets of sums are whole where the sums are.
        """
        source, target = column, self._block(row, column)
        room = self._room(row, column)
        needed = SMALLEST - self.cells[row][column]
        while needed > 0:
            path = _path(room, source, target)
            if not path:
                return False
            pushed = min(needed, *(room[step] for step in pairwise(path)))
            for one, other in pairwise(path):
                room[one, other] -= pushed
                room[other, one] += pushed
            needed -= pushed
        return True

    def _room(self, row, column):
        """Return how much can flow between columns and blocks, without the cell itself."""
        room = defaultdict(int)
        for other_row, cells in self.cells.items():
            for other_column, number in enumerate(cells):
                if (other_row, other_column) == (row, column):
                    continue
                block = self._block(other_row, other_column)
                room[other_column, block] += number
                if (other_row, other_column) not in self.cannot:
                    room[block, other_column] = PLENTY
        return room

    def _hide_more(self, row, column):
        """Hide in another row what is hidden around this cell; else hide more of its own row."""
        block = self._block(row, column)
        if block == OUTSIDE:
            around = set(range(column + 1))
        else:
            later = [shown for shown in self.shown[row] if shown > column]
            around = set(range(block[1] + 1, min(later, default=self.width)))
        others = [other for other in self.shown if other != row and self.shown[other] & around]
        if not others:
            self.shown[row].remove(min(self.shown[row], key=self.give_up.index))
            return
        needed = SMALLEST - self.cells[row][column]
        loses_least = min(
            others,
            key=lambda other: (
                self.cells[other][column] < needed,
                len(self.shown[other] & around),
                self.counts[other][0],
            ),
        )
        self.shown[loses_least] -= around


def _path(room, source, target):
    """Return a shortest way on which something can still flow, or None."""
    ways = defaultdict(list)
    for (one, other), left in room.items():
        if left > 0:
            ways[one].append(other)
    came_from = {source: None}
    queue = deque([source])
    while queue:
        node = queue.popleft()
        if node == target:
            path = [node]
            while came_from[path[-1]] is not None:
                path.append(came_from[path[-1]])
            return path[::-1]
        for following in ways[node]:
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    return None
