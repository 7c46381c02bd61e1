"""What people type into the wrong place, and what is refused: nothing of it stays anywhere.

Names of models and methods, and the paths of addresses, are words of programs; they are logged.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from .canary_day import FORM

CASE, PARTY, REGISTRATION = 'mediation.case', 'mediation.party', 'mediation.registration'


def make_mistakes(day):
    """Let everybody try something that is refused, or that finds nothing."""
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(partial(mistake, day), ('desk', 'mediator', 'employee')))
    tries = list(refused(day))
    accepted = [(who, what) for who, what in tries if 'error' not in day[who].web(*what)]
    assert not accepted, accepted
    upload(day)
    bring_a_list(day)
    visit(day)


def mistake(day, login):
    for model, method, *arguments in mistakes(day, login):
        day[login].web(model, method, *arguments)


def mistakes(day, login):
    """Yield what is wrong in some way: a type, an id, an operator, a word in place of a number."""
    word = day.text('new' if login == 'desk' else 'mine', 'mistake')
    records = [
        (CASE, day.cases['mine']),
        (PARTY, day.parties['mine'][0]),
        (REGISTRATION, day.registrations['mine']),
        (REGISTRATION, day.registrations['new']),
        ('res.users', day.colleagues[login]['uid']),
    ]
    for model, record in records:
        yield model, 'read', [word], ['display_name']
        yield model, 'read', [record], [word]
        yield model, 'write', [record], {word: word}
        yield model, 'write', [record], [word]
        yield model, 'write', [record], {'company_id': word}
        yield model, 'write', [record], {'company_id': 1_000_000_000}
        yield model, 'search_read', [[word, '=', 1]], ['display_name']
        yield model, 'search_read', [['display_name', word, word]], ['display_name']
        yield model, 'search_read', [['id', '=', word]], ['display_name']
        yield model, 'search_count', [['display_name', 'ilike', word]]
        yield model, 'search_count', {word: word}
        yield model, 'name_search', word
        yield model, 'name_create', word
        yield model, 'formatted_read_group', [], [word], ['__count']
        yield model, 'search_read', [], ['display_name'], 0, 1, word
        yield model, 'onchange', [record], {'company_id': word}, [word], {word: {}}
    for field in ('full_name', 'email_address', 'phone_number', 'birth_date', 'story'):
        yield REGISTRATION, 'search_count', [[field, '=', word]]
        yield REGISTRATION, 'search_count', [[field, 'ilike', word]]
    for values in (
        {'birth_date': word}, {'side': word}, {'side': False, 'city': word}, {'code': word},
        {'contact_preference': word}, {'lang_id': word}, {'lang_id': [word]}, {'city': [word]},
        {'city': {'en_US': word}}, {'detained': {word: word}}, {'state': word, 'city': word},
    ):  # fmt: skip
        yield PARTY, 'write', [day.parties['mine'][0]], values
        yield REGISTRATION, 'write', [day.registrations['new']], values
        yield PARTY, 'create', [{'case_id': day.cases['theirs'], **values}]
    yield REGISTRATION, 'load', ['side', 'full_name', word], [['harmed', word, word]]
    yield REGISTRATION, 'create', [{'city': word, 'registrant_kind': 'self'}]
    yield REGISTRATION, 'create', [{'city': word, 'registrant_kind': word, 'side': 'harmed'}]
    yield CASE, 'write', [day.cases['mine']], {'stage_id': word}
    yield CASE, 'write', [day.cases['mine']], {'party_ids': [[1, 1_000_000, {'city': word}]]}


def refused(day):
    """Yield who tries to put words where none belong."""
    word, mine = day.text('mine', 'refused'), day.cases['mine']
    activity = {
        'activity_type_id': day.call,
        'res_model_id': day.case_model,
        'res_id': mine,
        'user_id': day.colleagues['mediator']['uid'],
        'date_deadline': '2040-01-02',
    }
    for values in ({'summary': word}, {'note': f'<p>{word}</p>'}):
        yield 'mediator', ('mail.activity', 'create', [{**activity, **values}])
    yield 'mediator', (CASE, 'message_post', [mine], word)
    yield 'mediator', (CASE, 'write', [mine], {'name': word})
    for model, record in ((CASE, mine), (PARTY, day.parties['mine'][0])):
        attachment = {'name': word, 'raw': word, 'res_model': model, 'res_id': record}
        yield 'mediator', ('ir.attachment', 'create', [attachment])
    yield 'manager', (PARTY, 'write', [day.parties['mine'][0]], {'city': word})
    yield 'former', (PARTY, 'write', [day.parties['passed_on'][0]], {'city': word})
    yield 'recused', (PARTY, 'write', [day.parties['mine'][0]], {'city': word})
    yield 'desk', (REGISTRATION, 'write', [day.registrations['mine']], {'city': word})
    yield 'employee', (REGISTRATION, 'create', [{'side': 'harmed', 'city': word}])
    yield 'employee', (REGISTRATION, '_receive', {'city': word})


def upload(day):
    """A file for a case, by the routes that files come in."""
    word = day.text('mine', 'file')
    for path, fields in (
        ('/web/binary/upload_attachment', {'model': PARTY, 'id': day.parties['mine'][0]}),
        ('/mail/attachment/upload', {'thread_model': CASE, 'thread_id': day.cases['mine']}),
    ):
        files = {'ufile': (f'{word}.txt', word.encode())}
        fields['csrf_token'] = day['mediator'].token()
        day['mediator'].send('POST', path, data=fields, files=files)


def bring_a_list(day):
    """The desk tries to import people from a file."""
    desk, word = day['desk'], day.text('new', 'import')
    dialog = desk.do('base_import.import', 'create', {'res_model': REGISTRATION})
    file = {'ufile': ('people.csv', f'side,full_name\nharmed,{word}\n'.encode(), 'text/csv')}
    fields = {'id': dialog, 'csrf_token': desk.token()}
    desk.send('POST', '/base_import/set_file', data=fields, files=file)
    options = {'quoting': '"', 'separator': ',', 'has_headers': True, 'encoding': 'utf-8'}
    desk.web('base_import.import', 'parse_preview', [dialog], options)
    names = ['side', 'full_name']
    desk.web('base_import.import', 'execute_import', [dialog], names, names, options)


def visit(day):
    """A visitor makes mistakes as well."""
    visitor = day.client()
    answers = day.canaries.told('mine', registrant_kind='self')
    for fields, options in (
        ({**answers, 'email_address': answers['story']}, {}),
        ({**answers, 'birth_date': answers['story']}, {}),
        ({**answers, answers['story']: 'x'}, {}),
        ({**answers, 'submission_key': answers['story']}, {}),
        (answers, {'headers': {'Content-Type': answers['story']}}),
        (answers, {'files': {'story': ('story.txt', answers['story'].encode())}}),
    ):
        sent = visitor.send('POST', FORM, data=fields, **options)
        assert sent.status_code == 400, sent.status_code
    visitor.get(FORM, story=answers['story'])
    visitor.send('POST', f'{FORM}?story={answers["story"]}', data=answers)
