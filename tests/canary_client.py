"""A person at a computer: asks a served Odoo whatever the web client and the other interfaces ask.

All that comes back, headers and errors too, is looked through for canaries.
"""

import re
import xmlrpc.client

import requests
from toolbox.web_view import specification

TOKEN = re.compile(r'csrf_token: "(\w+)"')
PATIENCE = 120  # seconds


class Client:
    """A colleague who has logged in, or without one a visitor.

    ``found`` has what was come upon: ``{(place, whose words): the question}``. The place is the
    model that was asked, or the name that the question was given.

    :param colleague: what ``canary_day`` knows of a colleague
    """

    def __init__(self, day, colleague=None, http=None):
        self.day, self.colleague = day, colleague
        self.found = {}
        self.count = 0  # of questions
        self.http = http or requests.Session()
        self.http.trust_env = False  # looks for proxies and passwords again for each question
        if colleague and not http:
            params = {
                'db': day.database,
                'login': colleague['login'],
                'password': colleague['password'],
            }
            answer = self.post('/web/session/authenticate', params)
            assert answer['result']['uid'] == colleague['uid'], colleague['login']

    def send(self, method, path, place=None, question=None, **options):
        """Return the response to an HTTP request, after looking through it."""
        self.count += 1
        options.setdefault('allow_redirects', False)
        response = self.http.request(method, self.day.url + path, timeout=PATIENCE, **options)
        headers = '\n'.join(f'{name}: {text}' for name, text in response.headers.items())
        for whose in self.day.canaries.found_in(headers.encode() + b'\n' + response.content):
            self.found.setdefault((place or path, whose), question or path)
        return response

    def get(self, path, place=None, **params):
        return self.send('GET', path, place, f'{path} {params}', params=params)

    def post(self, path, params, place=None, question=None):
        """Ask a route of type ``jsonrpc`` and return its answer: a result or an error."""
        body = {'jsonrpc': '2.0', 'method': 'call', 'id': self.count, 'params': params}
        response = self.send('POST', path, place, question or f'{path} {params}', json=body)
        return response.json()

    # As the web client does

    def web(self, model, method, *args, place=None, route='call_kw', **kwargs):
        """Call a method of a model and return the answer: a result or an error."""
        params = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        question = f'{model}.{method}{args} {kwargs}'
        path = f'/web/dataset/{route}/{model}/{method}'
        return self.post(path, params, place or model, question)

    def do(self, model, method, *args, **kwargs):
        """Call a method that has to succeed; return its result."""
        answer = self.web(model, method, *args, **kwargs)
        assert 'error' not in answer, (model, method, args, answer['error']['data']['message'])
        return answer['result']

    def press(self, model, method, record_id):
        """Press a button of a form."""
        return self.do(model, method, [record_id], route='call_button')

    def open(self, model, record_id):
        """Open the form of a record and return what is read for it."""
        spec = self.form(model)
        context = {'bin_size': True}
        [values] = self.do(model, 'web_read', [record_id], specification=spec, context=context)
        return values

    def save(self, model, record_id, **values):
        """Save changes in the form of a record, or a new record; return its id."""
        ids = [record_id] if record_id else []
        changed = list(values)
        spec = self.form(model)
        self.do(model, 'onchange', ids, values, changed, spec)
        [saved] = self.do(model, 'web_save', ids, values, specification=spec)
        return saved['id']

    def form(self, model):
        """Return what the web client asks for a form, as this person's view says."""
        views = self.do(model, 'get_views', [[False, 'list'], [False, 'form'], [False, 'search']])
        return specification(views, 'form', model)

    def token(self):
        """Return what has to be sent along with a form of the backend."""
        return TOKEN.search(self.get('/odoo').text)[1]

    # As programs do

    def json2(self, model, method, place=None, **named):
        headers = {
            'Authorization': f'bearer {self.colleague["key"]}' if self.colleague else 'bearer none',
            'X-Odoo-Database': self.day.database,
        }
        path = f'/json/2/{model}/{method}'
        question = f'{path} {named}'
        return self.send('POST', path, place or model, question, json=named, headers=headers)

    def jsonrpc(self, model, method, *args, place=None, **kwargs):
        params = {
            'service': 'object',
            'method': 'execute_kw',
            'args': [*self._program_login(), model, method, args, kwargs],
        }
        return self.post('/jsonrpc', params, place or model, f'jsonrpc {model}.{method}{args}')

    def xmlrpc(self, model, method, *args, version='/2', place=None, **kwargs):
        call = (*self._program_login(), model, method, list(args), kwargs)
        body = xmlrpc.client.dumps(call, 'execute_kw', allow_none=True)
        question = f'xmlrpc{version} {model}.{method}{args}'
        path = f'/xmlrpc{version}/object'
        return self.send('POST', path, place or model, question, data=body.encode())

    def _program_login(self):
        if not self.colleague:
            return self.day.database, 0, ''
        return self.day.database, self.colleague['uid'], self.colleague['password']
