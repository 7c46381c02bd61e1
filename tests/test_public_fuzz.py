"""Hostile requests over all public routes: none of them fails, tells or remembers anything.

1,500 requests; `HERSTEL_FUZZ=20000 ./dev/test tests/test_public_fuzz.py` is the long form.
"""

import base64
import gzip
import json
import os
import re
import sys
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from odoo.addons.herstelbemiddeling.controllers.public_page import HEADERS
from odoo.addons.herstelbemiddeling.form import answers as form
from odoo.addons.herstelbemiddeling.models.content.mediation_evaluation_answer import QUESTIONS

from .front import (
    CANARY,
    CODE,
    COLOUR,
    EVALUATION,
    FORM,
    LEAFLET,
    LOGO,
    OWN_PAGE,
    PAPER,
    send_raw,
)

REQUESTS = int(os.environ.get('HERSTEL_FUZZ', '1500'))
BREATH = 25  # requests after which the network may try codes again
PAGES = (FORM, CODE, EVALUATION, PAPER, LEAFLET, OWN_PAGE)
URLENCODED = 'application/x-www-form-urlencoded'
TRACES = re.compile(rb'Traceback|odoo\.addons|psycopg|werkzeug|\.py"|hb1\.(?!page)', re.IGNORECASE)
OF_CODE = ('code', 'token', 'addition', 'kept')
NAMES = (*form.FIELDS, *form.MACHINERY, *OF_CODE, *QUESTIONS, 'answers', 'may_be_used')
STEPS = (
    'who', 'registrant', 'person', 'young', 'institution', 'way', 'reach', 'event', 'other',
    'hopes', 'check',
)  # fmt: skip
BUTTONS = ('next', 'back', 'skip', 'stay', 'send', 'add', 'reach', 'stop', 'ask_to_add', 'change:')

ODD = st.sampled_from(
    (
        '', '0', '-1', '1e999', 'null', '[]', '{}', "' OR 1=1 --", '<script>alert(1)</script>',
        '%00', '\x00', '\x1b[2J', '\ufeff', '\u202e', '😀' * 50, 'İ' * 30, 'é' * 300, '../../etc',
        '{{7*7}}', '${jndi:ldap://x}', '31-02-1980', '29-2-2000', '0001-01-01', '٣١-١٢-١٩٨٠',
        'a@b.c', 'yes', 'nl_NL', 'self', 'x' * 250, 'y' * 20_001, 'hb1.page.', 'hb1.page.AAAA',
        'AAAA-CCCC-DDDD-EEEE', '\ud7ff', '\ufffe', '&#0;', '\r\nSet-Cookie: x=y', '٣' * 20,
    )
)  # fmt: skip
TEXT = ODD | st.text(max_size=40)
CHOICES = {
    'registrant_kind': st.sampled_from(('self', 'relative', 'professional', 'prison')),
    'side': st.sampled_from(('harmed', 'responsible')),
    'contact_preference': st.sampled_from(('email', 'phone', 'post', 'someone', 'any')),
    'phone_number': st.just('0612345678'),
    'full_name': st.just("Noor"),
    'privacy_read': st.just('yes'),
    'step': st.sampled_from(STEPS),
    'go': st.sampled_from(BUTTONS) | st.sampled_from(STEPS).map('change:{}'.format),
    'submission_key': st.just('A' * 22),
    'birth_date': st.dates().map(str),
}


@pytest.fixture(scope='module')
def real(front):
    """What the server itself has given out: to be sent back, whole and broken."""

    def field(path, typed, name):
        body = urlencode(typed).encode()
        headers = [('Content-Type', URLENCODED)]
        _status, _headers, content = send_raw(front.base_url, 'POST', path, headers, body)
        return html.fromstring(content).xpath(f'//input[@name="{name}"]')[0]

    first = send_raw(front.base_url, 'GET', FORM)[2]
    carried = html.fromstring(first).xpath('//input[@name="carried"]/@value')[0]
    told = {'registrant_kind': 'self', 'side': 'harmed', 'step': 'who', 'carried': carried}
    later = field(FORM, told, 'carried').get('value')
    check = field(FORM, {'step': 'check', 'go': 'stay', 'carried': later}, 'altcha')
    challenge = json.loads(check.get('data-challenge'))
    payload = {'challenge': challenge, 'solution': {'counter': 7, 'derivedKey': '00' * 32}}
    return {
        'carried': (carried, later),
        'token': (field(CODE, {'code': front.receipts['self']}, 'token').get('value'),),
        'altcha': (base64.b64encode(json.dumps(payload).encode()).decode(),),
        'code': (*front.receipts.values(), 'AAAA-CCCC-DDDD-EEEE'),
    }


def break_it(pair):
    text, at = pair
    at %= len(text) + 1
    return text[:at] + 'A' + text[at + 1 :]


def values(real):
    """Return a strategy for what is sent: fields that the server knows, or does not."""
    pool = [text for texts in real.values() for text in texts]
    mixed = st.sampled_from(pool) | st.tuples(st.sampled_from(pool), st.integers(0)).map(break_it)
    likely = {name: choice | TEXT for name, choice in CHOICES.items()}
    for name, texts in real.items():
        likely[name] = st.sampled_from(texts) | mixed | TEXT
    known = st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(st.just(name), likely.get(name, TEXT))
    )
    return st.lists(known | known | st.tuples(TEXT, TEXT), max_size=12)


def encoded(pairs):
    return urlencode(pairs, errors='replace').encode()


def multipart(pairs):
    parts = [
        f'--X\r\nContent-Disposition: form-data; name="{quote(name)}"\r\n\r\n{text}\r\n'
        for name, text in pairs
    ]
    return (''.join(parts) + '--X--\r\n').encode(errors='replace')


def bodies(real):
    """Return a strategy for ``(content type, body)``."""
    pairs = values(real)
    odd_type = st.sampled_from(
        (URLENCODED, 'multipart/form-data', 'multipart/form-data; boundary=' + 'é' * 9, '', 'x',
         'application/json', f'{URLENCODED}; charset=utf-16', 'text/plain', 'multipart/mixed')
    )  # fmt: skip
    raw = st.binary(max_size=200) | st.sampled_from(
        (b'&' * 5000, b'a=1&' * 150, b'[' * 9000, b'story=' + b'%F0%9F%98%80' * 9000, b'\x00',
         b'x=' + b'x' * form.MAX_BODY, b'full_name=\xff\xfe', b'--X\r\n',
         gzip.compress(b'a' * 9999))
    )  # fmt: skip
    return st.one_of(
        pairs.map(lambda sent: (URLENCODED, encoded(sent))),
        pairs.map(lambda sent: (URLENCODED, encoded(sent))),
        pairs.map(lambda sent: ('multipart/form-data; boundary=X', multipart(sent))),
        pairs.map(lambda sent: ('application/json', json.dumps(dict(sent)).encode())),
        st.tuples(odd_type, raw),
    )


HEADER = st.sampled_from(
    (
        ('Accept-Language', 'xx-XX,*;q=nan'), ('Cookie', 'session_id=../../x; frontend_lang=xx_XX'),
        ('Cookie', 'x' * 5000), ('X-Forwarded-For', "1.2.3.4, ' OR 1"), ('Host', 'evil.example'),
        ('Content-Encoding', 'gzip'), ('Range', 'bytes=0-0,-1'), ('Expect', '100-continue'),
        ('Referer', 'javascript:alert(1)'), ('User-Agent', '() { :;}; x'), ('If-None-Match', '*'),
        ('If-Modified-Since', 'yesterday'), ('Accept', 'application/json'), ('Origin', 'null'),
        ('X-HTTP-Method-Override', 'DELETE'), ('X-Requested-With', 'XMLHttpRequest'),
        ('Authorization', 'Basic ///'), ('Accept-Encoding', 'gzip;q=-1'), ('X-Odd', 'ÿ' * 50),
        ('Content-Length', 'abc'), ('Content-Length', '-1'), ('Transfer-Encoding', 'chunked'),
    )
)  # fmt: skip
METHOD = st.sampled_from(
    ('POST',) * 9 + ('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE',
     'PROPFIND', 'get', 'X' * 40)
)  # fmt: skip
PREFIX = st.sampled_from(('',) * 6 + ('/en', '/ar', '/xx', '/nl_NL', '/%ff', '/' + 'e' * 300))
ROUTE = st.sampled_from((FORM,) * 6 + (CODE,) * 6 + (EVALUATION,) * 3 + (LOGO, COLOUR))
SUFFIX = st.sampled_from(('',) * 20 + ('/', '/1', '//', '/../code', '%2e', ';x=1', '%00'))
QUERY = st.sampled_from(('',) * 6) | TEXT.map(quote) | st.sampled_from(
    ('debug=1', 'code=AAAA', '%ff=%ff', 'a[]=1', 'x' * 3000, 'db=other', 'lang=xx', '&&&=')
)  # fmt: skip


def is_ours(path):
    """Return whether a path leads to one of our routes, and not to the website."""
    if path in (*PAGES, LOGO, COLOUR):
        return True
    return any(re.fullmatch(f'/(en|ar|xx){page}', path) for page in PAGES)


def assert_quiet(path, status, headers, content):
    assert CANARY.encode() not in content
    assert CANARY not in str(headers)
    # What leads to none of our routes is answered by Odoo, whose own page for `%00` and for dot
    # segments fails; and a method that the server does not pass on is answered by Python.
    if is_ours(path) and status != 501:
        assert status < 500, content[-2000:]
        assert not TRACES.search(content)
        assert 'set-cookie' not in headers
        assert 'location' not in headers
        assert headers['content-security-policy'].startswith("default-src 'none'")
        # A logo may be kept; and Odoo itself lets a picture do even less than a page.
        own = {'Cache-Control', 'Content-Security-Policy'} if path in (LOGO, COLOUR) else set()
        for name in HEADERS.keys() - own:
            assert headers.get(name.lower()) == HEADERS[name], (name, path, status)


def test_no_request_makes_a_public_page_fail_or_tell_anything(front, real):
    sent = {}

    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(METHOD, PREFIX, ROUTE, SUFFIX, QUERY, st.lists(HEADER, max_size=3), bodies(real))
    def hostile(method, prefix, route, suffix, query, headers, body):
        number = sum(sent.values())
        if number % BREATH == 0:
            front.query('DELETE FROM mediation_visit')
        if number % 150 == 149:
            method, route = 'GET', PAPER  # it takes a while to make, so not often
        path = prefix + route + suffix
        content_type, content = body
        headers = [('Content-Type', content_type), *headers]
        target = f'{path}?{query}' if query else path
        status, answered, page = send_raw(front.base_url, method, target, headers, content)
        sent[status] = sent.get(status, 0) + 1
        assert_quiet(path, status, answered, page)

    before = untouched(front)
    hostile()
    sys.stdout.write(f'\n{sum(sent.values())} requests; answers by status: {sent}\n')
    assert sum(sent.values()) >= REQUESTS
    # They did not all end at the door.
    assert {200, 400, 404, 405} <= set(sent)
    log = front.log.read_text(encoding='utf-8', errors='replace')
    assert 'Failure on a public page' not in log
    assert '/herstelbemiddeling/controllers/' not in log
    assert CANARY not in log
    assert untouched(front) == before
    assert send_raw(front.base_url, 'GET', FORM)[0] == 200


def untouched(front):
    """What nobody had the code of is as it was; the one whose page was open may have stopped."""
    return front.query(
        'SELECT id, state, story, added, phone_number, date_withdrawn FROM mediation_registration'
        " WHERE registrant_kind IN ('relative', 'professional') AND receipt_digest IS NOT NULL"
        ' ORDER BY id LIMIT 2'
    )


def test_the_address_of_every_public_page_is_tried(front):
    rules = front.shell(
        "routing = env['ir.http'].routing_map()\n"
        'print([rule.rule for rule in routing.iter_rules()'
        " if rule.endpoint.routing['type'] == 'public_page'])"
    )
    found = set(re.findall(r"'(/herstelbemiddeling[^']*)'", rules))
    assert found == {*PAGES, LOGO, COLOUR}
    assert urlsplit(front.base_url).hostname == '127.0.0.1'
