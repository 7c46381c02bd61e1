"""The translation template is what Odoo exports today, and the Dutch translation is complete."""

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
