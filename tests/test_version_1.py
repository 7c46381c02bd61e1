"""From version 19.0.1 to the one of now: the first addon, with people in it, is updated.

The first addon comes out of the history of this repository and is installed as it was.
"""

import io
import subprocess
import tarfile

import pytest
import requests
from toolbox import settings
from toolbox.odoo import trouble

from odoo.sql_db import close_db

from .canaries import Canaries
from .canary_remains import dump
from .conftest import Served
from .removal_common import here, of_test, run, template

# The last commit with the addon of the first version as it was meant to be used.
VERSION_1 = 'a57a22ea95c6'
WHERE_IT_IS = (
    f"This test installs the addon as it was at commit {VERSION_1}, which is not in this"
    " repository. Clone it with its history (git fetch --unshallow), not as an archive."
)
TELLERS = ('plain', 'minor', 'declined', 'other')
# With the words of that version: no seals, no gates, the phase is set by hand.
FILL = """
from odoo import Command
from odoo.addons.herstelbemiddeling.codes import digest
def colleague(role):
    return env['res.users'].with_context(no_reset_password=True).create({
        'name': f'Colleague {role}', 'login': f'first_{role}', 'group_ids': [
            Command.link(env.ref(f'herstelbemiddeling.group_{role}').id)],
    })
desk, mediator = colleague('desk'), colleague('mediator')
offence = env.ref('herstelbemiddeling.mediation_offence_violence')
stages = {stage.phase: stage for stage in env['mediation.stage'].search([])}
def register(teller, **values):
    return env['mediation.registration'].create({
        'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True,
        'offence_id': offence.id, **PARAMETERS['told'][teller], **values,
    })
def make_case(teller, phase, **values):
    told = register(teller, **values)
    case = told.with_user(desk)._make_case()
    case.with_user(desk)._offer_to(mediator)
    case.with_user(mediator).action_accept()
    env.flush_all(); env.invalidate_all()
    case = case.with_user(mediator)
    case.party_ids.filtered(lambda party: not party.is_initiator).write(
        PARAMETERS['told']['other'])
    case.sudo().party_ids.write({'consent_state': 'given'})
    env.flush_all()
    env.cr.execute('UPDATE mediation_case SET stage_id = %s, phase = %s WHERE id = %s',
                   [stages[phase].id, phase, case.id])
    env.invalidate_all()
    return case
waits = register('plain', receipt_digest=digest(PARAMETERS['receipt']))
declined = register('declined', decision_note='Canary')
declined.with_user(desk).action_decline()
meets = make_case('plain', 'preparation')
child = make_case('minor', 'intake', registrant_kind='professional', detained=True)
ended = make_case('plain', 'contact')
outcome = env.ref('herstelbemiddeling.mediation_outcome_other_declines')
env.cr.execute("UPDATE mediation_case SET stage_id = %s, phase = 'closed', outcome_id = %s,"
               " date_closed = now() WHERE id = %s", [stages['closed'].id, outcome.id, ended.id])
env.invalidate_all()
def codes(records): return records.sudo().mapped(records._rec_name)
print('RESULT', json.dumps({
    'registrations': sorted(codes(env['mediation.registration'].search([]))),
    'parties': sorted(codes(env['mediation.party'].search([]))),
    'phases': {c.name: c.phase for c in env['mediation.case'].search([])},
    'states': {r.code: r.state for r in env['mediation.registration'].search([])},
    'waits': waits.code, 'child': child.name,
}))
"""
LOOK = """
from odoo.addons.herstelbemiddeling.sealed import inspection
mediator = env['res.users'].search([('login', '=', 'first_mediator')])
desk = env['res.users'].search([('login', '=', 'first_desk')])
parties = env['mediation.party'].with_user(mediator).search([])
told = env['mediation.registration'].with_user(desk).search([])
child = env['mediation.case'].search([('name', '=', PARAMETERS['child'])])
case = env['mediation.case'].with_user(mediator).search([('phase', '=', 'preparation')])
print('RESULT', json.dumps({
    'version': env.ref('base.module_herstelbemiddeling').latest_version,
    'registrations': sorted(env['mediation.registration'].search([]).mapped('code')),
    'parties': sorted(env['mediation.party'].search([]).mapped('code')),
    'phases': {c.name: c.phase for c in env['mediation.case'].search([])},
    'states': {r.code: r.state for r in env['mediation.registration'].search([])},
    'names': sorted(filter(None, parties.mapped('full_name'))),
    'stories': sorted(filter(None, told.mapped('story'))),
    'found': told.search([('email_address', '=', PARAMETERS['mail'])]).mapped('code'),
    'by_receipt': told.search([('receipt', '=', PARAMETERS['receipt'])]).mapped('code'),
    'troubles': inspection.check(env)[1],
    'minors': child.party_ids.filtered('is_minor').mapped('is_initiator'),
    'permission': child.party_ids.filtered('is_initiator').permission_state,
    'due': bool(child.party_ids.filtered('is_initiator').notice_due),
    'missing': bool(case.missing),
    'differences': len(env['mediation.fact']._differences(env.company)),
    'received': env['mediation.fact']._sums(env.company, '0000-00', '9999-99')[
        ('received', 'all', 'all')],
    'audit': env['mediation.audit'].with_user(mediator).search_count([]),
    'trail': __import__('odoo.addons.herstelbemiddeling.audit', fromlist=['x']).status(env).form,
}))
"""


@pytest.fixture(scope='module')
def first_addon(tmp_path_factory):
    """The folder with the addon of the first version in it."""
    folder = tmp_path_factory.mktemp('version_1')
    command = ['git', '-C', settings.ROOT, 'archive', VERSION_1, 'herstelbemiddeling']
    made = subprocess.run(command, capture_output=True, check=False)
    assert made.returncode == 0, WHERE_IT_IS
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        archive.extractall(folder, filter='data')
    return folder


@pytest.fixture(scope='module')
def version_1(first_addon):
    """A database that the first addon was used in, and that was updated; served."""
    odoo, databases = here()
    served = Served(f'{of_test()}_version_1')
    databases.copy(template(databases), served.database)
    served.canaries = Canaries(TELLERS)
    told = {
        teller: {
            'full_name': served.canaries.text(teller, 'full_name'),
            'email_address': served.canaries.email(teller, 'email_address'),
            'wishes' if teller == 'other' else 'story': served.canaries.text(teller, 'story'),
            'birth_date': '2016-05-01' if teller == 'minor' else '1980-05-01',
        }
        for teller in TELLERS
    }
    log = settings.LOGS / f'{served.database}.log'
    old = ('--addons-path', str(first_addon))
    arguments = ('-d', served.database, '-i', settings.ADDON, '--no-http', '--stop-after-init')
    served.mail = told['declined']['email_address']
    served.receipt = 'ACDE-FGHJ-KMNP-QRTV'
    try:
        odoo.run(log, *arguments, *old)
        served.before = run(odoo, served.database, FILL, old, told=told, receipt=served.receipt)
        served.plain = dump(served.database)
        served.trouble = databases.update_addon(served.database, log)
        served.after = run(
            odoo, served.database, LOOK,
            mail=served.mail, receipt=served.receipt, child=served.before['child'],
        )  # fmt: skip
        served.start()
        yield served
    finally:
        served.stop()
        close_db(served.database)
        databases.drop(served.database)


def test_the_first_version_kept_it_in_the_clear_and_now_nothing_is(version_1):
    assert version_1.canaries.found_in(version_1.plain) == set(TELLERS)
    assert version_1.canaries.found_in(dump(version_1.database)) == set()
    assert version_1.after['troubles'] == []


def test_the_update_says_nothing_that_somebody_has_to_worry_about(version_1):
    assert version_1.trouble == []
    assert trouble(settings.LOGS / f'{version_1.database}-shell.log') == []


def test_every_registration_case_and_party_is_there_at_the_place_where_it_was(version_1):
    before, after = version_1.before, version_1.after
    for kept in ('registrations', 'parties', 'phases', 'states'):
        assert after[kept] == before[kept], kept


def test_who_may_read_it_reads_it(version_1):
    told = version_1.canaries
    name = {teller: told.text(teller, 'full_name') for teller in TELLERS}
    assert version_1.after['names'] == sorted(
        [name['plain'], name['minor'], name['plain'], *3 * [name['other']]]
    )
    # The desk keeps what it has not handed over.
    stories = [told.text(teller, 'story') for teller in ('plain', 'declined')]
    assert version_1.after['stories'] == sorted(stories)


def test_people_are_found_again_and_receipts_still_open(version_1):
    assert len(version_1.after['found']) == 1
    assert version_1.after['by_receipt'] == [version_1.before['waits']]


def test_the_gates_know_who_is_a_minor_held_or_registered_by_somebody_else(version_1):
    after = version_1.after
    assert after['minors'] == [True]
    assert (after['permission'], after['due']) == ('needed', True)
    assert after['missing']


def test_the_figures_count_what_was_there_and_the_trail_has_begun(version_1):
    after = version_1.after
    assert after['differences'] == 0
    assert after['received'] == len(after['registrations'])
    assert after['audit'] > 0
    assert after['trail'] != 'missing'


def test_a_page_of_the_public_takes_the_old_receipt(version_1):
    for receipt, status in ((version_1.receipt, 200), ('AAAA-CCCC-DDDD-EEEE', 404)):
        page = requests.post(
            f'{version_1.base_url}/herstelbemiddeling/code', data={'code': receipt}, timeout=120
        )
        assert page.status_code == status
