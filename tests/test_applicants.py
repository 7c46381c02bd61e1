"""The people of the fault run and of the run on two hosts do what people do with the form."""

import threading
import time

import pytest
from toolbox.applicants import Applicant, Refused, addresses

from .registration_form_common import CANARY, LITTLE

NETWORKS = addresses()


def applicant(front, **options):
    told = {**LITTLE, 'contact_preference': 'phone', 'story': CANARY}
    return Applicant(front.base_url, told, address=next(NETWORKS), **options)


def count(front):
    return front.query('SELECT count(*) FROM mediation_registration')[0][0]


def test_an_applicant_goes_through_the_steps_and_holds_a_receipt_that_opens(front):
    before, somebody = count(front), applicant(front, has_script=True)
    filled = somebody.fill_in()
    assert somebody.send(filled) == somebody.send(filled)
    assert count(front) == before + 1
    assert 'name="token"' in somebody.open_code()


def test_an_applicant_sends_again_until_the_server_is_back(front):
    before, somebody = count(front), applicant(front)
    filled = somebody.fill_in()
    front.kill()
    sending = threading.Thread(target=somebody.send, args=(filled,))
    sending.start()
    time.sleep(2)
    assert somebody.receipt is None
    assert somebody.has_sent
    front.start()
    sending.join()
    assert somebody.receipt
    assert somebody.troubles['ConnectionRefusedError'] > 1
    assert count(front) == before + 1


def test_an_applicant_who_does_it_wrong_hears_so(front):
    somebody = applicant(front)
    del somebody.answers['full_name']
    with pytest.raises(Refused):
        somebody.register()
    somebody.receipt = 'AAAA-AAAA-AAAA-AAAA'
    with pytest.raises(Refused):
        somebody.open_code()
