"""The public pages from outside: an organisation, people who registered, and raw requests."""

import json
import socket
from urllib.parse import urlsplit

FORM = '/herstelbemiddeling/aanmelden'
CODE = '/herstelbemiddeling/code'
EVALUATION = '/herstelbemiddeling/evaluatie'
PAPER = '/herstelbemiddeling/aanmelden/papier'
LEAFLET = '/herstelbemiddeling/folder'
OWN_PAGE = '/herstelbemiddeling/pagina'
LOGO, COLOUR = '/herstelbemiddeling/logo', '/herstelbemiddeling/colour.css'
CANARY = 'KanarieQ7'
SCRIPT = """
import base64, io, json, random
from PIL import Image
languages = env['res.lang'].search([('code', 'in', ('nl_NL', 'en_US'))])
languages += env['res.lang']._activate_lang('ar_001')
dutch = languages.filtered(lambda lang: lang.code == 'nl_NL')
env['website'].search([]).write({'language_ids': languages.ids, 'default_lang_id': dutch.id})
noise = Image.frombytes('RGB', (102, 60), random.Random(1).randbytes(102 * 60 * 3))
picture = io.BytesIO()
noise.save(picture, 'PNG')
env.company.write({
    'name': "Organisatie Q", 'phone': '085 000 0000', 'email': 'q@example.org',
    'logo': base64.b64encode(picture.getvalue()), 'primary_color': '#7a1f5c',
})
Registration = env['mediation.registration']
receipts = {}
for kind in ('self', 'relative', 'professional', 'prison'):
    told = dict.fromkeys(('full_name', 'street', 'city', 'story', 'hopes', 'offence',
        'other_party', 'safe_times', 'via_name', 'institution', 'registrant_name'), CANARY)
    told['email_address'] = f'{CANARY}@example.org'
    receipts[kind] = Registration._receive({'registrant_kind': kind, 'side': 'harmed', **told})
print('RECEIPTS ' + json.dumps(receipts))
"""


def open_front(served):
    """Make the organisation and the registrations; return ``{kind: receipt}``."""
    output = served.shell(f'CANARY = {CANARY!r}\n{SCRIPT}')
    (line,) = (line for line in output.splitlines() if 'RECEIPTS ' in line)
    return json.loads(line.partition('RECEIPTS ')[2])


def send_raw(base_url, method, path, sent_headers=(), body=b'', answer=True):
    """Send one request as it is; return ``(status, {header: value}, body)``, None when cut off."""
    address = urlsplit(base_url)
    lines = [f'{method} {path} HTTP/1.1', 'Connection: close']
    names = {name.lower() for name, _value in sent_headers}
    if 'host' not in names:
        lines.append(f'Host: {address.netloc}')
    if not names & {'content-length', 'transfer-encoding'}:
        lines.append(f'Content-Length: {len(body)}')
    lines += [f'{name}: {value}' for name, value in sent_headers]
    request = '\r\n'.join(lines).encode('latin-1', 'replace') + b'\r\n\r\n' + body
    with socket.create_connection((address.hostname, address.port), timeout=60) as connection:
        try:
            connection.sendall(request)
            if not answer:
                return None
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has answered before it had read all
        received = b''
        try:
            while part := connection.recv(65536):
                received += part
        except ConnectionResetError:
            pass
    head, _sep, content = received.partition(b'\r\n\r\n')
    while head.split(b' ')[1:2] == [b'100']:  # the server has asked for the body first
        head, _sep, content = content.partition(b'\r\n\r\n')
    first, *rest = head.decode('latin-1').split('\r\n')
    pairs = (line.partition(':') for line in rest)
    headers = {name.lower(): value.strip() for name, _sep, value in pairs}
    return int(first.split()[1]), headers, content
