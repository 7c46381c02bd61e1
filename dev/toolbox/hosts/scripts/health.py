"""Say what the health page says of the replica. In Odoo's shell."""

import json

from odoo.addons.herstelbemiddeling.health import postgresql

result = postgresql.replica(env(su=True))  # noqa: F821
print('HERSTEL-RESULT', json.dumps([result.state, result.found]))
