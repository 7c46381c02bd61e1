"""What talks to somebody outside of the house, or lets them in."""

from odoo.tools import config
from odoo.tools.translate import LazyTranslate

from .result import bad, good, listed, parameter, warning

_lt = LazyTranslate(__name__)

# By the beginning of the name: sms is also sms_twilio. Most come in by themselves (auto_install).
# Apps that build on one of these (calendar_sms) go with it.
TALKING = {
    'account_peppol': _lt("sends invoices over Peppol"),
    'auth_oauth': _lt("lets another company say who logs in"),
    'base_geolocalize': _lt("looks addresses up at a map service"),
    'cloud_storage': _lt("keeps attachments at a cloud service"),
    'google': _lt("connects to Google"),
    'iap': _lt("calls the paid services of the vendor"),
    'mail_plugin': _lt("opens Odoo to mail programs"),
    'microsoft': _lt("connects to Microsoft"),
    'partner_autocomplete': _lt("sends what is typed as a name to the vendor"),
    'payment': _lt("connects to payment services"),
    'sms': _lt("sends text messages through the vendor"),
    'snailmail': _lt("sends letters to the vendor to be printed"),
    'web_unsplash': _lt("fetches pictures from Unsplash"),
    'website_cf_turnstile': _lt("lets Cloudflare watch the visitor"),
    'website_google_map': _lt("lets Google watch the visitor"),
}
# The website cannot do without these; service_keys sees whether they have got a key.
NEEDED = {'google_recaptcha'}
PAST_THE_WALLS = {
    'auditlog': _lt("keeps the values that people change"),
    'base_import_module': _lt("lets an administrator bring in code through the browser"),
    'impersonate': _lt("lets somebody work as somebody else"),
    'login_as': _lt("lets somebody work as somebody else"),
}
FOR_SCRIPTS = {
    'api_doc': _lt("describes every model to whoever writes a script"),
    'rpc': _lt("lets scripts in with an API key, without a second step"),
}
SERVICE_KEYS = (
    'discuss.tenor_api_key',
    'mail.google_translate_api_key',
    'mail.sfu_server_key',
    'mail.twilio_account_token',
    'recaptcha_private_key',
    'recaptcha_public_key',
    'unsplash.access_key',
)
EDITOR_SERVICES = (
    'html_editor.media_library_endpoint',
    'html_editor.olg_api_endpoint',
    'website.olg_api_endpoint',
    'website.website_api_endpoint',
)
NOWHERE = 'http://127.0.0.1:9'


def installed(env):
    """The names of the installed modules."""
    return (
        env['ir.module.module']
        .search([('state', 'in', ('installed', 'to upgrade'))])
        .mapped('name')
    )


def talking_modules(env):
    found = {
        name: what
        for name in installed(env)
        for start, what in TALKING.items()
        if f'{name}_'.startswith(f'{start}_') and name not in NEEDED
    }
    if not found:
        return good(env._("No app is installed that talks to the outside."))
    return bad(_explained(env, found), _uninstall(env, found))


def modules_past_the_walls(env):
    found = {
        name: what
        for name in installed(env)
        for part, what in PAST_THE_WALLS.items()
        if part in name
    }
    if not found:
        return good(env._("No app is installed that looks past the walls."))
    return bad(_explained(env, found), _uninstall(env, found))


def modules_for_scripts(env):
    """The routes of a server-wide module answer even where it is not installed."""
    there = {*installed(env), *config['server_wide_modules']}
    found = {name: what for name, what in FOR_SCRIPTS.items() if name in there}
    if not found:
        return good(env._("Scripts from outside cannot get in."))
    return warning(
        _explained(env, found),
        env._(
            "In the configuration of Odoo: server_wide_modules = base,web. Then: odoo module"
            " uninstall -d %(database)s %(modules)s.",
            database=env.cr.dbname,
            modules=" ".join(sorted(found)),
        ),
    )


def _explained(env, modules):
    """One line for each module."""
    return "\n".join(f"{name}: {env._(what)}" for name, what in sorted(modules.items()))


def _uninstall(env, modules):
    return env._(
        "Uninstall them: odoo module uninstall -d %(database)s %(modules)s. They come back when"
        " another app is installed, unless Odoo runs with --skip-auto-install.",
        database=env.cr.dbname,
        modules=" ".join(sorted(modules)),
    )


def service_keys(env):
    named = [name for name in SERVICE_KEYS if parameter(env, name)]
    sites = env['website'].search([('google_maps_api_key', '!=', False)])
    if sites:
        named.append('google_maps_api_key')
    if not named:
        return good(env._("Odoo has no key of any other service."))
    return bad(
        env._("Odoo has keys of other services: %(names)s.", names=listed(named)),
        env._("Delete these system parameters, or empty the key in the settings of its app."),
    )


def editor_services(env):
    """Part of the editor, which the website needs: it can be cut off but not uninstalled."""
    opened = [name for name in EDITOR_SERVICES if not parameter(env, name).startswith(NOWHERE)]
    if not opened:
        return good(env._("The writing help and the pictures of the editor are cut off."))
    return warning(
        env._("Whoever uses the writing help of the editor sends the text to the vendor."),
        env._("System parameters %(names)s = %(nowhere)s.", names=listed(opened), nowhere=NOWHERE),
    )


def link_previews(env):
    if parameter(env, 'mail.link_preview_throttle', '99').strip() == '0':
        return good(env._("Odoo opens no link that somebody types."))
    return bad(
        env._("Odoo opens every link that somebody types in a message."),
        env._("System parameter mail.link_preview_throttle = 0."),
    )


def vendor_report(env):
    job = env.ref('mail.ir_cron_module_update_notification', raise_if_not_found=False)
    if not job or not job.active:
        return good(env._("Odoo reports nothing to the vendor."))
    return bad(
        env._("Each week Odoo tells the vendor who you are and which apps you use."),
        env._(
            "Odoo hides this scheduled action, so in odoo shell -d %(database)s:"
            " env.ref('mail.ir_cron_module_update_notification').active = False;"
            " env.cr.commit()",
            database=env.cr.dbname,
        ),
    )


def outgoing_mail(env):
    """Without a mail server, Odoo tries one on its own machine."""
    servers = env['ir.mail_server'].search([])
    if any(server.smtp_encryption == 'none' for server in servers):
        return warning(
            env._("Mail leaves the server without encryption."),
            env._("Settings → Technical → Outgoing Mail Servers: choose TLS for each of them."),
        )
    if servers or config['smtp_server'] not in ('', 'localhost'):
        return good(env._("A mail server is set for outgoing mail."))
    return warning(
        env._("No mail server is set: notices and confirmations may not arrive."),
        env._("Add one in Settings → Technical → Outgoing Mail Servers."),
    )


def incoming_mail(env):
    """Incoming mail becomes messages, which stay and which any other app may read."""
    aliases = env['mail.alias'].search(
        [('alias_model_id.model', '=like', 'mediation.%'), ('alias_name', '!=', False)]
    )
    if env['fetchmail.server'].search_count([]) or aliases:
        return bad(
            env._("Odoo fetches mail, and what people write would stay in its messages."),
            env._(
                "Settings → Technical → Incoming Mail Servers and Aliases: delete the servers and"
                " the aliases that lead to mediation."
            ),
        )
    return good(env._("Odoo fetches no mail."))
