"""What each colleague comes upon at the end of a day at the office, by every interface there is."""

import pytest

from .canary_content import WITH_CONTENT
from .canary_crawler import CASE, EMERGENCY, PARTY, REGISTRATION, may_meet
from .canary_day import ASKED_BACK, COLLEAGUES
from .canary_outsiders import CONTROL, Administrator, Visitor

# Where: the rooms themselves, and a case from which somebody reads on into them.
ROOMS = {
    REGISTRATION, f'{REGISTRATION} with its people', f'{REGISTRATION} by JSON',
    PARTY, f'{PARTY} with its people', f'{PARTY} by XML', f'{PARTY} by old XML',
    f'{CASE} with its people',
}  # fmt: skip
COMPLAINT, QUESTION = 'mediation.complaint', 'mediation.question'
WITHOUT_CASE = {'new', 'phoned', 'listed', 'declined', 'referred'}


def rooms_of(teller, day):
    """Where the words of this person are, for whoever may meet him."""
    if teller == 'asked':
        return {EMERGENCY}
    if teller == 'complained':
        return {COMPLAINT}
    if teller in WITHOUT_CASE:
        return {room for room in ROOMS if room.startswith(REGISTRATION)}
    rooms = ROOMS | ({QUESTION} if teller in ASKED_BACK else set())
    if teller in WITH_CONTENT:
        return rooms | {*day.content} | {f'{model} with its people' for model in day.content}
    return rooms


@pytest.mark.parametrize('login', COLLEAGUES)
def test_nobody_comes_upon_what_is_not_told_to_him(canary_day, crawls, login):
    own = may_meet(canary_day, login)
    leaks = {
        (place, whose): question[:300]
        for (place, whose), question in crawls[login].client.found.items()
        if whose not in own or place not in rooms_of(whose, canary_day)
    }
    assert leaks == {}


@pytest.mark.parametrize('login', COLLEAGUES)
def test_nobody_finds_out_by_asking_for_it(crawls, login):
    assert crawls[login].oracles == []


def test_who_may_meet_people_meets_them_by_every_interface(canary_day, crawls):
    """Else an empty net is taken for clean water."""
    for login in COLLEAGUES:
        for teller in may_meet(canary_day, login):
            met = {place for place, whose in crawls[login].client.found if whose == teller}
            assert met >= rooms_of(teller, canary_day), (login, teller)


def test_a_visitor_comes_upon_nothing(canary_day):
    visitor = Visitor(canary_day).crawl()
    assert visitor.client.found == {}


def test_an_administrator_finds_nothing_with_code_mails_and_reports_of_his_own(canary_day):
    administrator = Administrator(canary_day)
    assert 'This was seen' in str(administrator.run(CONTROL))
    administrator.crawl()
    assert administrator.client.found == {}
