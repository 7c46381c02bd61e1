"""Files that a colleague fetches: made when they are asked for, and kept nowhere on the way."""

from odoo.http import request

TYPES = {
    'csv': 'text/csv; charset=utf-8',
    'json': 'application/json',
    'pdf': 'application/pdf',
}


def download(content, ending, name):
    """Return the answer that hands over a file.

    :param content: bytes
    :param ending: one of ``TYPES``
    :param name: one that says nothing: others see a folder of downloads, so no name and no code
    """
    headers = {
        'Content-Type': TYPES[ending],
        'Content-Length': len(content),
        'Content-Disposition': f'attachment; filename="{name}.{ending}"',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
    }
    return request.make_response(content, list(headers.items()))
