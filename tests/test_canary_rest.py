"""What is left at the end of the day, in the hands of somebody who is not in the house.

A control word that an administrator leaves in each of these places on purpose is found by the same
search; else it would prove nothing that the canaries are not.
"""

import base64
import json
import os

import pytest
from toolbox import sql
from toolbox.odoo import MASTER_KEY

from .canaries import encoded
from .canary_outsiders import Administrator
from .canary_remains import KEYS, dump, files_of, logs, restore, rows, tables

CONTROL = 'Controlewoordvandebeheerder'
LEAVE_A_CONTROL = f"""
env['res.partner'].create({{'name': '{CONTROL}'}})
env['ir.attachment'].create({{'name': 'control.txt', 'raw': b'{CONTROL}' * 100}})
env['mail.mail'].create({{
    'subject': 'Control', 'body_html': '<p>{CONTROL}</p>', 'email_to': 'control@example.org',
}})
_logger.warning('{CONTROL}')
env.cr.execute("DO $$ BEGIN RAISE LOG '{CONTROL}'; END $$")
"""
OPEN_EVERYTHING = """
import json
from odoo.addons.herstelbemiddeling.sealed import IntegrityError, inspection

def look():
    mediator = env['res.users'].search([('login', '=', 'canary_mediator')])
    parties = env(user=mediator)['mediation.party'].search([])
    parties.invalidate_recordset()
    shown = refused = 0
    for party in parties:
        try:
            shown += bool(party.full_name)
        except IntegrityError:
            refused += 1
    opened, troubles = inspection.check(env)
    return {'opened': opened, 'troubles': len(troubles), 'shown': shown, 'refused': refused}

without = look()
for row in KEYS:
    columns = ', '.join(row)
    env.cr.execute(f'INSERT INTO sealed_key ({columns}) VALUES %s', [tuple(row.values())])
print('LOOKED', json.dumps({'without': without, 'with': look()}))
"""


@pytest.fixture(scope='module')
def evening(canary_day, crawls):
    """The day when all have gone home, the mails are sent, and a control lies about."""
    canaries = canary_day.canaries
    canaries.add_secret('the control', CONTROL.encode(), *encoded(CONTROL.encode()))
    for number, line in enumerate(MASTER_KEY.read_text(encoding='ascii').split()):
        text = line.rpartition(':')[2]
        key = base64.b64decode(text)
        canaries.add_secret(f'master key {number}', key, text.encode(), *encoded(key))
    administrator = Administrator(canary_day)
    assert 'error' not in administrator.run(LEAVE_A_CONTROL)
    for module, job in (
        ('herstelbemiddeling', 'ir_cron_announce_registrations'),
        ('mail', 'ir_cron_mail_scheduler_action'),
    ):
        queue = administrator.find(module, job)
        administrator.client.do('ir.cron', 'method_direct_trigger', [queue])
    return canary_day


@pytest.fixture(scope='module')
def dumped(evening):
    return dump(evening.database)


def test_nobody_is_in_the_dump(evening, dumped):
    found = {table: evening.canaries.found_in(data) for table, data in tables(dumped)}
    assert found['res_partner'] == {'the control'}
    assert {table: names for table, names in found.items() if names - {'the control'}} == {}
    assert evening.canaries.found_in(dumped) == {'the control'}


def test_every_value_of_a_sealed_column_is_sealed(evening, dumped):
    for model, fields in evening.sealed.items():
        values = [row[name] for row in rows(dumped, model.replace('.', '_')) for name in fields]
        values = [value for value in values if value is not None]
        assert values, model
        assert [value for value in values if not value.startswith('hb1.')] == []


def test_nobody_is_in_the_files(evening):
    files = files_of(evening.database)
    found = {path: evening.canaries.found_in(data) for path, data in files.items()}
    with_control = [path for path, names in found.items() if names == {'the control'}]
    assert len(with_control) == 1
    assert [(path, names) for path, names in found.items() if names - {'the control'}] == []
    sessions = [data for path, data in files.items() if 'sessions' in path.parts]
    assert any(b'canary_desk' in data for data in sessions)


def test_nobody_is_in_a_log(evening):
    found = {name: evening.canaries.found_in(data) for name, data in logs(evening.served).items()}
    assert found.pop('shell') == set()
    assert found.pop('server') == {'the control'}
    if os.environ['HERSTEL_SERVER'] == 'private':
        assert found.pop('PostgreSQL') == {'the control'}


def test_nobody_is_in_a_mail(evening):
    mails = evening.sink.texts()
    assert evening.canaries.found_in(mails) == {'the control'}
    for notice in (b'A new registration', b'A case is offered to you'):
        assert notice in mails


def test_a_dump_without_the_keys_opens_nothing_although_the_master_key_is_there(evening):
    odoo, database = evening.served.odoo, f'{evening.database}_restored'
    restore(odoo, dump(evening.database, f'--exclude-table-data={KEYS}'), database)
    try:
        keys = [row for row in rows(dump(evening.database), KEYS) if row['wrapped']]
        script = f'KEYS = {[without_id(row) for row in keys]!r}\n{OPEN_EVERYTHING}'
        log = evening.served.log.with_name(f'{database}-shell.log')
        looked = json.loads(odoo.shell(database, script, log).partition('LOOKED ')[2])
    finally:
        sql.drop_database(odoo.python, odoo.server.variables, database)
    without, with_keys = looked['without'], looked['with']
    assert (without['opened'], without['shown']) == (0, 0)
    # With the keys beside it again, all of it opens.
    assert (with_keys['troubles'], with_keys['refused']) == (0, 0)
    assert with_keys['opened'] == without['troubles'] > 0
    assert with_keys['shown'] == without['refused'] > 0


def without_id(row):
    return {name: text for name, text in row.items() if name != 'id'}
