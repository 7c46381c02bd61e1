"""5. Somebody found by name, mail or phone, of which the database has digests only."""

from . import floor
from .report import Chapter, Line
from .timing import ROUNDS, WARM_UP, race

NAMES = {'full_name': "name", 'email_address': "mail", 'phone_number': "phone"}
MEDIATOR = 'mediator_1'
AT_MOST = 10  # milliseconds
OPEN = [['case_id.phase', '!=', 'closed'], ['is_initiator', '=', True]]


def measure(served):
    mediator = served.person(MEDIATOR)
    party = mediator.call('mediation.party', 'search', OPEN, limit=1)
    values = mediator.call('mediation.party', 'read', party, list(NAMES))[0]

    def find(name):
        domain = [[name, '=', values[name]]]
        found = mediator.call(
            'mediation.party', 'web_search_read', domain, {'code': {}, 'case_id': {}}, limit=80
        )
        assert [record['id'] for record in found['records']] == party, "somebody else was found"

    def nothing():
        mediator.call('mediation.party', 'web_read', [], {})

    times = race({**{name: lambda name=name: find(name) for name in NAMES}, 'nothing': nothing})
    own = served.office.run_script(
        'find.py',
        login=MEDIATOR,
        values={name: values[name] for name in NAMES},
        rounds=ROUNDS,
        warm_up=WARM_UP,
    )
    count = served.office.sql('SELECT count(*) FROM mediation_party')[0][0]
    digest = 'SELECT id, code, case_id FROM mediation_party WHERE full_name_index = {}'
    known = f'(SELECT full_name_index FROM mediation_party WHERE id = {party[0]})'
    plain = floor.median(served.office, [digest.format(known)])
    chapter = Chapter("5. Somebody found")
    chapter.lines += [
        Line(f"By {label}, over HTTP, ms", times[name].median, at_most=AT_MOST)
        for name, label in NAMES.items()
    ]
    chapter.lines += [
        Line(f"By {label}, the search itself, ms", own[name], at_most=AT_MOST)
        for name, label in NAMES.items()
    ]
    chapter.lines += [
        Line("… by name, beside plain SQL", times['full_name'].median, plain, "SQL"),
        Line("… by name, beside a call that does nothing", times['full_name'].median,
             times['nothing'].median, "`web_read` of no record"),
    ]  # fmt: skip
    chapter.notes.append(
        f"Among {count:,} parties, by the mediator of that person. Each search is noted in the"
        " audit trail, on disk, before its answer leaves: that is inside both times. The search"
        " itself is what Odoo's server does for it, without the request around it."
    )
    return chapter
