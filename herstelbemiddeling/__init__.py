from . import audit, controllers, models, removal, sealed, wizard
from .controllers.unavailable import tell_of_outages
from .discretion import keep_values_in

# Not in a hook of the manifest: Odoo leaves those out when something has imported us before.
keep_values_in()
tell_of_outages()


def post_init_hook(env):
    """Forget the sitemaps that Odoo has made: it keeps them for half a day."""
    env['ir.attachment'].search([('url', '=like', '/sitemap-%.xml')]).unlink()


def uninstall_hook(env):
    """Remove what Odoo would leave; the audit trail once the addon is gone, which writes to it."""
    removal.clear_around(env)
    dbname = env.cr.dbname
    env.cr.postcommit.add(lambda: audit.store.uninstall(dbname))
