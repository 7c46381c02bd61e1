"""The registration form: its fields, how a posted form is read, and what is accepted.

Plain Python: no record, no request, no log. A problem is a key with numbers, never a sentence with
what somebody typed in it; the controller has the sentences.

The rule for what is accepted: strict about what the form is (its fields, once each, as text),
forgiving about how an answer is written.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

# Three long answers of four-byte characters, sealed or with each byte written as %XX, and more.
MAX_BODY = 1536 * 1024
MAX_PARTS = 100
MAX_LINE = 200
MAX_STORY = 20_000
FIRST_BIRTH_YEAR = 1900

SUBMISSION_KEY = 'submission_key'
# Not answers: the page that was filled in, the button, what travels along, the trap, the work done.
STEP, GO, CARRIED, TRAP, WORK = 'step', 'go', 'carried', 'homepage', 'altcha'
MACHINERY = (SUBMISSION_KEY, STEP, GO, CARRIED, TRAP, WORK)

_YES_NO = {
    **dict.fromkeys(('yes', 'on', 'true', '1', 'ja', 'y'), True),
    **dict.fromkeys(('no', 'off', 'false', '0', 'nee', 'n'), False),
}
_CHOICES = {
    'registrant_kind': {kind: kind for kind in ('self', 'relative', 'professional', 'prison')},
    'side': {side: side for side in ('harmed', 'responsible')},
    'contact_preference': {
        **dict.fromkeys(('email', 'e-mail', 'mail'), 'email'),
        **dict.fromkeys(('phone', 'telephone', 'tel', 'telefoon', 'call'), 'phone'),
        **dict.fromkeys(('post', 'letter', 'brief'), 'post'),
        **dict.fromkeys(('someone', 'somebody', 'via', 'other', 'iemand'), 'someone'),
        'any': False,
    },
    # A plain yes does not say that we may name ourselves to whoever listens to the message.
    'voicemail_ok': {
        'named': 'named',
        'anonymous': 'anonymous',
        **{word: 'anonymous' if yes else 'no' for word, yes in _YES_NO.items()},
    },
    'police_report': {
        **dict.fromkeys(('unknown', 'onbekend'), 'unknown'),
        **{word: 'yes' if yes else 'no' for word, yes in _YES_NO.items()},
    },
    **dict.fromkeys(
        ('needs_interpreter', 'detained', 'client_agrees', 'privacy_read', 'wants_confirmation'),
        _YES_NO,
    ),
}
_EMAILS = frozenset(('email_address', 'registrant_email'))
_PHONES = frozenset(('phone_number', 'registrant_phone', 'via_phone'))
_STORIES = frozenset(('other_party', 'story', 'hopes'))
_ADDRESS = ('street', 'postcode', 'city')
_REGISTRANT_WAYS = ('registrant_email', 'registrant_phone')

FIELDS = (
    'registrant_kind', 'side',
    'full_name', 'birth_date', 'lang', 'needs_interpreter',
    'contact_preference', 'email_address', 'phone_number', 'voicemail_ok',
    'street', 'postcode', 'city', 'via_name', 'via_phone', 'safe_times',
    'detained', 'institution', 'institution_contact',
    'registrant_name', 'registrant_organisation', 'registrant_function',
    'registrant_email', 'registrant_phone', 'client_agrees',
    'offence', 'event_when', 'event_where', 'police_report', 'story',
    'other_party', 'relation',
    'hopes',
    'privacy_read', 'wants_confirmation',
)  # fmt: skip

_CONTROL = re.compile(r'[\x00-\x09\x0b-\x1f\x7f-\x9f]')
_EMAIL = re.compile(r'[^@\s,;<>()"]+@[^@\s,;<>()".]+(\.[^@\s,;<>()".]+)+')
_PHONE = re.compile(r'[0-9 +()-]+')
_DATES = ('%Y-%m-%d', '%d-%m-%Y')
_KEY = re.compile(r'[A-Za-z0-9_-]{22}')


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer: a key, and the numbers for its sentence."""

    key: str
    numbers: dict = field(default_factory=dict)


class WrongAnswer(Exception):
    """Raised where one answer is converted."""

    def __init__(self, key, **numbers):
        super().__init__(key)
        self.problem = Problem(key, numbers)


@dataclass
class Answers:
    """A form as it was sent, and after :func:`check` also as it is to be stored.

    ``texts`` keeps what was typed, to be shown again. ``refusal`` is what is wrong with the form as
    a whole; ``problems`` has what is wrong with a field.
    """

    texts: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)
    refusal: str | None = None
    asked: list = field(default_factory=list)  # what is asked besides, of who has a code

    @property
    def is_accepted(self):
        return not self.problems and not self.refusal

    @property
    def submission_key(self):
        return self.texts.get(SUBMISSION_KEY)

    @property
    def is_trapped(self):
        """Whether something filled in the field that people do not see."""
        return bool(self.texts.get(TRAP))

    def has(self, name):
        """Return whether this was answered; a wrong answer has its own message already."""
        return bool(self.values.get(name)) or name in self.problems


# Reading ------------------------------------------------------------------------------------------


def read(content_type, body, fields=FIELDS, stories=_STORIES):
    """Return the :class:`Answers` in the body of a POST, whatever it holds.

    :param fields: the names that the form has, besides those of MACHINERY
    :param stories: those of them with room for lines
    """
    answers = Answers()
    try:
        pairs = _read_pairs(content_type, body)
    except (ValueError, RequestEntityTooLarge):
        answers.refusal = 'unreadable'
        return answers
    for name, raw in pairs:
        if name not in fields and name not in MACHINERY:
            answers.refusal = 'unknown_field'
        elif name in answers.texts:
            answers.problems[name] = Problem('repeated')
        else:
            answers.texts[name], problem = clean_text(raw, has_lines=name in stories)
            if problem:
                answers.problems[name] = Problem(problem)
    # What a machine filled in is not for people to mend, and what is not ours is not used.
    wrong = [name for name in MACHINERY if answers.problems.pop(name, None)]
    key = answers.texts.get(SUBMISSION_KEY)
    if set(wrong) - {TRAP} or (key and not _KEY.fullmatch(key)):
        answers.refusal = 'bad_key'
        answers.texts.pop(SUBMISSION_KEY, None)
    return answers


def _read_pairs(content_type, body):
    """Return ``[(name, bytes or None for a file)]``; raise ValueError for what is no form.

    Not left to the framework: it merges the query with the body, keeps one of two fields with the
    same name, and replaces bytes that are no text without telling.
    """
    mimetype, options = parse_options_header(content_type)
    if mimetype == 'multipart/form-data':
        return _read_multipart(options.get('boundary', ''), body)
    if mimetype == 'application/x-www-form-urlencoded' or not body:
        return _read_urlencoded(body)
    raise ValueError("not a form")


def _read_urlencoded(body):
    if body.count(b'&') >= MAX_PARTS:
        raise ValueError("too many fields")
    pairs = (pair.partition(b'=') for pair in body.split(b'&') if pair)
    return [
        (
            unquote_to_bytes(name.replace(b'+', b' ')).decode(errors='replace'),
            unquote_to_bytes(value.replace(b'+', b' ')),
        )
        for name, _sep, value in pairs
    ]


def _read_multipart(boundary, body):
    if not boundary or not boundary.isascii():
        raise ValueError("no boundary")
    decoder = MultipartDecoder(boundary.encode(), max_parts=MAX_PARTS)
    decoder.receive_data(body)
    decoder.receive_data(None)
    pairs = []
    while not isinstance(event := decoder.next_event(), Epilogue):
        if isinstance(event, File):
            pairs.append((event.name, None))
        elif isinstance(event, Field):
            pairs.append((event.name, b''))
        elif isinstance(event, Data) and pairs[-1][1] is not None:
            name, value = pairs[-1]
            pairs[-1] = (name, value + event.data)
    return pairs


def clean_text(raw, has_lines):
    """Return the text to show and store, and the key of a problem or None."""
    if raw is None:
        return '', 'file'
    problem = None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode(errors='replace')
        problem = 'encoding'
    text = text.replace('\r\n', '\n').replace('\r', '\n').replace('\t', ' ')
    if _CONTROL.search(text):
        text = _CONTROL.sub('', text)
        problem = problem or 'characters'
    text = unicodedata.normalize('NFC', text).strip()
    if '\n' in text and not has_lines:
        text = text.replace('\n', ' ')
        problem = problem or 'characters'
    return text, problem


# Checking -----------------------------------------------------------------------------------------


def check(answers, today, languages):
    """Fill ``values`` with what is to be stored, and ``problems`` with what stands in the way.

    :param languages: ``[(id, code, iso_code)]`` of every language, the ones in use first
    """
    for name in FIELDS:
        if name in answers.problems:
            continue
        try:
            value = _convert(name, answers.texts.get(name, ''), today, languages)
        except WrongAnswer as wrong:
            answers.problems[name] = wrong.problem
        else:
            answers.values['lang_id' if name == 'lang' else name] = value
    if answers.values.get('registrant_kind') == 'prison' and not answers.texts.get('detained'):
        answers.values['detained'] = True
    for name, key in _missing(answers):
        answers.problems.setdefault(name, Problem(key))


def _convert(name, text, today, languages):
    if not text:
        return False
    if name in _CHOICES:
        try:
            return _CHOICES[name][text.casefold()]
        except KeyError:
            raise WrongAnswer('choice') from None
    if name == 'lang':
        return match_language(text, languages)
    if name == 'birth_date':
        return _convert_birth_date(text, today)
    limit = MAX_STORY if name in _STORIES else MAX_LINE
    if len(text) > limit:
        raise WrongAnswer('too_long', limit=limit, excess=len(text) - limit)
    if name in _EMAILS and not _EMAIL.fullmatch(text):
        raise WrongAnswer('email')
    if name in _PHONES and not (_PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 6):
        raise WrongAnswer('phone')
    return text


def _convert_birth_date(text, today):
    born = read_date(text)
    if not date(FIRST_BIRTH_YEAR, 1, 1) < born < today:
        raise WrongAnswer('birth_date_range')
    return born


def read_date(text):
    """Return the day in a text, however its parts are divided; raise WrongAnswer without one."""
    text = re.sub(r'[ ./-]+', '-', text)
    for layout in _DATES:
        try:
            return datetime.strptime(text, layout).date()
        except ValueError:
            continue
    raise WrongAnswer('date')


def match_language(text, languages):
    """Return the id of the language that ``text`` names by its code or its ISO code."""

    def plain(code):
        return (code or '').casefold().replace('-', '_')

    wanted = plain(text)
    for by in (1, 2):
        for language in languages:
            if plain(language[by]) == wanted:
                return language[0]
    raise WrongAnswer('language')


def _missing(answers):
    """Yield ``(field, problem key)`` for what has to be there and is not."""
    kind = answers.values.get('registrant_kind')
    needed = ['registrant_kind', 'side', 'full_name', 'privacy_read']
    if kind == 'professional':
        needed += ['registrant_name', 'client_agrees']
    elif kind == 'prison':
        needed.append('institution')
    for name in needed:
        if not answers.has(name):
            yield name, f'{name}_missing'
    if kind == 'professional' and not any(map(answers.has, _REGISTRANT_WAYS)):
        yield 'registrant_email', 'registrant_way_missing'
    else:
        yield from _missing_way(answers, kind)


def _missing_way(answers, kind):
    """Yield what is missing to reach somebody: in the way that was asked for, or in any."""
    ways, preference = _ways(answers, kind), answers.values.get('contact_preference')
    if preference in ways:
        if not ways[preference]:
            yield _asked_for(preference, answers), f'{preference}_preferred'
    elif not (any(ways.values()) or answers.has('via_name') or answers.has('via_phone')):
        if preference == 'someone':
            yield 'via_name', 'someone_preferred'
        else:
            yield 'email_address', 'way_missing'


def _ways(answers, kind):
    """Return ``{way: whether somebody can be reached by it}``."""
    has = answers.has
    # Whoever registers somebody may be the one to reach, and an institution is an address.
    through_registrant = kind not in ('self', 'prison')
    is_inside = kind == 'prison' or (answers.values.get('detained') and has('institution'))
    return {
        'email': has('email_address') or (through_registrant and has('registrant_email')),
        'phone': has('phone_number') or (through_registrant and has('registrant_phone')),
        'post': all(map(has, _ADDRESS)) or is_inside,
    }


def _asked_for(preference, answers):
    """Return the field in which this way of being reached is to be filled in."""
    if preference == 'post':
        return next(name for name in _ADDRESS if not answers.has(name))
    return {'email': 'email_address', 'phone': 'phone_number'}[preference]
