"""Blind indexes: finding the same person again without being able to read who it is.

The index of a value is a keyed digest of the value in one usual spelling, so that ``06-1234 5678``
is found as ``+31 6 12345678``. Equal values have equal indexes and nothing else can be seen from
them. A value of which there are few (a birth date, a postcode) has no index of its own: whoever
can ask often enough would find it out.
"""

import hashlib
import hmac
import re
import unicodedata

LENGTH = 32  # characters of a hexadecimal digest: 128 bits


def _email(text):
    return text.strip().casefold()


def _phone(text):
    """The national number of a Dutch telephone, all digits of any other."""
    digits = re.sub(r'[^0-9+]', '', text.replace('(0)', ''))
    return re.sub(r'^(\+|00)31', '0', digits).replace('+', '00')


def _name(text):
    """The words without accents, in the order of the alphabet: some write the surname first."""
    decomposed = unicodedata.normalize('NFKD', text.casefold())
    plain = ''.join(letter for letter in decomposed if not unicodedata.combining(letter))
    return ' '.join(sorted(re.findall(r'\w+', plain)))


def _date(text):
    return re.sub(r'[^0-9]', '', text)


SPELLINGS = {'email': _email, 'name': _name, 'phone': _phone}
# Only together with something else; see above.
PARTS = {**SPELLINGS, 'date': _date}


def digest(secret, kind, text):
    """Return the index of a text, or None when nothing is left of it in its usual spelling."""
    usual = SPELLINGS[kind](unicodedata.normalize('NFKC', text))
    if not usual:
        return None
    message = f'{kind}|{usual}'.encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:LENGTH]


def digest_together(secret, texts):
    """Return the one index of several texts, or None when nothing is left of one of them.

    :param texts: ``[(kind, text)]``, of kinds in PARTS
    """
    usual = [PARTS[kind](unicodedata.normalize('NFKC', text)) for kind, text in texts]
    if not all(usual):
        return None
    message = '|'.join(('together', *usual)).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:LENGTH]
