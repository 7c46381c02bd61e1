"""An office to look into: colleagues who can log in and cases that are under way."""

import secrets

PASSWORD = secrets.token_urlsafe(12)
LOGINS = ('b_desk', 'b_mediator', 'b_other', 'b_manager', 'b_supervisor', 'b_guard')
BOARD_SCRIPT = """
users = {}
for login, name, role in (
    ('b_desk', "Desk Example", 'desk'),
    ('b_mediator', "Mira Example", 'mediator'),
    ('b_other', "Other Example", 'mediator'),
    ('b_manager', "Max Example", 'manager'),
    ('b_supervisor', "Sue Example", 'supervisor'),
    ('b_guard', "Otis Example", 'privacy_officer'),
):
    users[login] = env['res.users'].create({
        'name': name, 'login': login, 'email': f'{login}@example.org', 'lang': 'en_US',
        'notification_type': 'inbox',
        'group_ids': [(6, 0, [
            env.ref('base.group_user').id, env.ref(f'herstelbemiddeling.group_{role}').id,
        ])],
    })
region = env.ref('herstelbemiddeling.mediation_region_utrecht')
env['mediation.mediator'].create({
    'user_id': users['b_mediator'].id, 'region_ids': region.ids, 'capacity': 100,
})
languages = env['res.lang'].search([('code', 'in', ('nl_NL', 'en_US'))])
dutch = languages.filtered(lambda lang: lang.code == 'nl_NL')
env['website'].search([]).write({'language_ids': languages.ids, 'default_lang_id': dutch.id})
env.company.write({'name': "Herstelbemiddeling Voorbeeld", 'phone': '085 000 0000'})
offences = env['mediation.offence'].search([])
modes = env['mediation.contact.mode'].search([])
for index, stage in enumerate(env['mediation.stage'].search([('phase', '!=', 'closed')])):
    for number in range(3 - index // 2):
        side = 'harmed' if (index + number) % 2 else 'responsible'
        case = env['mediation.case'].create({
            'initiator_side': side,
            'mediator_id': users['b_other' if number % 2 else 'b_mediator'].id,
            'offence_id': offences[(index + number) % len(offences)].id,
            'region_id': region.id,
            'contact_mode_ids': modes[number].ids if index > 1 else [],
            'priority': '1' if index == number == 2 else '0',
        })
        env['mediation.party'].create([
            {'case_id': case.id, 'side': party, 'is_initiator': party == side}
            for party in ('harmed', 'responsible')
        ])
        env['mediation.demo']._take(case, stage.phase, 11 * number + index)
"""


def open_office(served):
    """Make the colleagues and cases in the served database."""
    served.shell(BOARD_SCRIPT)
    served.set_passwords(dict.fromkeys(LOGINS, PASSWORD))


def log_in(page, base_url, login):
    page.goto(f'{base_url}/web/login')
    page.fill('input[name=login]', login)
    page.fill('input[name=password]', PASSWORD)
    page.press('input[name=password]', 'Enter')
    page.wait_for_selector('.o_web_client')
    page.wait_for_selector('.o_view_controller')
