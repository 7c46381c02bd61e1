"""What the web client asks for on a screen: seen in a browser once, and sent again by a visitor."""

import json

from toolbox import process, programs
from toolbox.console import step

from .databases import SCRIPTS


def capture(served, screens):
    """Return ``{name: [[request]]}``: of opening each screen, and of each click of its steps.

    :param screens: see ``scripts/capture.py``
    """
    odoo = served.office.platform.odoo
    browser = programs.browser()
    wanted = {
        'base_url': served.base_url,
        'database': served.office.name,
        'password': served.office.password,
        'chromium': str(browser.path),
        'screens': screens,
    }
    environment = {**odoo.environment, 'LD_LIBRARY_PATH': browser.libraries}
    with step("What the web client sends"):
        output = process.capture(
            [odoo.python, SCRIPTS / 'capture.py'],
            json.dumps(wanted),
            env=environment,
            stderr=None,
        )
    return json.loads(output)


def names(requests):
    """Return what was asked for, in words for the report."""
    return ', '.join(request['path'].rpartition('/')[2] for request in requests)


def method(request):
    """Return the method of the model that a request calls."""
    return json.loads(request['body'])['params'].get('method')


def sender(visitor, requests):
    """Return a function that sends these requests one after the other."""

    def send():
        return [visitor.replay(request) for request in requests]

    return send
