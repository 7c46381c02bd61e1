"""The audit trail on the screen: of a case, of a person, and all of it for the privacy officer."""

from .office import PASSWORD, log_in

PREPARE = """
env['res.users'].create({
    'name': "Pia Example", 'login': 'b_officer', 'email': 'b_officer@example.org',
    'lang': 'en_US', 'notification_type': 'inbox',
    'password': %r, 'group_ids': [(6, 0, [
        env.ref('base.group_user').id, env.ref('herstelbemiddeling.group_privacy_officer').id,
    ])],
})
case = env['mediation.case'].search(
    [('mediator_id.login', '=', 'b_mediator'), ('phase', '=', 'intake')], limit=1
)
party = env['mediation.party'].create({'case_id': case.id, 'side': 'harmed'})
from odoo.addons.herstelbemiddeling.audit import note
note(env(user=case.mediator_id, su=False), 'opened', party)
print('CODES', case.name, party.code)
"""


def test_who_looked_is_seen_by_the_mediator_and_the_privacy_officer(person, office):
    output = office.shell(PREPARE % PASSWORD)
    line = next(line for line in output.splitlines() if line.startswith('CODES '))
    case, party = line.split()[1:]

    mediator = person('b_mediator')
    mediator.click(f'.o_kanban_record:has-text("{case}")')
    mediator.click('.o_form_view .o_statusbar_buttons button:has-text("Who looked")')
    mediator.wait_for_selector('.o_last_breadcrumb_item:has-text("Who looked")')
    row = mediator.locator(f'.o_data_row:has-text("{party}")').first
    assert "Mira Example" in row.inner_text()
    assert "Opened" in row.inner_text()
    mediator.go_back()
    mediator.click(f'div[name=harmed_party_ids] .o_kanban_record:has-text("{party}")')
    mediator.click('.o_statusbar_buttons button:has-text("Who looked at this person")')
    mediator.wait_for_selector(f'.o_data_row:has-text("{party}")')

    officer = person()
    log_in(officer, office.base_url, 'b_officer')
    officer.click('.o_menu_sections >> text="Audit trail"')
    officer.wait_for_selector(f'.o_data_row:has-text("{case}")')
    officer.click('.o_searchview_dropdown_toggler')
    for name in ("Today", "Out of office hours", "Refused"):
        officer.click(f'.o_filter_menu >> text="{name}"')
        officer.wait_for_timeout(300)
    assert not officer.locator('.o_error_dialog').count()
    officer.click('.o_group_by_menu >> text="Day"')
    officer.wait_for_timeout(500)
    assert not officer.locator('.o_error_dialog').count()
