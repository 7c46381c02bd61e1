"""What must hold after the run, whatever was done during it."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from ..applicants import OutOfPatience, Refused
from . import remains
from .crowd import SIZE
from .finding import Finding
from .harms import DAY, HOUR

# Of a confirmation, how many mails may have come in.
MAILS = {
    'queued': (0,),
    'sending': (0, 1),
    'uncertain': (0, 1),
    'failed': (0,),
    'sent': (1,),
}
SECONDS_WITHOUT_A_MAIL = 30


class Checks:
    """:param desk: the id of the partner who is told of registrations"""

    def __init__(self, machine, crowd, desk):
        self.machine, self.crowd, self.desk = machine, crowd, desk

    def findings(self):
        """Yield a Finding for each thing that must hold."""
        yield self._everybody_got_through()
        left = self._mail_the_rest()
        receipts = [person.applicant.receipt for person in self._with_receipt()]
        self.looked = self.machine.shell('faults_look.py', receipts=receipts)
        self.stored = self.looked['registrations']
        yield self._stored_once()
        yield self._as_it_was_told()
        yield self._receipts_open()
        yield self._mailed_once(left)
        yield self._desk_told()
        yield Finding(
            "Every seal opens", f"{len(self.stored)} registrations", tuple(self.looked['troubles'])
        )
        yield Finding("The audit trail is whole", "checked", tuple(self.looked['trail']))
        yield remains.nothing_readable(self.machine, self.crowd.canaries)

    def _with_receipt(self):
        return [person for person in self.crowd.people if person.applicant.receipt]

    def _everybody_got_through(self):
        failures = tuple(person.failure for person in self.crowd.people if person.failure)
        through = len(self.crowd.people) - len(failures)
        return Finding("Everybody who went on got a receipt", f"{through} people", failures)

    def _stored_once(self):
        receipts = Counter(one['receipt'] for one in self.stored)
        people = self._with_receipt()
        acknowledged = {person.applicant.receipt for person in people}
        unacknowledged = sum(
            person.applicant.has_sent and not person.applicant.receipt
            for person in self.crowd.people
        )
        wrong = [f"{one} is not stored" for one in acknowledged - receipts.keys()]
        wrong += [f"{one} is stored {receipts[one]} times" for one in acknowledged
                  if receipts[one] > 1]  # fmt: skip
        if len(acknowledged) != len(people):
            wrong.append("two people have the same receipt")
        if receipts[None] > unacknowledged:
            wrong.append(f"{receipts[None]} are stored that nobody has a receipt of")
        claimed = self.machine.sql('SELECT count(*) FROM mediation_submission')[0][0]
        if claimed != len(self.stored):
            wrong.append(f"{claimed} forms are noted as received")
        return Finding(
            "Stored = receipts given (and at most those who heard nothing)",
            f"{len(self.stored)} stored, {len(acknowledged)} receipts,"
            f" {unacknowledged} heard nothing",
            tuple(wrong),
        )

    def _as_it_was_told(self):
        told = {person.applicant.receipt: person.story for person in self._with_receipt()}
        wrong = tuple(
            f"{one['receipt']} holds other words"
            for one in self.stored
            if one['receipt'] and one['story'] != told[one['receipt']]
        )
        return Finding("What is stored is what was told", f"{len(self.stored)} opened", wrong)

    def _receipts_open(self):
        people = self._with_receipt()
        with ThreadPoolExecutor(SIZE) as pool:
            wrong = tuple(filter(None, pool.map(_cannot_open, people)))
        return Finding("Every receipt opens its page", f"{len(people)} opened", wrong)

    def _mail_the_rest(self):
        """Let what waits be mailed, and what broke off be given up; return what still waits.

        From two hours after the latest moment that any clock has shown. A jump of the clock looks
        to Odoo as if its processes hung, so it may kill one that is mailing: then once more.
        """
        for hours in (2, 4, 6):
            self.machine.clock.jump(DAY + hours * HOUR)
            left = self._wait_for_mails()
            if not left:
                break
        return left

    def _wait_for_mails(self):
        """Return how many still wait when there are none, or when it is always the same number."""
        least, changed = None, time.monotonic()
        while True:
            self.machine.sql(
                'UPDATE ir_cron SET nextcall = now() WHERE id IN (SELECT res_id FROM'
                " ir_model_data WHERE name IN"
                " ('ir_cron_send_confirmations', 'ir_cron_send_dispatches',"
                " 'ir_cron_announce_registrations'))"
            )
            self.machine.wake_jobs()
            waiting = self.machine.sql(
                'SELECT (SELECT count(*) FROM mediation_registration'
                " WHERE confirmation_state IN ('queued', 'sending'))"
                ' + (SELECT count(*) FROM mediation_dispatch'
                " WHERE state IN ('queued', 'sending'))"
                ' + (SELECT count(*) FROM mediation_registration WHERE is_to_announce)'
            )[0][0]
            if least is None or waiting < least:
                least, changed = waiting, time.monotonic()
            if not waiting or time.monotonic() > changed + SECONDS_WITHOUT_A_MAIL:
                return waiting
            time.sleep(2)

    def _mailed_once(self, left):
        received = self.machine.sink.received
        wrong = [f"{address} has {count} mails" for address, count in received.items() if count > 1]
        states = Counter()
        for address, state in self._mails():
            states[state] += 1
            if received[address] not in MAILS.get(state, ()):
                wrong.append(f"{address}: {state or 'forgotten'}, and {received[address]} mails")
        if left:
            wrong.append(f"{left} are still waiting")
        counted = ', '.join(f'{count} {state}' for state, count in sorted(states.items()))
        return Finding("No mail twice, and none lost", counted, tuple(wrong))

    def _mails(self):
        """Yield address and state of each mail that there has to be."""
        for one in self.stored:
            if one['wants_confirmation'] and not one['is_apart']:
                yield one['registrant_email'] or one['email_address'], one['confirmation']
        for letter in self.looked['letters']:
            yield letter['address'], letter['state']

    def _desk_told(self):
        """One notice is for all that came in within a minute; no clock tells which."""
        told, unannounced = self.machine.sql(
            (
                """
                SELECT count(*),
                       (SELECT count(*) FROM mediation_registration WHERE is_to_announce)
                  FROM mail_notification told
                  JOIN mail_message notice ON notice.id = told.mail_message_id
                 WHERE told.res_partner_id = %s AND notice.subject = 'A new registration'
                """,
                [self.desk],
            )
        )[0]
        waiting = sum(not one['is_apart'] for one in self.stored)
        wrong = []
        if unannounced:
            wrong.append(f"the desk has not heard of {unannounced}")
        if not bool(waiting) <= told <= waiting:
            wrong.append(f"the desk has {told} notices of {waiting}")
        counted = f"{told} notices of {waiting}"
        return Finding("The desk was told of all of them", counted, tuple(wrong))


def _cannot_open(person):
    try:
        person.applicant.open_code()
    except (Refused, OutOfPatience) as error:
        return f"{person.applicant.receipt}: {error}"
    return None
