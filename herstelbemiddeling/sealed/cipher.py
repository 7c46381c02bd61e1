"""Sealing one value: AES-256-GCM with the place of the value bound in, padded. No record in here.

A sealed value is text: ``hb1.<key id>.<base64 of nonce, ciphertext and tag>``. NIST SP 800-38D asks
for a nonce of 96 bits that never repeats under one key; it is drawn at random, which is safe for
2^32 values of one key, and a key seals the values of one person.
"""

import base64
import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 'hb1'
KEY_LENGTH = 32  # bytes
NONCE_LENGTH = 12  # bytes
SMALLEST = 64  # bytes: most names, addresses and answers look alike
LENGTH = struct.Struct('>I')


class Broken(Exception):
    """The value was not sealed for this place with this key, or was changed since."""


class Key:
    """A data key, ready to use. ``id`` is public and stands in every value that it has sealed."""

    __slots__ = ('_cipher', 'id')

    def __init__(self, key_id, secret):
        self.id = key_id
        self._cipher = AESGCM(secret)

    def seal(self, plain, place):
        """Return the sealed text of bytes; ``place`` says where the value belongs."""
        nonce = os.urandom(NONCE_LENGTH)
        ciphertext = self._cipher.encrypt(nonce, pad(plain), self._bound(place))
        return f'{VERSION}.{self.id}.{base64.urlsafe_b64encode(nonce + ciphertext).decode()}'

    def open(self, sealed, place):
        """Return the bytes of a sealed text; raise Broken when it does not belong here."""
        try:
            version, key_id, encoded = sealed.split('.')
            raw = base64.urlsafe_b64decode(encoded)
            if (version, key_id) != (VERSION, self.id):
                raise Broken
            padded = self._cipher.decrypt(
                raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], self._bound(place)
            )
            return unpad(padded)
        except (ValueError, InvalidTag, AttributeError, struct.error):
            # None of these says anything about the value; the place is known to whoever asked.
            raise Broken from None

    def _bound(self, place):
        return '|'.join((*place, self.id)).encode()


def is_sealed(text):
    """Return whether a text of the database looks like a sealed value."""
    return isinstance(text, str) and text.startswith(f'{VERSION}.')


def pad(plain):
    """Fill up to a power of two, so that the length tells little."""
    needed = LENGTH.size + len(plain)
    size = max(SMALLEST, 1 << (needed - 1).bit_length())
    return LENGTH.pack(len(plain)) + plain + bytes(size - needed)


def unpad(padded):
    (length,) = LENGTH.unpack_from(padded)
    return padded[LENGTH.size : LENGTH.size + length]
