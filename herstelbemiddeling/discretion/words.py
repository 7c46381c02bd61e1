"""An exception in words that hold no value."""

import traceback

import psycopg2

from odoo.exceptions import RedirectWarning, UserError
from odoo.http import SessionExpiredException
from odoo.tools import LazyTranslate

from ..codes import random_code

# In the language of the request, if there is one.
_lt = LazyTranslate(__name__, default_lang='en_US')

# What is said on purpose, to be read by a person.
SENTENCES = (UserError, RedirectWarning, SessionExpiredException)
# Classes of SQLSTATE whose first line names tables, columns and constraints at the most. Not among
# them: 22, which quotes the value it cannot read, and P0, the words of a function.
SAFE_CLASSES = ('08', '23', '25', '40', '42', '53', '55', '57')


def reference(exception):
    """Return a random code that joins what a person sees of an exception to the log."""
    if not hasattr(exception, 'mediation_reference'):
        exception.mediation_reference = random_code('E')
    return exception.mediation_reference


def apology(exception):
    """Return what a person is told of an exception that nobody has written a sentence for."""
    return str(
        _lt(
            "Something went wrong, and nothing was saved. Try again; if it happens again, tell"
            " your administrator this reference: %(reference)s",
            reference=reference(exception),
        )
    )


def describe(exception, in_full=False):
    """Return the type of an exception and, without values, the reason that PostgreSQL gives.

    :param in_full: with its text, unless it comes from PostgreSQL
    """
    words = [_type_name(exception)]
    if isinstance(exception, psycopg2.Error):
        words += _reason(exception)
    elif in_full:
        return f'{words[0]}: {exception}'
    if not isinstance(exception, SENTENCES):
        words.append(f'({reference(exception)})')
    return ' '.join(words)


def place(exception):
    """Return the line of code where an exception was raised."""
    frames = list(traceback.walk_tb(exception.__traceback__))
    if not frames:
        return 'an unknown place'
    frame, line = frames[-1]
    return f'{frame.f_code.co_filename}:{line}, {frame.f_code.co_name}'


def trace(exception, in_full=False):
    """Return the traceback of an exception and of those that led to it, described."""
    steps, seen = [], set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        frames = ''.join(traceback.format_tb(exception.__traceback__))
        said = describe(exception, in_full)
        steps.append(f'Traceback (most recent call last):\n{frames}{said}')
        hidden = exception.__suppress_context__
        exception = exception.__cause__ or (None if hidden else exception.__context__)
    return '\n\nwhich led to\n\n'.join(reversed(steps))


def _type_name(exception):
    return f'{type(exception).__module__}.{type(exception).__qualname__}'.removeprefix('builtins.')


def _reason(error):
    if not error.pgcode:
        # The connection, not a statement.
        is_connection = isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError))
        return [str(error).strip()] if is_connection else []
    is_safe = error.pgcode[:2] in SAFE_CLASSES
    return [error.pgcode, error.diag.message_primary] if is_safe else [error.pgcode]
