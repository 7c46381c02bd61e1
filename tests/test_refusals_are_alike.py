"""Whoever may not see a record does not learn whether it is there."""

import re

import pytest
import requests

from .colleagues import WAYS, Colleague

MODELS = ('mediation.case', 'mediation.party', 'mediation.registration')
SETUP_SCRIPT = """
# Ids that nothing else in an answer looks like.
for table in ('mediation_case', 'mediation_party', 'mediation_registration'):
    env.cr.execute(f"SELECT setval('{table}_id_seq', 7654321)")
registration = env['mediation.registration'].create(
    {'registrant_kind': 'self', 'side': 'harmed', 'privacy_read': True}
)
desk = env['res.users'].search([('login', '=', 'b_desk')])
mediator = env['res.users'].search([('login', '=', 'b_mediator')])
case = registration.with_user(desk)._make_case()
case.with_user(desk)._offer_to(mediator)
case.with_user(mediator).action_accept()
case = case.sudo()
case.recused_user_ids = env['res.users'].search([('login', '=', 'b_manager')])
print('IDS', case.id, case.party_ids[0].id, registration.id)
"""
# For each model some of what can be called with an id; the last three are the same for all.
CALLS = {
    'read a code': ('read', {'mediation.case': ['name'], '*': ['code']}),
    'read nothing but the id': ('read', {'*': ['id']}),
    'read the label': ('read', {'*': ['display_name']}),
    'read what is computed': (
        'read', {'mediation.case': ['missing'], 'mediation.party': ['is_minor'],
                 'mediation.registration': ['days_waiting']},
    ),
    'read who made it': ('read', {'*': ['create_uid']}),
    'read as the web client does': (
        'web_read', {'*': {'display_name': {}, 'create_uid': {'fields': {'login': {}}}}},
    ),
    'read everything': ('read', {'*': None}),
    'map': ('mapped', {'*': 'display_name'}),
    'write': ('write', {'mediation.case': {'priority': '1'}, '*': {'side': 'harmed'}}),
    'write nothing': ('write', {'*': {}}),
}  # fmt: skip
WITHOUT_ARGUMENT = (
    'unlink', 'copy', 'action_archive', 'get_metadata', 'get_formview_action',
)  # fmt: skip
ACTIONS = {
    'mediation.case': ('action_accept', 'action_decline_offer', 'action_offer', 'message_post'),
    'mediation.party': (),
    'mediation.registration': (
        'action_assess', 'action_decline', 'action_make_case', 'action_open_case',
    ),
}  # fmt: skip
CANNOT = 'You have no access to this, or it is not there (any more).'


@pytest.fixture(scope='module')
def outsiders(office):
    """A mediator of other cases, and a manager who is recused from this one."""
    return [Colleague(office, login) for login in ('b_other', 'b_manager')]


@pytest.fixture(scope='module')
def hidden(office):
    """The ids of records of a case that others carry."""
    ids = re.search(r'IDS (\d+) (\d+) (\d+)', office.shell(SETUP_SCRIPT)).groups()
    return dict(zip(MODELS, map(int, ids), strict=True))


def without(id_, text):
    """An answer without what differs each time: the id asked for, tokens, references."""
    return re.sub(rf'{id_}|\b[0-9a-f]{{40,}}\w*|\bE-[A-Z0-9]{{6}}\b', '', text)


def calls(model):
    for method, arguments in CALLS.values():
        argument = arguments.get(model, arguments.get('*'))
        yield method, [] if argument is None else [argument]
    for method in (*WITHOUT_ARGUMENT, *ACTIONS[model]):
        yield method, []


@pytest.mark.parametrize('way', WAYS)
@pytest.mark.parametrize('model', MODELS)
def test_a_record_of_others_and_one_that_never_was_get_the_same_answer(
    outsiders, hidden, way, model
):
    differ = []
    for outsider in outsiders:
        for method, arguments in calls(model):
            answers = {
                without(id_, getattr(outsider, way)(model, method, [id_], *arguments))
                for id_ in (hidden[model], hidden[model] + 1_000_000)
            }
            if len(answers) > 1:
                differ.append((method, arguments, answers))
    assert not differ, differ


@pytest.mark.parametrize('model', MODELS)
def test_the_refusal_names_nobody_and_nothing(outsiders, hidden, model):
    for method, argument in (('read', ['display_name']), ('write', {'company_id': 1})):
        answer = outsiders[0].web(model, method, [hidden[model]], argument)
        assert CANNOT in answer
        for word in (str(hidden[model]), 'HB-', 'Other Example', 'mediation.', 'Mediator'):
            assert word not in answer, (word, answer)


def test_a_field_that_is_refused_names_no_groups(outsiders, hidden):
    answer = outsiders[1].web('mediation.case', 'read', [hidden['mediation.case']], ['party_ids'])
    assert CANNOT in answer
    assert 'Groups' not in answer


@pytest.mark.parametrize('model', MODELS)
def test_pages_tell_no_difference_either(outsiders, hidden, office, model):
    paths = ('/web/content/{model}/{id}/display_name', '/mail/view?model={model}&res_id={id}')
    for outsider in (*[outsider.http for outsider in outsiders], requests.Session()):
        for path in paths:
            answers = set()
            for id_ in (hidden[model], hidden[model] + 1_000_000):
                url = office.base_url + path.format(model=model, id=id_)
                answer = outsider.get(url, timeout=60, allow_redirects=False)
                told = f"{answer.status_code} {answer.headers.get('Location')}\n{answer.text}"
                answers.add(without(id_, told))
            assert len(answers) == 1, answers
