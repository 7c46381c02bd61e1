"""The one answer to whoever may not do something with a record of ours.

It is the same whether the record is there or not, and names no record, group or colleague.
"""

import logging

from odoo.exceptions import AccessError

from . import audit

_logger = logging.getLogger(__name__)


def is_guarded(model_name):
    return model_name.startswith('mediation.')


def refuse(records, operation):
    """Note the refusal in the audit trail and return the exception to raise."""
    env = records.env
    _logger.info("User %s may not %s %s %s", env.uid, operation, records._name, records.ids or '')
    audit.note(env, 'refused', records, reason=operation)
    return AccessError(
        env._(
            "You have no access to this, or it is not there (any more). Go back to your own work;"
            " ask the desk if you think this is wrong."
        )
    )
