"""4. The public form beside the website form of Odoo that makes a lead."""

import time
from concurrent.futures import ThreadPoolExecutor

from . import floor
from .forms import RegistrationForm, WebsiteForm
from .report import Chapter, Line
from .timing import ROUNDS, WARM_UP, Times, race

AT_MOST = 0.35
TIMES_AS_MANY = 3
WORKERS, CLIENTS = 2, 4
MANY = 240
PROXIED = ('--proxy-mode',)
NOTHING = '/web/health'
INSERT = """
    INSERT INTO mediation_visit (kind, network_digest, create_date) VALUES ('code', 'bench', now())
"""


def measure(served):
    chapter = Chapter("4. The public form")
    _in_turns(served, chapter)
    with served.office.served(workers=WORKERS, options=PROXIED) as prefork:
        _many_at_once(prefork, chapter)
    chapter.notes += [
        (
            "All protections of the form are on. It runs behind Odoo's `--proxy-mode`, as in"
            " production, and each visitor comes from a network of their own (`X-Forwarded-For`),"
            " as people who register do. The work that the form asks of a browser is done by the"
            " client beforehand and outside of the time; checking it is inside."
        ),
        (
            "GET is the first page, for somebody without a cookie, beside `/contactus`. POST is the"
            " last page, which stores the registration with all that was told, sealed, beside"
            " `/website/form/crm.lead` with as many words. Nobody follows a redirect."
        ),
        (
            "Odoo's own answer to anybody without a session (finding the database, the session, the"
            f" route) is in both; `{NOTHING}` is that and nothing else, so no page can be faster."
        ),
        (
            "The desk hears of a registration from a job, in one notice for all of a minute; the"
            " website form writes its mails to followers while the visitor waits."
        ),
        (
            f"At once: {MANY} forms that were filled in before, sent by {CLIENTS} clients to"
            f" {WORKERS} worker processes."
        ),
    ]
    return chapter


def _in_turns(served, chapter):
    forms = {'ours': RegistrationForm(served), 'theirs': WebsiteForm(served)}
    stranger = served.stranger()
    gets = race(
        {
            **{name: form.get for name, form in forms.items()},
            'nothing': lambda: stranger.send('GET', NOTHING),
        }
    )
    filled = {name: form.fill(ROUNDS + WARM_UP) for name, form in forms.items()}
    posts = race({name: _one_by_one(sent) for name, sent in filled.items()})
    plain = floor.median(served.office, [INSERT])
    website = "website form"
    for what, times in (("GET", gets), ("POST", posts)):
        medians = (times['ours'].median, times['theirs'].median)
        chapter.lines.append(Line(what, *medians, website, at_most=AT_MOST))
    nothing = gets['nothing'].median
    chapter.lines += [
        Line("… GET beside a request that does nothing", gets['ours'].median, nothing,
             f'`{NOTHING}`'),
        Line("… GET, what each takes more than that", gets['ours'].median - nothing,
             gets['theirs'].median - nothing, website),
        Line("… POST beside one row stored by SQL", posts['ours'].median, plain, "SQL"),
    ]  # fmt: skip


def _one_by_one(functions):
    remaining = iter(functions)
    return lambda: next(remaining)()  # noqa: PLW0108 (another one at each call)


def _many_at_once(served, chapter):
    results = {}
    for name, form in (('ours', RegistrationForm(served)), ('theirs', WebsiteForm(served))):
        results[name] = _send_at_once(form.fill(MANY + WARM_UP))
    (ours, rate), (theirs, their_rate) = results['ours'], results['theirs']
    website = "website form"
    chapter.lines += [
        Line("Stored a second, 2 workers", rate, their_rate, website, at_least=TIMES_AS_MANY),
        Line("… p50", ours.percentile(50), theirs.percentile(50), website),
        Line("… p99", ours.percentile(99), theirs.percentile(99), website),
    ]


def _send_at_once(sending):
    """Return ``(Times, how many a second)`` of forms that are sent by several at once."""
    for send in sending[:WARM_UP]:
        send()
    with ThreadPoolExecutor(CLIENTS) as clients:
        begin = time.perf_counter()
        taken = list(clients.map(_timed, sending[WARM_UP:]))
        seconds = time.perf_counter() - begin
    return Times(tuple(taken)), len(taken) / seconds


def _timed(send):
    begin = time.perf_counter()
    send()
    return (time.perf_counter() - begin) * 1000
