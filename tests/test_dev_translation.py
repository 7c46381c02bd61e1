"""The template is what Odoo exports today, Dutch is complete, and so are the public texts."""

import polib
import pytest
from toolbox import settings, translate
from toolbox.scripts import translation

REFRESH = "run ./dev/translate and commit what it changed"


@pytest.fixture(scope='module')
def exported(served, tmp_path_factory):
    path = tmp_path_factory.mktemp('i18n') / f'{settings.ADDON}.pot'
    return translate.export(served.odoo, served.database, path)


def test_the_template_is_fresh(exported):
    stale = translation.stale(translate.TEMPLATE, exported)
    assert not stale, f"{len(stale)} terms differ, such as {stale[:3]}: {REFRESH}"


def test_the_dutch_translation_is_complete(exported):
    missing = translation.incomplete(translate.TRANSLATION, exported)
    assert not missing, f"{len(missing)} texts are not translated, such as {missing[:3]}"


def test_a_term_that_is_not_in_the_template_is_noticed(exported, tmp_path):
    changed = tmp_path / 'changed.pot'
    text = exported.read_text(encoding='utf-8')
    changed.write_text(f'{text}\nmsgid "A term that nobody wrote"\nmsgstr ""\n', encoding='utf-8')
    assert translation.stale(exported, changed) == ["A term that nobody wrote"]
    assert translation.incomplete(translate.TRANSLATION, changed)[-1:] == [
        "A term that nobody wrote"
    ]


@pytest.mark.parametrize('language', translation.DRAFTS)
def test_every_public_text_and_no_other_is_there_in(language):
    draft = translation.draft_of(translate.TEMPLATE, language)
    assert not list(translation.faults(draft, translate.TEMPLATE)), REFRESH


def test_what_is_wrong_with_a_public_translation_is_noticed(tmp_path):
    draft = polib.pofile(str(translation.draft_of(translate.TEMPLATE, 'de')))
    draft.header = "German"
    place = tmp_path / 'de.po'

    def faults():
        draft.save(str(place))
        return len(list(translation.faults(place, translate.TEMPLATE)))

    assert faults() == 1  # that they are drafts
    for text, wrong in (
        ("A message from %(organisation)s", "Eine Nachricht"),
        ("Exit <span aria-hidden=\"true\">✕</span>", "Verlassen"),
        ("Your name", ""),
    ):
        found = faults()
        draft.find(text).msgstr = wrong
        assert faults() == found + 1, text
    draft.append(polib.POEntry(msgid="Mediator", msgstr="Vermittlerin"))
    assert faults() == 5


def test_every_source_of_public_texts_has_some_or_could():
    for source in translation.PUBLIC:
        assert (settings.ADDON_FOLDER / source).is_file(), source
