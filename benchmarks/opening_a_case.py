"""What the seals cost: a mediator opens a case, with sealed fields and with plain ones.

Two servers over real HTTP, alike but for one file: in the second one the sealed fields are Odoo's
own, so nothing is sealed, opened or noted. They are asked in turns, so that both meet the same
machine.
"""

import http.cookiejar
import json
import secrets
import shutil
import statistics
import time
import urllib.request

from toolbox import mutants, settings
from toolbox.server import OdooServer

ROUNDS = 60
WARM_UP = 15
COPY = settings.HOME / 'unsealed'
SEAL = 'from .fields import (\n'
PLAIN = (
    'from odoo.fields import Binary, Boolean, Char, Date, Selection, Text\n\n'
    'from .fields import Index, index_name, is_sealed_field\n'
)
SEED = """
def user(login, group):
    return env['res.users'].create({'name': login, 'login': login, 'group_ids': [(6, 0, [
        env.ref('base.group_user').id, env.ref(f'herstelbemiddeling.group_{group}').id])]})
desk, mediator = user('bench_desk', 'desk'), user('bench_mediator', 'mediator')
mediator.password = %r
registration = env['mediation.registration'].create({
    'registrant_kind': 'self', 'side': 'harmed', 'full_name': "Bench Person",
    'birth_date': '1990-01-02', 'email_address': 'bench@example.org',
    'phone_number': '06-00000000', 'street': "Bench street 1", 'postcode': '1234 AB',
    'city': "Bench city", 'story': "long " * 400, 'hopes': "short " * 20,
    'other_party': "Somebody", 'offence': "Something", 'privacy_read': True})
case = registration.with_user(desk)._make_case()
case.with_user(desk)._offer_to(mediator)
case.with_user(mediator).action_accept()
case.with_user(mediator).party_ids[1].write({
    'full_name': "Other Person", 'phone_number': '06-11111111', 'institution': "PI Verzonnen",
    'wishes': "words " * 50})
env.cr.commit()
"""


def run(platform):
    """Yield the lines of the result: median milliseconds of each, and how they compare."""
    password = secrets.token_urlsafe(12)
    servers = {
        'sealed': _serve(platform, 'sealed', settings.ROOT, password),
        'plain': _serve(platform, 'plain', _plain_copy(), password),
    }
    try:
        visitors = {name: Mediator(server, password) for name, server in servers.items()}
        for title, ask in (
            ("the form of a party", Mediator.open_party),
            ("the case with its parties and the registration", Mediator.open_case),
        ):
            times = {name: [] for name in servers}
            for number in range(WARM_UP + ROUNDS):
                for name, visitor in visitors.items():
                    begin = time.perf_counter()
                    ask(visitor)
                    if number >= WARM_UP:
                        times[name].append(time.perf_counter() - begin)
            sealed, plain = (statistics.median(times[name]) * 1000 for name in servers)
            yield (
                f"{title}: sealed {sealed:.1f} ms, plain {plain:.1f} ms,"
                f" {sealed / plain:.2f} times ({ROUNDS} each)"
            )
    finally:
        for server in servers.values():
            server.stop()
            platform.databases.drop(server.database)


def _plain_copy():
    mutants.copy_tree(COPY)
    file = COPY / settings.ADDON / 'sealed' / '__init__.py'
    text = file.read_text(encoding='utf-8')
    begin = text.index(SEAL)
    end = text.index(')\n', begin) + 2
    file.write_text(text[:begin] + PLAIN + text[end:], encoding='utf-8')
    shutil.rmtree(COPY / settings.ADDON / '__pycache__', ignore_errors=True)
    return COPY


def _serve(platform, name, addons, password):
    database = f'herstel_bench_{name}'
    log = settings.LOGS / f'{database}.log'
    options = ['--addons-path', str(addons)]
    platform.databases.copy(platform.template(), database)
    platform.odoo.server.make_audit_trail(database)
    platform.odoo.run(
        log, '-d', database, '-i', settings.ADDON, '--no-http', '--stop-after-init', *options
    )
    platform.odoo.shell(database, SEED % password, log, options=options)
    server = OdooServer(platform.odoo, database, log, options=options)
    server.start()
    return server


class Mediator:
    """A mediator in a browser, as far as the server can tell."""

    def __init__(self, server, password):
        self.base_url = server.base_url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        login = {'db': server.database, 'login': 'bench_mediator', 'password': password}
        self._post('/web/session/authenticate', login)
        self.case = self._call('mediation.case', 'search', [[]])
        self.parties = self._call('mediation.party', 'search', [[]])
        self._fields = {
            model: {
                name: {}
                for name, field in self._call(model, 'fields_get', []).items()
                if field['type'] not in ('one2many', 'many2many')
            }
            for model in ('mediation.party', 'mediation.registration')
        }

    def open_party(self):
        return self._read('mediation.party', self.parties[:1], self._fields['mediation.party'])

    def open_case(self):
        specification = {
            **{name: {} for name in ('name', 'stage_id', 'phase', 'missing', 'next_step')},
            'party_ids': {'fields': self._fields['mediation.party']},
            'registration_ids': {'fields': self._fields['mediation.registration']},
        }
        return self._read('mediation.case', self.case, specification)

    def _read(self, model, ids, specification):
        return self._call(model, 'web_read', [ids], specification=specification)

    def _call(self, model, method, arguments, **options):
        body = {'model': model, 'method': method, 'args': arguments, 'kwargs': options}
        return self._post(f'/web/dataset/call_kw/{model}/{method}', body)

    def _post(self, path, parameters):
        body = json.dumps({'jsonrpc': '2.0', 'method': 'call', 'params': parameters}).encode()
        headers = {'Content-Type': 'application/json'}
        request = urllib.request.Request(self.base_url + path, body, headers)
        with self._opener.open(request, timeout=60) as response:
            answer = json.load(response)
        assert 'error' not in answer, answer
        return answer['result']
