"""Since 19.0.3.0.0 the gates look at plain facts; older rows get those that are known.

Nothing is invented: a consent, a talk or an assessment that was not recorded then is not there
now. A case stays in the phase where it is, and whoever does it records what its next step needs,
with the moment at which it was. Consent that was ticked by hand stays visible until the ledger
says otherwise.
"""

import logging

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.herstelbemiddeling import sealed
from odoo.addons.herstelbemiddeling.models.content.mediation_party_notice import (
    DATA_OF_A_PERSON,
    NOTICE_WITHIN,
)

_logger = logging.getLogger(__name__)

BATCH = 1000  # people


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {'active_test': False})
    parties = env['mediation.party'].search([])
    for start in range(0, len(parties), BATCH):
        note_sealed_facts(parties[start : start + BATCH])
    note_data_held(env)
    note_registered_by_others(env)
    note_declared(env)
    note_turns(env)
    _logger.info("What the gates have to know of %s people is noted.", len(parties))


def note_sealed_facts(parties):
    """Note who is a minor and who is held, out of what was sealed before that was kept."""
    names = ['birth_date', 'detained']
    opened = sealed.open_values(parties, names, reason="plain facts for the gates")
    for party in parties:
        told = {name: value for name, value in opened[party.id].items() if value}
        facts = party._with_plain_facts(told)
        known = {name: facts[name] for name in ('is_minor', 'permission_state') if name in facts}
        if party.permission_state != 'not_needed':
            known.pop('permission_state', None)  # asked or granted since
        if known:
            party.write(known)


def note_data_held(env):
    """Whoever did not tell about themselves has to hear of it, also in a case that was there."""
    env['mediation.party'].flush_model()
    told = SQL(" OR ").join(
        SQL("%s IS NOT NULL", SQL.identifier(name)) for name in DATA_OF_A_PERSON
    )
    env.execute_query(
        SQL(
            "UPDATE mediation_party party"
            "   SET date_data_obtained = party.create_date::date,"
            "       notice_due = (party.create_date::date + %s * interval '1 month')::date"
            "  FROM mediation_case mediation"
            " WHERE mediation.id = party.case_id AND mediation.phase <> 'closed'"
            "   AND party.date_data_obtained IS NULL AND (%s)"
            "   AND party.is_initiator IS NOT TRUE"
            " RETURNING party.id",
            NOTICE_WITHIN.months,
            told,
        )
    )
    env['mediation.party'].invalidate_model(['date_data_obtained', 'notice_due'])


def note_registered_by_others(env):
    """So does whoever was registered by somebody else."""
    registrations = env['mediation.registration'].search(
        [('case_id', '!=', False), ('case_id.phase', '!=', 'closed')]
    )
    for registration in registrations.filtered(lambda told: told._is_told_by_others()):
        initiator = registration.case_id.party_ids.filtered('is_initiator')
        initiator._note_data_obtained(registration.date_received.date())


def note_declared(env):
    """Accepting a case declares to have no conflict of interest; so did those who had accepted.

    Where the intake has not begun, the declaration is still asked for: one click.
    """
    cases = env['mediation.case'].search(
        [('handed_over', '=', True), ('phase', '!=', 'registered'), ('mediator_id', '!=', False)]
    )
    for case in cases:
        case.declared_user_ids |= case.mediator_id | case.co_mediator_ids


def note_turns(env):
    """It is nobody's turn in a case that is closed or paused; since when, the stage says."""
    cases = env['mediation.case'].search([])
    cases._note_turn()
    cases.flush_model()
    env.execute_query(
        SQL(
            "UPDATE mediation_case SET waiting_since = date_last_stage_update"
            " WHERE waiting_on = 'us' AND date_last_stage_update < waiting_since RETURNING id"
        )
    )
    cases.invalidate_model(['waiting_since'])
