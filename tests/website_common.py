"""The information pages of the website, and how to see what a page makes a browser fetch."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import html

PAGES = [
    '/herstelbemiddeling',
    '/herstelbemiddeling/overkomen',
    '/herstelbemiddeling/verantwoordelijk',
    '/herstelbemiddeling/naasten',
    '/herstelbemiddeling/professionals',
    '/herstelbemiddeling/detentie',
    '/herstelbemiddeling/contactvormen',
    '/herstelbemiddeling/regels',
    '/herstelbemiddeling/vragen',
]
FORM = '/herstelbemiddeling/aanmelden'
CODE = '/herstelbemiddeling/code'
# What a visitor meets besides: the home page, Odoo's own pages, logging in, and no page at all.
AROUND = ['/', '/contactus', '/web/login', '/nowhere']

FETCHING = {'src', 'srcset', 'data', 'poster', 'background'}
LINKS_THAT_FETCH = {
    'stylesheet', 'preconnect', 'dns-prefetch', 'preload', 'prefetch', 'modulepreload', 'prerender',
    'icon', 'shortcut icon', 'apple-touch-icon', 'manifest',
}  # fmt: skip
IN_STYLES = re.compile(r'(?:url\(\s*|@import\s+(?:url\(\s*)?)["\']?([^"\')\s]+)')
FONTS = re.compile(r'fonts\.(?:googleapis|gstatic)\.com')


def fetched(page, base):
    """Yield every address that a page in HTML makes a browser fetch, made absolute."""
    for element in html.fromstring(page).iter('*'):
        for name, value in element.attrib.items():
            if name in FETCHING or (name == 'href' and element.get('rel') in LINKS_THAT_FETCH):
                for address in value.split(',') if name == 'srcset' else [value]:
                    yield urljoin(base, address.split()[0] if address.split() else '')
        for style in (element.get('style'), element.text if element.tag == 'style' else None):
            yield from fetched_by_styles(style or '', base)


def fetched_by_styles(text, base):
    return [urljoin(base, address) for address in IN_STYLES.findall(text)]


def foreign(addresses, base):
    """Return the addresses that lead to somebody else."""
    own = urlsplit(base).netloc
    return sorted({a for a in addresses if urlsplit(a).netloc not in ('', own)})
