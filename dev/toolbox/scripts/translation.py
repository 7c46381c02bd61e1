"""Compare, merge and check translation files. Run in the virtual environment, which has polib.

Dutch has everything. The other languages have what the public reads, and nothing else: a form, a
code, a leaflet. A source of public texts is named here, and nowhere else.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import polib

COMPLETE = 'nl'
DRAFTS = ('de', 'es', 'fr', 'pl')
PUBLIC = (
    'controllers/code.py',
    'controllers/code_page.py',
    'controllers/evaluation.py',
    'controllers/leaflet.py',
    'controllers/paper.py',
    'controllers/public_page.py',
    'controllers/registration.py',
    'controllers/registration_page.py',
    'controllers/registration_questions.py',
    'controllers/registration_steps.py',
    'controllers/registration_texts.py',
    'data/mediation_offence_data.xml',
    'models/content/mediation_evaluation_answer.py',
    'models/front_door/mediation_registration_confirmation.py',
    'views/code_templates.xml',
    'views/evaluation_templates.xml',
    'views/leaflet_templates.xml',
    'views/public_templates.xml',
    'views/registration_paper_templates.xml',
    'views/registration_templates.xml',
)
# Until somebody who grew up with the language has read a text, it is "fuzzy": editors of
# translations show it as work to be done, and Odoo shows it to people like any other.
DRAFT = (
    "Machine draft, to be reviewed by a native speaker; a text that was, loses its mark “fuzzy”."
)

_XML_ID = re.compile(r'<(?:template|record)\s+id="(\w+)"')
_PLACEHOLDER = re.compile(r'%\(\w+\)[a-z]|%[a-z]|\{\{.*?\}\}')
_TAG = re.compile(r'</?[a-z][^>]*>')


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


def public(template):
    """The entries of the template that the public reads, as a file of their own."""
    addon = template.parent.parent
    modules = {source for source in PUBLIC if source.endswith('.py')}
    records = {
        xml_id
        for source in PUBLIC
        if source.endswith('.xml')
        for xml_id in _XML_ID.findall((addon / source).read_text(encoding='utf-8'))
    }

    def is_public(occurrence):
        kind, _sep, place = occurrence.partition(':')
        if kind == 'code':
            return place.removeprefix(f'addons/{addon.name}/') in modules
        return place.rpartition('.')[2] in records

    chosen = polib.pofile(str(template), wrapwidth=78)
    chosen[:] = [
        entry for entry in chosen if any(is_public(place) for place, _ in entry.occurrences)
    ]
    return chosen


def faults(translation, template):
    """Yield what is wrong with a language that has the public texts only."""
    found = polib.pofile(str(translation))
    translated = {entry.msgid: entry for entry in found if not entry.obsolete}
    wanted = {entry.msgid for entry in public(template)}
    if DRAFT not in found.header and any(entry.fuzzy for entry in found):
        yield f"its header does not say: {DRAFT}"
    for text in sorted(wanted - {text for text, entry in translated.items() if entry.msgstr}):
        yield f"not translated: {text}"
    for text in sorted(translated.keys() - wanted):
        yield f"not a public text: {text}"
    for text, entry in translated.items():
        for pattern in (_PLACEHOLDER, _TAG):
            if entry.msgstr and _parts(pattern, text) != _parts(pattern, entry.msgstr):
                yield f"other placeholders or tags than in: {text}"


def _parts(pattern, text):
    return Counter(pattern.findall(text))


def merge(reference, translation):
    """Bring the translation in line with the reference: same terms, same order, no leftovers."""
    merged = polib.pofile(str(translation), wrapwidth=78)
    merged.merge(reference)
    order = {entry.msgid: position for position, entry in enumerate(reference)}
    kept = sorted(
        (entry for entry in merged if not entry.obsolete), key=lambda entry: order[entry.msgid]
    )
    merged[:] = kept
    merged.save(str(translation))


def draft_of(template, language):
    return template.with_name(f'{language}.po')


def check(template):
    """Print what is missing in Dutch and wrong with the public texts; return how much it is."""
    complete = draft_of(template, COMPLETE)
    findings = [
        f'not translated in {complete.name}: {text}' for text in incomplete(complete, template)
    ]
    findings += [
        f'{language}.po: {fault}'
        for language in DRAFTS
        for fault in faults(draft_of(template, language), template)
    ]
    for finding in findings:
        print(finding)
    return len(findings)


def refresh(exported, template):
    """Replace the template when its terms changed, and merge it into the translations."""
    if not template.exists() or stale(template, exported):
        template.write_bytes(exported.read_bytes())
    merge(polib.pofile(str(template), wrapwidth=78), draft_of(template, COMPLETE))
    for language in DRAFTS:
        merge(public(template), draft_of(template, language))
    return check(template)


if __name__ == '__main__':
    paths = [Path(argument) for argument in sys.argv[1:]]
    sys.exit(bool(refresh(*paths) if len(paths) == 2 else check(*paths)))
