"""Canaries: words that nobody else uses, told by made-up people and looked for everywhere.

Each run draws a word, a number and a day of its own. A canary is one of them with a letter for who
told it and the name of the field, so that a finding says whose words have come out, and where from.
It is looked for in any spelling and encoding in which it may lie about. A word has letters only, so
that it is the same in a URL, in HTML and in JSON.
"""

import base64
import io
import random
import re
import string
import zipfile

YEAR = 1907  # nobody was born then
WORDS = (
    'full_name', 'street', 'postcode', 'city', 'safe_times', 'institution', 'institution_contact',
    'registrant_name', 'registrant_organisation', 'registrant_function', 'offence', 'event_when',
    'event_where', 'other_party', 'relation', 'story', 'hopes',
)  # fmt: skip
EMAILS = ('email_address', 'registrant_email')
PHONES = ('phone_number', 'registrant_phone')
UNKNOWN = 'somebody'  # when it is not to be seen whose words they are


class Canaries:
    """The canaries of one run.

    :param tellers: names of who tells something, 26 at the most
    """

    def __init__(self, tellers):
        draw = random.SystemRandom()
        self.word = 'Kn' + ''.join(draw.choices(string.ascii_lowercase, k=12))
        self.number = ''.join(draw.choices(string.digits, k=12))
        self.letters = dict(zip(tellers, string.ascii_lowercase, strict=False))
        self.secrets = {}  # what is to be found nowhere at all, by what it is
        self._names = {letter: name for name, letter in self.letters.items()}
        self._positions = {f'{self._position(name):02}': name for name in tellers}
        self._plain = re.compile(rf'{self.word.lower()}([a-z])'.encode())
        self._numbered = re.compile(
            rf'{self.number}(\d\d)|{YEAR}-05-(\d\d)|(\d\d)-05-{YEAR}|05/(\d\d)/{YEAR}'.encode()
        )
        self._hidden = hidden_forms(self.word) | hidden_forms(self.number)
        self._hidden |= hidden_forms(f'{YEAR}-05-')

    def text(self, teller, field):
        return f'{self.word}{self.letters[teller]}{field}'

    def email(self, teller, field):
        return f'{self.text(teller, field)}@example.org'.lower()

    def phone(self, teller, field):
        return f'06 {self.number}{self._position(teller):02}{len(field)}'

    def birth_date(self, teller):
        return f'{YEAR}-05-{self._position(teller):02}'

    def of_field(self, field):
        """Return what each of them has told in a field."""
        told = {teller: self.told(teller) for teller in self.letters}
        return {
            teller: answers.get(field, self.text(teller, field)) for teller, answers in told.items()
        }

    def _position(self, teller):
        return list(self.letters).index(teller) + 1

    def told(self, teller, **answers):
        """Return what somebody sends with the public form: a canary wherever one can be typed."""
        return {
            'side': 'harmed',
            'lang': 'nl_NL',
            'needs_interpreter': 'yes',
            'contact_preference': 'phone',
            'voicemail_ok': 'anonymous',
            'detained': 'yes',
            'client_agrees': 'yes',
            'police_report': 'unknown',
            'privacy_read': 'yes',
            'birth_date': self.birth_date(teller),
            **{field: self.text(teller, field) for field in WORDS},
            **{field: self.email(teller, field) for field in EMAILS},
            **{field: self.phone(teller, field) for field in PHONES},
            **answers,
        }

    def add_secret(self, what, *forms):
        """Look for this too, in these forms: bytes that may be nowhere."""
        self.secrets[what] = forms

    def found_in(self, data):
        """Return whose canaries are in some bytes, and the names of secrets that are in it."""
        lowered = data.lower()
        found = set()
        for letter in self._plain.findall(lowered):
            found.add(self._names.get(letter.decode(), UNKNOWN))
        for positions in self._numbered.findall(data):
            found.add(self._positions.get(b''.join(positions).decode(), UNKNOWN))
        if any(form in data for form in self._hidden):
            found.add(UNKNOWN)
        found |= {
            what for what, forms in self.secrets.items() if any(form in data for form in forms)
        }
        if data.startswith(b'PK\x03\x04'):
            found |= self._found_in_archive(data)
        return found

    def _found_in_archive(self, data):
        """A spreadsheet is an archive of texts."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [archive.read(name) for name in archive.namelist()]
        return set().union(*map(self.found_in, members))


def hidden_forms(text):
    """Return the bytes in which a text lies about without being readable as it stands."""
    forms = set()
    for spelling in {text, text.lower(), text.upper()}:
        forms |= {spelling[::-1].encode(), *encoded(spelling.encode())}
        forms |= {spelling.encode('utf-16-le'), spelling.encode('utf-16-be')}
    return forms


def encoded(raw):
    """Return the hexadecimal and base64 forms of bytes, wherever in a longer text they stand."""
    forms = {raw.hex().encode(), raw.hex().upper().encode()}
    for shift in range(3):
        # A character of base64 holds 6 bits: those that also hold bits of a neighbour are left out.
        whole = base64.b64encode(bytes(shift) + raw).rstrip(b'=')
        middle = whole[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        forms |= {middle, middle.replace(b'+', b'-').replace(b'/', b'_')}
    return forms
