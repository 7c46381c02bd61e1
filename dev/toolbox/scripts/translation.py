"""Compare and merge translation files. Run in the virtual environment, which has polib."""

import sys
from pathlib import Path

import polib


def terms(path):
    """What a translation file is about, without the two dates in its header."""
    entries = polib.pofile(str(path))
    return {
        (entry.msgid, tuple(sorted(entry.occurrences)), entry.comment)
        for entry in entries
        if not entry.obsolete
    }


def stale(template, exported):
    """The texts in which the committed template differs from a fresh export."""
    return sorted({term[0] for term in terms(template) ^ terms(exported)})


def incomplete(translation, template):
    """The texts of the template that the translation lacks, or has as fuzzy."""
    complete = {
        entry.msgid
        for entry in polib.pofile(str(translation))
        if entry.msgstr and not entry.fuzzy and not entry.obsolete
    }
    return [entry.msgid for entry in polib.pofile(str(template)) if entry.msgid not in complete]


def merge(template, translation):
    """Bring the translation in line with the template: same terms, same order, no leftovers."""
    reference = polib.pofile(str(template), wrapwidth=78)
    merged = polib.pofile(str(translation), wrapwidth=78)
    merged.merge(reference)
    order = {entry.msgid: position for position, entry in enumerate(reference)}
    kept = sorted(
        (entry for entry in merged if not entry.obsolete), key=lambda entry: order[entry.msgid]
    )
    merged[:] = kept
    merged.save(str(translation))


def main(exported, template, translation):
    """Replace the template when its terms changed, and merge it into the translation."""
    if not template.exists() or stale(template, exported):
        template.write_bytes(exported.read_bytes())
    if translation.exists():
        merge(template, translation)
        missing = incomplete(translation, template)
    else:
        missing = [entry.msgid for entry in polib.pofile(str(template))]
    for text in missing:
        print(f'not translated in {translation.name}: {text}')
    return 1 if missing else 0


if __name__ == '__main__':
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:])))
