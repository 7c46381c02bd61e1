"""An old list of registrations as plain Python: its columns, how it is read, what is wrong with it.

No record, no request, no log. What is accepted in a line is what the form accepts. A problem is the
number of a line, the name of one of our own fields and a key; never what stands in a cell, and
never the name of a column that is not ours: in a file without headers that is somebody's name.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from .. import spreadsheet
from . import answers as form
from .answers import Problem

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
MAX_CELL = 100_000  # characters
DATE_RECEIVED = 'date_received'
# The names that a column may have: that of the field, and those of the two templates.
COLUMNS = {
    'registrant_kind': ('registered by', 'aangemeld door'),
    'side': ('side', 'kant'),
    DATE_RECEIVED: ('received', 'ontvangen'),
    'full_name': ('name', 'naam'),
    'birth_date': ('date of birth', 'geboortedatum'),
    'lang': ('language', 'taal'),
    'needs_interpreter': ('interpreter', 'tolk'),
    'contact_preference': ('safest way', 'veiligste manier'),
    'email_address': ('e-mail', 'email', 'e-mailadres'),
    'phone_number': ('phone', 'telefoon'),
    'voicemail_ok': ('voicemail', 'voicemail mag'),
    'street': ('street and number', 'straat en huisnummer'),
    'postcode': ('postcode',),
    'city': ('town', 'woonplaats'),
    'via_name': ('through', 'via'),
    'via_phone': ('phone of that person', 'telefoon van die persoon'),
    'safe_times': ('safe times', 'veilige tijden'),
    'detained': ('in detention', 'in detentie'),
    'institution': ('institution', 'inrichting'),
    'institution_contact': ('contact person there', 'contactpersoon daar'),
    'registrant_name': ('registrant', 'aanmelder'),
    'registrant_organisation': ('organisation', 'organisatie'),
    'registrant_function': ('function', 'functie'),
    'registrant_email': ('e-mail of the registrant', 'e-mail van de aanmelder'),
    'registrant_phone': ('phone of the registrant', 'telefoon van de aanmelder'),
    'client_agrees': ('person agrees', 'betrokkene stemt in'),
    'offence': ('event', 'gebeurtenis'),
    'event_when': ('when', 'wanneer'),
    'event_where': ('where', 'waar'),
    'police_report': ('police report', 'aangifte'),
    'story': ('story', 'verhaal'),
    'other_party': ('other person', 'andere persoon'),
    'relation': ('relation', 'relatie'),
    'hopes': ('hopes', 'wensen'),
}
# Our own columns of a list that comes back with what is wrong.
IGNORED = ('line', 'regel', 'reason', 'reden')
NEEDED = ('registrant_kind', 'side', 'full_name')
WORDS = {
    'registrant_kind': {
        'zelf': 'self', 'betrokkene': 'self', 'person concerned': 'self',
        'familie': 'relative', 'familielid': 'relative', 'naaste': 'relative',
        'verwijzer': 'professional', 'beroepskracht': 'professional',
        'pi': 'prison', 'gevangenis': 'prison', 'from prison': 'prison',
    },
    'side': {
        'slachtoffer': 'harmed', 'benadeelde': 'harmed', 'victim': 'harmed',
        'dader': 'responsible', 'verdachte': 'responsible', 'veroorzaker': 'responsible',
        'verantwoordelijke': 'responsible', 'offender': 'responsible', 'suspect': 'responsible',
    },
}  # fmt: skip
LINES = ('story', 'other_party', 'hopes')
SEPARATORS = ';,\t|'
FORMULA = ('=', '@')  # refused: no answer begins like this


class Unreadable(Exception):
    """The file as a whole is not used: a key, and numbers for its sentence."""

    def __init__(self, key, **numbers):
        super().__init__(key)
        self.key, self.numbers = key, numbers


@dataclass
class Line:
    """A line of the list: the number it begins on, what is stored of it, what is wrong with it."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    problems: dict = field(default_factory=dict)

    @property
    def is_good(self):
        return not self.problems


def read(raw, today, languages):
    """Return ``(headers, [Line])`` of a file.

    :param raw: its bytes
    :param languages: as for :func:`form.answers.check`
    :raise Unreadable: when nothing of it can be used
    """
    rows = list(_rows(decode(raw)))
    if not rows:
        raise Unreadable('empty')
    (_number, headers), *rest = rows
    names = columns(headers)
    lines = [
        _check(Line(number, cells), names, today, languages)
        for number, cells in rest
        if any(cell.strip() for cell in cells)
    ]
    if not lines:
        raise Unreadable('empty')
    return headers, lines


def decode(raw):
    """Return the text of a file as a spreadsheet or an old system writes it."""
    if len(raw) > MAX_BYTES:
        raise Unreadable('too_large', megabytes=MAX_BYTES // 1024**2)
    if raw.startswith((b'\xff\xfe', b'\xfe\xff')):
        encodings = ('utf-16',)
    elif raw.startswith(b'\xef\xbb\xbf'):
        encodings = ('utf-8-sig',)
    else:
        encodings = ('utf-8', 'cp1252')
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable('encoding')


def _rows(text):
    """Yield ``(number of its first line, cells)``."""
    first_line = text.lstrip('\r\n').partition('\n')[0]
    outside_quotes = re.sub(r'"[^"]*"', '', first_line)
    separator = max(SEPARATORS, key=outside_quotes.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator)
    number = 1
    try:
        for count, cells in enumerate(reader):
            if count > MAX_ROWS:
                raise Unreadable('too_many', rows=MAX_ROWS)
            if cells:
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        raise Unreadable('broken', line=number) from None


def columns(headers):
    """Return the name of our field for each column, None for a column of our own."""
    known = {name: name for name in COLUMNS}
    known |= {word: name for name, words in COLUMNS.items() for word in words}
    names = []
    for position, header in enumerate(headers, 1):
        plain = ' '.join(header.replace('_', ' ').casefold().split())
        name = known.get(plain) or known.get(plain.replace(' ', '_'))
        if not name and plain not in IGNORED:
            raise Unreadable('unknown_column', column=position)
        if name in names and name:
            raise Unreadable('repeated_column', column=position)
        names.append(name)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Unreadable('missing_columns')
    return names


def _check(line, names, today, languages):
    if len(line.cells) != len(names):
        line.problems['line'] = Problem('cells')
        return line
    answers = form.Answers()
    for name, cell in zip(names, line.cells, strict=True):
        if name:
            _read_cell(answers, name, cell)
    received = answers.texts.pop(DATE_RECEIVED, '')
    # Nobody has read our privacy notice on an old list; that is asked when the person is reached.
    answers.texts['privacy_read'] = 'yes'
    form.check(answers, today, languages)
    answers.values['privacy_read'] = False
    if received and DATE_RECEIVED not in answers.problems:
        _check_received(answers, received, today)
    line.values, line.problems = answers.values, answers.problems
    return line


def _read_cell(answers, name, cell):
    # An apostrophe keeps a spreadsheet from calculating; it is no part of the answer.
    text = cell[1:] if cell[:1] == "'" and cell[1:2] in spreadsheet.FORMULA else cell
    text, problem = form.clean_text(text.encode(errors='replace'), has_lines=name in LINES)
    if cell.lstrip().startswith(FORMULA):
        problem = 'formula'
    if problem:
        answers.problems[name] = Problem(problem)
    answers.texts[name] = WORDS.get(name, {}).get(text.casefold(), text)


def _check_received(answers, text, today):
    try:
        day = form.read_date(text)
    except form.WrongAnswer as wrong:
        answers.problems[DATE_RECEIVED] = wrong.problem
        return
    if day > today or day.year < 2000:
        answers.problems[DATE_RECEIVED] = Problem('date_received_range')
    answers.values[DATE_RECEIVED] = day


def write(headers, rows):
    """Return the bytes of a list that opens in a spreadsheet, and calculates nothing there."""
    return spreadsheet.write([headers, *rows], csv.QUOTE_ALL)
