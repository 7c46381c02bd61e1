"""What each colleague comes upon at the end of a day at the office, by every interface there is."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .canary_crawler import CASE, PARTY, REGISTRATION, Crawler
from .canary_day import COLLEAGUES

# Whose words these colleagues may meet; everybody else meets nobody's.
MAY_MEET = {
    'desk': {'new', 'phoned', 'declined', 'referred', 'waiting', 'offered'},
    'mediator': {'mine', 'passed_on'},
    'other': {'theirs'},
}
# Where: the rooms themselves, and a case from which somebody reads on into them.
ROOMS = {
    REGISTRATION, f'{REGISTRATION} with its people', f'{REGISTRATION} by JSON',
    PARTY, f'{PARTY} with its people', f'{PARTY} by XML', f'{PARTY} by old XML',
    f'{CASE} with its people',
}  # fmt: skip


@pytest.fixture(scope='session')
def crawls(canary_day):
    """What everybody has found, all at the same time as on any day."""
    with ThreadPoolExecutor(4) as pool:
        crawlers = [
            Crawler(canary_day, login, may_meet(canary_day, login)) for login in COLLEAGUES
        ]
        list(pool.map(Crawler.crawl, crawlers))
    return {crawler.login: crawler for crawler in crawlers}


def may_meet(day, login):
    if login == 'officer' and 'mediation.emergency' in day.models:
        return {'theirs'}
    return MAY_MEET.get(login, set())


@pytest.mark.parametrize('login', COLLEAGUES)
def test_nobody_comes_upon_what_is_not_told_to_him(canary_day, crawls, login):
    own = may_meet(canary_day, login)
    leaks = {
        (place, whose): question[:300]
        for (place, whose), question in crawls[login].client.found.items()
        if place not in ROOMS or whose not in own
    }
    assert leaks == {}


@pytest.mark.parametrize('login', COLLEAGUES)
def test_nobody_finds_out_by_asking_for_it(crawls, login):
    assert crawls[login].oracles == []


def test_who_may_meet_people_meets_them_by_every_interface(canary_day, crawls):
    """Else an empty net is taken for clean water."""
    for login in COLLEAGUES:
        for teller in may_meet(canary_day, login):
            rooms = ROOMS
            if login == 'desk' and teller not in ('waiting', 'offered'):  # there is no case
                rooms = {room for room in ROOMS if room.startswith(REGISTRATION)}
            met = {place for place, whose in crawls[login].client.found if whose == teller}
            assert met >= rooms, (login, teller)
