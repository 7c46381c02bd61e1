"""What the desk does besides: asks something back, and brings in an old list."""

import base64
import re

CODE = '/en/herstelbemiddeling/code'
HIDDEN = re.compile(r'name="(token|submission_key)"[^>]*value="([^"]+)"')
RUN_IMPORTS = """
env['mediation.import']._run_imports()
print('IMPORTED', env['mediation.import'].search([], limit=1).registered_count)
"""


def ask_back(day, teller):
    """Ask for an address, and answer with the code of the receipt."""
    desk, registration = day['desk'], day.registrations[teller]
    dialog = desk.press('mediation.registration', 'action_ask', registration)['res_id']
    desk.save('mediation.ask', dialog, ask_address=True)
    desk.press('mediation.ask', 'action_ask', dialog)
    visitor = day.client()
    page = visitor.send('POST', CODE, data={'code': day.receipts[teller]}).text
    for go, answers in (
        ('ask_to_answer', {}),
        ('answer', {'answer_address': day.text(teller, 'answer')}),
    ):
        sent = {**dict(HIDDEN.findall(page)), 'go': go, **answers}
        answered = visitor.send('POST', CODE, data=sent)
        assert answered.status_code == 200, answered.text
        page = answered.text
    desk.open('mediation.registration', registration)


def bring_in_a_list(day, teller):
    """Two lines of one person: one comes in, and the other comes back."""
    name, phone = day.text(teller, 'full_name'), day.canaries.phone(teller, 'phone_number')
    rows = (
        'Aangemeld door;Kant;Naam;Telefoon;Verhaal',
        f'zelf;dader;{name};{phone};{day.text(teller, "story")}',
        f'zelf;{day.text(teller, "side")};{name};{phone};{day.text(teller, "hopes")}',
    )
    desk = day['desk']
    file = base64.b64encode('\n'.join(rows).encode()).decode()
    job = desk.save('mediation.import', False, file=file, takes='good')
    desk.press('mediation.import', 'action_check', job)
    desk.press('mediation.import', 'action_import', job)
    assert 'IMPORTED 1' in day.served.shell(RUN_IMPORTS)
    back = desk.get(f'/herstelbemiddeling/import/{job}')
    assert back.status_code == 200
    assert name in back.text
    found = desk.do('mediation.registration', 'search', [['full_name', '=', name]])
    [day.registrations[teller]] = found
    desk.open('mediation.registration', found[0])
