"""The settings and the first steps in a real browser, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from .office import PASSWORD

PHONE = {'width': 390, 'height': 844}


@pytest.fixture
def in_english(office):
    office.set_passwords({'admin': PASSWORD})
    office.shell("env.ref('base.user_admin').lang = 'en_US'")


def open_page(page, base_url, path):
    page.goto(f'{base_url}/odoo/{path}')
    page.wait_for_selector('.o_view_controller .o_content')


def test_a_manager_changes_a_term_and_finds_it_again(person, office):
    page = person('b_manager')
    open_page(page, office.base_url, 'mediation-settings')
    page.wait_for_selector('.o_form_view')
    term = page.locator('[name=supervision_weeks] input')
    before = term.input_value()
    term.fill(str(int(before) + 1))
    with page.expect_response(re.compile('/web_save')):
        page.locator('.o_form_button_save').click()
    page.reload()
    # Odoo shows what it remembers first, and then what is there.
    expect(page.locator('[name=supervision_weeks] input')).to_have_value(str(int(before) + 1))
    assert page.locator('[name=retention_closed_years]').inner_text() == '5'
    assert not page.locator('[name=retention_closed_years] input').count()


def test_a_list_is_one_click_away_from_the_settings_and_back(person, office):
    page = person('b_manager')
    open_page(page, office.base_url, 'mediation-settings')
    page.get_by_role('button', name="Offences and events").click()
    page.wait_for_selector('.o_list_view')
    page.locator('.o_breadcrumb .o_back_button, .breadcrumb-item a').first.click()
    page.wait_for_selector('.o_form_view [name=supervision_weeks]')


def test_a_step_turns_when_it_is_ticked_off_and_back(person, office):
    page = person('b_manager')
    open_page(page, office.base_url, 'mediation-first-steps')
    row = page.locator('.o_data_row', has_text="Are these the regions")
    row.get_by_role('button', name="Tick off").click()
    row.locator('.text-bg-success').wait_for()
    assert "Max Example" in row.inner_text()
    row.get_by_role('button', name="Take back").click()
    row.locator('.text-bg-danger').wait_for()


def test_on_a_phone_a_step_leads_to_where_it_is_done(person, office):
    page = person('b_manager')
    page.set_viewport_size(PHONE)
    open_page(page, office.base_url, 'mediation-first-steps')
    card = page.locator('.o_kanban_record', has_text="Are these the regions")
    card.get_by_role('button', name="Go there").click()
    page.wait_for_selector('.o_list_view, .o_kanban_view .o_kanban_record')
    assert page.evaluate('document.documentElement.scrollWidth') <= PHONE['width']


def test_an_administrator_goes_from_the_settings_of_odoo_to_the_first_steps(
    person, office, in_english
):
    page = person('admin')
    open_page(page, office.base_url, 'settings')
    page.locator('.settings_tab [data-key=herstelbemiddeling]').click()
    page.get_by_role('button', name="First steps").click()
    page.wait_for_selector('.o_list_view')
    row = page.locator('.o_data_row', has_text="Keep a copy of the key")
    row.get_by_role('button', name="Tick off").wait_for()
    others = page.locator('.o_data_row', has_text="Are these the regions")
    assert not others.get_by_role('button').count()
