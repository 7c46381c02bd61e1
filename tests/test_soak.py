"""The verdict of the soak: what is flat, and what may grow."""

import pytest
from toolbox.hosts.files import FOLDER, filled
from toolbox.soak import day, verdict
from toolbox.web_view import specification

HOUR = 3600


def memory(*values):
    """Samples of an hour, evenly spread."""
    step = HOUR / (len(values) - 1)
    return [(number * step, value) for number, value in enumerate(values)]


def test_memory_that_settles_is_flat_and_memory_that_rises_is_not():
    settled = memory(100, 150, 180, 200, 200, 200, 200)
    rising = memory(100, 110, 120, 130, 140, 150, 160)
    assert verdict.growth_of_memory(settled, HOUR) == pytest.approx(0)
    assert verdict.growth_of_memory(rising, HOUR) == pytest.approx(60)


def test_a_process_that_ended_is_no_proof():
    assert verdict.growth_of_memory(memory(100, 100, 100)[:2], HOUR) is None
    late = [(moment, value) for moment, value in memory(*[100] * 9) if moment > HOUR / 2]
    assert verdict.growth_of_memory(late, HOUR) is None


def test_a_program_that_a_worker_starts_is_no_worker():
    assert verdict.is_brief([(100, 1)])
    assert verdict.is_brief([(100, 1), (130, 1)])
    assert not verdict.is_brief(memory(1, 1))


def test_peoples_work_may_grow_and_nothing_else():
    before = {'mediation_note': 1, 'bus_bus': 5, 'mediation_visit': 0, 'mediation_call': 0}
    after = {'mediation_note': 9, 'bus_bus': 6, 'mediation_visit': 1, 'mediation_call': 2, 'new': 1}
    wizards = {'mediation_call'}
    grown = ['bus_bus', 'mediation_call', 'mediation_visit', 'new']
    assert list(verdict.grown(before, after, wizards)) == grown
    assert list(verdict.grown(before, before, wizards)) == []
    signals = {'orm_signaling_default': 10, 'ir_cron_progress': 20}
    assert list(verdict.grown({}, signals, wizards)) == []
    assert list(verdict.grown({}, {'orm_signaling_default': 11}, wizards)) != []


def test_an_hour_of_the_soak_is_ten_times_an_hour_of_the_day():
    assert day.an_hour({'register': 8}) == {'register': 10}
    assert day.an_hour({'log_in': 2}, people=4)['log_in'] == 10


def test_what_is_read_for_a_view_follows_from_the_view():
    arch = '<form><field name="a"><list><field name="b"/></list></field><field name="c"/></form>'
    models = {
        'one': {'fields': {'a': {'type': 'one2many', 'relation': 'two'},
                           'c': {'type': 'many2one', 'relation': 'two'}}},
        'two': {'fields': {'b': {'type': 'char'}}},
    }  # fmt: skip
    views = {'views': {'form': {'arch': arch}}, 'models': models}
    wanted = {'a': {'fields': {'b': {}}}, 'c': {'fields': {'display_name': {}}}}
    assert specification(views, 'form', 'one') == wanted


def test_a_configuration_that_lacks_what_is_to_be_filled_in_is_refused():
    text = filled('odoo-1.conf', {'/srv/odoo': '/tmp/data'}, http_port=1)
    assert 'data_dir = /tmp/data' in text
    assert '\nhttp_port = 1\n' in text
    with pytest.raises(Exception, match='no “elsewhere”'):
        filled('odoo-1.conf', {'elsewhere': ''})
    with pytest.raises(Exception, match='sets nothing 0 times'):
        filled('odoo-1.conf', nothing=1)


def test_the_two_hosts_differ_in_their_address_and_in_who_does_the_jobs():
    first, second = ((FOLDER / f'odoo-{n}.conf').read_text().splitlines() for n in (1, 2))
    different = [line.partition(' = ')[0] for line in first if line not in second]
    assert [name for name in different if not name.startswith(';')] == [
        'http_interface', 'max_cron_threads',
    ]  # fmt: skip
