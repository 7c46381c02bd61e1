"""Files: made when they are asked for, and kept nowhere on the way.

Their names say nothing: others see a folder of downloads, so no name of a person, no code, no kind.
"""

from odoo.http import Response, request

TYPES = {
    'csv': 'text/csv; charset=utf-8',
    'json': 'application/json',
    'pdf': 'application/pdf',
}


def download(content, ending, name):
    """Return the answer that hands a file over to a colleague.

    :param content: bytes
    :param ending: one of ``TYPES``
    """
    headers = {
        'Content-Type': TYPES[ending],
        'Content-Length': len(content),
        'Content-Disposition': f'attachment; filename="{name}.{ending}"',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
    }
    return request.make_response(content, list(headers.items()))


def shown(pdf, name):
    """Return the answer that shows a PDF to the public; its headers are those of a public page."""
    headers = {'Content-Disposition': f'inline; filename="{name}.pdf"'}
    return Response(pdf, mimetype='application/pdf', headers=headers)
