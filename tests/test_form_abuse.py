"""Junk and floods: set apart and never refused, and people come through all the same."""

import base64
import json
import time
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlencode

import altcha
from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools.safe_eval import safe_eval

from odoo.addons.herstelbemiddeling.codes import new_submission_key
from odoo.addons.herstelbemiddeling.form import answers as form
from odoo.addons.herstelbemiddeling.form import screening, travel, work
from odoo.addons.herstelbemiddeling.sealed.keys import system_secret

from .registration_form_common import LITTLE, PATH, RegistrationFormCase

SCREENING = 'odoo.addons.herstelbemiddeling.form.screening'
HERE, ELSEWHERE = '127.0.0.1', '203.0.113.77'
FLOOD = 10_000


class AbuseCase(RegistrationFormCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Visit = cls.env['mediation.visit']
        cls.mediator = new_test_user(
            cls.env,
            login='test_mediator_of_form',
            groups='base.group_user,herstelbemiddeling.group_mediator',
        )

    def setUp(self):
        super().setUp()
        self.Visit.search([]).unlink()
        self.cheap = patch(f'{SCREENING}.cost', return_value=1)  # quick to solve
        self.cheap.start()
        self.addCleanup(self.cheap.stop)

    def visit(self, kind, address=HERE, times=1):
        for _time in range(times):
            self.Visit._note(kind, address)
        self.env.flush_all()

    def age(self, visits, minutes):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mediation_visit SET create_date = create_date - make_interval(mins => %s)"
            " WHERE id IN %s",
            [minutes, tuple(visits.ids)],
        )

    def last_page(self, seconds=60):
        """Return what a browser would send from the last page, reached after this many seconds."""
        trip = {'texts': {**LITTLE, 'contact_preference': 'phone'}, 'done': [], 'begun': 0}
        del trip['texts']['privacy_read']
        trip['begun'] = int(time.time()) - seconds
        secret = system_secret(self.env, 'page')
        carried = travel.pack(secret, 'registration', trip)
        page = self.send({'step': 'check', 'go': 'stay', 'carried': carried})
        sent = dict(html.fromstring(page.content).forms[0].form_values())
        challenge = html.fromstring(page.content).xpath('//input/@data-challenge')[0]
        return {**sent, 'privacy_read': 'yes', 'go': 'send'}, challenge

    def solve(self, challenge):
        made = altcha.Challenge.from_dict(json.loads(challenge))
        solution = altcha.solve_challenge(made)
        return altcha.Payload(challenge=made, solution=solution).to_base64()

    def screened(self, sent):
        """Send it, and return how the one registration that comes of it was judged."""
        self.before = self.Registration.search_count([])
        self.receipt(self.send(sent))
        return self.stored().screening


class TestScreening(AbuseCase):
    def test_with_proof_and_in_time_it_is_in_order(self):
        sent, challenge = self.last_page()
        self.assertEqual(self.screened({**sent, 'altcha': self.solve(challenge)}), 'clear')

    def test_without_javascript_somebody_looks_at_it_first(self):
        sent, _challenge = self.last_page()
        self.assertEqual(self.screened(sent), 'review')
        self.assertEqual(self.screened(LITTLE), 'review')

    def test_faster_than_a_person_is_looked_at_even_with_proof(self):
        sent, challenge = self.last_page(seconds=screening.LEAST_SECONDS - 2)
        self.assertEqual(self.screened({**sent, 'altcha': self.solve(challenge)}), 'review')

    def test_who_fills_in_what_people_do_not_see_is_set_apart_with_a_receipt(self):
        sent, challenge = self.last_page()
        trapped = {**sent, 'homepage': 'https://x', 'altcha': self.solve(challenge)}
        self.assertEqual(self.screened(trapped), 'apart')
        self.assertEqual(self.screened({**LITTLE, 'homepage': 'x'}), 'apart')

    def test_a_trap_on_an_earlier_page_is_remembered(self):
        pages = (
            {'registrant_kind': 'self', 'side': 'harmed', 'homepage': 'x'}, {'full_name': "N"},
            {'contact_preference': 'phone'}, {'phone_number': '0612345678'}, {}, {}, {},
        )  # fmt: skip
        page = self.fetch()
        for typed in pages:
            page = self.send({**self.typed(page), **typed, 'go': 'next'})
            self.assertEqual(page.status_code, 200)
        sent = {**self.typed(page), 'privacy_read': 'yes', 'go': 'send'}
        self.assertFalse(sent.get('homepage'))
        self.assertEqual(self.screened(sent), 'apart')

    def test_proof_of_another_form_forged_or_old_is_no_proof(self):
        sent, challenge = self.last_page()
        good = self.solve(challenge)
        _other, challenge_of_other = self.last_page()
        secret = system_secret(self.env, 'page')
        key = sent['submission_key']
        old = work.challenge(secret, key, 1, time.time() - work.SECONDS - 60)
        foreign = work.challenge(bytes(32), key, 1, time.time())
        payload = json.loads(base64.b64decode(good))
        payload['solution']['counter'] += 1
        payload['solution']['derivedKey'] = '00' * 32
        wrong = base64.b64encode(json.dumps(payload).encode()).decode()
        easier = json.loads(base64.b64decode(good))
        easier['challenge']['parameters']['keyPrefix'] = ''
        easier = base64.b64encode(json.dumps(easier).encode()).decode()
        for proof in (
            self.solve(challenge_of_other), self.solve(old), self.solve(foreign), wrong, easier,
            'x', '', '=' * 99, base64.b64encode(b'[' * 100_000).decode(), 'bnVsbA==', 'W10=',
            base64.b64encode(b'{"challenge":{"parameters":1e999},"solution":[]}').decode(),
        ):  # fmt: skip
            with self.subTest(proof=proof[:20]):
                self.assertFalse(work.is_done(secret, key, proof))
        self.assertFalse(work.is_done(secret, key, None))
        self.assertTrue(work.is_done(secret, key, good))
        self.assertEqual(self.screened({**sent, 'altcha': easier}), 'review')

    def test_a_forged_proof_is_not_work_for_the_server(self):
        """Whoever writes a huge cost into a challenge of his own makes nobody count to it."""
        secret = system_secret(self.env, 'page')
        made = json.loads(work.challenge(bytes(32), 'k', 10**9, time.time()))
        payload = {'challenge': made, 'solution': {'counter': 1, 'derivedKey': '00' * 32}}
        text = base64.b64encode(json.dumps(payload).encode()).decode()
        begun = time.perf_counter()
        self.assertFalse(work.is_done(secret, 'k', text))
        self.assertLess(time.perf_counter() - begun, 1)

    def test_the_work_grows_with_what_one_network_sends_and_has_an_end(self):
        self.cheap.stop()
        costs = [screening.cost(count) for count in (0, 9, 10, 20, 40, 1000)]
        self.assertEqual(costs, [1000, 1000, 2000, 4000, 16000, 16000])
        _sent, challenge = self.last_page()
        self.visit('proved', times=10)
        self.visit('proved', ELSEWHERE, times=40)
        _sent, dearer = self.last_page()
        costs = [json.loads(text)['parameters']['cost'] for text in (challenge, dearer)]
        self.assertEqual(costs, [1000, 2000])


class TestManyFromOneNetwork(AbuseCase):
    def test_more_than_a_library_sends_is_set_apart_and_others_are_not(self):
        self.visit('unproved', times=screening.MANY_FROM_ONE - 1)
        self.assertEqual(self.screened(LITTLE), 'review')
        self.assertEqual(self.screened(LITTLE), 'apart')
        self.Visit.search([]).unlink()
        self.visit('unproved', ELSEWHERE, times=screening.MANY_FROM_ONE)
        self.assertEqual(self.screened(LITTLE), 'review')

    def test_during_a_flood_from_everywhere_who_has_proof_comes_through(self):
        self.visit('unproved', ELSEWHERE, times=screening.MANY_FROM_ALL)
        self.assertEqual(self.screened(LITTLE), 'apart')
        sent, challenge = self.last_page()
        self.assertEqual(self.screened({**sent, 'altcha': self.solve(challenge)}), 'clear')

    def test_an_hour_later_it_is_over(self):
        self.visit('unproved', times=screening.MANY_FROM_ONE)
        self.age(self.Visit.search([]), 61)
        self.assertEqual(self.screened(LITTLE), 'review')

    def test_each_form_that_was_received_counts_and_a_mistake_does_not(self):
        self.assert_refused(self.send({**LITTLE, 'side': ''}), 'side')
        self.assertFalse(self.Visit.search([]))
        self.screened(LITTLE)
        sent, challenge = self.last_page()
        self.screened({**sent, 'altcha': self.solve(challenge)})
        kinds = self.Visit.search([], order='id').mapped('kind')
        self.assertEqual(kinds, ['unproved', 'proved'])

    def test_nothing_of_an_address_is_kept_and_two_days_cannot_be_laid_side_by_side(self):
        self.visit('unproved', '203.0.113.77')
        self.visit('unproved', '2001:db8:1:200::1')
        self.env.cr.execute('SELECT to_jsonb(v)::text FROM mediation_visit v')
        kept = ' '.join(row for (row,) in self.env.cr.fetchall())
        for part in ('203.0', '113.77', '2001:', ':db8', '200::1'):
            self.assertNotIn(part, kept)
        digests = self.Visit.search([]).mapped('network_digest')
        self.assertTrue(all(len(text) == 32 for text in digests))
        today = self.Visit._digest('203.0.113.77')
        self.assertIn(today, digests)
        tomorrow = fields.Date.today() + timedelta(days=1)
        with patch('odoo.fields.Date.today', return_value=tomorrow):
            self.assertNotEqual(self.Visit._digest('203.0.113.77'), today)
        # One household of many devices is one network; another house is not.
        self.assertEqual(
            self.Visit._digest('2001:db8:1:200::1'), self.Visit._digest('2001:db8:1:2ff::9')
        )
        self.assertNotEqual(
            self.Visit._digest('2001:db8:1:200::1'), self.Visit._digest('2001:db8:1:300::1')
        )
        self.assertTrue(self.Visit._digest('nonsense'))

    def test_after_a_day_it_is_gone(self):
        self.visit('code', times=2)
        old, new = self.Visit.search([])
        self.age(old, 24 * 60 + 1)
        self.age(new, 23 * 60)
        self.Visit._gc_visits()
        self.env.invalidate_all()
        self.assertEqual(self.Visit.search([]), new)


class TestTheBoard(AbuseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        action = cls.env.ref('herstelbemiddeling.mediation_registration_action')
        apart = cls.env.ref('herstelbemiddeling.mediation_registration_action_apart')
        cls.board, cls.list_apart = safe_eval(action.domain), safe_eval(apart.domain)

    def told(self, **values):
        told = self.Registration.create({**LITTLE, 'privacy_read': True, **values})
        return told.with_user(self.desk)

    def test_what_is_set_apart_is_in_its_own_list_until_somebody_decides(self):
        junk, real = self.told(screening='apart'), self.told(screening='review')
        Theirs = self.Registration.with_user(self.desk)
        self.assertNotIn(junk, Theirs.search(self.board))
        self.assertIn(real, Theirs.search(self.board))
        self.assertIn(junk, Theirs.search(self.list_apart))
        self.assertNotIn(real, Theirs.search(self.list_apart))
        junk.action_put_on_board()
        self.assertEqual(junk.screening, 'review')
        self.assertIn(junk, Theirs.search(self.board))
        self.assertNotIn(junk, Theirs.search(self.list_apart))

    def test_throwing_away_declines_and_is_for_what_was_set_apart(self):
        junk, real = self.told(screening='apart'), self.told()
        with self.assertRaises(UserError):
            (junk + real).action_discard()
        self.assertEqual(junk.state, 'new')
        junk.action_discard()
        self.assertEqual(junk.state, 'declined')
        self.assertTrue(junk.decision_note)
        with self.assertRaises(UserError):
            junk.action_discard()

    def test_only_the_desk_decides_about_it(self):
        junk = self.told(screening='apart')
        for action in ('action_put_on_board', 'action_discard'):
            with self.assertRaises(AccessError):
                getattr(junk.with_user(self.mediator), action)()
        self.assertEqual((junk.screening, junk.state), ('apart', 'new'))

    def test_junk_rings_nobody_and_sends_no_mail(self):
        notices = self.env['mail.message'].search_count([])
        asked = {'email_address': 'x@example.org', 'wants_confirmation': 'yes'}
        self.screened({**LITTLE, **asked, 'homepage': 'x'})
        self.assertEqual(self.env['mail.message'].search_count([]), notices)
        self.assertFalse(self.stored().confirmation_state)

    def look(self):
        """Return the columns and cards of the board, and how many queries they took."""
        Theirs = self.Registration.with_user(self.desk)
        specification = {name: {} for name in ('code', 'registrant_kind', 'side', 'days_waiting')}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        groups = Theirs.web_read_group(
            self.board, ['state'], auto_unfold=True, unfold_read_specification=specification
        )
        cards = Theirs.web_search_read(self.board, specification, limit=80)
        return groups['groups'], cards, self.env.cr.sql_log_count - before

    def test_a_flood_leaves_the_board_as_it_was_and_the_real_ones_on_it(self):
        real = self.told(screening='review') + self.told()
        self.look()  # once, for what is only read the first time
        groups, cards, queries = self.look()
        self.env.flush_all()
        self.env.cr.execute(
            "INSERT INTO mediation_registration (code, state, screening, registrant_kind, side,"
            " date_received, company_id, create_date)"
            " SELECT 'A-FLOOD' || n, 'new', 'apart', 'self', 'harmed', now(), %s, now()"
            " FROM generate_series(1, %s) n",
            [self.env.company.id, FLOOD],
        )
        self.env.cr.execute('ANALYZE mediation_registration')
        begun = time.perf_counter()
        after = self.look()
        self.assertEqual(after, (groups, cards, queries))
        self.assertLess(time.perf_counter() - begun, 2)
        self.assertLessEqual(set(real.ids), {card['id'] for card in cards['records']})
        # And one more real one comes through, in the middle of it.
        self.visit('unproved', ELSEWHERE, times=screening.MANY_FROM_ALL)
        sent, challenge = self.last_page()
        self.assertEqual(self.screened({**sent, 'altcha': self.solve(challenge)}), 'clear')
        self.assertEqual(self.look()[1]['length'], cards['length'] + 1)


class TestSize(AbuseCase):
    def test_the_longest_answers_can_still_be_changed_on_the_last_page(self):
        long = "😀" * form.MAX_STORY
        told = {'story': long, 'other_party': long, 'hopes': long}
        trip = {'texts': {**LITTLE, **told}, 'done': [], 'begun': int(time.time())}
        carried = travel.pack(system_secret(self.env, 'page'), 'registration', trip)
        key = new_submission_key()
        page = self.send(
            {'step': 'check', 'go': 'change:hopes', 'carried': carried, 'submission_key': key}
        )
        sent = self.typed(page)
        self.assertEqual((sent['step'], sent['hopes']), ('hopes', long))
        self.assertLess(len(urlencode(sent)), form.MAX_BODY)
        check = self.send({**sent, 'go': 'next'})
        self.assertEqual(check.status_code, 200)
        self.receipt(self.send({**self.typed(check), 'privacy_read': 'yes', 'go': 'send'}))
        stored = self.stored()
        self.assertEqual({name: stored[name] for name in told}, told)

    def test_what_is_too_long_comes_back_to_be_shortened(self):
        first = self.typed(self.fetch())
        page = self.send({**first, **LITTLE, 'step': 'who', 'go': 'next'})
        sent = {**self.typed(page), 'step': 'event', 'story': "é" * 60_000, 'go': 'next'}
        answer = self.send(sent)
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.typed(answer)['story'], "é" * 60_000)
        self.assertEqual(self.send(self.typed(answer)).status_code, 400)
        self.assertEqual(self.fetch(path=PATH).status_code, 200)
