"""The configuration that docs/hosts/ speaks of, with what differs on this machine filled in."""

import re

from .. import settings
from ..console import Stop

FOLDER = settings.ROOT / 'docs' / 'hosts'


def filled(name, words=None, **options):
    """Return the text of a file with other words in it, and with other values of its options.

    :param words: ``{what stands in the file: what it is here}``
    :param options: for files of lines like ``name = value``
    """
    text = (FOLDER / name).read_text(encoding='utf-8')
    for old, new in (words or {}).items():
        if old not in text:
            raise Stop(f"There is no “{old}” in {FOLDER / name}: correct dev/toolbox/hosts.")
        text = text.replace(old, str(new))
    for option, value in options.items():
        text, count = re.subn(
            rf'^{option} = .*$',
            lambda _found, line=f'{option} = {value}': line,
            text,
            flags=re.MULTILINE,
        )
        if count != 1:
            raise Stop(f"{FOLDER / name} sets {option} {count} times: correct it.")
    return text
