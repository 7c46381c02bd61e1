"""The drill: a backup is made, people are erased, the backup is put back. Nobody comes back.

Real programs of PostgreSQL, real databases, the real start of the server, the real master key.
"""

import json
import os
import sys
from pathlib import Path

import pytest
from toolbox import settings, sql
from toolbox.console import Stop
from toolbox.database import Databases
from toolbox.odoo import Odoo

from odoo.sql_db import close_db

from .canaries import Canaries
from .canary_remains import dump, files_of, restore, tables

TELLERS = ('gone', 'declined', 'other', 'kept')
# Codes of who is erased, and no word of theirs, may stay in these.
FILL = """
from datetime import datetime
from odoo import Command
def told(values):
    return env['mediation.registration'].create({
        'registrant_kind': 'self', 'side': 'harmed', **values,
    })
group = [Command.link(env.ref(f'herstelbemiddeling.group_{role}').id)
         for role in ('desk', 'mediator', 'privacy_officer')]
users = [
    env['res.users'].with_context(no_reset_password=True).create({
        'name': f'Colleague {role}', 'login': f'drill_{role}', 'group_ids': [link],
    })
    for role, link in zip(('desk', 'mediator', 'officer'), group)
]
desk, mediator, officer = users
codes = {}
for teller in ('gone', 'kept'):
    told_one = told(PARAMETERS['told'][teller])
    case = told_one.with_user(desk)._make_case()
    case.sudo().write({'mediator_id': mediator.id})
    env.flush_all()
    env.invalidate_all()
    case = case.with_user(mediator)
    first = case.party_ids.filtered('is_initiator')
    other = case.party_ids - first
    other.write({'full_name': PARAMETERS['others'][teller]})
    env['mediation.note'].with_user(mediator).create(
        {'party_id': first.id, 'body': PARAMETERS['notes'][teller]}
    )
    codes[teller] = [case.name, first.code, other.code, told_one.code]
told_one = told({**PARAMETERS['told']['declined'], 'decision_note': 'Canary'})
told_one.with_user(desk).action_decline()
codes['declined'] = [told_one.code]
closed = env['mediation.stage'].search([('phase', '=', 'closed')], limit=1)
env.flush_all()
env.cr.execute(
    "UPDATE mediation_case SET stage_id = %s, phase = 'closed', date_closed = %s WHERE name = %s",
    [closed.id, datetime(2020, 1, 1), codes['gone'][0]],
)
for table in ('mediation_note', 'mediation_information', 'mediation_party'):
    env.cr.execute(f"UPDATE {table} SET create_date = '2020-01-01' FROM mediation_case c"
                   f" WHERE c.id = case_id AND c.name = %s", [codes['gone'][0]])
env.cr.execute("UPDATE mediation_registration SET date_received = '2020-01-01', date_decided ="
               " '2020-01-01' WHERE code = %s", codes['declined'])
print('RESULT', json.dumps(codes))
"""
ERASE = """
from odoo.addons.herstelbemiddeling.person import nobody
with nobody():
    env['mediation.retention.due']._erase_due()
print('RESULT', json.dumps(env['mediation.retention.certificate'].search([]).mapped('erased_code')))
"""
# The machine loses its power in the middle of the second one: it is in the list, and not committed.
ERASE_AND_DIE = """
import os
from odoo.addons.herstelbemiddeling.sealed import erased
append, count = erased.append, []
def append_and_die(entries):
    append(entries)
    count.append(1)
    if len(count) == 2:
        os._exit(9)
erased.append = append_and_die
env['mediation.retention.due']._erase_due()
"""
LOOK = """
from odoo.addons.herstelbemiddeling.sealed import blind, inspection, keys
opened = []
for model, fields in inspection.sealed_models(env).items():
    for batch in inspection.batches(env, model, fields):
        for record, row in batch:
            key = keys.find(env, [record._seal_owner()]).get(record._seal_owner())
            for field, value in zip(fields, row):
                if value is not None and key not in (None, keys.DESTROYED):
                    place = (record._name, record._seal_place(), field.name)
                    opened.append(key.open(value, place).decode(errors='replace'))
secret = keys.system_secret(env, 'blind index')
def is_found(mail):
    digest = blind.digest(secret, 'email', mail)
    return any(
        env[model].sudo().search_count([('email_address_index', '=', digest)])
        for model in ('mediation.registration', 'mediation.party')
    )
print('RESULT', json.dumps({
    'opened': opened,
    'troubles': inspection.check(env)[1],
    'found': {teller: is_found(mail) for teller, mail in PARAMETERS['mails'].items()},
    'certificates': env['mediation.retention.certificate'].search([]).mapped('ground'),
}))
"""


READ_THE_TRAIL = """
officer = env['res.users'].search([('login', '=', 'drill_officer')])
trail = env(user=officer)['mediation.audit'].search([('code', '=', PARAMETERS['code'])])
entries = trail.web_read({'verb': {}, 'case_id': {'fields': {'display_name': {}}}})
print('RESULT', json.dumps([[entry['verb'], entry['case_id']] for entry in entries]))
"""


class _Server:
    """The database server that ./dev/test named in this process's variables."""

    variables = {}


class _Odoo(Odoo):
    """Odoo with a list of erased keys of its own."""

    erased_list = None

    @property
    def environment(self):
        return {**super().environment, 'HERSTEL_ERASED_FILE': str(self.erased_list)}


class Drill:
    def __init__(self, name, folder):
        self.name, self.folder = name, folder
        self.odoo = _Odoo(Path(sys.prefix), _Server())
        self.odoo.erased_list = folder / 'erased'
        self.odoo.erased_list.touch(0o600)
        self.log = settings.LOGS / f'{name}.log'
        self.canaries = Canaries(TELLERS)

    def run(self, script, database=None, **parameters):
        text = f'{script}\nenv.cr.commit()'
        output = self.odoo.shell(database or self.name, text, self.log, **parameters)
        return json.loads(output.partition('RESULT ')[2].splitlines()[0])

    def told(self):
        return {
            teller: {
                'full_name': self.canaries.text(teller, 'full_name'),
                'email_address': self.canaries.email(teller, 'email_address'),
                'story': self.canaries.text(teller, 'story'),
            }
            for teller in ('gone', 'declined', 'kept')
        }

    def fill(self):
        return self.run(
            FILL,
            told=self.told(),
            others={name: self.canaries.text('other', 'full_name') for name in ('gone', 'kept')},
            notes={name: self.canaries.text(name, 'note') for name in ('gone', 'kept')},
        )

    def look(self, database=None):
        """Open all that there is with the keys that are there; search by blind index too."""
        mails = {teller: values['email_address'] for teller, values in self.told().items()}
        return self.run(LOOK, database, mails=mails)

    def in_hand(self, database=None):
        """Return whose words are found in the dump, the files, and all that opens."""
        looked = self.look(database)
        dumped = dump(database or self.name)
        opened = '\n'.join(looked['opened']).encode()
        files = b'\n'.join(files_of(database or self.name).values())
        return {
            'dump': self.canaries.found_in(dumped),
            'files': self.canaries.found_in(files),
            'opened': self.canaries.found_in(opened),
            'found': {teller for teller, is_found in looked['found'].items() if is_found},
        }


@pytest.fixture(scope='module')
def drill(tmp_path_factory):
    source = os.environ['HERSTEL_TEST_DB']
    close_db(source)  # a database that somebody is connected to cannot be copied
    drill = Drill(f'{source}_drill', tmp_path_factory.mktemp('drill'))
    databases = Databases(drill.odoo)
    databases.copy(source, drill.name)
    drill.codes = drill.fill()
    drill.backup = dump(drill.name)
    try:
        yield drill
    finally:
        for name in (drill.name, f'{drill.name}_restored'):
            sql.drop_database(drill.odoo.python, drill.odoo.server.variables, name)


@pytest.fixture(scope='module')
def erased(drill):
    """Last night's job was killed in the middle, and ran again."""
    drill.before = drill.in_hand()
    with pytest.raises(Stop):
        drill.odoo.shell(drill.name, ERASE_AND_DIE, drill.log)
    drill.certificates = drill.run(ERASE)
    return drill


@pytest.fixture
def restored(erased):
    """Return a function that puts the backup back and starts the server with a list."""
    name = f'{erased.name}_restored'

    def restore_with(erased_list, backup=None):
        restore(erased.odoo, backup or erased.backup, name)
        erased.odoo.erased_list = erased_list
        try:
            return erased.in_hand(name), erased.look(name)
        finally:
            erased.odoo.erased_list = erased.folder / 'erased'

    return restore_with


def test_before_it_everything_opens_with_the_keys_and_nothing_without(erased):
    assert erased.before['dump'] == erased.before['files'] == set()
    assert erased.before['opened'] == set(TELLERS)
    assert erased.before['found'] == {'gone', 'declined', 'kept'}


def test_a_kill_in_the_middle_loses_nothing_and_erases_nothing_else(erased):
    everything = erased.codes['declined'] + erased.codes['gone']
    # The case goes with its people; each of these has gone exactly once.
    assert sorted(erased.certificates) == sorted(set(erased.certificates))
    assert set(erased.certificates) <= set(everything)
    lines = (erased.folder / 'erased').read_text().splitlines()
    listed = {line.split()[1].partition(',')[2] for line in lines if not line.startswith('#')}
    assert listed == set(everything)


def test_after_it_nothing_of_them_is_in_the_database_or_the_files_also_with_the_keys(erased):
    after = erased.in_hand()
    assert after['dump'] == after['files'] == set()
    assert 'gone' not in after['opened']
    assert 'declined' not in after['opened']
    assert after['found'] == {'kept'}
    dumped = dump(erased.name)
    gone = [code.encode() for code in erased.codes['gone'] + erased.codes['declined']]
    stays = {name for name, data in tables(dumped) if any(code in data for code in gone)}
    trail = 'herstelbemiddeling_audit.entry'
    assert stays <= {'sealed_key', 'mediation_retention_certificate', trail}


def test_the_audit_trail_keeps_the_codes_and_is_read_as_before(erased):
    entries = erased.run(READ_THE_TRAIL, code=erased.codes['gone'][0])
    assert ['erased', False] in entries
    assert {case for _verb, case in entries} == {False}


def test_last_months_backup_does_not_bring_them_back(restored, erased):
    hands, looked = restored(erased.folder / 'erased')
    assert 'gone' not in hands['opened']
    assert 'declined' not in hands['opened']
    assert hands['found'] == {'kept'}
    assert 'kept' in hands['opened']
    assert looked['troubles'] == []
    assert set(looked['certificates']) == {'restored'}


def test_it_is_the_list_that_keeps_them_out(restored, erased):
    empty = erased.folder / 'empty'
    empty.touch(0o600)
    hands, _looked = restored(empty)
    assert {'gone', 'declined', 'kept'} <= hands['opened']


def test_without_the_list_the_server_does_not_start(restored, erased):
    with pytest.raises(Stop):
        restored(erased.folder / 'not there')


def test_a_backup_without_the_keys_opens_nothing_and_loses_them_as_well(restored, erased):
    name = erased.name
    without = restore_without_keys(erased.backup)
    hands, _looked = restored(erased.folder / 'erased', without)
    assert hands['opened'] == set()
    codes = [code.encode() for code in erased.codes['declined']]
    registrations = dict(tables(dump(f'{name}_restored')))['mediation_registration']
    assert not any(code in registrations for code in codes)


def restore_without_keys(backup):
    """Return the backup as `pg_dump --exclude-table-data=sealed_key` would have made it."""
    before, start, rest = backup.partition(b'\nCOPY public.sealed_key ')
    _rows, _end, after = rest.partition(b'\n\\.\n')
    assert start
    return before + b'\n' + after
