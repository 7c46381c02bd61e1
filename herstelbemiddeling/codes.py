"""Random codes: the only labels that records about people have.

Odoo shows labels as superuser in many places (many2one, activities, messages, access errors), so a
label must hold nothing. A code is drawn from the system's random source and says nothing about
its order in time.
"""

import hashlib
import hmac
import secrets

from odoo.tools import SQL

# Without 0 O 1 I L 5 S 8 B, and without U, which is taken for V: codes are read aloud on the
# telephone and copied by hand.
ALPHABET = 'ACDEFGHJKMNPQRTVWXYZ234679'

RECEIPT_GROUPS = 4
RECEIPT_GROUP_LENGTH = 4


def random_code(prefix, length=6):
    """Return ``PREFIX-XXXXXX``; 6 characters give 300 million possibilities."""
    return f'{prefix}-' + ''.join(secrets.choice(ALPHABET) for _ in range(length))


def free_codes(model, prefix, count=1, name='code'):
    """Return so many random codes, each of which no record of the model has in that field.

    Among 100,000 records one draw in 3,000 is taken already; in a list of 5,000 lines that is taken
    in at once, two would be alike one time in 25.
    """
    codes = set()
    while len(codes) < count:
        drawn = {random_code(prefix) for _ in range(count - len(codes))}
        taken = model.env.execute_query(
            SQL(
                "SELECT %(name)s FROM %(table)s WHERE %(name)s IN %(drawn)s",
                name=SQL.identifier(name),
                table=SQL.identifier(model._table),
                drawn=tuple(drawn),
            )
        )
        codes |= drawn - {code for (code,) in taken}
    return list(codes)


def new_submission_key():
    """Return a key for one filled-in form: 128 bits, safe in a hidden field."""
    return secrets.token_urlsafe(16)


def receipt_for(submission_key, secret):
    """Return the receipt that belongs to a submission, as four groups of four characters.

    The receipt follows from the key, so a visitor whose answer was lost, or who sent the form
    twice, is shown the same code each time although only its digest is stored.

    :param secret: bytes that are not in the database
    """
    mac = hmac.new(secret, f'receipt|{submission_key}'.encode(), hashlib.sha256)
    number = int.from_bytes(mac.digest(), 'big')
    characters = []
    for _ in range(RECEIPT_GROUPS * RECEIPT_GROUP_LENGTH):
        number, index = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[index])
    code = ''.join(characters)
    step = RECEIPT_GROUP_LENGTH
    return '-'.join(code[i : i + step] for i in range(0, len(code), step))


def new_code():
    """Return a new code of four groups, of which only the digest is to be kept."""
    return receipt_for(new_submission_key(), new_submission_key().encode())


def plain_code(text):
    """Return a code of four groups as it was given out, however somebody has typed it over."""
    letters = ''.join(character for character in text.upper() if character.isalnum())
    step = RECEIPT_GROUP_LENGTH
    return '-'.join(letters[i : i + step] for i in range(0, len(letters), step))


def digest(text):
    """Return what is stored of a receipt or a submission key.

    Both have at least 75 random bits, so a plain SHA-256 cannot be searched backwards.
    """
    return hashlib.sha256(text.encode()).hexdigest()
