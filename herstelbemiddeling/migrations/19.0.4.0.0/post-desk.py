"""Since 19.0.4.0.0 the desk sees who is to be reached with care, and who may be here already.

What was sealed before that is indexed and marked now. Kinds of event get the flags and points that
a new installation has, since an update leaves them as the organisation has made them.
"""

import logging

from odoo import SUPERUSER_ID, api

from odoo.addons.herstelbemiddeling.sealed.migration import fill_joint_indexes

_logger = logging.getLogger(__name__)

BATCH = 1000  # registrations
OFFENCES = {
    'mediation_offence_sexual': {'is_exempt': True, 'points': 3},
    'mediation_offence_medical': {'is_exempt': True, 'points': 3},
    'mediation_offence_homicide': {'points': 4},
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {'active_test': False})
    fill_joint_indexes(env)
    registrations = env['mediation.registration'].search([])
    for start in range(0, len(registrations), BATCH):
        registrations[start : start + BATCH]._note_care()
    for name, values in OFFENCES.items():
        offence = env.ref(f'herstelbemiddeling.{name}', raise_if_not_found=False)
        if offence:
            offence.write(values)
    note_waiting(env)
    _logger.info("%s registrations are marked and indexed.", len(registrations))


def note_waiting(env):
    """A case without a mediator waits since it was registered, as far as is known."""
    env.cr.execute(
        """
        UPDATE mediation_case
           SET unassigned_since = CASE WHEN mediator_id IS NULL
                                       THEN coalesce(date_registered, create_date) END
        """
    )
