"""The steps of a whole mediation as people take them in the browser: by clicking, nothing else.

Each step waits for what its screen has to show, so that the next one begins as soon as it can.
"""

import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

NAME = "Canary Browser-Verzonnen"
PICTURES = ('who', 'person', 'reach', 'event')  # of the steps, for docs/FORM.md


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


def register(page, base_url, name=NAME, side='harmed'):
    """Go through the pages of the form as somebody on this side; return the receipt."""
    page.goto(f'{base_url}/en/herstelbemiddeling/aanmelden')
    chosen = {'registrant_kind': 'self', 'side': side, 'contact_preference': 'email'}
    typed = {
        'full_name': name,
        'email_address': f'{name.split()[-1].lower()}@example.org',
        'hopes': "I would like to know why.",
    }
    step = page.input_value('input[name=step]')
    while step != 'check':
        for field, value in chosen.items():
            for choice in page.locator(f'input[name={field}][value={value}]').all():
                choice.check()
        for field, value in typed.items():
            for box in page.locator(f'input[name={field}], textarea[name={field}]').all():
                box.fill(value)
        if step in PICTURES:
            page.evaluate('scrollTo(0, 0)')
            picture(page, f'form-{step}', width=300)
        page.click('button[name=go][value=next]')
        page.wait_for_selector(f'input[name=step]:not([value={step}])', state='attached')
        step = page.input_value('input[name=step]')
    picture(page, f'form-{step}', width=300)
    page.check('input[name=privacy_read]')
    page.click('button[name=go][value=send]')
    receipt = page.wait_for_selector('.receipt').inner_text()
    picture(page, 'form-receipt', width=300)
    return receipt


def make_case(page, name=NAME):
    """The desk opens the new registration and offers the case; return the code of the case."""
    assert page.url.endswith('/odoo/registrations')
    page.click('.o_kanban_group:first-child .o_kanban_record')
    page.wait_for_selector('.o_form_view')
    assert page.input_value('div[name=full_name] input') == name
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


def accept(page, code):
    """The mediator opens the case that was offered and accepts it."""
    assert page.url.endswith('/odoo/my-cases')
    card = f'.o_kanban_record:has-text("{code}")'
    assert "Offered to you" in page.inner_text(card)
    page.click(card)
    page.click('button[name=action_accept]')
    page.click('.modal:has-text("no conflict of interest") button:has-text("I declare this")')
    page.wait_for_selector('button[name=action_accept]', state='detached')
    page.wait_for_selector('.o_form_view div[name=harmed_party_ids] .o_kanban_record')


def start_case(person, base_url, side, name):
    """From the public form to a case that the mediator has accepted; return its page."""
    register(person(width=480, height=900), base_url, name, side)
    code = make_case(person('b_desk'), name)
    page = person('b_mediator')
    accept(page, code)
    return CasePage(page, code, initiator=side)


class CasePage:
    """The page of one case before its mediator, who does what the buttons there say."""

    def __init__(self, page, code, initiator):
        self.page = page
        self.code = code
        self.initiator = initiator
        self.other = 'responsible' if initiator == 'harmed' else 'harmed'
        self.sides = (initiator, self.other)

    # What stands on the page

    def card(self, side):
        return self.page.locator(f'div[name={side}_party_ids] .o_kanban_record').first

    def dialog(self):
        return self.page.locator('.modal').last

    def party(self, side, *names):
        """Return what the server says of the one person on a side."""
        domain = [['case_id.name', '=', self.code], ['side', '=', side]]
        return call(self.page, 'mediation.party', 'search_read', domain, names)['result'][0]

    def case(self, *names):
        domain = [['name', '=', self.code]]
        return call(self.page, 'mediation.case', 'search_read', domain, names)['result'][0]

    def rows(self, model, *names):
        domain = [['case_id.name', '=', self.code]]
        return call(self.page, model, 'search_read', domain, names)['result']

    # How one goes on from there

    def do_with(self, side, words):
        """Click what is to be done now with the person on this side."""
        self.card(side).locator(f'button[name=action_do_next]:has-text("{words}")').click()
        self.dialog().wait_for()

    def do_now(self, words):
        """Click what is to be done now for the contact."""
        self.page.click(f'.alert button[name=action_do_next]:has-text("{words}")')

    def choose(self, name, label):
        """Choose one of the answers that stand there."""
        answers = self.dialog().locator(f'[name={name}] .form-check')
        answer = answers.filter(has_text=label).first.locator('input')
        answer.check()

    def select(self, name, label):
        """Choose from a list that opens when it is clicked."""
        field = self.dialog().locator(f'.o_field_widget[name={name}] input')
        field.click()
        self.page.locator(f'.o_select_menu_item:has-text("{label}")').first.click()
        expect(field).to_have_value(label)

    def close_with(self, selector):
        """Click the button that ends the dialog, and wait until it is gone."""
        self.dialog().locator(selector).click()
        self.page.wait_for_selector('.modal', state='detached')

    def save(self):
        self.close_with('.o_form_button_save')

    def step(self, *names):
        """Take these steps of a letter or message, each with the button on its card."""
        for name in names:
            self.page.click(f'div[name=mediation_message_ids] button[name=action_{name}]')

    def open_tab(self, name):
        self.page.click(f'.nav-link[name={name}]')

    def move_on(self, stage):
        self.page.click('button[name=action_move_on]')
        self.page.wait_for_selector(f'.o_arrow_button_current:has-text("{stage}")')

    # The phases, each until its gate is open

    def inform(self, side):
        self.do_with(side, "Information given")
        self.close_with('button:has-text("Given")')

    def consent(self, side, words="Record consent"):
        self.do_with(side, words)
        self.close_with('button:has-text("Record")')

    def take_in(self):
        """The initiator is informed, the intake is planned and held, and contact still wanted."""
        self.inform(self.initiator)
        self.move_on("Intake")
        self.do_with(self.initiator, "Plan the intake")
        self.save()
        self.do_with(self.initiator, "The talk was held")
        self.close_with('button[name=action_save]')
        self.consent(self.initiator, "Is contact still wanted?")
        self.move_on("Approach")

    def note_other(self, name, phone):
        """The mediator has found out who the other party is, and notes it on that page."""
        self.card(self.other).locator('.fw-bold').click()
        self.page.wait_for_selector('.o_form_view div[name=full_name]')
        self.page.fill('div[name=full_name] input', name)
        self.page.fill('div[name=phone_number] input', phone)
        self.page.click('.o_form_button_save')
        self.page.wait_for_selector('.o_form_button_save', state='hidden')
        self.page.click(f'.o_breadcrumb a:has-text("{self.code}"), .o_back_button')
        self.card(self.other).wait_for()

    def approach(self, name="Canary Andere-Verzonnen", phone='06 00000000'):
        """The other party is called, wants to talk, and both agree to take part."""
        self.note_other(name, phone)
        self.do_with(self.other, "Approach")
        self.select('channel', "Phone")
        self.close_with('button[name=action_wants_talk]')
        self.inform(self.other)
        for side in self.sides:
            self.consent(side)
        self.move_on("Preparation")

    def prepare(self, mode):
        """Each side says what it accepts, is prepared and assessed; then the mediator's go."""
        for side in self.sides:
            self.do_with(side, "Which form of contact?")
            self.choose('contact_mode_ids', mode)
            self.save()
            self.do_with(side, "Plan the preparation")
            self.dialog().locator('button:has-text("It was held already")').click()
            self.close_with('button[name=action_save]')
            self.assess(side)
        self.do_now("Prepare a contact")
        self.choose('contact_mode_id', mode)
        self.save()
        self.do_now("Give my go")
        self.move_on("Contact")

    def assess(self, side):
        self.do_with(side, "Assess")
        self.choose('facts_acknowledged', "The basic facts are not disputed")
        self.choose('risk', "Low")
        self.choose('capacity', "Can take part")
        self.choose('conclusion', "Contact can go ahead")
        self.dialog().locator('button[name=action_lay_down]').click()
        self.close_with('.modal-footer button.btn-primary:has-text("Ok")')

    def write_down(self, side, words):
        """What somebody tells or writes is written down, read with them and let go."""
        self.do_now("Write down a message")
        for name, code in (
            ('sender_id', self.party(side, 'code')['code']),
            ('recipient_id', self.party(self.opposite(side), 'code')['code']),
        ):
            self.dialog().locator(f'[name={name}] input').click()
            self.page.click(f'.o-autocomplete--dropdown-item:has-text("{code}")')
        self.dialog().locator('[name=body] textarea').fill(words)
        self.close_with('button[name=action_read_back]')
        self.open_tab('contacts')
        self.step('release')

    def opposite(self, side):
        return self.other if side == self.initiator else self.initiator

    def close_case(self, outcome):
        self.page.click('button:has-text("Close the case")')
        self.dialog().locator('[name=outcome_id] input').click()
        self.page.click(f'.o-autocomplete--dropdown-item:has-text("{outcome}")')
        self.close_with('button[name=action_close]')
        self.page.wait_for_selector('.o_arrow_button_current:has-text("Closed")')
