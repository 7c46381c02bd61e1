"""A mediator who leaves a case is out in the same transaction, by whatever way he comes back."""

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase
from odoo.tests.common import Opener

from .common import TOLD, MediationCase

PASSWORD = 'Canary-password-1'


class LeavingCase(MediationCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(
            self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)]
        )
        self.party = self.case.party_ids[0]
        self.mine = self.case.with_user(self.mediator)

    def reassign(self, mediator):
        self.case.with_user(self.manager).mediator_id = mediator

    def plan(self, user, by=None, **values):
        return (
            self.env['mail.activity']
            .with_user(by or self.mediator)
            .create(
                {
                    'res_model_id': self.env['ir.model']._get_id('mediation.case'),
                    'res_id': self.case.id,
                    'activity_type_id': self.env.ref('mail.mail_activity_data_call').id,
                    'date_deadline': fields.Date.today(),
                    'user_id': user.id,
                    **values,
                }
            )
        )


class TestLeaving(LeavingCase):
    def setUp(self):
        super().setUp()
        # What he has read stays in the cache that the whole transaction shares.
        self.mine.read(['name', 'stage_id'])
        self.party.with_user(self.mediator).read(['code', 'side'])
        self.case.registration_ids.with_user(self.mediator).read(['code', 'state'])

    def assertOut(self, user):
        """Nothing of the case is left for this user, in this very transaction."""
        for records in (self.case, self.party, self.case.registration_ids):
            theirs = records.with_user(user)
            with self.subTest(model=records._name):
                self.assertTrue(records)
                with self.assertRaises(AccessError):
                    theirs.read(['create_date'])
                with self.assertRaises(AccessError):
                    theirs.check_access('write')
                with self.assertRaises(UserError):
                    theirs.export_data(['id'])
                self.assertFalse(theirs.search([('id', 'in', records.ids)]))
                self.assertFalse(theirs.search_count([('id', 'in', records.ids)]))
        with self.assertRaises(AccessError):
            self.party.with_user(user).code  # noqa: B018
        self.assertFalse(self.env['mediation.case'].with_user(user).name_search(self.case.name))

    def test_out_when_a_manager_gives_the_case_to_another(self):
        self.reassign(self.other_mediator)
        self.assertOut(self.mediator)
        self.assertTrue(self.party.with_user(self.other_mediator).code)

    def test_out_when_a_manager_takes_the_case_from_him(self):
        self.reassign(False)
        self.assertOut(self.mediator)

    def test_out_when_another_accepts_what_was_offered(self):
        self.case.with_user(self.desk)._offer_to(self.other_mediator)
        self.assertTrue(self.party.with_user(self.mediator).code)
        self.case.with_user(self.other_mediator).action_accept()
        self.assertOut(self.mediator)

    def test_out_when_a_co_mediator_is_taken_off(self):
        self.party.with_user(self.co_mediator).read(['code'])
        self.case.with_user(self.manager).co_mediator_ids -= self.co_mediator
        self.assertOut(self.co_mediator)

    def test_out_when_he_is_recused(self):
        self.case.with_user(self.manager).write(
            {
                'mediator_id': self.other_mediator.id,
                'recused_user_ids': [Command.link(self.mediator.id)],
            }
        )
        self.assertOut(self.mediator)

    def test_out_when_he_hands_the_case_over_himself(self):
        with self.assertRaises(AccessError):
            self.mine.mediator_id = self.other_mediator
        self.desk.group_ids += self.env.ref('herstelbemiddeling.group_mediator')
        self.reassign(self.desk)
        mine = self.case.with_user(self.desk)
        self.party.with_user(self.desk).read(['code'])
        mine.mediator_id = self.other_mediator
        with self.assertRaises(AccessError):
            self.party.with_user(self.desk).read(['code'])
        self.assertFalse(mine.is_member)

    def test_what_was_planned_goes_to_the_new_mediator(self):
        planned, done = self.plan(self.mediator), self.plan(self.mediator)
        done.action_done()
        of_manager = self.plan(self.manager, by=self.manager)
        of_co_mediator = self.plan(self.co_mediator)
        self.reassign(self.other_mediator)
        self.assertEqual((planned | done).user_id, self.other_mediator)
        self.assertEqual(of_manager.user_id, self.manager)
        self.assertEqual(of_co_mediator.user_id, self.co_mediator)
        self.assertKeepsNoActivity(planned | done | of_manager | of_co_mediator)

    def test_what_was_planned_waits_on_the_case_until_there_is_a_mediator(self):
        planned = self.plan(self.mediator)
        self.reassign(False)
        self.assertFalse(planned.user_id)
        self.assertKeepsNoActivity(planned)
        self.reassign(self.other_mediator)
        self.assertEqual(planned.user_id, self.other_mediator)

    def test_what_was_planned_for_whoever_did_not_accept_goes_to_the_mediator(self):
        self.case.with_user(self.manager).offered_mediator_id = self.other_mediator
        planned = self.plan(self.other_mediator, by=self.manager)
        self.case.with_user(self.other_mediator).action_decline_offer()
        self.assertEqual(planned.user_id, self.mediator)

    def assertKeepsNoActivity(self, activities):
        theirs = activities.with_user(self.mediator).with_context(active_test=False)
        for activity in theirs:
            with self.assertRaises(AccessError):
                activity.read(['res_name'])
        self.assertFalse(theirs.search([('res_model', '=', 'mediation.case')]))
        self.assertFalse(theirs.search([('res_name', '=', self.case.name)]))

    def test_the_bus_carries_nothing_of_the_case(self):
        self.env.cr.flush()
        newest = self.env['bus.bus'].search([], order='id desc', limit=1).id or 0
        self.plan(self.mediator)
        self.mine.stage_id = self.stages['intake']
        self.reassign(self.other_mediator)
        self.env.cr.flush()
        sent = self.env['bus.bus'].search([('id', '>', newest)])
        self.assertTrue(sent)
        for message in sent.mapped('message'):
            for code in (self.case.name, *self.case.party_ids.mapped('code')):
                self.assertNotIn(code, message)


class TestLeavingWithAnOpenBrowser(LeavingCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.mediator.password = PASSWORD
        self.keys = {user: self.make_key(user) for user in (self.mediator, self.manager)}
        self.env.cr.flush()

    def make_key(self, user):
        tomorrow = datetime.now() + timedelta(days=1)
        return self.env['res.users.apikeys'].with_user(user)._generate(None, "Key", tomorrow)

    def call_with_key(self, user, model, method, **arguments):
        with patch.object(self, 'opener', Opener(self)):  # without the cookie of the browser
            return self.opener.post(
                f'{self.base_url()}/json/2/{model}/{method}',
                json=arguments,
                headers={'Authorization': f'bearer {self.keys[user]}'},
                timeout=30,
            )

    def leave(self):
        """The manager gives the case to another, in a session of his own."""
        self.call_with_key(
            self.manager,
            'mediation.case',
            'write',
            ids=self.case.ids,
            vals={'mediator_id': self.other_mediator.id},
        ).raise_for_status()
        self.assertEqual(self.case.mediator_id, self.other_mediator)

    def assertTellsNothing(self, response):
        codes = [self.case.name, *self.case.party_ids.mapped('code')]
        for word in (*codes, *TOLD.values()):
            self.assertNotIn(word, response.text)

    def test_a_browser_that_is_still_open_is_shut_out(self):
        self.authenticate(self.mediator.login, PASSWORD)

        def ask(model, method, *arguments):
            return self.opener.post(
                f'{self.base_url()}/web/dataset/call_kw/{model}/{method}',
                json={
                    'params': {'model': model, 'method': method, 'args': arguments, 'kwargs': {}}
                },
                timeout=30,
            )

        def read():
            return ask('mediation.party', 'read', self.party.ids, ['code', 'side'])

        self.assertEqual(read().json()['result'][0]['code'], self.party.code)
        self.leave()
        answer = read()
        self.assertEqual(answer.json()['error']['data']['name'], 'odoo.exceptions.AccessError')
        self.assertTellsNothing(answer)
        self.assertEqual(ask('mediation.case', 'search_read', [], ['name']).json()['result'], [])

    def test_an_api_key_is_shut_out(self):
        def read():
            return self.call_with_key(
                self.mediator,
                'mediation.party',
                'read',
                ids=self.party.ids,
                fields=['code', 'side'],
            )

        def search():
            return self.call_with_key(
                self.mediator, 'mediation.case', 'search_read', domain=[], fields=['name']
            )

        self.assertEqual(read().json()[0]['code'], self.party.code)
        self.assertEqual([case['name'] for case in search().json()], [self.case.name])
        self.leave()
        answer = read()
        self.assertEqual(answer.status_code, 403)
        self.assertTellsNothing(answer)
        self.assertEqual(search().json(), [])
