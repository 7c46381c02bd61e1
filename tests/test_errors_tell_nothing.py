"""Errors, the log and the log of PostgreSQL say what went wrong, never with which value.

Colleagues ask a served Odoo over HTTP, in each way that it can be asked, for something that fails
with a canary in it; the canary is then nowhere to be found.
"""

import json
import re

import pytest
import requests

from .colleagues import LOGINS, WAYS, Colleague, Logs, new_canary
from .office import PASSWORD

REFERENCE = re.compile(r'\bE-[A-Z0-9]{6}\b')
REGISTRATION = 'mediation.registration'
SETUP_SCRIPT = """
registration = env['mediation.registration'].create(
    {'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True}
)
print('REGISTRATION', registration.id)
env.cr.execute(
    "ALTER TABLE mediation_registration ADD CONSTRAINT canary_check CHECK (side <> 'responsible')"
)
env.cr.execute("ALTER TABLE mediation_region ADD CONSTRAINT canary_check CHECK (sequence < 600)")
"""
CLEANUP_SCRIPT = """
env.cr.execute("ALTER TABLE mediation_registration DROP CONSTRAINT canary_check")
env.cr.execute("ALTER TABLE mediation_region DROP CONSTRAINT canary_check")
env['mediation.registration'].search([('id', '>=', {})]).unlink()
"""


@pytest.fixture(scope='module')
def colleagues(office):
    office.set_passwords({'admin': PASSWORD})
    return {login: Colleague(office, login) for login in LOGINS}


@pytest.fixture(scope='module')
def registration(office):
    number = int(office.shell(SETUP_SCRIPT).partition('REGISTRATION ')[2].split()[0])
    yield number
    office.shell(CLEANUP_SCRIPT.format(number))


@pytest.fixture(params=WAYS)
def ask(request, colleagues):
    """Let the desk ask something, in each of the ways."""
    return getattr(colleagues['b_desk'], request.param)


@pytest.fixture
def canary():
    return new_canary()


@pytest.fixture
def logs(office):
    return Logs(office)


def number(canary):
    """A canary for where a number is wanted: an id that there is not."""
    return 1_000_000_000 + int(canary[-7:], 16)


WRONG = {
    'nothing where something is required': lambda canary: (
        'write', {'registrant_kind': False, 'story': canary}
    ),
    'a rule on the row': lambda canary: ('write', {'side': 'responsible', 'story': canary}),
    'a record that is not there': lambda canary: ('write', {'lang_id': number(canary)}),
    'a word for a date': lambda canary: ('write', {'birth_date': canary}),
    'a choice that there is not': lambda canary: ('write', {'side': canary}),
    'a list for a dictionary': lambda canary: ('write', [canary]),
    'a field that there is not': lambda canary: ('write', {canary: 1}),
    'a word for an id': lambda canary: ('search_read', [['id', '=', canary]]),
    'half a condition': lambda canary: ('search_read', [['full_name', canary]]),
    'an operator that there is not': lambda canary: ('search_read', [['code', canary, 1]]),
    'a field to search that there is not': lambda canary: ('search_count', [[canary, '=', 1]]),
    'a dictionary for a domain': lambda canary: ('search_count', {canary: canary}),
}  # fmt: skip


@pytest.mark.parametrize('wrong', WRONG)
def test_whatever_is_wrong_neither_the_answer_nor_a_log_repeats_it(
    ask, registration, canary, logs, wrong
):
    method, argument = WRONG[wrong](canary)
    answer = ask(REGISTRATION, method, *([[registration]] if method == 'write' else []), argument)
    typed = canary if canary in json.dumps(argument) else str(number(canary))
    assert typed in json.dumps(argument)
    assert any(word in answer for word in ('"debug": ""', '<fault>')), answer
    assert typed not in answer
    assert 'Traceback' not in answer
    assert logs.find(typed, last_words='"POST ') == []


def test_a_code_that_is_taken_is_not_repeated(colleagues, canary, logs):
    manager = colleagues['b_manager']
    taken = {'name': "Example", 'code': canary, 'ended_by': 'both'}
    assert 'error' not in manager.web('mediation.outcome', 'create', [taken])
    for way in WAYS:
        answer = getattr(manager, way)('mediation.outcome', 'create', [taken])
        assert canary not in answer
        assert 'closing reason with this code' in answer
    assert logs.find(canary, last_words='POST /xmlrpc/object') == []


def test_a_row_that_breaks_a_rule_of_the_database_is_not_shown(
    colleagues, registration, canary, logs
):
    # Of a model without seals: PostgreSQL shows the row as it is.
    for way in WAYS:
        answer = getattr(colleagues['b_manager'], way)(
            'mediation.region', 'create', [{'name': canary, 'sequence': 600}]
        )
        assert 'canary_check' in answer
        assert canary not in answer
    assert logs.find(canary, last_words='POST /xmlrpc/object') == []


def test_the_reference_that_is_shown_stands_in_the_log(ask, registration, canary, logs):
    answer = ask(REGISTRATION, 'write', [registration], {'birth_date': canary})
    assert logs.has(f'ValueError ({REFERENCE.search(answer)[0]})')
    assert 'in to_date' in logs.text()  # where it happened


def test_the_log_keeps_the_statement_without_values_and_the_reason(
    colleagues, registration, canary, logs
):
    values = {'registrant_kind': False, 'story': canary}
    colleagues['b_desk'].web(REGISTRATION, 'write', [registration], values)
    assert logs.has('23502 null value in column "registrant_kind"')
    assert 'UPDATE "mediation_registration"' in logs.text()


def test_the_sentence_for_something_that_is_required_names_the_field(ask, registration):
    answer = ask(REGISTRATION, 'write', [registration], {'registrant_kind': False})
    assert 'Missing required value' in answer
    assert '(registrant_kind)' in answer


def test_a_sentence_for_people_arrives_as_it_was_written(ask, registration):
    answer = ask(REGISTRATION, 'write', [registration], {'state': 'declined'})
    assert 'Write the reason first' in answer
    assert 'Traceback' not in answer


def test_the_web_client_shows_the_reference_and_no_traceback(person, registration, canary):
    page = person('b_desk')
    page.evaluate(
        """([registration, canary]) => {
            const { rpc } = odoo.loader.modules.get('@web/core/network/rpc');
            rpc('/web/dataset/call_kw', {
                model: 'mediation.registration',
                method: 'write',
                args: [[registration], { birth_date: canary }],
                kwargs: {},
            });
        }""",
        [registration, canary],
    )
    shown = page.wait_for_selector('.modal-content').inner_text()
    assert REFERENCE.search(shown)
    assert canary not in shown
    assert 'Traceback' not in shown
    assert 'technical details' not in shown


def test_a_search_leaves_nothing_in_the_log_by_address_or_export(colleagues, canary, logs):
    admin = colleagues['admin']
    admin.get(f'/herstelbemiddeling?search={canary}')
    assert logs.has('GET /herstelbemiddeling? HTTP')
    token = re.search(r'csrf_token: "(\w+)"', admin.get('/odoo').text)[1]
    data = {
        'model': 'res.partner',
        'fields': [{'name': 'name', 'label': "Name", 'type': 'char'}],
        'ids': False,
        'domain': [['name', '=', canary]],
        'import_compat': False,
    }
    answer = admin.http.post(
        f'{admin.url}/web/export/csv', {'csrf_token': token, 'data': json.dumps(data)}, timeout=60
    )
    assert answer.text.strip() == '"Name"'
    data['domain'] = [['name', canary]]
    answer = admin.http.post(
        f'{admin.url}/web/export/csv', {'csrf_token': token, 'data': json.dumps(data)}, timeout=60
    )
    assert canary not in answer.text
    assert 'Traceback' not in answer.text
    assert "exported 0 'res.partner' records" in logs.text()
    assert logs.find(canary, last_words='POST /web/export/csv') == []


def test_a_job_that_fails_tells_nothing_to_whoever_starts_it_by_hand(
    office, colleagues, canary, logs
):
    job = office.shell(
        "job = env['ir.cron'].create({'name': 'A job', 'state': 'code', 'interval_number': 1,"
        " 'interval_type': 'months', 'model_id': env.ref('base.model_res_partner').id,"
        f" 'code': 'int(\"{canary}\")'}})\nprint('JOB', job.id)\n"
    )
    answer = colleagues['admin'].web(
        'ir.cron', 'method_direct_trigger', [int(job.partition('JOB ')[2].split()[0])]
    )
    assert 'display_exception' in answer
    assert canary not in answer
    assert logs.find(canary, last_words='ValueError') == []


def test_debug_mode_is_for_administrators(colleagues):
    for login, mode in (('admin', '1'), ('b_desk', ''), ('b_manager', '')):
        assert f'debug: "{mode}"' in colleagues[login].get('/odoo?debug=1').text
        assert f'debug: "{mode}"' in colleagues[login].get('/odoo').text
        colleagues[login].get('/odoo?debug=0')


def test_the_client_may_load_from_and_send_to_this_server_only(colleagues, office):
    page = colleagues['b_desk'].get('/odoo')
    policy = page.headers['Content-Security-Policy']
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert page.headers['Referrer-Policy'] == 'same-origin'
    form = requests.get(f'{office.base_url}/herstelbemiddeling/aanmelden', timeout=60)
    assert "default-src 'none'" in form.headers['Content-Security-Policy']
    assert form.headers['Referrer-Policy'] == 'no-referrer'
