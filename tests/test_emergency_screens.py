"""Emergency access in a real browser: asked on the case, decided, seen while it lasts, ended."""

import pytest

from .office import PASSWORD
from .test_main_job import picture

OFFICERS = """
for login, role in (('b_privacy', 'privacy_officer'), ('b_second', 'manager')):
    env['res.users'].create({
        'name': {'b_privacy': "Pia Example", 'b_second': "Maud Example"}[login],
        'login': login, 'email': f'{login}@example.org', 'lang': 'en_US',
        'tz': 'Europe/Amsterdam', 'notification_type': 'inbox',
        'group_ids': [(6, 0, [
            env.ref('base.group_user').id, env.ref(f'herstelbemiddeling.group_{role}').id,
        ])],
    })
case = env['mediation.case'].create({
    'initiator_side': 'harmed',
    'mediator_id': env['res.users'].search([('login', '=', 'b_mediator')]).id,
})
env['mediation.party'].create({
    'case_id': case.id, 'side': 'harmed', 'is_initiator': True, 'full_name': "Canary Emergency",
})
print('CASE', case.id)
"""
HOLDER = '.alert-danger:has-text("Emergency access until")'
MEMBER = '.alert-warning:has-text("Somebody outside the case has emergency access until")'


@pytest.fixture(scope='module')
def case_id(office):
    """A case of the mediator, with a person in it; and those who ask and decide."""
    output = office.shell(OFFICERS)
    office.set_passwords(dict.fromkeys(('b_privacy', 'b_second'), PASSWORD))
    return int(output.split('CASE ')[1].split()[0])


def open_case(page, office, case_id):
    page.goto(f'{office.base_url}/odoo/pipeline/{case_id}')
    page.wait_for_selector('.o_form_view .o_statusbar_status')


def test_emergency_access_from_the_request_to_its_end(person, office, case_id):
    officer = person('b_privacy')
    open_case(officer, office, case_id)
    assert officer.locator('div[name=harmed_party_ids]').count() == 0
    officer.click('button[name=action_ask_emergency]')
    officer.check('.modal input[type=radio] >> nth=0')
    officer.fill('.modal div[name=explanation] textarea', "Somebody called about a threat, today.")
    picture(officer, 'emergency-ask')
    officer.click('.modal button:has-text("Ask for access")')
    officer.wait_for_selector('.alert:has-text("Another privacy officer or a manager decides")')
    assert officer.locator('button[name=action_approve]:visible').count() == 0
    picture(officer, 'emergency-asked')

    second = person('b_second')
    second.goto(f'{office.base_url}/odoo/emergency-access')
    second.wait_for_selector('.o_data_row:has-text("Pia Example")')
    picture(second, 'emergency-list')
    second.click('.o_data_row:has-text("Pia Example") td[name=code]')
    second.wait_for_selector('button[name=action_approve]')
    picture(second, 'emergency-decide')
    second.click('button[name=action_approve]')
    second.wait_for_selector('button[name=action_end]')

    open_case(officer, office, case_id)
    officer.wait_for_selector(HOLDER)
    picture(officer, 'emergency-case')
    assert officer.locator('.o_statusbar_status button:not([disabled])').count() == 0
    officer.click('div[name=harmed_party_ids] .o_kanban_record:not(.o_kanban_ghost)')
    officer.wait_for_selector('.o_form_view div[name=full_name]')
    officer.wait_for_selector(HOLDER)
    assert "Canary Emergency" in officer.inner_text('div[name=full_name]')
    picture(officer, 'emergency-person')
    officer.go_back()
    officer.wait_for_selector('div[name=harmed_party_ids]')

    mediator = person('b_mediator')
    mediator.goto(f'{office.base_url}/odoo/my-cases/{case_id}')
    mediator.wait_for_selector(MEMBER)
    mediator.click('.o_notebook a:has-text("Emergency access")')
    picture(mediator, 'emergency-member')

    officer.click(f'{HOLDER} button:has-text("End it now")')
    officer.wait_for_selector(HOLDER, state='detached')
    officer.wait_for_selector('div[name=harmed_party_ids]', state='detached')
    assert "Canary Emergency" not in officer.content()
    mediator.reload()
    mediator.wait_for_selector('.o_form_view .o_statusbar_status')
    # The web client shows what it has kept first, and then what the server says.
    mediator.wait_for_selector(MEMBER, state='hidden')
