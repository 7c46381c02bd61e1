from . import audit, controllers, models, sealed, wizard


def uninstall_hook(env):
    """Remove the audit trail once the addon itself is gone, for the addon writes to it until then."""
    dbname = env.cr.dbname
    env.cr.postcommit.add(lambda: audit.store.uninstall(dbname))
