from . import audit, controllers, models, sealed, wizard
from .discretion import keep_values_in

# Not in a hook of the manifest: Odoo leaves those out when something has imported us before.
keep_values_in()


def uninstall_hook(env):
    """Remove the audit trail once the addon is gone; until then the addon writes to it."""
    dbname = env.cr.dbname
    env.cr.postcommit.add(lambda: audit.store.uninstall(dbname))
