"""Open pages in a browser that has never been there, in turns. Run by the platform's own Python.

Reads ``{chromium, pages: {name: url}, rounds, warm_up, line}`` and prints ``{name: {'kilobytes',
'requests', 'paint'}}``: medians of what came over the line, and of the milliseconds until the
first text or picture was on the screen. ``line`` is null, or ``[bytes a second, milliseconds]`` of
a slow one.
"""

import json
import statistics
import sys

from playwright.sync_api import sync_playwright

QUIET = 'networkidle'
FIRST_PAINT = """
    () => new Promise(resolve => new PerformanceObserver(list => {
        const entry = list.getEntriesByName('first-contentful-paint')[0];
        if (entry) resolve(entry.startTime);
    }).observe({type: 'paint', buffered: true}))
"""


def main(wanted):
    found = {name: [] for name in wanted['pages']}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=wanted['chromium'], args=['--no-sandbox', '--disable-gpu']
        )
        for number in range(wanted['warm_up'] + wanted['rounds']):
            for name, url in wanted['pages'].items():
                seen = _open(browser, url, wanted['line'])
                if number >= wanted['warm_up']:
                    found[name].append(seen)
        browser.close()
    return {
        name: {key: statistics.median(seen[key] for seen in all_seen) for key in all_seen[0]}
        for name, all_seen in found.items()
    }


def _open(browser, url, line):
    # Nothing is kept from one context to the next: neither files nor cookies.
    context = browser.new_context(locale='nl-NL', viewport={'width': 390, 'height': 844})
    page = context.new_page()
    page.set_default_timeout(90000)
    devtools = context.new_cdp_session(page)
    devtools.send('Network.enable')
    if line:
        speed, latency = line
        conditions = {'downloadThroughput': speed, 'uploadThroughput': speed, 'latency': latency}
        devtools.send('Network.emulateNetworkConditions', {'offline': False, **conditions})
    sizes = []
    devtools.on('Network.loadingFinished', lambda event: sizes.append(event['encodedDataLength']))
    response = page.goto(url, wait_until='domcontentloaded' if line else QUIET)
    assert response.status == 200, f'{url}: {response.status}'
    paint = page.evaluate(FIRST_PAINT)
    context.close()
    return {'kilobytes': sum(sizes) / 1000, 'requests': len(sizes), 'paint': paint}


print(json.dumps(main(json.load(sys.stdin))))
