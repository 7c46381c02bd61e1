"""Since 19.0.4.0.0 there are figures; what there was before is counted now.

When a case was taken up for the first time was not kept. It was the moment of the last assignment
for all those that never changed hands, and is taken for the others as well.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

BATCH = 1000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {'active_test': False})
    env.execute_query(
        SQL(
            "UPDATE mediation_case SET date_taken_up = coalesce(date_assigned, date_registered)"
            " WHERE handed_over AND date_taken_up IS NULL RETURNING id"
        )
    )
    env.invalidate_all()
    for model in ('mediation.registration', 'mediation.case'):
        ids = env[model].search([]).ids
        for start in range(0, len(ids), BATCH):
            env[model].browse(ids[start : start + BATCH])._follow()
    env['mediation.fact']._mix()
