"""Every screen of every role opens in a real browser, without an error on the page."""

import pytest

from .journey import picture

# Of a menu: what the documentation shows of it.
PICTURES = {"Dashboard": 'dashboard'}
# A view, or the dashboard once its charts are drawn.
CONTENT = '.o_view_controller .o_content, .o_spreadsheet_dashboard_action .o-figure'


def menus(page):
    """The names of the menus beside the name of the app, those of folded menus too."""
    page.wait_for_selector('.o_menu_sections > *')
    names = page.locator('.o_menu_sections > .o_nav_entry').all_inner_texts()
    folded = page.locator('.o_menu_sections > .dropdown-toggle')
    if folded.count():
        folded.last.click()
        names += page.locator('.o-dropdown--menu .dropdown-item').all_inner_texts()
        page.keyboard.press('Escape')
    return [name.strip() for name in names]


def open_menu(page, name):
    title = f'.o_breadcrumb .o_last_breadcrumb_item:has-text("{name}")'
    if page.locator(title).count():
        return  # clicking it again would draw the same view anew
    entry = page.locator('.o_menu_sections > .o_nav_entry').get_by_text(name, exact=True)
    if not entry.count():
        page.locator('.o_menu_sections > .dropdown-toggle').last.click()
        entry = page.locator('.o-dropdown--menu .dropdown-item').get_by_text(name, exact=True)
    entry.click()
    page.wait_for_selector(title)
    page.wait_for_selector(CONTENT)


@pytest.mark.parametrize(
    ('login', 'views'),
    [
        ('b_mediator', 6),
        ('b_desk', 14),
        ('b_manager', 27),
        ('b_supervisor', 2),
        ('b_guard', 15),
    ],
)
def test_every_view_of_every_menu_opens(person, office, login, views):
    before, logged = refusals(office, login), len(office.log.read_text(encoding='utf-8'))
    page = person(login)
    opened = 0
    for name in menus(page):
        open_menu(page, name)
        if name in PICTURES:
            page.wait_for_timeout(700)
            picture(page, PICTURES[name])
        switches = page.locator('.o_cp_switch_buttons .o_switch_view')
        for index in range(switches.count()):
            switches.nth(index).click()
            page.wait_for_selector(CONTENT)
            page.wait_for_timeout(700)  # the views load what they show in the background
            opened += 1
        opened += not switches.count()
        assert not page.locator('.o_error_dialog').count(), name
    assert opened == views
    # Own work is no attempt at anything, and what was logged is for whoever keeps the server.
    assert refusals(office, login) == before
    assert ' ERROR ' not in office.log.read_text(encoding='utf-8')[logged:]


def refusals(office, login):
    return office.query(
        "SELECT count(*) FROM mediation_audit entry JOIN res_users ON res_users.id = entry.user_id"
        " WHERE res_users.login = %s AND entry.verb = 'refused'",
        login,
    )
