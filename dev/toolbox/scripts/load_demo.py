"""Load the demo data of our addon alone. Run in Odoo's shell.

The database is made without demo data, so that there are no invented records of Odoo's own
in it; Odoo then offers none for our addon either.
"""

from odoo.modules.loading import load_demo
from odoo.modules.module_graph import ModuleGraph

name = PARAMETERS['addon']  # noqa: F821
modules = env['ir.module.module'].search([('state', '=', 'installed')])  # noqa: F821
graph = ModuleGraph(env.cr, mode='load')  # noqa: F821
graph.extend(modules.mapped('name'))
package = next(node for node in graph if node.name == name)
loaded = load_demo(env, package, {}, 'init')  # noqa: F821
if not loaded:
    raise SystemExit("The demo data does not load; the log says why.")
env['ir.module.module'].search([('name', '=', name)]).demo = True  # noqa: F821
env.cr.commit()  # noqa: F821
print('HERSTEL-RESULT', json.dumps(loaded))  # noqa: F821
