"""What a mediator does most often takes a few clicks."""

from contextlib import contextmanager

SEEN = """
case = env['mediation.case'].search([('mediator_id.login', '=', 'b_mediator'),
                                     ('phase', '=', {phase!r})], limit=1)
print('FOUND', case.id, len(case.session_ids), sum(case.session_ids.mapped('minutes')))
"""


class Hand:
    """Counts what a person does; each click, each field filled in is one."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def click(self, selector):
        self.count += 1
        self.page.locator(selector).first.click()

    def fill(self, selector, text):
        self.count += 1
        self.page.locator(selector).first.fill(text)


def case_in(office, phase):
    output = office.shell(SEEN.format(phase=phase))
    line = next(line for line in output.splitlines() if line.startswith('FOUND'))
    return [int(number) for number in line.split()[1:]]


def add_letters(office, case_id):
    """Everybody in this case accepts letters too, and the mediator gives the go."""
    office.shell(
        f"case = env['mediation.case'].browse({case_id})\n"
        "letter = env.ref('herstelbemiddeling.mediation_contact_mode_letter')\n"
        "case.party_ids.contact_mode_ids |= letter\n"
        "contact = env['mediation.contact'].create({'case_id': case.id,"
        " 'party_ids': case.party_ids.ids, 'contact_mode_id': letter.id})\n"
        "contact._set_go(env.cr.now(), case.mediator_id)\n"
    )


@contextmanager
def opened(person, office, case_id):
    page = person('b_mediator')
    page.goto(f'{office.base_url}/odoo/mediation.case/{case_id}')
    page.wait_for_selector('.o_form_view .o_notebook')
    yield page, Hand(page)
    assert not page.locator('.o_error_dialog').count()


def test_a_call_is_logged_from_the_case_in_four_steps_at_most(person, office):
    case_id, talks, minutes = case_in(office, 'intake')
    with opened(person, office, case_id) as (page, hand):
        hand.click('button[name=action_log_call]')
        hand.fill('.modal .o_field_widget[name=minutes] input', '7')
        hand.click('.modal button[name=action_reached]')
        page.wait_for_selector('.modal', state='detached')
        assert hand.count <= 4
    assert case_in(office, 'intake') == [case_id, talks + 1, minutes + 7]


def test_a_call_is_logged_from_the_card_of_a_person(person, office):
    case_id, talks, _minutes = case_in(office, 'contact')
    with opened(person, office, case_id) as (page, hand):
        hand.click('.o_kanban_record button[name=action_log_call]')
        page.wait_for_selector('.modal .o_field_widget[name=party_id] input')
        assert page.locator('.modal .o_field_widget[name=party_id] input').input_value()
        hand.click('.modal button[name=action_not_reached]')
        page.wait_for_selector('.modal', state='detached')
        assert hand.count <= 4
    assert case_in(office, 'contact')[1] == talks + 1


def test_a_message_goes_from_words_to_no_reply(person, office):
    case_id, _talks, _minutes = case_in(office, 'contact')
    add_letters(office, case_id)
    with opened(person, office, case_id) as (page, hand):
        hand.click('.nav-link[name=contacts]')
        hand.click('button[name=action_write_message]')
        for name in ('sender_id', 'recipient_id'):
            hand.click(f'.modal .o_field_widget[name={name}] input')
            index = 0 if name == 'sender_id' else 1
            page.locator('.o-autocomplete--dropdown-item a').nth(index).click()
        hand.fill('.modal .o_field_widget[name=body] textarea', "Canary words")
        hand.click('.modal .o_form_button_save')
        page.wait_for_selector('.modal', state='detached')
        for step in ('read_back', 'release', 'wants_it', 'deliver', 'no_reply'):
            card = f'.o_kanban_record button[name=action_{step}]'
            page.wait_for_selector(card)
            hand.click(card)
        page.wait_for_selector('.o_kanban_record :text("No reply wanted")')
