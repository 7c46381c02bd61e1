"""The public pages in a real browser: for everybody, by every means, and sent once."""

import re
import sys

import pytest

from .front import CODE, FORM
from .front_browser import NEXT, WIDE, Visitor, faults

PHONE = (390, 800)
HEAVIEST = 60_000  # bytes, of a page with everything that it loads


@pytest.fixture
def visitor(browser, front):
    """Return a visitor; the network has sent nothing yet today."""
    visitors = []

    def enter(*args, **options):
        front.query('DELETE FROM mediation_visit')
        visitors.append(Visitor(browser, front, *args, **options))
        return visitors[-1]

    yield enter
    for each in visitors:
        each.close()


def count(front):
    return front.query('SELECT count(*) FROM mediation_registration')[0][0]


@pytest.mark.parametrize(
    ('language', 'size', 'colours'),
    [
        ('nl-NL', PHONE, {'color_scheme': 'light'}),
        ('nl-NL', (320, 640), {'color_scheme': 'dark'}),  # also what 1280 points are at 400 %
        ('en-US', (1280, 900), {'color_scheme': 'light'}),
        ('en-US', (640, 450), {'forced_colors': 'active'}),  # 1280 points at 200 %
        ('ar-001', (320, 640), {'color_scheme': 'light'}),
    ],
)
def test_every_page_is_for_everybody(visitor, language, size, colours):
    someone = visitor(language, size, **colours)
    seen = []
    for name in someone.every_page():
        seen.append(name)
        assert faults(someone.page) == '', name
        assert not someone.page.evaluate(WIDE), name
        attribute = someone.page.get_attribute
        if name != 'not found':  # that is told in the language of the website
            assert attribute('html', 'lang') == language, name
            direction = 'rtl' if language.startswith('ar') else 'ltr'
            assert attribute('html', 'dir') == direction, name
        if 'with errors' in name:
            assert someone.page.evaluate('document.activeElement.className') == 'summary', name
    assert len(seen) == len(set(seen) - {'status'}) + 3


def test_in_high_contrast_every_button_and_field_has_an_edge(visitor):
    """The colours are those of the machine then: no ground tells a button from words."""
    someone = visitor('en-US', forced_colors='active')
    someone.open(FORM)
    someone.next(registrant_kind='self', side='harmed')
    edges = someone.page.eval_on_selector_all(
        '.button, .exit a, input:not([type=hidden]), select, textarea',
        """elements => elements.filter(e => e.offsetParent && e.type != 'radio'
            && e.type != 'checkbox').map(e => getComputedStyle(e))
            .map(s => [s.borderTopStyle, s.borderTopWidth, s.borderTopColor, s.backgroundColor])""",
    )
    assert edges
    for style, width, colour, ground in edges:
        assert (style, width) == ('solid', '2px')
        assert colour != ground


def test_from_right_to_left_everything_is_on_the_other_side(visitor):
    someone = visitor('ar-001')
    someone.open(FORM)
    left = "e => e.getBoundingClientRect().left"
    right = "e => document.documentElement.clientWidth - e.getBoundingClientRect().right"
    page = someone.page
    assert page.eval_on_selector('.exit a', left) < page.eval_on_selector('.exit a', right)
    radio = 'input[name=side]'
    assert page.eval_on_selector(radio, right) < page.eval_on_selector(radio, left)


@pytest.mark.parametrize('has_scripts', [False, True])
def test_all_steps_with_and_without_scripts(visitor, front, has_scripts):
    someone = visitor(java_script_enabled=has_scripts)
    before = count(front)
    someone.to_check()
    page = someone.page
    someone.press('button[value="change:person"] >> nth=0')
    someone.next(full_name="Noor van Zandstra")
    assert page.get_by_text("Noor van Zandstra").is_visible()
    assert count(front) == before
    receipt = someone.send()
    assert re.fullmatch(r'\w{4}(-\w{4}){3}', receipt)
    assert count(front) == before + 1
    assert page.locator('[data-print]').is_visible() == has_scripts
    someone.open(CODE)
    someone.fill(code=receipt.lower().replace('-', ' '))
    someone.press('main button')
    someone.press('button[value=ask_to_stop]')
    someone.press('button[value=stop]')
    assert page.locator('[role=status]').is_visible()


def test_the_work_of_the_browser_is_done_before_somebody_has_read_the_page(visitor, front):
    someone = visitor()
    someone.to_check()
    field = someone.page.locator('input[name=altcha]')
    for _second in range(20):
        if len(field.input_value()) > 100:
            break
        someone.page.wait_for_timeout(1_000)
    someone.page.wait_for_timeout(5_500)  # a person needs longer
    someone.send()
    (screened,) = front.query(
        'SELECT screening FROM mediation_registration ORDER BY id DESC LIMIT 1'
    )[0]
    assert screened == 'clear'


class Keyboard:
    """Somebody who has no mouse, and looks where he is."""

    # Where the focus is: can it be seen, and is it not behind the bar on top?
    LOOK = """(() => {
        const element = document.activeElement, style = getComputedStyle(element);
        const place = element.getBoundingClientRect();
        return {
            tag: element.tagName,
            outline: style.outlineStyle,
            width: parseFloat(style.outlineWidth),
            seen: place.bottom > 0 && place.top < innerHeight,
        };
    })()"""

    def __init__(self, page):
        self.page = page
        self.press = page.keyboard.press

    def tab_to(self, selector):
        self.page.wait_for_selector(selector)
        for _stop in range(60):
            self.press('Tab')
            focus = self.page.evaluate(self.LOOK)
            if focus['tag'] != 'BODY':
                assert focus['outline'] != 'none', focus
                assert focus['width'] >= 2, focus
                assert focus['seen'], focus
            if self.page.evaluate(f'document.activeElement.matches({selector!r})'):
                return
        raise AssertionError(selector)

    def enter(self):
        with self.page.expect_navigation(wait_until='load'):
            self.press('Enter')

    def focused(self, attribute):
        return self.page.evaluate(f'document.activeElement.{attribute}')


def test_by_keyboard_alone(visitor):
    someone = visitor(reduced_motion='reduce')
    someone.open(FORM)
    page, keys = someone.page, Keyboard(someone.page)
    keys.tab_to(NEXT)
    keys.enter()
    assert keys.focused('className') == 'summary'
    keys.press('Tab')
    keys.press('Enter')  # the first link of the summary leads to its question
    assert keys.focused('id') == 'f-registrant_kind'
    keys.tab_to('[name=registrant_kind]')
    keys.press('ArrowDown')
    keys.press('ArrowUp')
    assert (keys.focused('name'), keys.focused('value')) == ('registrant_kind', 'self')
    keys.tab_to('[name=side]')
    keys.press('Space')
    assert keys.focused('checked')
    keys.tab_to(NEXT)
    keys.enter()
    keys.tab_to('[name=full_name]')
    page.keyboard.type("Noor")
    keys.enter()  # in a field: on to the next page
    keys.tab_to('[name=contact_preference]')
    keys.press('Space')
    keys.press('ArrowDown')
    keys.enter()
    keys.tab_to('[name=phone_number]')
    page.keyboard.type('0612345678')
    keys.enter()
    for step in ('event', 'other', 'hopes'):
        page.wait_for_selector(f'input[name=step][value={step}]', state='attached')
        keys.tab_to('button[value=skip]')
        keys.enter()
    keys.tab_to('[name=privacy_read]')
    keys.press('Space')
    keys.tab_to('button[value=send]')
    keys.enter()
    page.wait_for_selector('#receipt')
    keys.press('Tab')
    assert keys.focused('className') == 'skip'


class TestOnce:
    def test_a_double_click_going_back_and_loading_again_is_one_registration(self, visitor, front):
        someone = visitor()
        someone.to_check()
        before = count(front)
        page = someone.page
        someone.fill(privacy_read='yes')
        page.dblclick('button[value=send]')
        receipt = page.inner_text('#receipt')
        page.go_back()
        page.wait_for_selector('[name=privacy_read]')
        someone.fill(privacy_read='yes')
        someone.press('button[value=send]')
        assert page.inner_text('#receipt') == receipt
        page.reload()
        assert page.inner_text('#receipt') == receipt
        assert count(front) == before + 1

    def test_two_tabs_with_the_same_page_are_one_registration(self, visitor, front):
        someone = visitor()
        someone.to_check()
        before = count(front)
        someone.fill(privacy_read='yes')
        same = dict(someone.page.evaluate("[...new FormData(document.getElementById('answers'))]"))
        receipt = someone.send()
        other = someone.context.new_page()
        other.goto(front.base_url + FORM)
        someone.page = other
        someone.post(FORM, **same, go='send')
        assert other.inner_text('#receipt').strip() == receipt
        assert count(front) == before + 1


def test_nothing_is_left_in_the_browser(visitor):
    someone = visitor()
    someone.to_check()
    someone.send()
    left = someone.page.evaluate(
        "(async () => [document.cookie, localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length,"
        " (await navigator.serviceWorker?.getRegistrations() ?? []).length])()"
    )
    assert left == ['', 0, 0, 0, 0]


def test_the_receipt_can_be_printed_and_what_is_for_the_screen_is_not(visitor):
    someone = visitor()
    someone.to_check()
    someone.send()
    page = someone.page
    page.emulate_media(media='print')
    assert page.locator('#receipt').is_visible()
    assert page.locator('main ol').is_visible()
    for selector in ('.exit', 'nav', '[data-print]', '.skip'):
        assert not page.locator(selector).is_visible(), selector
    assert page.evaluate("getComputedStyle(document.body).color") == 'rgb(0, 0, 0)'
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == 'rgb(255, 255, 255)'


@pytest.mark.parametrize('language', ['nl-NL', 'en-US'])
def test_every_page_is_light_even_with_the_heaviest_logo(visitor, browser, language):
    someone = visitor(language)
    loaded = {}

    def weigh(response):
        loaded[response.url] = len(response.body()) + len(str(response.headers))

    someone.page.on('requestfinished', lambda request: weigh(request.response()))
    weights = {}
    for name in someone.every_page():
        # As if nothing was loaded before.
        assert someone.page.locator('.organisation img').count() == 1
        around = [size for url, size in loaded.items() if '/static/' in url or '?' in url]
        weights[name] = len(someone.page.content().encode()) + sum(around)
    sys.stdout.write(f'\n{language}: {weights}\n')
    assert max(weights.values()) < HEAVIEST
    logo = max(size for url, size in loaded.items() if '/logo' in url)
    assert logo > 17_000
