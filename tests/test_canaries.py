"""The canaries are found in whatever form they lie about; else nothing that follows is proved."""

import base64
import html
import io
import json
import urllib.parse
import zipfile

import pytest

from .canaries import UNKNOWN, Canaries, encoded

CANARIES = Canaries(('anna', 'bert', 'cora'))
FORMS = {
    'plain': lambda text: text.encode(),
    'in small letters': lambda text: text.lower().encode(),
    'in capitals': lambda text: text.upper().encode(),
    'in JSON': lambda text: json.dumps({'text': f'"é{text}"'}).encode(),
    'in HTML': lambda text: html.escape(f'<b>"{text}"').encode(),
    'in a URL': lambda text: urllib.parse.quote(f'é {text}').encode(),
    'in base64': lambda text: base64.b64encode(f'Name: {text}.'.encode()),
    'in base64, one further': lambda text: base64.b64encode(f'Name:  {text}.'.encode()),
    'in base64, two further': lambda text: base64.b64encode(f'Name:   {text}.'.encode()),
    'in hexadecimal': lambda text: text.encode().hex().encode(),
    'in capital hexadecimal': lambda text: text.encode().hex().upper().encode(),
    'in UTF-16': lambda text: text.encode('utf-16-le'),
    'in UTF-16, the other way round': lambda text: text.encode('utf-16-be'),
    'backwards': lambda text: text[::-1].encode(),
}


@pytest.mark.parametrize('form', FORMS)
@pytest.mark.parametrize('kind', ['text', 'email', 'phone'])
def test_a_canary_is_found_in_any_form(form, kind):
    canary = getattr(CANARIES, kind)('bert', 'full_name')
    data = b'before ' + FORMS[form](canary) + b' after'
    assert CANARIES.found_in(data) in ({'bert'}, {UNKNOWN})


@pytest.mark.parametrize('form', ['in base64', 'in hexadecimal', 'in UTF-16', 'plain'])
def test_a_day_of_birth_is_found(form):
    assert CANARIES.found_in(FORMS[form](CANARIES.birth_date('cora'))) in ({'cora'}, {UNKNOWN})


def test_it_is_seen_whose_words_they_are():
    for written in ('1907-05-02', '02-05-1907', '05/02/1907', CANARIES.phone('bert', 'x')):
        assert CANARIES.found_in(f'"{written}"'.encode()) == {'bert'}
    both = f"{CANARIES.text('anna', 'x')}{CANARIES.email('cora', 'x')}".encode()
    assert CANARIES.found_in(both) == {'anna', 'cora'}


def test_a_spreadsheet_is_opened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as archive:
        archive.writestr('sheet.xml', CANARIES.text('anna', 'x'))
    assert CANARIES.found_in(file.getvalue()) == {'anna'}


def test_a_secret_is_found_in_any_form():
    canaries = Canaries(('anna',))
    key = bytes(range(200, 232))
    canaries.add_secret('the key', key, *encoded(key))
    for data in (key, key.hex().encode(), base64.b64encode(key), base64.urlsafe_b64encode(key)):
        assert canaries.found_in(b'..' + data + b'..') == {'the key'}


def test_clean_water_is_clean():
    words = "Anna Bert Cora 1907 06-12345678 kn" * 3
    assert CANARIES.found_in(words.encode()) == set()
