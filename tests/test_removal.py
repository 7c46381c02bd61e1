"""Uninstalling: what is lost is said first, and afterwards there is nothing left of it.

A real server and a database of its own, with people in it; over HTTP, as the web client asks.
"""

import pytest
import requests
from toolbox import settings

from odoo.sql_db import close_db

from .canaries import Canaries
from .canary_remains import dump
from .conftest import Served
from .removal_common import Administrator, differences, here, inventory, of_test, run, template

PASSWORD = 'an administrator, for once'
FILL = """
from odoo import Command
def colleague(role):
    group = env.ref(f'herstelbemiddeling.group_{role}')
    return env['res.users'].with_context(no_reset_password=True).create({
        'name': f'Colleague {role}', 'login': f'removal_{role}',
        'email': f'removal_{role}@example.org', 'group_ids': [Command.link(group.id)],
    })
desk, mediator = colleague('desk'), colleague('mediator')
officer, manager = colleague('privacy_officer'), colleague('manager')
told = env['mediation.registration'].create(PARAMETERS['told'])
other = env['mediation.registration'].create(PARAMETERS['told'])
case = told.with_user(desk)._make_case()
case.with_user(desk)._offer_to(mediator)
case.with_user(mediator).action_accept()
env.flush_all(); env.invalidate_all()
party = case.with_user(mediator).party_ids.filtered('is_initiator')
env['mediation.session'].with_user(mediator).create({
    'case_id': case.id, 'party_ids': [Command.set(party.ids)], 'kind': 'intake', 'state': 'planned',
    'date_start': '2035-01-02 10:00:00', 'minutes': 60,
})
case.with_user(mediator).activity_schedule('herstelbemiddeling.mail_activity_type_look_again')
env['ir.filters'].create({'name': 'Mine', 'model_id': 'mediation.case', 'domain': '[]'})
env['ir.actions.act_window'].create({'name': 'By hand', 'res_model': 'mediation.case'})
env['ir.config_parameter'].set_param('herstelbemiddeling.by_hand', '1')
page = env.ref('herstelbemiddeling.website_page_rules_page').view_id
page.with_context(website_id=env['website'].search([], limit=1).id).write({'arch': page.arch})
env['ir.default'].set('mediation.case', 'priority', '1')
holds = env['mediation.retention.hold'].with_user(officer)
holds.create({'code': case.name, 'reason': 'court'})
env['res.users'].browse(2).password = PARAMETERS['password']
print('RESULT', json.dumps({'codes': [case.name, told.code, party.code, other.code]}))
"""
END_THE_HOLD = """
env['mediation.retention.hold'].search([]).write({'state': 'ended'})
"""
# What stays is of colleagues, who stay; of what they were told, which names nothing and nobody; and
# of Odoo's own machine room.
COLLEAGUES = (
    'digest_digest_res_users_rel discuss_channel_member ir_attachment res_company_users_rel'
    ' res_device_log res_partner res_users res_users_log res_users_settings'
)
NOTICES = (
    'mail_mail mail_mail_res_partner_rel mail_message mail_message_res_partner_rel'
    ' mail_notification'
)
MACHINE_ROOM = (
    'base_module_uninstall base_module_uninstall_ir_module_module_rel bus_bus ir_cron_trigger'
    ' orm_signaling_default orm_signaling_registry orm_signaling_stable'
)
STAYS = {f'+ rows: {table}' for table in f'{COLLEAGUES} {NOTICES} {MACHINE_ROOM}'.split()} | {
    *(
        f'+ file: image_{size} res.partner image_{size} None'
        for size in (128, 256, 512, 1024, 1920)
    ),
    # What kept Odoo from talking to the outside stays, until somebody wants it otherwise.
    '+ parameter: mail.link_preview_throttle',
    '+ rows: ir_config_parameter',
}
MODULES = ('herstelbemiddeling', 'website')


@pytest.fixture(scope='module')
def removal():
    """A database with people in it, served, and its administrator at the web client."""
    odoo, databases = here()
    source = of_test()
    close_db(source)  # a database that somebody is connected to cannot be copied
    served = Served(f'{source}_removal')
    databases.copy(source, served.database)
    served.databases = databases
    served.canaries = Canaries(('told',))
    told = {
        'registrant_kind': 'self',
        'side': 'harmed',
        'full_name': served.canaries.text('told', 'full_name'),
        'email_address': served.canaries.email('told', 'email_address'),
        'story': served.canaries.text('told', 'story'),
    }
    served.made = run(odoo, served.database, FILL, told=told, password=PASSWORD)
    served.start()
    served.administrator = Administrator(served, 'admin', PASSWORD)
    try:
        yield served
    finally:
        served.stop()
        close_db(served.database)
        databases.drop(served.database)


@pytest.fixture(scope='module')
def gone(removal, administrator):
    """It was uninstalled, by the dialog and with the name of the database."""
    removal.shell(END_THE_HOLD)
    answer = dialog(removal, typed=removal.database, press=True)
    assert 'result' in answer, answer
    if 'herstelbemiddeling_audit' in schemas(removal):
        # As the dialog has said: a trail that Odoo cannot change, it cannot remove either.
        removal.trail_stayed = True
        assert removal.query('SELECT count(*) FROM herstelbemiddeling_audit.entry')[0][0]
        administrator('DROP SCHEMA herstelbemiddeling_audit CASCADE', database=removal.database)
    return removal


def dialog(removal, typed='', press=False, module='herstelbemiddeling'):
    """Open the dialog of an app, type, and perhaps press the button; return the last answer."""
    call = removal.administrator.call
    (found,) = call('ir.module.module', 'search', [('name', '=', module)])['result']
    made = call(
        'base.module.uninstall', 'web_save', [],
        {'mediation_confirmation': typed, 'module_ids': [[4, found]]},
        specification={name: {} for name in fields(removal)},
    )  # fmt: skip
    if not press:
        return made['result'][0]
    return call('base.module.uninstall', 'action_uninstall', [made['result'][0]['id']])


def fields(removal):
    found = removal.administrator.call('base.module.uninstall', 'fields_get')['result']
    return [name for name in found if name.startswith('mediation_')]


def state(removal):
    rows = removal.query("SELECT state FROM ir_module_module WHERE name = 'herstelbemiddeling'")
    return rows[0][0]


def schemas(served):
    return {name for (name,) in served.query('SELECT nspname FROM pg_namespace')}


def refused(answer):
    """Return the sentence that somebody gets to read."""
    return answer['error']['data']['message']


def test_the_dialog_says_beforehand_how_much_is_lost_and_of_whom_nothing(removal):
    said = dialog(removal)
    assert said['mediation_is_removed']
    assert said['mediation_is_in_use']
    counted = {
        'registration': 2, 'case': 1, 'party': 2, 'letter': 0, 'complaint': 0, 'period': 0,
        'certificate': 0, 'hold': 1,
    }  # fmt: skip
    assert {name: said[f'mediation_{name}_count'] for name in counted} == counted
    assert said['mediation_audit_count'] > 3
    assert not removal.canaries.found_in(str(said).encode())
    assert not any(code in str(said) for code in removal.made['codes'])


def test_another_app_says_nothing_and_the_website_that_takes_it_along_says_it(removal):
    assert not dialog(removal, module='rpc')['mediation_is_removed']
    assert dialog(removal, module='website')['mediation_is_removed']


def test_a_legal_hold_stands_in_the_way_whatever_is_typed(removal):
    assert 'legal hold' in refused(dialog(removal, typed=removal.database, press=True))
    assert state(removal) == 'installed'


@pytest.mark.parametrize('module', MODULES)
def test_over_rpc_it_takes_the_name_of_the_database_as_well(removal, module):
    removal.query("UPDATE mediation_retention_hold SET state = 'ended' RETURNING id")
    call = removal.administrator.call
    (found,) = call('ir.module.module', 'search', [('name', '=', module)])['result']
    for method, *args in (
        ('button_immediate_uninstall',),
        ('button_uninstall',),
        ('module_uninstall',),
        ('write', {'state': 'to remove'}),
        ('write', {'state': 'uninstalled'}),
    ):
        if module != 'herstelbemiddeling' and method in ('write', 'module_uninstall'):
            continue  # takes nothing along with it
        assert removal.database in refused(call('ir.module.module', method, [found], *args))
        assert state(removal) == 'installed', method
    assert removal.database in refused(dialog(removal, 'something', press=True, module=module))
    assert state(removal) == 'installed'


def test_nothing_is_left_of_it(gone):
    _odoo, databases = here()
    left = differences(inventory(template(databases)), inventory(gone.database))
    left = [line for line in left if line not in STAYS]
    assert not left, '\n'.join(left)


def test_no_word_and_no_code_of_anybody_is_left_in_a_dump(gone):
    dumped = dump(gone.database)
    assert gone.canaries.found_in(dumped) == set()
    assert [code for code in gone.made['codes'] if code.encode() in dumped] == []


def test_no_file_is_left_of_it(gone):
    gone.shell("env['ir.attachment']._gc_file_store()")
    stored = {name for (name,) in gone.query('SELECT store_fname FROM ir_attachment')}
    folder = settings.DATA / 'filestore' / gone.database
    files = {str(path.relative_to(folder)) for path in folder.rglob('*/*') if path.is_file()}
    assert {name for name in files if not name.startswith('checklist')} <= stored


def test_odoo_goes_on_without_it(gone):
    for path in ('/', '/web/login', '/contactus'):
        assert requests.get(gone.base_url + path, timeout=120).status_code == 200
    away = requests.get(f'{gone.base_url}/herstelbemiddeling/aanmelden', timeout=120)
    assert away.status_code == 404
    assert requests.get(f'{gone.base_url}/herstelbemiddeling', timeout=120).status_code == 404
    assert 'result' in gone.administrator.call('res.users', 'web_search_read', [], {'login': {}})


def test_it_can_be_installed_again(gone):
    gone.stop()
    close_db(gone.database)
    log = settings.LOGS / f'{gone.database}-again.log'
    assert gone.databases.install_addon(gone.database, log) == []
    gone.start()
    form = requests.get(f'{gone.base_url}/herstelbemiddeling/aanmelden', timeout=120)
    assert form.status_code == 200
    assert gone.query('SELECT count(*) FROM mediation_case') == [(0,)]
