"""What travels with a page, sealed and signed, so that the server keeps nothing in between.

A public page has no session and no cookie. What was answered on earlier pages, or which code opened
this one, goes out in a hidden field and comes back with the next request: unreadable to whoever
looks over the shoulder or into the browser's files, and refused when somebody changed it.
"""

import json
import time

from ..sealed.cipher import Broken, Key

__all__ = ['Broken', 'Stale', 'pack', 'unpack']


class Stale(Exception):
    """What came back is older than the page may be."""


def pack(secret, purpose, content):
    """Return plain values (what JSON can hold) as a text for a hidden field.

    :param secret: 32 bytes of this database that are for pages only
    :param purpose: which page it is for; what one page gave out opens no other page
    """
    # As it is: three long answers have to fit into one request.
    plain = json.dumps([int(time.time()), content], ensure_ascii=False).encode()
    return Key('page', secret).seal(plain, (purpose,))


def unpack(secret, purpose, text, seconds=None):
    """Return what :func:`pack` was given.

    :param seconds: how old it may be; None for as old as it is
    :raise Broken: when it is not from us, not for this page, or was changed
    :raise Stale: when it is too old
    """
    packed_at, content = json.loads(Key('page', secret).open(text, (purpose,)))
    if seconds is not None and time.time() - packed_at > seconds:
        raise Stale
    return content
