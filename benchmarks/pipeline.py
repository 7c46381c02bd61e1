"""1. Opening the board: what the web client asks for, as a mediator and as a manager."""

import json

from . import floor, web_client
from .report import Chapter, Line
from .timing import race

BOARD = '.o_kanban_group .o_kanban_record'
OURS = '/odoo/my-cases'
OURS_OF_ALL = '/odoo/pipeline'
THEIRS = '/odoo/action-crm.crm_lead_action_pipeline'
WITHOUT_FILTERS = '.o_searchview_facet .o_facet_remove'
AT_MOST = 0.6
SCREENS = [
    {'name': 'mediator', 'login': 'mediator_1', 'path': OURS, 'ready': BOARD},
    {'name': 'salesman', 'login': 'salesman_1', 'path': THEIRS, 'ready': BOARD},
    {'name': 'manager', 'login': 'manager', 'path': OURS_OF_ALL, 'ready': BOARD},
    {
        'name': 'sales_manager',
        'login': 'sales_manager',
        'path': THEIRS,
        'ready': '.o_kanban_group',
        # CRM opens on the leads of whoever looks, of which its manager has none.
        'steps': [WITHOUT_FILTERS],
    },
]
BOARD_CALLS = ('web_read_group', 'read_progress_bar', 'web_search_read')
PAIRS = (('mediator', 'salesman'), ('manager', 'sales_manager'))


def measure(served):
    captured = web_client.capture(served, SCREENS)
    boards = {
        screen['name']: Board(served.person(screen['login']), captured[screen['name']][-1])
        for screen in SCREENS
    }
    chapter = Chapter("1. The board, opened")
    floors = floor.of_pipeline(served.office)
    for ours, theirs in PAIRS:
        cards, their_cards = boards[ours].cards(), boards[theirs].cards()
        assert cards == their_cards, f"{cards} cards beside {their_cards}: not the same screen"
        times = race({name: boards[name].open for name in (ours, theirs)})
        chapter.lines += [
            Line(
                f"{ours.capitalize()}: {cards} cards unfolded",
                times[ours].median,
                times[theirs].median,
                f"CRM, {theirs.replace('_', ' ')}",
                at_most=AT_MOST,
            ),
            Line(f"… beside plain SQL for the same rows ({ours})", times[ours].median,
                 floors[ours], "SQL"),
        ]  # fmt: skip
    chapter.notes += [
        "Cases: {cases:,}, of which {open_cases:,} are open, and as many leads; 20 mediators and 20"
        " salesmen; six open stages each; as many activities and labels.".format(
            **served.office.sizes
        ),
        *(
            f"{name.replace('_', ' ').capitalize()}: {web_client.names(board.requests)}"
            for name, board in boards.items()
        ),
    ]
    return chapter


class Board:
    """The requests with which a person opens a board."""

    def __init__(self, visitor, requests):
        self.requests = [it for it in requests if web_client.method(it) in BOARD_CALLS]
        self.open = web_client.sender(visitor, self.requests)

    def cards(self):
        """Return how many cards stand on it: a board that is empty is quick."""
        results = json.loads(json.dumps(self.open()))
        groups = [group for it in results if 'groups' in it for group in it['groups']]
        return sum(len(group.get('__records', ())) for group in groups)
