"""What the figures count: each definition once, as a sentence and as a function.

A case or a registration is counted in tallies: so many in this month under this heading. There is a
tally for each heading by itself and never for two of them together, so nobody can look up one case
by its offence, region and age. ``docs/FIGURES.md`` has the same sentences; a test compares them.
"""

from collections import Counter
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo.tools import LazyTranslate

from .. import contact_modes

_lt = LazyTranslate(__name__)

TIME_ZONE = ZoneInfo('Europe/Amsterdam')  # of the days and months that are counted
# By the code, whatever an organisation ticks at a contact mode: frozen figures stay comparable.
DIRECT_MODES = tuple(code for code, mode in contact_modes.MODES.items() if mode.is_direct)
INDIRECT_MODES = tuple(code for code in contact_modes.MODES if code not in DIRECT_MODES)
AGE_BANDS = ((18, '0-17'), (25, '18-24'), (40, '25-39'), (60, '40-59'), (200, '60+'))
LONGEST = 208  # weeks; whatever took longer would stand out
ALL, UNKNOWN, SEVERAL = 'all', 'unknown', 'several'

# Counted among the closed cases; each of these has reached what stands before it.
STEPS = ('closed', 'approached', 'consented', 'contact', 'direct')
FROM_TAKEN_UP = ('taken_up', *STEPS)
FROM_RECEIVED = ('received', *FROM_TAKEN_UP)
WITH_CONTACT = ('contact', 'direct')

MEASURES = {
    'received': (
        _lt("Received"),
        _lt(
            "Registrations that came in during the period. What repeats another registration, and"
            " what was set apart as junk, does not count."
        ),
    ),
    'taken_up': (
        _lt("Taken up"),
        _lt(
            "Cases that a mediator took up for the first time during the period. A case that was"
            " reopened is a new one."
        ),
    ),
    'closed': (
        _lt("Closed"),
        _lt(
            "Cases that a mediator had taken up and that were closed during the period, with or"
            " without contact. What repeats another case does not count."
        ),
    ),
    'approached': (
        _lt("Approached"),
        _lt(
            "Closed cases in which the other party was asked to take part, or said by themselves"
            " whether they wanted to."
        ),
    ),
    'consented': (
        _lt("Mutual consent"),
        _lt(
            "Closed cases in which somebody of each side agreed to take part, both at the same"
            " time. Where a legal guardian was asked, the guardian agreed as well."
        ),
    ),
    'contact': (
        _lt("Contact"),
        _lt(
            "Closed cases in which at least one contact between the two sides was completed. A"
            " letter that was received and to which no reply was wanted is a contact."
        ),
    ),
    'direct': (
        _lt("Direct contact"),
        _lt(
            "Closed cases with contact in which the two sides saw or heard each other at the same"
            " moment at least once: a meeting, a video call or a conference."
        ),
    ),
    'indirect': (
        _lt("Indirect contact"),
        _lt("Closed cases with contact, none of which was direct."),
    ),
}
SHARES = {
    'share_closed': (
        _lt("Contact share of closed"),
        _lt("Contact as a part of closed, in whole percents."),
    ),
    'share_consented': (
        _lt("Contact share after mutual consent"),
        _lt("Contact as a part of mutual consent, in whole percents."),
    ),
}
PARTS = {'share_closed': ('contact', 'closed'), 'share_consented': ('contact', 'consented')}
# From when until when, in weeks; and the measure whose cases it is about.
LEAD_TIMES = {
    'waiting': (_lt("From registration until taken up"), 'taken_up'),
    'intake': (_lt("From taken up until the approach"), 'approached'),
    'approach': (_lt("From the approach until mutual consent"), 'consented'),
    'preparation': (_lt("From mutual consent until the first contact"), 'contact'),
    'whole': (_lt("From registration until closed"), 'closed'),
}
# Each heading, and what is counted under it.
HEADINGS = {
    'side': (_lt("By initiator side"), FROM_RECEIVED),
    'offence': (_lt("By offence or event"), FROM_RECEIVED),
    'region': (_lt("By region"), FROM_RECEIVED),
    'referrer': (_lt("By who registered"), FROM_RECEIVED),
    # Nobody's date of birth is opened for a count before a mediator is there.
    'age': (_lt("By age of the initiator at registration"), FROM_TAKEN_UP),
    'ended_by': (_lt("By who ended it"), STEPS),
    'mode': (_lt("By form of contact"), WITH_CONTACT),
}


class Key(NamedTuple):
    """Which tally: a month like ``2026-03``, what is counted, under which heading and value."""

    month: str
    measure: str
    heading: str
    value: str


class Word(NamedTuple):
    """What somebody said about taking part, or the legal guardian of this person."""

    moment: datetime
    side: str
    party: int
    by_guardian: bool
    is_given: bool


class Course(NamedTuple):
    """How a case went: moments, and no word of anybody."""

    registered: datetime
    taken_up: datetime
    closed: datetime | None = None
    asked: tuple = ()  # the moments at which the other party was asked or answered
    words: tuple = ()  # Word
    contacts: tuple = ()  # (moment, code of the mode) of each that was completed


def mutual_consent(words):
    """Return when somebody of each side agreed to take part for the first time, or None."""
    guarded = {word.party for word in words if word.by_guardian}
    given = set()
    for word in sorted(words, key=lambda word: word.moment):
        voice = (word.side, word.party, word.by_guardian)
        (given.add if word.is_given else given.discard)(voice)
        sides = {
            side
            for side, party, by_guardian in given
            if not by_guardian and (party not in guarded or (side, party, True) in given)
        }
        if sides >= {'harmed', 'responsible'}:
            return word.moment
    return None


def reached(course):
    """Return ``{step: moment}`` of the steps that a closed case has reached.

    Whatever a step needs has been reached before it, also where its own row is missing.
    """
    contacts = sorted(course.contacts)
    direct = [moment for moment, mode in contacts if mode in DIRECT_MODES]
    words = [word for word in course.words if word.moment <= course.closed]
    moments = {
        'closed': course.closed,
        'approached': min(course.asked, default=None),
        'consented': mutual_consent(words),
        'contact': contacts[0][0] if contacts else None,
        'direct': direct[0] if direct else None,
    }
    later = None
    for step in reversed(STEPS):
        later = moments[step] = moments[step] or (None if step == 'closed' else later)
    return {step: moment for step, moment in moments.items() if moment}


def mode_of(course):
    """Return the one mode of all contacts of a case, or that there were several."""
    modes = {mode for _moment, mode in course.contacts}
    return modes.pop() if len(modes) == 1 else SEVERAL


def age_band(birth_date, registered):
    """Return the band of the age that somebody had on the day of registration."""
    if not birth_date:
        return UNKNOWN
    age = relativedelta(local_date(registered), birth_date).years
    return next(band for below, band in AGE_BANDS if age < below)


def tallies_of_registration(received, traits):
    """Return the tallies of a registration that counts.

    :param traits: ``{heading: value}``
    """
    return _tallies(month_of(received), 'received', traits)


def tallies_of_case(course, traits):
    """Return the tallies of a case that was taken up, and has been closed since or not."""
    tallies = _tallies(month_of(course.taken_up), 'taken_up', traits)
    tallies += _lead('waiting', course.taken_up, course.registered, course.taken_up)
    if not course.closed:
        return tallies
    moments = reached(course)
    traits = {**traits, 'mode': mode_of(course)}
    for step in moments:
        tallies += _tallies(month_of(course.closed), step, traits)
    for name, begin, end in (
        ('intake', course.taken_up, moments.get('approached')),
        ('approach', moments.get('approached'), moments.get('consented')),
        ('preparation', moments.get('consented'), moments.get('contact')),
        ('whole', course.registered, course.closed),
    ):
        if end:
            tallies += _lead(name, course.closed, begin, end)
    return tallies


def local_date(moment):
    """Return the day on which a moment of the database (in UTC) is for the organisation."""
    return moment.replace(tzinfo=UTC).astimezone(TIME_ZONE).date()


def month_of(moment):
    return local_date(moment).strftime('%Y-%m')


def months_between(first: date, last: date):
    """Return the first and the last month of a period, as tallies name them."""
    return first.strftime('%Y-%m'), last.strftime('%Y-%m')


def _tallies(month, measure, traits):
    tallies = Counter({Key(month, measure, ALL, ALL): 1})
    for heading, (_label, measures) in HEADINGS.items():
        if measure in measures and heading in traits:
            tallies[Key(month, measure, heading, traits[heading] or UNKNOWN)] = 1
    return tallies


def _lead(name, counted, begin, end):
    """Return the tally of a lead time: how many took so many weeks."""
    days = (local_date(end) - local_date(begin)).days
    weeks = min(max(round(days / 7), 0), LONGEST)
    return Counter({Key(month_of(counted), f'lead_{name}', 'weeks', str(weeks)): 1})
