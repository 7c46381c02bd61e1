"""Locks between commands. The system lets go of them when their process ends, however."""

import fcntl
from contextlib import contextmanager

from . import settings


@contextmanager
def exclusive(name):
    """Hold the lock `name` alone, after waiting for whoever has it."""
    with _open(name) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def shared(name):
    """Hold the lock `name` together with others."""
    with _open(name) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def take_now(name):
    """The file that holds the lock `name`, or None when somebody else has it."""
    file = _open(name)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _open(name):
    folder = settings.HOME / 'lock'
    folder.mkdir(parents=True, exist_ok=True)
    return open(folder / name, 'w', encoding='utf-8')
