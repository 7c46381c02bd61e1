"""The one answer to whoever may not do something with a record of ours.

It is the same whether the record is there or not, and names no record, group or colleague.
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar

from odoo.exceptions import AccessError

from . import audit

_logger = logging.getLogger(__name__)
_is_asked = ContextVar('herstelbemiddeling_is_asked', default=True)


def is_guarded(model_name):
    return model_name.startswith('mediation.')


@contextmanager
def unasked():
    """What Odoo tries by itself and lets drop when it is refused: nobody has asked for it.

    To say of a field whether one can group by it, Odoo tries it out (``_description_groupable``).
    """
    token = _is_asked.set(False)
    try:
        yield
    finally:
        _is_asked.reset(token)


def refuse(records, operation):
    """Note the refusal in the audit trail and return the exception to raise."""
    env = records.env
    if _is_asked.get():
        ids = records.ids or ''
        _logger.info("User %s may not %s %s %s", env.uid, operation, records._name, ids)
        audit.note(env, 'refused', records, reason=operation)
    return AccessError(
        env._(
            "You have no access to this, or it is not there (any more). Go back to your own work;"
            " ask the desk if you think this is wrong."
        )
    )
