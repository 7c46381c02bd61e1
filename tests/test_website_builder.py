"""An editor changes one of our pages with the builder, by clicking, in Dutch."""

import pytest

from .office import PASSWORD

PAGE = '/herstelbemiddeling/vragen'
EDITOR = """
env['res.users'].create({
    'name': "Eva Example", 'login': 'b_editor', 'email': 'b_editor@example.org', 'lang': 'en_US',
    'group_ids': [(6, 0, [
        env.ref('base.group_user').id, env.ref('website.group_website_designer').id,
    ])],
})
"""
BLOCKS = {
    's_mediation_register': "Ga naar het formulier",
    's_mediation_contact': "Vragen?",
}
GROUP = '#snippet_groups .o_snippet[name="Contact & Forms"] .o_snippet_thumbnail_area'


@pytest.fixture(scope='module')
def editor(office):
    office.shell(EDITOR)
    office.set_passwords({'b_editor': PASSWORD})


def blocks_on(page):
    return {block: page.locator(f'main section.{block}').count() for block in BLOCKS}


def test_an_editor_puts_our_blocks_on_a_page(person, office, editor):
    visitor = person()
    visitor.goto(office.base_url + PAGE)
    before = blocks_on(visitor)
    visitor.goto(f'{office.base_url}/en{PAGE}')
    english = visitor.locator('main h2').all_inner_texts()
    assert len(english) > 2

    page = person()
    page.goto(f'{office.base_url}/web/login')
    page.fill('input[name=login]', 'b_editor')
    page.fill('input[name=password]', PASSWORD)
    page.press('input[name=password]', 'Enter')
    page.wait_for_selector('.o_web_client')
    page.goto(f'{office.base_url}/odoo/action-website.website_preview?path={PAGE}')
    page.click('.o_edit_website_container button')
    page.click('.o_edit_website_dropdown_item')  # in the language of the website, not in his own
    page.wait_for_selector('.o_builder_sidebar_open', state='attached')
    for block in BLOCKS:
        page.click(f'.o_block_tab:not(.o_we_ongoing_insertion) {GROUP}')
        preview = page.frame_locator('.modal .show iframe, .modal iframe.show')
        preview.locator(f'.o_snippet_preview_wrap[data-snippet-id="{block}"]').click()
        page.wait_for_selector('.modal', state='detached')
    page.click('button[data-action=save]:enabled')
    page.wait_for_selector('body:not(.o_builder_open)')

    visitor.goto(office.base_url + PAGE)
    for block, words in BLOCKS.items():
        assert visitor.locator(f'main section.{block}').count() == before[block] + 1
        assert visitor.locator(f'main section.{block}').last.get_by_text(words).is_visible()
    assert (
        visitor.locator('main section.s_mediation_contact')
        .last.get_by_text('085 000 0000')
        .is_visible()
    )
    visitor.goto(f'{office.base_url}/en{PAGE}')
    assert [words for words in english if words not in visitor.inner_text('main')] == []
