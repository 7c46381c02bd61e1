"""Whether this server can make letters."""

from ..letters import pdf
from .result import bad, good

SAMPLE = '<!DOCTYPE html><html lang="en"><title>Sample</title><p>Letter</p></html>'


def letters_are_made(env):
    """WeasyPrint is a Python package, and needs libraries that Debian brings."""
    try:
        pdf.to_pdf(SAMPLE)
    except pdf.Unavailable as error:
        return bad(
            env._("No letter can be made: %(error)s", error=error),
            env._(
                "Install WeasyPrint (see dev/requirements.txt) and its libraries:"
                " apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
                " fonts-dejavu-core; then restart Odoo."
            ),
        )
    return good(env._("Letters are made on this server, and nothing is fetched for them."))
