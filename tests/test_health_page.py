"""The health page in a real browser, and its command on a real database."""

import subprocess

import pytest

from .journey import picture
from .office import PASSWORD


def set_link_previews(office, value):
    """Another process: it has to tell the server that what it keeps in memory is stale."""
    office.shell(
        f"env['ir.config_parameter'].set_param('mail.link_preview_throttle', {value!r})\n"
        'env.cr.commit()\n'
        'env.registry.signal_changes()'
    )


@pytest.fixture
def link_previews(office):
    """Link previews as Odoo has them, for as long as the test goes on."""
    set_link_previews(office, '99')
    office.shell("env.ref('base.user_admin').lang = 'en_US'")
    yield
    set_link_previews(office, '0')


def test_an_administrator_reads_what_to_do_without_a_click(person, office, link_previews):
    office.set_passwords({'admin': PASSWORD})
    page = person('admin')
    rows = page.locator('.o_data_row')
    rows.first.wait_for()
    assert page.url.endswith('/odoo/mediation-health')
    assert page.locator('.o_menu_sections').inner_text().split() == ["Health", "Configuration"]
    assert rows.first.locator('.text-bg-danger').is_visible()
    picture(page, 'health')
    row = page.locator('.o_data_row', has_text="Link previews")
    assert row.get_by_text("mail.link_preview_throttle = 0").is_visible()
    rows.first.locator('[name=found]').click()
    page.wait_for_selector('.o_form_view [name=todo]')
    assert "Settings → Technical" in page.locator('.o_form_view').inner_text()


def test_looking_again_shows_what_has_changed(person, office, link_previews):
    office.set_passwords({'admin': PASSWORD})
    page = person('admin')
    row = page.locator('.o_data_row', has_text="Link previews")
    row.locator('.text-bg-danger').wait_for()
    set_link_previews(office, '0')
    page.get_by_role('button', name="Check again").click()
    row.locator('.text-bg-success').wait_for()
    assert page.locator('.o_breadcrumb').inner_text().strip() == "Health"


def test_the_command_tells_the_same(served, office, link_previews):
    command = served.odoo.command('mediation_health', '-d', served.database)
    ended = subprocess.run(
        command, env=served.odoo.environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "RED        Link previews" in ended.stdout
    assert "mail.link_preview_throttle = 0" in ended.stdout
