"""Who asks: the person behind the code that runs, in whatever environment it runs.

``sudo()`` and ``with_user()`` change the environment, not who is sitting there. In a request that
is the person whom Odoo has authenticated for it (session, API key, password); a scheduled job has
nobody. Outside of both (a shell, a test) the user of the environment counts, but no superuser.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from odoo.http import request

_is_job = ContextVar('herstelbemiddeling_job', default=False)
# Odoo takes the request away while it serves the older RPC routes; what it found out stays here.
_UNKNOWN = object()
_authenticated = ContextVar('herstelbemiddeling_person', default=_UNKNOWN)


def person_id(env):
    """Return the id of the user who asks, or None when there is no person."""
    if request:
        return getattr(request, 'mediation_person_id', None)
    if _is_job.get():
        return None
    known = _authenticated.get()
    if known is not _UNKNOWN:
        return known
    return None if env.su else env.uid


def note_person(uid):
    """Remember for this request whom Odoo has authenticated."""
    _authenticated.set(uid)
    if request:
        request.mediation_person_id = uid


@contextmanager
def nobody():
    """Run a job: whatever user it works as, no person is there."""
    token = _is_job.set(True)
    try:
        yield
    finally:
        _is_job.reset(token)
