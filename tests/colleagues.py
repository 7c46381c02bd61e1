"""Colleagues who ask a served Odoo over each interface it has, and the logs that it leaves."""

import os
import secrets
import time
import xmlrpc.client

import requests
from toolbox import settings

from .office import PASSWORD

LOGINS = ('b_desk', 'b_mediator', 'b_other', 'b_manager', 'admin')
KEY_SCRIPT = """
from datetime import datetime, timedelta
user = env['res.users'].search([('login', '=', {login!r})])
key = env(user=user)['res.users.apikeys']._generate('rpc', 'test', datetime.now() + timedelta(1))
print('KEY', user.id, key)
"""
# What the arguments of the methods that are called here are named, where only names are taken.
ARGUMENTS = {
    'create': ('vals_list',),
    'mapped': ('ids', 'func'),
    'onchange': ('ids', 'values', 'field_names', 'fields_spec'),
    'read': ('ids', 'fields'),
    'search_count': ('domain',),
    'search_read': ('domain',),
    'web_read': ('ids', 'specification'),
    'write': ('ids', 'vals'),
}
WAYS = ('web', 'json2', 'jsonrpc', 'xmlrpc', 'xmlrpc_of_old')


class Colleague:
    def __init__(self, served, login):
        self.url, self.database = served.base_url, served.database
        output = served.shell(KEY_SCRIPT.format(login=login))
        number, self.key = output.partition('KEY ')[2].split()[:2]
        self.uid = int(number)
        self.http = requests.Session()
        params = {'db': self.database, 'login': login, 'password': PASSWORD}
        answer = self.http.post(
            f'{self.url}/web/session/authenticate', json={'params': params}, timeout=60
        )
        assert answer.json()['result']['uid'] == self.uid

    def get(self, path):
        return self.http.get(self.url + path, timeout=120, allow_redirects=False)

    def web(self, model, method, *args, **kwargs):
        params = {'model': model, 'method': method, 'args': args, 'kwargs': kwargs}
        return self.http.post(
            f'{self.url}/web/dataset/call_kw', json={'params': params}, timeout=60
        ).text

    def json2(self, model, method, *args, **kwargs):
        body = {**dict(zip(ARGUMENTS.get(method, ('ids',)), args, strict=False)), **kwargs}
        headers = {'Authorization': f'Bearer {self.key}', 'X-Odoo-Database': self.database}
        url = f'{self.url}/json/2/{model}/{method}'
        return requests.post(url, json=body, headers=headers, timeout=60).text

    def jsonrpc(self, model, method, *args, **kwargs):
        call = [self.database, self.uid, PASSWORD, model, method, args, kwargs]
        params = {'service': 'object', 'method': 'execute_kw', 'args': call}
        return requests.post(f'{self.url}/jsonrpc', json={'params': params}, timeout=60).text

    def xmlrpc(self, model, method, *args, version='/2', **kwargs):
        call = (self.database, self.uid, PASSWORD, model, method, list(args), kwargs)
        body = xmlrpc.client.dumps(call, 'execute_kw', allow_none=True)
        return requests.post(f'{self.url}/xmlrpc{version}/object', body, timeout=60).text

    def xmlrpc_of_old(self, model, method, *args, **kwargs):
        return self.xmlrpc(model, method, *args, version='', **kwargs)


class Logs:
    """What the server and PostgreSQL write from now on."""

    def __init__(self, served):
        self.files = {'server': served.log}
        # The log of a database server of somebody else is out of reach.
        if os.environ['HERSTEL_SERVER'] == 'private':
            self.files['PostgreSQL'] = settings.HOME / 'postgres/postgres.log'
        self.starts = {name: file.stat().st_size for name, file in self.files.items()}

    def text(self, name='server'):
        with open(self.files[name], 'rb') as file:
            file.seek(self.starts[name])
            return file.read().decode(errors='replace')

    def has(self, words):
        """Whether these words come into the log of the server."""
        deadline = time.monotonic() + 10
        while words not in self.text() and time.monotonic() < deadline:
            time.sleep(0.1)
        return words in self.text()

    def find(self, canary, last_words):
        """The logs that have the canary, once the server has written these words."""
        assert self.has(last_words)
        return [name for name in self.files if canary in self.text(name)]


def new_canary():
    return f'Kanarie{secrets.token_hex(4)}'
