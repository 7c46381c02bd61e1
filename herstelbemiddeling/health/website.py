"""What a page of the website makes the browser of a visitor fetch from somebody else."""

import re
from urllib.parse import urlsplit

from lxml import etree, html

from .result import bad, good, listed, unknown, warning

# An address of another server in a style sheet; `data:` and paths of our own have no //.
IN_STYLES = re.compile(r'(?:url\(\s*|@import\s+)["\']?(?:https?:)?//([^/"\')\s]+)')
FETCHED = {'link': 'href'}  # other elements fetch their src; a plain link is followed by choice
KEYS = ('google_analytics_key', 'google_search_console', 'plausible_shared_key')


def styles(env):
    """Odoo makes its style sheets when the first visitor comes."""
    sheets = env['ir.attachment'].search(
        [('url', '=like', '/web/assets/%'), ('name', '=like', 'web.assets_frontend%.css')]
    )
    if not sheets:
        return unknown(
            env._("No page of the website has been opened yet."),
            env._("Open the home page of the website once, then check again."),
        )
    hosts = {host for sheet in sheets for host in IN_STYLES.findall(sheet.raw.decode())}
    if not hosts:
        return good(env._("The website brings its own fonts and styles."))
    return bad(
        env._("Every page of the website fetches fonts from: %(hosts)s.", hosts=listed(hosts)),
        env._(
            "Website → Edit → Theme: choose System Fonts for headings, text and buttons; remove"
            " every Google font from the list."
        ),
    )


def foreign_parts(env):
    """Scripts, frames, pictures and connections in the layout, in pages and in custom code."""
    found = set()
    for site in env['website'].search([]):
        ours = {urlsplit(address).hostname for address in (site.domain, site.get_base_url())}
        views = env['ir.ui.view'].with_context(website_id=site.id)
        trees = [views._get_template_view('website.layout')._get_combined_arch()]
        pages = env['website.page'].search([('website_id', 'in', (False, site.id))])
        trees += [etree.fromstring(view.arch) for view in pages.view_id]
        code = f'{site.custom_code_head or ""}{site.custom_code_footer or ""}'
        trees += html.fragments_fromstring(f'<div>{code}</div>')
        found |= {host for tree in trees for host in _hosts(tree)} - ours
    if not found:
        return good(env._("Pages of the website fetch nothing from anybody else."))
    return bad(
        env._("Pages of the website make the browser turn to: %(hosts)s.", hosts=listed(found)),
        env._(
            "Take it out of the layout (view website.layout), of the page, or of Website →"
            " Configuration → Settings → Custom Code. fonts.gstatic.com stands in website.layout."
        ),
    )


def _hosts(tree):
    """The foreign servers that this piece of a page fetches something from."""
    for element in tree.iter(etree.Element):
        address = element.get(FETCHED.get(element.tag, 'src'))
        host = urlsplit(address or '').hostname
        if host:
            yield host


def trackers(env):
    sites = env['website'].search([])
    named = [name for name in KEYS if any(sites.mapped(name))]
    if any(sites.mapped('cdn_activated')):
        named.append('cdn_activated')
    if not named:
        return good(env._("No counter of visitors and no foreign host of files is switched on."))
    return bad(
        env._("Others learn who visits the website: %(names)s.", names=listed(named)),
        env._("Website → Configuration → Settings: empty or switch off each of them."),
    )


def followed_visitors(env):
    """Odoo keeps, for a page with `track`, who looked at it and when."""
    views = env['ir.ui.view'].search([('track', '=', True)])
    if not views:
        return good(env._("Odoo keeps no visits."))
    return warning(
        env._("Odoo keeps who visits these pages: %(pages)s.", pages=listed(views.mapped('key'))),
        env._("Website → Site → Pages: show the column Track, and switch it off for every page."),
    )
