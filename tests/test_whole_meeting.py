"""A whole case in the browser: from the registration form to a meeting, and closed."""

from .journey import start_case


def test_a_case_goes_from_registration_by_a_meeting_to_closed(person, office):
    case = start_case(person, office.base_url, 'harmed', "Canary Gesprek-Verzonnen")
    case.take_in()
    case.approach()
    case.prepare("Meeting")
    case.do_now("Plan the meeting")
    case.dialog().locator('[name=place] input').fill("Canary buurthuis")
    case.save()
    case.do_now("The meeting was held")
    case.close_with('button[name=action_save]')
    case.move_on("Aftercare")
    agree(case)
    case.close_case("Direct contact completed")

    assert case.case('phase', 'ended_by', 'closed_from_phase') | {'id': 0} == {
        'id': 0,
        'phase': 'closed',
        'ended_by': 'contact',
        'closed_from_phase': 'aftercare',
    }
    talks = case.rows('mediation.session', 'kind', 'state', 'party_ids')
    held = sorted(talk['kind'] for talk in talks if talk['state'] == 'held')
    assert held == ['intake', 'meeting', 'preparation', 'preparation']
    aftercare = [talk for talk in talks if talk['state'] == 'planned']
    assert [talk['kind'] for talk in aftercare] == ['aftercare'] * 2, "one with each of them"
    contact = case.rows('mediation.contact', 'state', 'result')[0]
    assert (contact['state'], contact['result']) == ('completed', 'held')


def agree(case):
    """They have agreed on something, and the mediator writes it down."""
    case.open_tab('agreements')
    case.page.click('button[name=action_new_agreement]')
    case.dialog().locator('[name=description] textarea').fill("Canary belooft iets")
    for name, side in (('by_party_id', case.other), ('for_party_id', case.initiator)):
        case.dialog().locator(f'[name={name}] input').click()
        code = case.party(side, 'code')['code']
        case.page.click(f'.o-autocomplete--dropdown-item:has-text("{code}")')
    case.save()
    case.page.wait_for_selector('[name=agreement_ids] .o_data_row')
