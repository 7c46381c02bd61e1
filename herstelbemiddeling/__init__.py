from . import audit, controllers, models, sealed, wizard


def uninstall_hook(env):
    """Remove the audit trail once the addon is gone; until then the addon writes to it."""
    dbname = env.cr.dbname
    env.cr.postcommit.add(lambda: audit.store.uninstall(dbname))
