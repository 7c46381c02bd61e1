"""One form is one registration, whatever happens to the network or to the server."""

import re
import threading
import time
from contextlib import suppress
from urllib.parse import urlencode

import pytest

from odoo.addons.herstelbemiddeling.codes import digest, new_submission_key

from .front import FORM, send_raw
from .registration_form_common import LITTLE, RECEIPT

HEADERS = [('Content-Type', 'application/x-www-form-urlencoded')]


class Sender:
    """Somebody with one form that is filled in."""

    def __init__(self, front):
        self.front, self.key = front, new_submission_key()
        self.body = urlencode({**LITTLE, 'submission_key': self.key}).encode()

    def send(self, answer=True):
        return send_raw(self.front.base_url, 'POST', FORM, HEADERS, self.body, answer)

    def receipt(self):
        status, _headers, page = self.send()
        assert status == 200
        return RECEIPT.search(page.decode())[0]

    def stored(self, receipt):
        return self.front.query(
            'SELECT id FROM mediation_registration WHERE receipt_digest = %s', digest(receipt)
        )

    def is_claimed(self):
        return bool(
            self.front.query(
                'SELECT id FROM mediation_submission WHERE key_digest = %s', digest(self.key)
            )
        )


def count(front):
    return front.query('SELECT count(*) FROM mediation_registration')[0][0]


def test_a_lost_answer_and_sending_again_is_one_registration(front):
    before, sender = count(front), Sender(front)
    sender.send(answer=False)  # the connection is cut before anything came back
    for _wait in range(100):
        if sender.is_claimed():
            break
        time.sleep(0.1)
    receipts = {sender.receipt() for _time in range(3)}
    assert len(receipts) == 1
    assert len(sender.stored(receipts.pop())) == 1
    assert count(front) == before + 1


def test_the_same_form_four_times_at_the_same_moment_is_one_registration(front):
    for _round in range(3):
        before, sender = count(front), Sender(front)
        receipts = []

        def send(sender=sender, receipts=receipts):
            receipts.append(sender.receipt())

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(receipts) == 4
        assert len(set(receipts)) == 1
        assert count(front) == before + 1


@pytest.mark.parametrize('moment', [0.004, 0.03, 0.3])
def test_a_server_that_dies_on_the_way_keeps_all_or_nothing(front, moment):
    """Whatever it had done, sending again gives one registration, and the receipt works."""
    before, sender = count(front), Sender(front)

    def try_it():
        with suppress(OSError, ValueError, IndexError):  # nothing came back
            sender.send()

    thread = threading.Thread(target=try_it)
    thread.start()
    time.sleep(moment)
    front.kill()
    thread.join()
    assert count(front) - before == sender.is_claimed()
    front.start()
    receipt = sender.receipt()
    assert len(sender.stored(receipt)) == 1
    assert count(front) == before + 1
    body = urlencode({'code': receipt}).encode()
    status, _headers, page = send_raw(
        front.base_url, 'POST', '/herstelbemiddeling/code', HEADERS, body
    )
    assert status == 200
    assert re.search(rb'name="token"', page)
