"""The information pages in a real browser that turns to nobody else."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .website_common import AROUND, PAGES

LANGUAGES = {'nl-NL': '', 'en-US': '/en'}
SIZES = {'phone': (320, 640), 'desktop': (1280, 900)}


@pytest.fixture
def visitor(browser, office):
    """Return a page of a browser that refuses, and notes, whatever leads away from the server."""
    contexts = []

    def enter(language='nl-NL', size='desktop', **options):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={'width': width, 'height': height}, locale=language, **options
        )
        contexts.append(context)
        attempts = []

        def answer(route):
            if route.request.url.startswith((f'{office.base_url}/', 'data:', 'blob:')):
                route.continue_()
            else:
                attempts.append(route.request.url)
                route.abort()

        context.route('**/*', answer)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.attempts = attempts
        return page

    yield enter
    for context in contexts:
        context.close()


def read(page, address):
    """Open a page and go down it, as somebody who reads it: what is lazy loads as well."""
    page.goto(address, wait_until='networkidle')
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(300)


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_page_turns_to_anybody_else(visitor, office, language):
    page = visitor(language)
    for path in [*PAGES, *AROUND]:
        read(page, office.base_url + LANGUAGES[language] + path)
    assert page.attempts == []
    # It would have noticed.
    page.evaluate("fetch('https://elsewhere.example/').catch(() => 0)")
    page.wait_for_timeout(300)
    assert page.url.endswith('/nowhere')
    assert page.attempts == ['https://elsewhere.example/']


@pytest.mark.parametrize('size', SIZES)
@pytest.mark.parametrize('language', LANGUAGES)
def test_every_page_can_be_read_by_everybody(visitor, office, language, size):
    page = visitor(language, size)
    for path in PAGES:
        page.goto(office.base_url + LANGUAGES[language] + path, wait_until='networkidle')
        assert page.get_attribute('html', 'lang') == language
        # Not Odoo's footer, which the organisation replaces by its own.
        results = Axe().run(page, context={'exclude': [['#bottom']]})
        assert results.violations_count == 0, f'{path}\n{results.generate_report()}'
        wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
        assert not page.evaluate(wide), path


def test_a_page_works_without_scripts(visitor, office):
    page = visitor(java_script_enabled=False)
    for path in PAGES:
        page.goto(office.base_url + path)
        hidden = page.locator('#wrap').locator('p, li, h1, h2, h3').evaluate_all
        assert hidden('all => all.filter(one => !one.getClientRects().length).length') == 0, path
