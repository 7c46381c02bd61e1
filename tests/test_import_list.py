"""Reading an old list: plain Python, line by line, and never a value in what is wrong."""

from datetime import date

import pytest

from odoo.modules.module import get_module_path

from odoo.addons.herstelbemiddeling.form import import_list
from odoo.addons.herstelbemiddeling.form.import_list import Unreadable

TODAY = date(2030, 5, 1)
LANGUAGES = [(7, 'nl_NL', 'nl'), (8, 'en_US', 'en')]
HEAD = 'Aangemeld door;Kant;Naam;Telefoon;Verhaal'
GOOD = 'zelf;slachtoffer;Zoë Ångström;06-12345678;Iets'


def read(text, encoding='utf-8'):
    raw = text.encode(encoding) if isinstance(text, str) else text
    return import_list.read(raw, TODAY, LANGUAGES)[1]


def problems(*cells, head=HEAD):
    (line,) = read(f'{head}\n{";".join(cells)}')
    return {name: problem.key for name, problem in line.problems.items()}


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'cp1252', 'utf-16'])
@pytest.mark.parametrize('separator', ';,\t|')
@pytest.mark.parametrize('end', ['\n', '\r\n', '\r'])
def test_it_is_read_as_any_spreadsheet_writes_it(encoding, separator, end):
    text = end.join((HEAD, GOOD, '', GOOD.replace('Iets', '"Met "";,|"" en\nregels"'), ''))
    quoted = text.replace(';,|', '\0').replace(';', separator).replace('\0', ';,|')
    first, second = read(quoted, encoding)
    assert first.is_good
    assert first.values['full_name'] == 'Zoë Ångström'
    assert first.values['registrant_kind'] == 'self'
    assert first.values['side'] == 'harmed'
    assert second.values['story'] == 'Met ";,|" en\nregels'


def test_the_number_is_that_of_the_line_on_which_it_begins():
    lines = read(f'{HEAD}\n"zelf";dader;A;06123456;"een\ntwee"\n\n{GOOD}')
    assert [line.number for line in lines] == [2, 5]


@pytest.mark.parametrize(
    ('cells', 'found'),
    [
        (('zelf', 'slachtoffer', '', '06-12345678', ''), {'full_name': 'full_name_missing'}),
        (('zelf', 'hond', 'A', '06-12345678', ''), {'side': 'choice'}),
        (('zelf', 'dader', 'A', 'bel maar', ''), {'phone_number': 'phone'}),
        (('zelf', 'dader', 'A', '', ''), {'email_address': 'way_missing'}),
        (('zelf', 'dader', '=1+1', '06-12345678', ''), {'full_name': 'formula'}),
        (('zelf', 'dader', 'A', '06-12345678', '@SUM(A1)'), {'story': 'formula'}),
        (('zelf', 'dader', 'A\x00', '06-12345678', ''), {'full_name': 'characters'}),
        (('zelf', 'dader', 'A' * 201, '06-12345678', ''), {'full_name': 'too_long'}),
        (('zelf', 'dader', 'A', '06-12345678'), {'line': 'cells'}),
        (('zelf', 'dader', 'A', '+31 6 12345678', '-'), {}),
        (('zelf', 'dader', 'A', "'+31 6 12345678", ''), {}),
    ],
)
def test_each_kind_of_mistake_is_found_at_its_field(cells, found):
    assert problems(*cells) == found


@pytest.mark.parametrize(
    ('day', 'key'),
    [
        ('31-12-2029', None), ('2029-12-31', None), ('31/12/2029', None),
        ('31-12-2031', 'date_received_range'), ('31-12-1931', 'date_received_range'),
        ('31-13-2029', 'date'), ('gisteren', 'date'),
    ],
)  # fmt: skip
def test_the_day_it_was_received_is_a_day_that_can_be(day, key):
    found = problems(
        'zelf', 'dader', 'A', '06-12345678', day, head=HEAD.replace('Verhaal', 'Ontvangen')
    )
    assert found.get('date_received') == key


def test_a_professional_needs_the_agreement_of_the_person_as_on_the_form():
    head = f'{HEAD};Aanmelder;E-mail van de aanmelder;Betrokkene stemt in'
    cells = ('verwijzer', 'dader', 'A', '', '', 'B', 'b@example.org')
    assert problems(*cells, 'ja', head=head) == {}
    assert problems(*cells, 'nee', head=head) == {'client_agrees': 'client_agrees_missing'}


def test_nobody_is_said_to_have_read_the_privacy_notice():
    (line,) = read(f'{HEAD}\n{GOOD}')
    assert line.values['privacy_read'] is False


@pytest.mark.parametrize(
    ('raw', 'key'),
    [
        (b'', 'empty'),
        (HEAD.encode(), 'empty'),
        (f'{HEAD}\n;;;;\n'.encode(), 'empty'),
        (f'{HEAD};Kanarie\n{GOOD};x'.encode(), 'unknown_column'),
        (GOOD.encode(), 'unknown_column'),
        (f'{HEAD};Naam\n{GOOD};x'.encode(), 'repeated_column'),
        (b'Naam\nA', 'missing_columns'),
        (b'\xef\xbb\xbfNaam\n\xff\xfe', 'encoding'),
        (b'Naam\n\x81\x8d', 'encoding'),
        (b'\xff\xfeN', 'encoding'),
        (b'x' * (import_list.MAX_BYTES + 1), 'too_large'),
        (f'{HEAD}\n{GOOD[:-4]}{"x" * (import_list.MAX_CELL + 1)}'.encode(), 'broken'),
        (('\n'.join([HEAD] + [GOOD] * (import_list.MAX_ROWS + 1))).encode(), 'too_many'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_and_no_word_of_it(raw, key):
    with pytest.raises(Unreadable) as caught:
        import_list.read(raw, TODAY, LANGUAGES)
    assert caught.value.key == key
    assert all(isinstance(number, int) for number in caught.value.numbers.values())


def test_a_list_that_comes_back_calculates_nothing_and_can_be_brought_in_again():
    head, lines = import_list.read(
        f'{HEAD}\nzelf;dader;=1+1;+31612345678;-x'.encode(), TODAY, LANGUAGES
    )
    raw = import_list.write([*head, 'regel', 'reden'], [[*lines[0].cells, '2', 'Formule']])
    text = raw.decode('utf-8-sig')
    for cell in ('"\'=1+1"', '"\'+31612345678"', '"\'-x"'):
        assert cell in text
    mended = text.replace("'=1+1", 'A')
    (again,) = read(mended)
    assert again.is_good
    assert (again.values['phone_number'], again.values['story']) == ('+31612345678', '-x')


@pytest.mark.parametrize('name', ['registrations', 'aanmeldingen'])
def test_the_template_has_every_column_once(name):
    path = f'{get_module_path("herstelbemiddeling")}/static/csv/{name}.csv'
    with open(path, encoding='utf-8-sig') as file:
        headers = file.read().strip().split(';')
    assert import_list.columns(headers) == list(import_list.COLUMNS)
