"""Nobody can work out a group of fewer than five from what the figures show.

The attacker here is another one than in the code: he tries every table there is.
"""

import unittest
from itertools import combinations, pairwise, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.addons.herstelbemiddeling.figures.suppression import is_small, safe_columns, suppress


def nested(cells):
    """Return the nested counts of cells: each the sum of its own cell and those after it."""
    return [sum(cells[index:]) for index in range(len(cells))]


def shares(number, rows):
    """Every way in which a number of cases can be spread over rows."""
    if rows == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in shares(number - first, rows - 1):
            yield (first, *rest)


def fits(cells, counts, shown):
    """Return whether a row with these cells would show the numbers that are shown."""
    found = nested(cells)
    return all(found[column] == counts[column] for column in shown)


def merged(cells, columns):
    """Return the cells of a row as far as the columns of the totals tell them apart."""
    counts = nested(cells)
    return [a - b for a, b in pairwise([*(counts[column] for column in columns), 0])]


def groups(rows, width):
    """Every rectangle of rows and neighbouring cells: what sums and differences can lead to."""
    for size in range(1, len(rows) + 1):
        for chosen in combinations(range(len(rows)), size):
            for first in range(width):
                for last in range(first + 1, width + 1):
                    yield [(row, column) for row in chosen for column in range(first, last)]


class Attacker:
    """Knows the totals and the numbers that are shown, and looks through all tables that fit."""

    def __init__(self, rows, columns, shown, give_up):
        self.cells = [merged(row, columns) for row in rows]
        positions = [{columns.index(column) for column in row} for row in shown]
        counts = [nested(row) for row in self.cells]
        spread = [list(shares(sum(column), len(rows))) for column in zip(*self.cells, strict=True)]
        self.tables = [
            table
            for columns_of_table in product(*spread)
            for table in [list(zip(*columns_of_table, strict=True))]
            if all(
                fits(table[index], counts[index], positions[index]) for index in range(len(rows))
            )
        ]

    def finds(self):
        """Return a small group of which he can tell that it is small, or None."""
        for group in groups(self.cells, len(self.cells[0])):
            size = sum(self.cells[row][column] for row, column in group)
            if is_small(size) and all(
                sum(table[row][column] for row, column in group) < 5 for table in self.tables
            ):
                return group
        return None


def tables_of(rows, width, largest):
    cells = st.lists(st.integers(0, largest), min_size=width, max_size=width)
    return st.lists(cells, min_size=2, max_size=rows)


class TestSuppression(unittest.TestCase):
    def attack(self, rows, give_up):
        total = [sum(column) for column in zip(*(nested(row) for row in rows), strict=True)]
        columns = safe_columns(total, give_up)
        named = dict(enumerate(nested(row) for row in rows))
        shown = suppress(columns, named, give_up)
        if 0 not in columns:
            self.assertFalse(any(shown.values()))
            return shown
        self.assertIsNone(Attacker(rows, columns, list(shown.values()), give_up).finds())
        return shown

    @settings(max_examples=150, deadline=None)
    @given(tables_of(4, 1, 7))
    @example([[1], [4], [20]])
    @example([[3], [0], [6]])
    def test_no_row_can_be_worked_out_of_a_column(self, rows):
        self.attack(rows, [0])

    @settings(max_examples=150, deadline=None)
    @given(tables_of(3, 2, 6))
    @example([[6, 2], [6, 6], [0, 6]])
    def test_no_step_can_be_worked_out_of_two_nested_columns(self, rows):
        self.attack(rows, [1, 0])

    @settings(max_examples=60, deadline=None)
    @given(tables_of(3, 3, 4))
    @example([[5, 0, 3], [9, 2, 0], [0, 3, 5]])
    def test_no_step_can_be_worked_out_of_three_nested_columns(self, rows):
        self.attack(rows, [1, 2, 0])

    def test_without_the_second_suppression_the_attacker_finds_one(self):
        """Else the attacker proves nothing."""
        rows = [[2], [9], [9]]
        attacker = Attacker(rows, [0], [set(), {0}, {0}], [0])
        self.assertEqual(attacker.finds(), [(0, 0)])
        self.assertEqual(sum(not shown for shown in self.attack(rows, [0]).values()), 2)

    def test_what_is_large_is_shown(self):
        rows = [[20, 10], [30, 15], [9, 8]]
        self.assertEqual(set(map(len, self.attack(rows, [1, 0]).values())), {2})

    def test_neighbours_that_differ_by_few_do_not_both_stand_there(self):
        self.assertEqual(safe_columns([40, 38, 20], [1, 2, 0]), [0, 2])
        self.assertEqual(safe_columns([40, 38, 2], [2, 1, 0]), [0])
        self.assertEqual(safe_columns([40, 40, 0], [2, 1, 0]), [0, 1, 2])
        self.assertEqual(safe_columns([4, 4, 0], [2, 1, 0]), [])

    def test_what_everybody_knows_to_be_nothing_does_not_hide_anything(self):
        """Letters are no direct contact, so direct contact is not hidden among them."""
        rows = {'meeting': [12, 12], 'call': [3, 3], 'letter': [30, 0]}
        cannot = {'meeting': {0}, 'call': {0}, 'letter': {1}}
        shown = suppress([0, 1], rows, [1, 0], cannot)
        self.assertFalse(shown['call'])
        self.assertNotIn(0, shown['meeting'])
        self.assertIn(0, shown['letter'])
