"""Somebody before the server: with a login in the web client, or a stranger at a public page."""

import http.client
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit


class Refused(Exception):
    """The server did not do what it was asked; the benchmark would measure an error page."""


@dataclass
class Visitor:
    """Sends requests and keeps cookies, on one connection as long as the server keeps it."""

    base_url: str
    headers: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)

    def __post_init__(self):
        address = urlsplit(self.base_url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)

    def log_in(self, database, login, password):
        self.call_json(
            '/web/session/authenticate', {'db': database, 'login': login, 'password': password}
        )
        return self

    def call(self, model, method, *args, **kwargs):
        """Call a method as the web client does."""
        return self.call_json(
            f'/web/dataset/call_kw/{model}/{method}',
            {'model': model, 'method': method, 'args': list(args), 'kwargs': kwargs},
        )

    def call_json(self, path, parameters):
        body = {'id': 0, 'jsonrpc': '2.0', 'method': 'call', 'params': parameters}
        return self.replay({'path': path, 'body': json.dumps(body)})

    def replay(self, request):
        """Send a request that the web client has sent, and return its result."""
        headers = {'Content-Type': 'application/json'}
        _status, text = self.send('POST', request['path'], request['body'].encode(), headers)
        answer = json.loads(text)
        if 'error' in answer:
            raise Refused(f"{request['path']}: {answer['error']['data']['message']}")
        return answer.get('result')  # a method that returns nothing has none

    def send(self, method, path, body=None, headers=None):
        """Return ``(status, body)`` of the answer; raise Refused unless all is well."""
        cookie = '; '.join(f'{name}={value}' for name, value in self.cookies.items())
        headers = {**self.headers, **(headers or {}), **({'Cookie': cookie} if cookie else {})}
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        for value in response.headers.get_all('Set-Cookie') or ():
            name, _equals, rest = value.partition('=')
            self.cookies[name] = rest.partition(';')[0]
        if response.status != 200:
            where = response.headers.get('Location', '')
            raise Refused(f"{method} {path}: {response.status} {where}")
        return response.status, content
