"""6. The form beside the contact page of Odoo in a browser: how heavy, and how soon on screen."""

import json

from toolbox import process, programs
from toolbox.console import step

from .databases import SCRIPTS
from .forms import RegistrationForm, WebsiteForm
from .report import Chapter, Line

ROUNDS, WARM_UP = 21, 3
MOST_KILOBYTES = 60
# A telephone with little reception: 1.6 Mbit a second, and 150 ms to the server and back.
SLOW_LINE = (200_000, 150)
AGAINST = f"Odoo, `{WebsiteForm.path}`"


def measure(served):
    near, far = _look(served), _look(served, SLOW_LINE)
    chapter = Chapter("6. The form in a browser")
    chapter.lines += [
        Line("Weight, kB", *_both(near, 'kilobytes'), AGAINST),
        Line("Requests", *_both(near, 'requests'), AGAINST),
        Line("First paint", *_both(near, 'paint'), AGAINST),
        Line("First paint, slow line", *_both(far, 'paint'), AGAINST),
        Line(f"… weight, to stay below {MOST_KILOBYTES} kB", near['ours']['kilobytes'],
             at_most=MOST_KILOBYTES),
    ]  # fmt: skip
    chapter.notes += [
        (
            "Chromium, a window of 390 by 844 points, nothing kept from before; medians of"
            f" {ROUNDS} after {WARM_UP}. Nothing is compressed on either side: that is for a proxy."
        ),
        "The slow line takes 1.6 Mbit a second and 150 ms to the server and back.",
    ]
    return chapter


def _both(found, key):
    return found['ours'][key], found['theirs'][key]


def _look(served, line=None):
    """Return ``{'ours' or 'theirs': medians}``, see ``scripts/paint.py``."""
    odoo = served.office.platform.odoo
    browser = programs.browser()
    wanted = {
        'chromium': str(browser.path),
        'pages': {
            'ours': served.base_url + RegistrationForm.path,
            'theirs': served.base_url + WebsiteForm.path,
        },
        'rounds': ROUNDS,
        'warm_up': WARM_UP,
        'line': line,
    }
    with step("Two pages in a browser"):
        output = process.capture(
            [odoo.python, SCRIPTS / 'paint.py'],
            json.dumps(wanted),
            env={**odoo.environment, 'LD_LIBRARY_PATH': browser.libraries},
            stderr=None,
        )
    return json.loads(output)
