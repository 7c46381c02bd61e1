"""The main job, seen in a real browser on a served database.

A visitor registers, the desk makes a case of it, the mediator accepts and moves it, and the
manager sees it on the board without meeting anybody in it.
"""

from .journey import NAME, CasePage, accept, call, make_case, picture, register


def drag(page, card, column):
    """Drag as a hand does: the board follows the pointer and ignores a jump."""
    start = page.locator(card).bounding_box()
    goal = page.locator(column).bounding_box()
    page.mouse.move(start['x'] + 60, start['y'] + 12)
    page.mouse.down()
    page.mouse.move(start['x'] + 90, start['y'] + 30, steps=5)
    page.mouse.move(goal['x'] + 120, goal['y'] + 120, steps=15)
    page.mouse.up()


def accept_and_move(page, code):
    """The mediator accepts the case and takes it to the intake, by the bar and by dragging."""
    card = f'.o_kanban_record:has-text("{code}")'
    accept(page, code)
    CasePage(page, code, initiator='harmed').inform('harmed')
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
