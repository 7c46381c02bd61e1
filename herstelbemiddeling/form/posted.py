"""A small posted form, read strictly: known fields, once each, as text, within limits."""

from werkzeug.exceptions import RequestEntityTooLarge

from .answers import _read_pairs, _read_text


class Refused(Exception):
    """What was sent is not a form of ours, or too large. Says nothing of what was in it."""


def read(httprequest, names, long_names, max_body):
    """Return ``{name: text}`` of the fields that were sent.

    :param names: the fields of one line that the form has
    :param long_names: those that may have several lines
    :param max_body: in bytes
    :raise Refused: with nothing of what was sent
    """
    # One byte more than allowed, because a body without a length is cut off at the limit.
    httprequest.max_content_length = max_body + 1
    try:
        # Kept, because Odoo calls this again when the transaction has to be repeated.
        body = httprequest.get_data(cache=True, parse_form_data=False)
        if len(body) > max_body or httprequest.query_string:
            raise Refused
        pairs = _read_pairs(httprequest.headers.get('Content-Type'), body)
    except (ValueError, RequestEntityTooLarge):
        raise Refused from None
    texts = {}
    for name, raw in pairs:
        if name in texts or name not in names | long_names or raw is None:
            raise Refused
        # Signs that cannot be kept are left out; a letter is not refused for one.
        texts[name], _problem = _read_text(raw, has_lines=name in long_names)
    return texts
