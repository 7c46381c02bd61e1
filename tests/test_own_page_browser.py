"""Every topic of the own page in a real browser: on a phone, without JavaScript, axe content."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

TOPICS = ('appointments', 'messages', 'write', 'wishes', 'consents', 'pause', 'stop')
OPEN_PAGE = """
import json
from odoo.addons.herstelbemiddeling.form import travel
from odoo.addons.herstelbemiddeling.sealed.keys import system_secret
case = env['mediation.case'].search([
    ('mediator_id.login', '=', 'b_mediator'), ('phase', '=', 'preparation'),
], limit=1)
party = case.party_ids.filtered('is_initiator')[:1]
user_env = env(user=case.mediator_id.id)
leaflet = env['mediation.leaflet'].search([], limit=1)
user_env['mediation.information'].create({'party_id': party.id, 'leaflet_id': leaflet.id})
user_env['mediation.page.code']._hand_over(party.with_env(user_env))
code = env['mediation.page.code'].search([('party_id', '=', party.id), ('state', '=', 'active')])
content = {'code': code.id, 'drafts': {}, 'seen': {}, 'topic': 'start'}
token = travel.pack(system_secret(env, 'page'), 'own page', content)
print('OPENED', json.dumps({'token': token, 'party': party.id}))
"""
LOOK = """
party = env['mediation.party'].browse({party})
print('FOUND', party.state, party.case_id.is_paused, *party.page_entry_ids.mapped('kind'))
"""


def found(output, word):
    line = next(line for line in output.splitlines() if line.startswith(word))
    return line.removeprefix(f'{word} ')


@pytest.fixture(scope='module')
def opened(office):
    return json.loads(found(office.shell(OPEN_PAGE), 'OPENED'))


def enter(browser, office, opened, path='/herstelbemiddeling/pagina', **options):
    """Open the page on a phone, as the page on which the code is typed in does."""
    context = browser.new_context(viewport={'width': 390, 'height': 800}, **options)
    page = context.new_page()
    form = (
        f'<form method="post" action="{path}"><input name="token" value="{opened["token"]}">'
        '<input name="topic" value="start"><button>Open</button></form>'
    )
    page.route('**/enter', lambda route: route.fulfill(content_type='text/html', body=form))
    page.goto(f'{office.base_url}/enter')
    page.click('button')
    return page


def go_to(page, topic):
    if page.locator('button[value="to:start"]').count():
        page.locator('button[value="to:start"]').first.click()
    page.locator(f'button[value="to:{topic}"]').first.click()


@pytest.mark.parametrize('path', ['/herstelbemiddeling/pagina', '/en/herstelbemiddeling/pagina'])
@pytest.mark.parametrize('scheme', ['light', 'dark'])
def test_no_page_has_a_barrier_or_is_wider_than_a_phone(browser, office, opened, path, scheme):
    page = enter(browser, office, opened, path, color_scheme=scheme)
    for topic in (None, *TOPICS):
        if topic:
            go_to(page, topic)
        page.wait_for_load_state()  # a page without its style sheet is another one
        violations = [
            (violation['id'], node['html'])
            for violation in Axe().run(page).response['violations']
            for node in violation['nodes']
        ]
        assert violations == [], topic
        assert page.evaluate('document.documentElement.scrollWidth') <= 390, topic
    page.context.close()


def test_everything_works_on_a_phone_without_javascript(browser, office, opened):
    requests = []
    page = enter(
        browser, office, opened, '/en/herstelbemiddeling/pagina', java_script_enabled=False
    )
    page.on('request', lambda request: requests.append(request.url))
    go_to(page, 'write')
    page.fill('#f-letter', "I want to ask something.")
    go_to(page, 'appointments')
    page.locator('button[value="to:write"]').click()
    assert page.input_value('#f-letter') == "I want to ask something."
    page.click('button[value="send"]')
    assert "Your mediator has received it." in page.inner_text('.done')
    page.go_back()
    go_to(page, 'wishes')
    page.fill('#f-wishes', "An answer.")
    page.check('#f-letter')
    page.click('button[value="save"]')
    assert "It has been saved" in page.inner_text('.done')
    go_to(page, 'consents')
    page.click('button[value="give:aftercare"]')
    assert "You can take it back" in page.inner_text('.done')
    page.click('button[value="back:aftercare"]')
    go_to(page, 'pause')
    page.check('input[value="2"]')
    page.click('button[value="pause"]')
    assert "You have a pause until" in page.inner_text('main')
    go_to(page, 'stop')
    assert page.locator('.exit a').is_visible()
    page.click('button[value="stop"]')
    assert "You have stopped" in page.inner_text('.done')
    page.context.close()
    assert {url for url in requests if not url.startswith(office.base_url)} == set()
    state, is_paused, *kinds = found(office.shell(LOOK.format(**opened)), 'FOUND').split()
    assert (state, is_paused) == ('withdrawn', 'True')
    assert sorted(kinds) == ['given', 'letter', 'paused', 'stopped', 'taken_back', 'wishes']
