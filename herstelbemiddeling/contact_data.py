"""Contact data of a sender in words that are meant for the other side.

Somebody who writes a letter easily puts the own address above it. It is found here in any spelling;
the mediator then decides with the sender what stays. Plain Python: no record comes in here.
"""

import re
import unicodedata

# What is looked for, by the fields of a person that hold it.
KINDS = {
    'name': ('full_name',),
    'address': ('street', 'postcode'),
    'mail': ('email_address',),
    'phone': ('phone_number',),
}
FIELDS = tuple(name for names in KINDS.values() for name in names)
TAKEN_OUT = '…'
# Between the digits of a telephone number people write all of this.
BETWEEN_DIGITS = r'[\s().\-/+]*'
# Numbers of a length that nobody has by chance; a short one would be found in any date.
LEAST_DIGITS = 6


def find(text, person):
    """Return the kinds of contact data of a person that stand in a text, in order.

    :param person: ``{field: value}`` for :data:`FIELDS`
    """
    plain = _plain(text or '')
    return [kind for kind in KINDS if any(p.search(plain) for p in _patterns(kind, person))]


def take_out(text, person, kinds):
    """Return the text without these kinds of contact data of a person."""
    text = unicodedata.normalize('NFC', text)
    for kind in kinds:
        for pattern in _patterns(kind, person):
            for start, end in reversed([match.span() for match in pattern.finditer(_plain(text))]):
                text = text[:start] + TAKEN_OUT + text[end:]
    return text


def _patterns(kind, person):
    """Return what to look for; a full name also in the order that begins with the surname."""
    values = [person.get(name) for name in KINDS[kind]]
    for value in filter(None, values):
        if kind == 'phone':
            yield from _phone_patterns(value)
        elif kind == 'name':
            words = _words(value)
            yield from _words_patterns(words)
            if len(words) > 1:
                yield from _words_patterns([*words[1:], words[0]])
        else:
            yield from _words_patterns(_words(value))


def _words(value):
    return re.findall(r'\d+|[^\W\d_]+', _plain(value))


def _words_patterns(words):
    """These words after each other, with whatever people write between them."""
    if words:
        yield re.compile(r'(?<!\w)' + r'[\W_]*'.join(map(re.escape, words)) + r'(?!\w)')


def _phone_patterns(value):
    """The number with or without the code of the country or the first zero."""
    digits = re.sub(r'\D', '', value.replace('(0)', ''))
    core = re.sub(r'^(0031|31|00|0)', '', digits)
    if len(core) >= LEAST_DIGITS:
        country = r'(?:\+|00)?\s?31' + BETWEEN_DIGITS + r'(?:\(?0\)?' + BETWEEN_DIGITS + ')?'
        start = rf'(?<!\d)(?:{country}|0{BETWEEN_DIGITS})?'
        yield re.compile(start + BETWEEN_DIGITS.join(core) + r'(?!\d)')


def _plain(text):
    """The text in small letters without accents, each letter at the place that it had."""
    text = unicodedata.normalize('NFC', text)
    return ''.join(_plain_letter(letter) for letter in text)


def _plain_letter(letter):
    plain = unicodedata.normalize('NFKD', letter)[0].lower()
    return plain if len(plain) == 1 else letter
