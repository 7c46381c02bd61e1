"""What a code gives away by its bytes and by its time: nothing."""

import random
import statistics
import time
from itertools import combinations
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.herstelbemiddeling.codes import random_code
from odoo.addons.herstelbemiddeling.controllers import code as controller

from .code_page_common import NEVER_GIVEN, CodePageCase

ROUNDS = 80
# Half: which of two was slower says nothing. With 80 of each, chance alone stays within 0.2 of it
# for 99.998 of 100 comparisons.
FAIR = (0.3, 0.7)


def share_of_slower(ones, others):
    """Return how often one of the first took longer than one of the others (Mann-Whitney)."""
    pairs = [(one > other) + (one == other) / 2 for one in ones for other in others]
    return sum(pairs) / len(pairs)


class TestReferrer(CodePageCase):
    def decline(self, told):
        told.decision_note = "Canary"
        told.action_decline()

    def refer(self, told):
        told.write({'decision_note': "Canary", 'referred_to': "Canary"})
        told.action_refer()

    def mark_duplicate(self, told):
        told.duplicate_of_id = self.registration
        told.action_mark_duplicate()

    def close(self, told):
        self.take_on(told.sudo())
        self.case.sudo().write(
            {'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id}
        )

    def withdraw(self, told):
        self.take_on(told.sudo())
        self.consent(self.initiator, 'participation', 'withdrawn')

    def ask(self, told, **answer):
        # Nobody can ask a referrer anything; and if there were a question all the same:
        self.env['mediation.question'].create(
            {'kind': 'address', 'user_id': self.desk.id, 'registration_id': told.id, **answer}
        )
        told.sudo().write({'waiting_since': self.later(), 'question_mail_state': 'queued'})

    def answer(self, told):
        self.ask(told, answer="Canary", date_answered=self.later())

    def states(self):
        """Yield the name of a state and the receipt of a registration by a referrer in it."""
        become = {
            'new': lambda told: None,
            'assessing': lambda told: told.action_assess(),
            'declined': self.decline,
            'referred': self.refer,
            'duplicate': self.mark_duplicate,
            'out of scope': lambda told: told.action_out_of_scope(),
            'converted': lambda told: told._make_case(),
            'handed over': lambda told: self.take_on(told.sudo()),
            'closed': self.close,
            'withdrawn': self.withdraw,
            'stopped': lambda told: told.sudo()._withdraw(),
            'erased': lambda told: told.sudo()._erase_seals(),
            'apart': lambda told: told.sudo().write({'screening': 'apart'}),
            'old': lambda told: told.sudo().write({'date_received': self.later(days=-400)}),
            'asked': self.ask,
            'answered': self.answer,
        }
        for kind in ('relative', 'professional'):
            for state, steps in become.items():
                receipt, told = self.receive(kind)
                steps(told.with_user(self.desk))
                self.env.flush_all()
                yield f'{kind}, {state}', receipt

    def test_a_referrer_gets_the_same_bytes_in_every_state(self):
        answers = {}
        for state, receipt in self.states():
            response = self.open(receipt)
            headers = {
                name: text for name, text in response.headers.items() if name.lower() != 'date'
            }
            answers[state] = (response.status_code, response.content, headers)
        first = answers['relative, new']
        self.assertEqual(first[0], 200)
        for state, answer in answers.items():
            with self.subTest(state=state):
                self.assertEqual(answer, first)
        self.assertGreater(len(answers), 20)

    def test_who_was_erased_and_has_the_code_gets_a_page_and_not_an_error(self):
        self.registration._erase_seals()
        status = self.open()
        self.assertEqual(status.status_code, 200)
        for what, typed in (
            ('add', {'addition': "x"}),
            ('reach', {'contact_preference': 'email', 'email_address': 'x@example.org'}),
            ('stop', {}),
        ):
            with self.subTest(what=what):
                response = self.do(what, status, **typed)
                self.assertEqual(response.status_code, 400)
                self.assertIn("call us", response.text)


@tagged('post_install', '-at_install')
class TestTime(CodePageCase):
    def measure(self, sorts, act):
        """Do each sort in turn, in another order each round; return ``{sort: seconds}``."""
        taken = {name: [] for name in sorts}
        for name in sorts:
            act(sorts[name]())  # what is only slow the first time
        for _round in range(ROUNDS):
            for name in random.sample(list(sorts), len(sorts)):
                value = sorts[name]()
                begun = time.perf_counter()
                act(value)
                taken[name].append(time.perf_counter() - begun)
        return taken

    def assertAlike(self, taken):
        for one, other in combinations(taken, 2):
            share = share_of_slower(taken[one], taken[other])
            with self.subTest(one=one, other=other, share=round(share, 3)):
                self.assertTrue(FAIR[0] < share < FAIR[1], f'{one} / {other}: {share:.3f}')

    def kinds_of_wrong(self):
        existing = self.receipt

        def close():
            at = random.randrange(len(existing))
            return existing[:at] + ('A' if existing[at] != 'A' else 'C') + existing[at + 1 :]

        return {
            'never given': lambda: '-'.join(random_code('', 4)[1:] for _group in range(4)),
            'one letter off': close,
            'malformed': lambda: 'x!',
            'always the same': lambda: NEVER_GIVEN,
        }

    def test_no_wrong_code_takes_longer_than_another(self):
        with patch.object(controller, 'MANY', 10**6):
            taken = self.measure(self.kinds_of_wrong(), lambda code: self.send({'code': code}))
        self.assertAlike(taken)

    def test_looking_up_a_code_is_the_same_work_for_each(self):
        Registration = self.env['mediation.registration'].sudo()
        sorts = self.kinds_of_wrong()
        Registration._find_by_code(NEVER_GIVEN)
        for make in (*sorts.values(), lambda: self.receipt):
            with self.assertQueryCount(1):
                Registration._find_by_code(make())
        self.assertAlike(self.measure(sorts, Registration._find_by_code))
        taken = self.measure({**sorts, 'right': lambda: self.receipt}, Registration._find_by_code)
        medians = {name: statistics.median(times) for name, times in taken.items()}
        # Under a millisecond: less than any network hides.
        self.assertLess(max(medians.values()) - min(medians.values()), 0.001)

    def test_the_state_of_a_case_does_not_change_how_long_a_referrer_waits(self):
        early, _new = self.receive('relative')
        late, told = self.receive('relative')
        self.take_on(told)
        self.case.sudo().write(
            {'stage_id': self.stages['closed'].id, 'outcome_id': self.outcome.id}
        )
        sorts = {'new': lambda: early, 'closed': lambda: late}
        with patch.object(controller, 'MANY', 10**6):
            self.assertAlike(self.measure(sorts, lambda code: self.send({'code': code})))
