"""5. Somebody found by name, mail or phone, of which the database has digests only."""

from . import floor
from .report import Chapter, Line
from .timing import race

NAMES = {'full_name': "Name", 'email_address': "Mail", 'phone_number': "Phone"}
AT_MOST = 10  # milliseconds
OPEN = [['case_id.phase', '!=', 'closed'], ['is_initiator', '=', True]]


def measure(served):
    mediator = served.person('mediator_1')
    party = mediator.call('mediation.party', 'search', OPEN, limit=1)
    values = mediator.call('mediation.party', 'read', party, list(NAMES))[0]

    def find(name):
        domain = [[name, '=', values[name]]]
        found = mediator.call(
            'mediation.party', 'web_search_read', domain, {'code': {}, 'case_id': {}}, limit=80
        )
        assert [record['id'] for record in found['records']] == party, "somebody else was found"

    times = race({name: lambda name=name: find(name) for name in NAMES})
    count = served.office.sql('SELECT count(*) FROM mediation_party')[0][0]
    digest = 'SELECT id, code, case_id FROM mediation_party WHERE full_name_index = {}'
    known = f'(SELECT full_name_index FROM mediation_party WHERE id = {party[0]})'
    plain = floor.median(served.office, [digest.format(known)])
    chapter = Chapter("5. Somebody found")
    chapter.lines += [
        Line(f"By {label.lower()}, ms", times[name].median, at_most=AT_MOST)
        for name, label in NAMES.items()
    ]
    chapter.lines.append(
        Line("… by name, beside plain SQL", times['full_name'].median, plain, "SQL")
    )
    chapter.notes.append(
        f"Among {count:,} parties, by the mediator of that person, over HTTP; each search is noted"
        " in the audit trail before its answer leaves."
    )
    return chapter
