"""7. The floor: the same rows by plain SQL on an open connection, without Odoo."""

import json

from toolbox import process

from .databases import SCRIPTS
from .timing import ROUNDS, WARM_UP

# One statement for what stands on the cards, and one for the bar above the columns.
CARDS = """
    SELECT * FROM (
        SELECT c.id, c.name, c.stage_id, c.priority, c.paused_until, c.initiator_side,
               c.waiting_on, c.waiting_since, c.date_last_stage_update, c.offence_id, c.region_id,
               u.login, row_number() OVER (
                   PARTITION BY c.stage_id ORDER BY c.priority DESC, c.date_last_stage_update, c.id
               ) AS place
          FROM mediation_case c JOIN res_users u ON u.id = c.mediator_id
         WHERE c.phase <> 'closed' AND c.active AND {mine}
    ) AS cards WHERE place <= 40
"""
BAR = """
    SELECT c.stage_id, sign(a.first - current_date), count(*)
      FROM mediation_case c
      LEFT JOIN (SELECT res_id, min(date_deadline) AS first FROM mail_activity
                  WHERE res_model = 'mediation.case' AND active GROUP BY res_id) AS a
             ON a.res_id = c.id
     WHERE c.phase <> 'closed' AND c.active AND {mine} GROUP BY 1, 2
"""
MINE = "c.mediator_id = (SELECT id FROM res_users WHERE login = 'mediator_1')"


def of_pipeline(office):
    """Return ``{'mediator': milliseconds, 'manager': milliseconds}``."""
    return {
        name: median(office, [CARDS.format(mine=mine), BAR.format(mine=mine)])
        for name, mine in (('mediator', MINE), ('manager', 'true'))
    }


def median(office, statements):
    """Return the median time of running these statements one after the other."""
    odoo = office.platform.odoo
    wanted = {
        'database': office.name,
        'statements': statements,
        'rounds': ROUNDS,
        'warm_up': WARM_UP,
    }
    output = process.capture(
        [odoo.python, SCRIPTS / 'floor.py'],
        json.dumps(wanted),
        env=odoo.environment,
        stderr=None,
    )
    return json.loads(output)
