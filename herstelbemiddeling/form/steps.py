"""The steps of the form: which page asks what, and which comes next.

Plain Python about names of fields and steps. What is asked follows from what was answered, so a
person meets only the questions that apply.
"""

NEXT, BACK, SKIP, STAY, CHANGE = 'next', 'back', 'skip', 'stay', 'change'
FIRST, CHECK = 'who', 'check'
# One topic, one number for the person who fills it in.
TOPICS = {'way': 'reach', 'young': 'person'}
# Nothing on these is needed; who would rather not say goes on with one button.
MAY_BE_SKIPPED = frozenset(('event', 'other', 'hopes'))
ADULT = 18  # years; Dutch Civil Code, book 1, article 233

_ADDRESS = ('street', 'postcode', 'city')
_REACH = {
    'email': ('email_address',),
    'phone': ('phone_number', 'voicemail_ok'),
    'post': _ADDRESS,
    'someone': ('via_name', 'via_phone'),
}
_ANY_WAY = ('email_address', 'phone_number', 'voicemail_ok', *_ADDRESS)


def plan(values, today):
    """Return ``{step: names of the fields asked in it}`` in order, for who answered this so far.

    :param values: the answers as they are to be stored
    """
    kind = values.get('registrant_kind')
    is_inside = kind == 'prison' or values.get('detained')
    steps = {FIRST: ('registrant_kind', 'side')}
    if kind in ('relative', 'professional'):
        steps['registrant'] = _asked_of_registrant(kind)
    steps['person'] = ('full_name', 'birth_date', 'lang', 'needs_interpreter') + (
        () if kind == 'prison' else ('detained',)
    )
    if is_under(ADULT, values.get('birth_date'), today):
        steps['young'] = ()
    if is_inside:
        steps['institution'] = ('institution', 'institution_contact')
    steps['way'] = ('contact_preference',)
    steps['reach'] = (*_asked_to_reach(values), 'safe_times')
    steps['event'] = ('offence', 'event_when', 'event_where', 'police_report', 'story')
    steps['other'] = ('other_party', 'relation')
    steps['hopes'] = ('hopes',)
    steps[CHECK] = ('privacy_read', 'wants_confirmation')
    return steps


def whole():
    """Return every step with every field: the form on one page, and on paper."""
    ways = ('contact_preference', *_ANY_WAY, *_REACH['someone'], 'safe_times')
    return {
        FIRST: ('registrant_kind', 'side'),
        'person': ('full_name', 'birth_date', 'lang', 'needs_interpreter', 'detained'),
        'institution': ('institution', 'institution_contact'),
        'reach': ways,
        'registrant': _asked_of_registrant('professional'),
        'event': ('offence', 'event_when', 'event_where', 'police_report', 'story'),
        'other': ('other_party', 'relation'),
        'hopes': ('hopes',),
        CHECK: ('privacy_read', 'wants_confirmation'),
    }


def _asked_of_registrant(kind):
    organisation = ('registrant_organisation',) if kind == 'professional' else ()
    ways = ('registrant_email', 'registrant_phone')
    return ('registrant_name', *organisation, 'registrant_function', *ways, 'client_agrees')


def _asked_to_reach(values):
    kind, preference = values.get('registrant_kind'), values.get('contact_preference')
    if preference == 'post' and (kind == 'prison' or values.get('institution')):
        return ()  # the letter goes to the institution
    knows_registrant = values.get('registrant_email') or values.get('registrant_phone')
    if preference == 'someone' and knows_registrant:
        return ()  # whoever registers is the one to go through, unless it says otherwise below
    return _REACH.get(preference, _ANY_WAY)


def needed(values):
    """Return the fields without which the way that was chosen leads nowhere."""
    names = _REACH.get(values.get('contact_preference'), ())
    return set(names) - {'voicemail_ok', 'via_phone'}


def is_under(years, birth_date, today):
    """Return whether somebody born on that day is younger than this; False when it is not known."""
    if not birth_date:
        return False
    # Who was born on 29 February has a birthday on 1 March in other years.
    passed = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (not passed) < years


def following(steps, step, done, problems):
    """Return the step that comes next: what has not been seen, or does not fit any more.

    :param done: the steps that were answered before, which a person who came back does not redo
    """
    names = list(steps)
    for name in names[names.index(step) + 1 :]:
        if name == CHECK or name not in done or problems.keys() & set(steps[name]):
            return name
    return CHECK


def before(steps, step):
    """Return the step before this one; the first has none."""
    names = list(steps)
    return names[max(names.index(step) - 1, 0)]


def position(steps, step):
    """Return ``(number, how many)`` of a step among the topics."""
    topics = list(dict.fromkeys(TOPICS.get(name, name) for name in steps))
    return topics.index(TOPICS.get(step, step)) + 1, len(topics)
