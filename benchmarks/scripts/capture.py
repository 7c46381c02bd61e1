"""Open screens in a browser and report which data the web client asked for. Run by the platform's
own Python.

Reads ``{base_url, database, password, chromium, screens: [{name, login, path, ready, steps}]}`` and
prints ``{name: [[request]]}``: a list for opening the screen, and one for each of its steps. What
the browser keeps (views, menus, translations, rights) is left out.
"""

import json
import sys

from playwright.sync_api import sync_playwright

DATA = ('/web/dataset/', '/mail/')
KEPT_BY_THE_BROWSER = ('get_views', 'has_group', 'load_menus', '/mail/data', '/mail/store')
QUIET = 1500  # milliseconds without another request


def main(wanted):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=wanted['chromium'], args=['--no-sandbox', '--disable-gpu']
        )
        captured = {screen['name']: _open(browser, wanted, screen) for screen in wanted['screens']}
        browser.close()
    return captured


def _open(browser, wanted, screen):
    context = browser.new_context(viewport={'width': 1600, 'height': 1000})
    context.request.post(
        f'{wanted["base_url"]}/web/session/authenticate',
        data={
            'jsonrpc': '2.0',
            'params': {
                'db': wanted['database'],
                'login': screen['login'],
                'password': wanted['password'],
            },
        },
    )
    page = context.new_page()
    page.set_default_timeout(90000)
    sent = []
    page.on('request', lambda request: _note(sent, request))
    page.goto(wanted['base_url'] + screen['path'])
    page.wait_for_selector(screen['ready'])
    _settle(page, sent)
    parts = [sent[:]]
    for selector in screen.get('steps', ()):
        sent.clear()
        page.click(selector)
        _settle(page, sent)
        parts.append(sent[:])
    context.close()
    return parts


def _settle(page, sent):
    """Wait until nothing more is asked for. The page itself never falls silent: it has a chat."""
    before = -1
    while len(sent) != before:
        before = len(sent)
        page.wait_for_timeout(QUIET)


def _note(sent, request):
    path = request.url.partition('://')[2].partition('/')[2]
    path = f'/{path}'
    is_kept = any(word in path for word in KEPT_BY_THE_BROWSER)
    if request.method == 'POST' and path.startswith(DATA) and not is_kept:
        sent.append({'path': path, 'body': request.post_data})


print(json.dumps(main(json.load(sys.stdin))))
