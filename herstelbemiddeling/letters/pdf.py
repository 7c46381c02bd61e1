"""Letters: HTML made into tagged PDF (PDF/UA-1), in memory and out of nothing but itself.

No temporary file is written and nothing is fetched, from anywhere: no image, no style sheet, no
font, no ``file:`` and no ``data:``. Fonts are those of the system. WeasyPrint is loaded when the
first letter is made, so that a server without its libraries (Pango) does everything else.
"""

import logging


class Unavailable(Exception):
    """WeasyPrint or a library that it needs is not on this server; the text names it."""


class Fetching(Exception):
    """The letter wants something from outside of itself."""


def to_pdf(html):
    """Return a page in HTML as the bytes of a tagged PDF.

    The language is that of the ``lang`` of the page, the title its ``title``.

    :raise Unavailable: when this server cannot make letters
    :raise Fetching: when the page refers to something outside
    """
    weasyprint, urls = _load()

    class Nothing(urls.URLFetcher):
        def fetch(self, url, headers=None):
            # Any other error WeasyPrint would log, with the address, and go on without.
            raise urls.FatalURLFetchingError

    try:
        return weasyprint.HTML(string=html, url_fetcher=Nothing()).write_pdf(pdf_variant='pdf/ua-1')
    except urls.FatalURLFetchingError:
        raise Fetching from None


def _load():
    try:
        # Here, since the addon has to start without it, and the health page to say what is missing.
        import weasyprint  # noqa: PLC0415
        from weasyprint import urls  # noqa: PLC0415

        # Eight lines for each letter, of its parts: nobody looks at them.
        logging.getLogger('weasyprint.progress').setLevel(logging.WARNING)
    except (ImportError, OSError) as error:
        # OSError: a native library is missing, and its text says which.
        raise Unavailable(str(error).partition('\n')[0]) from None
    return weasyprint, urls
