"""The main job, seen in a real browser on a served database.

A visitor registers, the desk makes a case of it, the mediator accepts and moves it, and the
manager sees it on the board without meeting anybody in it.
"""

import os
from pathlib import Path

from PIL import Image

NAME = "Canary Browser-Verzonnen"


def picture(page, name, width=1000):
    """Keep a small picture for the documentation, when it was asked for."""
    folder = os.environ.get('HERSTEL_PICTURES')
    if not folder:
        return
    target = Path(folder) / f'{name}.png'
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)
    image = Image.open(target).convert('RGB')
    if image.width > width:
        image = image.resize((width, image.height * width // image.width), Image.LANCZOS)
    image.quantize(128).save(target, optimize=True)


def call(page, model, method, *args, **kwargs):
    """Ask the server as the web client of this page does; return its answer, error or not."""
    return page.evaluate(
        """async ([model, method, args, kwargs]) => {
            const response = await fetch(`/web/dataset/call_kw/${model}/${method}`, {
                method: 'POST',
                headers: {'Content-Type': 'application/json'},
                body: JSON.stringify({jsonrpc: '2.0', params: {model, method, args, kwargs}}),
            });
            return await response.json();
        }""",
        [model, method, list(args), kwargs],
    )


def drag(page, card, column):
    """Drag as a hand does: the board follows the pointer and ignores a jump."""
    start = page.locator(card).bounding_box()
    goal = page.locator(column).bounding_box()
    page.mouse.move(start['x'] + 60, start['y'] + 12)
    page.mouse.down()
    page.mouse.move(start['x'] + 90, start['y'] + 30, steps=5)
    page.mouse.move(goal['x'] + 120, goal['y'] + 120, steps=15)
    page.mouse.up()


def register(page, base_url):
    """Fill in the form as somebody who was harmed; return the receipt."""
    page.goto(f'{base_url}/en/herstelbemiddeling/aanmelden')
    page.check('input[name=registrant_kind][value=self]')
    page.check('input[name=side][value=harmed]')
    page.fill('input[name=full_name]', NAME)
    page.fill('input[name=email_address]', 'canary@example.org')
    page.fill('textarea[name=hopes]', "I would like to know why.")
    page.check('input[name=privacy_read]')
    page.evaluate('scrollTo(0, 0)')
    picture(page, 'form', width=480)
    page.click('main button[type=submit]')
    return page.wait_for_selector('.receipt').inner_text()


def make_case(page):
    """The desk opens the new registration and offers the case; return the code of the case."""
    assert page.url.endswith('/odoo/registrations')
    page.click('.o_kanban_group:first-child .o_kanban_record')
    page.wait_for_selector('.o_form_view')
    assert page.input_value('div[name=full_name] input') == NAME
    page.click('button[name=action_assess]')
    page.wait_for_selector('button[name=action_assess]', state='detached')
    page.click('div[name=region_id] input')
    page.click('.dropdown-item:has-text("Utrecht")')
    page.click('button[name=action_make_case]:visible')
    first = page.wait_for_selector('.modal .o_data_row')
    assert "Mira Example" in first.inner_text(), "the mediator of the region stands first"
    picture(page, 'offer')
    page.click('.modal .o_data_row:has-text("Mira Example") button[name=action_offer]')
    page.wait_for_selector('.modal', state='detached')
    page.wait_for_selector('.o_form_view div[name=offered_mediator_id]')
    return page.inner_text('.oe_title div[name=name]').strip()


def accept_and_move(page, code):
    """The mediator accepts the case and takes it to the intake, by the bar and by dragging."""
    assert page.url.endswith('/odoo/my-cases')
    card = f'.o_kanban_record:has-text("{code}")'
    assert "Offered to you" in page.inner_text(card)
    page.click(card)
    page.click('button[name=action_accept]')
    page.click('.modal:has-text("no conflict of interest") button:has-text("I declare this")')
    page.wait_for_selector('button[name=action_accept]', state='detached')
    page.wait_for_selector('.o_form_view div[name=harmed_party_ids] .o_kanban_record')
    inform(page, code)
    page.click('.o_statusbar_status button:has-text("Intake")')
    page.wait_for_selector('.o_statusbar_status .o_arrow_button_current:has-text("Intake")')
    picture(page, 'case')
    page.click('.o_breadcrumb a:has-text("My cases")')
    page.wait_for_selector(card)
    drag(page, card, '.o_kanban_group:has(.o_kanban_header:has-text("Approach"))')
    dialog = page.wait_for_selector('.modal:has-text("Hold the intake")')
    assert "still wanted" in dialog.inner_text()
    page.click('.modal footer button')
    page.wait_for_selector(f'.o_kanban_group:has(.o_kanban_header:has-text("Intake")) {card}')


def inform(page, code):
    """The mediator notes that the initiator got the leaflet."""
    domain = [['case_id.name', '=', code], ['is_initiator', '=', True]]
    party = call(page, 'mediation.party', 'search', domain)['result'][0]
    leaflet = call(page, 'mediation.leaflet', 'search', [])['result'][0]
    values = {'party_id': party, 'leaflet_id': leaflet}
    assert call(page, 'mediation.information', 'create', [values])['result']


def test_the_main_job_from_the_form_to_the_board(person, office):
    visitor = person(width=480, height=900)
    receipt = register(visitor, office.base_url)
    assert len(receipt.replace('-', '').replace(' ', '').replace('\n', '')) == 16
    assert visitor.context.cookies() == []

    desk = person('b_desk')
    code = make_case(desk)

    mediator = person('b_mediator')
    accept_and_move(mediator, code)

    # The desk has handed over: code and state, nothing of what was told.
    desk.goto(f'{office.base_url}/odoo/registrations')
    desk.click(f'.o_kanban_record:has-text("{code}")')
    desk.wait_for_selector('.alert:has-text("handed over")')
    assert NAME not in desk.content()

    manager = person('b_manager', width=1900)
    assert manager.url.endswith('/odoo/pipeline')
    column = '.o_kanban_group:has(.o_kanban_header:has-text("Intake"))'
    manager.wait_for_selector(f'{column} .o_kanban_record:has-text("{code}")')
    assert manager.locator('.o_kanban_group').count() == 7
    assert NAME not in manager.content()
    picture(manager, 'board', width=1200)
    manager.click(f'.o_kanban_record:has-text("{code}")')
    manager.wait_for_selector('.o_form_view .o_statusbar_status')
    assert manager.locator('div[name=harmed_party_ids]').count() == 0
    assert NAME not in manager.content()

    domain = [['case_id.name', '=', code]]
    refused = call(manager, 'mediation.party', 'search_read', domain, ['full_name'])
    assert refused['error']['data']['name'] == 'odoo.exceptions.AccessError'
    assert NAME not in str(refused)
    seen = call(mediator, 'mediation.party', 'search_read', domain, ['full_name'])
    assert sorted(filter(None, (row['full_name'] for row in seen['result']))) == [NAME]


def test_a_case_that_misses_something_stays_where_it_is(person):
    mediator = person('b_mediator')
    mediator.click('.o_kanban_group:has(.o_kanban_header:has-text("Aftercare")) .o_kanban_record')
    mediator.wait_for_selector('.o_form_view')
    mediator.click('.o_statusbar_status button.dropdown-toggle')
    mediator.click('.dropdown-item:has-text("Closed")')
    mediator.wait_for_selector('.modal:has-text("Choose the reason for closing")')
    mediator.click('.modal button:has-text("Close")')
