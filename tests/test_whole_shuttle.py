"""A whole case in the browser: messages passed on, until one of the two stops."""

from .journey import start_case


def test_a_withdrawal_ends_a_shuttle_and_all_that_is_planned(person, office):
    case = start_case(person, office.base_url, 'harmed', "Canary Pendel-Verzonnen")
    case.take_in()
    case.approach()
    case.prepare("Shuttle")
    case.write_down('harmed', "Canary vraag")
    case.step('wants_it', 'deliver')
    answer(case, "Canary antwoord")
    plan_a_talk(case, 'harmed')
    stop(case, 'responsible')

    assert [row['state'] for row in case.rows('mediation.contact', 'state')] == ['called_off']
    messages = case.rows('mediation.message', 'state', 'body')
    assert {row['body']: row['state'] for row in messages} == {
        "Canary vraag": 'delivered',
        "Canary antwoord": 'withheld',
    }
    assert 'planned' not in {row['state'] for row in case.rows('mediation.session', 'state')}
    assert len(case.rows('mediation.delivery', 'code')) == 1

    case.close_case("Other party withdrew after agreeing")
    closed = case.case('phase', 'ended_by', 'closed_from_phase')
    assert (closed['phase'], closed['ended_by']) == ('closed', 'other_party')
    assert closed['closed_from_phase'] == 'contact'


def answer(case, words):
    """What the other one says goes back, as far as it was let go: nobody has heard it yet."""
    case.step('write_answer')
    case.dialog().locator('[name=body] textarea').fill(words)
    case.close_with('button[name=action_read_back]')
    case.step('release')
    case.page.wait_for_selector(':text("the recipient has not been asked yet")')


def plan_a_talk(case, side):
    case.page.click('button[name=action_plan_talk]')
    case.dialog().locator('[name=party_ids] input').click()
    code = case.party(side, 'code')['code']
    case.page.click(f'.o-autocomplete--dropdown-item:has-text("{code}")')
    case.save()
    assert 'planned' in {row['state'] for row in case.rows('mediation.session', 'state')}


def stop(case, side):
    """One of the two stops: said once, and everything ends."""
    case.card(side).locator('button[name=action_withdraw]').click()
    case.close_with('button[name=action_withdraw]')
    case.card(side).locator('.badge:has-text("Withdrew")').wait_for()
