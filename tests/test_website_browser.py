"""The information pages in a real browser that turns to nobody else."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from toolbox import settings

from .office import log_in
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


def cookies_of(answer):
    cookies = answer.all_headers().get('set-cookie')
    return {answer.url: cookies} if cookies else {}


def sessions(database):
    """Return what the server keeps of its visitors; other servers keep theirs there as well."""
    files = [path for path in (settings.DATA / 'sessions').rglob('*') if path.is_file()]
    return {path.name for path in files if f'"{database}"'.encode() in path.read_bytes()}


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
        results = Axe().run(page)
        assert results.violations_count == 0, f'{path}\n{results.generate_report()}'
        wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
        assert not page.evaluate(wide), path


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_reader_leaves_with_no_cookie_and_no_session_on_the_server(visitor, office, language):
    page = visitor(language, 'phone')
    kept = {}
    page.on('response', lambda answer: kept.update(cookies_of(answer)))
    before = sessions(office.database)
    for prefix in ('', '/en', '/nl', '/en_US'):  # also how a language is not written here
        for path in (PAGES[0], PAGES[-1]):
            read(page, office.base_url + prefix + path)
    assert page.context.cookies() == []
    assert kept == {}
    assert sessions(office.database) == before
    # It would have noticed.
    log_in(page, office.base_url, 'b_desk')
    assert 'session_id' in {cookie['name'] for cookie in page.context.cookies()}
    assert sessions(office.database) - before


@pytest.mark.parametrize('browser_language', LANGUAGES)
@pytest.mark.parametrize('size', SIZES)
def test_somebody_who_chooses_a_language_gets_it(visitor, office, browser_language, size):
    page = visitor(browser_language, size)
    page.goto(office.base_url + PAGES[1], wait_until='networkidle')
    assert page.get_attribute('html', 'lang') == 'nl-NL'
    for name, language in (("English", 'en-US'), ("Nederlands", 'nl-NL')):
        if size == 'phone':
            page.locator('main').get_by_role('link', name=name).click()
        else:
            page.locator('header .js_language_selector button:visible').click()
            page.locator('header .js_change_lang:visible').filter(has_text=name).click()
        page.wait_for_selector(f'html[lang={language}]')
        assert page.url == office.base_url + LANGUAGES[language] + PAGES[1]
    assert page.context.cookies() == []


def test_a_page_works_without_scripts(visitor, office):
    page = visitor(java_script_enabled=False)
    for path in PAGES:
        page.goto(office.base_url + path)
        hidden = page.locator('#wrap').locator('p, li, h1, h2, h3').evaluate_all
        assert hidden('all => all.filter(one => !one.getClientRects().length).length') == 0, path
