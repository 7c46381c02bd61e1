"""Odoo hangs messages, followers, drafts and files on any record. Of a case there is next to none,
and what there is belongs to whoever may see the case now."""

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase
from odoo.tools import mute_logger

from .common import MediationCase

CANARY = "Canary words"
NO_TEXT = "holds no text"


class SurroundingsCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.party = cls.case.party_ids[:1]
        cls.env.cr.flush()  # from here on Odoo notes the stages, as in another request
        cls.case.with_user(cls.mediator).stage_id = cls.stages['intake']
        cls.env.cr.flush()
        cls.note = cls.case.message_ids[:1]
        cls.kind = cls.env.ref('mail.mail_activity_data_call')
        cls.model_ids = {
            name: cls.env['ir.model']._get_id(name)
            for name in ('mediation.case', 'mediation.party')
        }

    def plan(self, user, **values):
        return self.env['mail.activity'].create(
            {
                'res_model_id': self.model_ids['mediation.case'],
                'res_id': self.case.id,
                'activity_type_id': self.kind.id,
                'user_id': user.id,
                **values,
            }
        )

    def leave(self):
        """The mediator hands the case over to a colleague."""
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        self.env.flush_all()
        self.env.invalidate_all()


class TestWhatIsKeptOut(SurroundingsCase):
    def rows(self, record):
        """Return what somebody may try to store about a record: ``[(model, values)]``."""
        model, res_id = record._name, record.id
        partner = self.employee.partner_id
        note = {'message_id': self.note.id}
        return [
            ('mail.message', {'model': model, 'res_id': res_id, 'body': CANARY}),
            ('mail.message', {'model': model, 'res_id': res_id, 'subject': CANARY}),
            ('mail.message', {'model': model, 'res_id': res_id, 'partner_ids': partner.ids}),
            ('mail.compose.message', {'model': model, 'res_ids': [res_id], 'body': CANARY}),
            (
                'mail.scheduled.message',
                {
                    'model': model,
                    'res_id': res_id,
                    'body': CANARY,
                    'author_id': partner.id,
                    'scheduled_date': '2040-01-01',
                },
            ),
            ('mail.followers', {'res_model': model, 'res_id': res_id, 'partner_id': partner.id}),
            (
                'mail.followers.edit',
                {'res_model': model, 'res_ids': str([res_id]), 'partner_ids': partner.ids},
            ),
            ('mail.template', {'name': "T", 'model_id': self.model_ids[model]}),
            ('mail.alias', {'alias_name': "canary", 'alias_model_id': self.model_ids[model]}),
            ('fetchmail.server', {'name': "S", 'object_id': self.model_ids[model]}),
            (
                'portal.share',
                {'res_model': model, 'res_id': res_id, 'partner_ids': partner.ids},
            ),
            ('mail.message.reaction', {**note, 'content': CANARY, 'partner_id': partner.id}),
            (
                'mail.message.translation',
                {**note, 'source_lang': "nl", 'target_lang': "en", 'body': CANARY},
            ),
            (
                'mail.notification',
                {'mail_message_id': self.note.id, 'res_partner_id': partner.id},
            ),
            ('mail.mail', {'model': model, 'res_id': res_id, 'body_html': CANARY, 'body': CANARY}),
        ]

    def test_nobody_stores_words_or_followers_about_a_case_or_a_person(self):
        for user in (self.mediator, self.administrator, self.env['res.users'].browse(SUPERUSER_ID)):
            for record in (self.case, self.party):
                for model, values in self.rows(record):
                    with self.subTest(user=user.login, about=record._name, model=model):
                        rows = self.env[model].with_user(user).sudo(user.id == SUPERUSER_ID)
                        with self.assertRaises(UserError):
                            rows.create(values)

    def test_the_superuser_is_told_where_it_belongs(self):
        for model, values in self.rows(self.case):
            with self.subTest(model=model), self.assertRefused(UserError, NO_TEXT):
                self.env[model].create(values)

    def test_a_link_in_a_message_is_not_looked_up(self):
        preview = self.env['mail.link.preview'].create({'source_url': 'https://example.org'})
        with self.assertRefused(UserError, NO_TEXT):
            self.env['mail.message.link.preview'].create(
                {'message_id': self.note.id, 'link_preview_id': preview.id}
            )

    def test_nothing_that_exists_is_moved_onto_a_case(self):
        partner = self.employee.partner_id
        to_case = {'model': 'mediation.case', 'res_id': self.case.id}
        follower = self.env['mail.followers'].create(
            {'res_model': 'res.partner', 'res_id': partner.id, 'partner_id': partner.id}
        )
        for rows, values in (
            (partner.message_post(body=CANARY).with_context(lang='en_US'), to_case),
            (follower, {'res_model': 'mediation.case', 'res_id': self.case.id}),
            (
                self.env['mail.template'].create(
                    {'name': "T", 'model_id': self.env['ir.model']._get_id('res.partner')}
                ),
                {'model_id': self.model_ids['mediation.case']},
            ),
        ):
            with self.subTest(model=rows._name), self.assertRefused(UserError, NO_TEXT):
                rows.write(values)

    def test_a_note_of_odoo_on_a_case_gets_no_words_and_stays_there(self):
        for user in (self.mediator, self.env.ref('base.user_root')):
            note = self.as_user(self.note, user).sudo(user.id == SUPERUSER_ID)
            for values in ({'body': CANARY}, {'subject': CANARY}):
                with self.subTest(user=user.login), self.assertRefused(UserError, NO_TEXT):
                    note.write(values)
        with self.assertRefused(UserError, NO_TEXT):
            self.as_user(self.note, self.mediator).write(
                {'model': 'res.partner', 'res_id': self.employee.partner_id.id}
            )

    def test_what_odoo_notes_on_a_case_has_no_words(self):
        self.plan(self.mediator).with_user(self.mediator).action_done()
        self.env.cr.flush()
        notes = self.case.message_ids
        self.assertTrue(notes.tracking_value_ids)
        self.assertTrue(notes.mail_activity_type_id)
        self.assertFalse([body for body in notes.mapped('body') if body])
        self.assertFalse(notes.notification_ids or notes.partner_ids)

    def test_nobody_is_notified_or_follows_in_the_life_of_a_case(self):
        self.plan(self.manager).with_user(self.manager).action_done()
        self.leave()
        self.case.message_subscribe(partner_ids=self.employee.partner_id.ids)
        about = [('mail_message_id.model', '=like', 'mediation.%')]
        self.assertFalse(self.env['mail.notification'].search(about))
        self.assertFalse(self.env['mail.followers'].search([('res_model', '=like', 'mediation.%')]))

    def test_messages_elsewhere_are_left_alone(self):
        partner = self.employee.partner_id
        message = partner.with_user(self.administrator).message_post(
            body=CANARY, partner_ids=self.desk.partner_id.ids
        )
        message.write({'body': "Other words"})
        partner.message_subscribe(partner_ids=self.desk.partner_id.ids)
        self.assertIn("Other words", self.as_user(message, self.desk).body)
        self.assertIn(self.desk.partner_id, partner.message_partner_ids)


class TestActivitiesOfACase(SurroundingsCase):
    def test_the_feedback_and_the_files_of_an_activity_stay_empty(self):
        activity = self.plan(self.mediator).with_user(self.mediator)
        with self.assertRefused(UserError, NO_TEXT):
            activity.feedback = CANARY
        file = activity.env['ir.attachment'].create({'name': "f", 'raw': b"x"})
        with self.assertRefused(UserError, NO_TEXT):
            activity.attachment_ids = file

    def test_the_dialog_keeps_no_words_while_it_is_open(self):
        dialog = {
            'res_model': 'mediation.case',
            'res_ids': str(self.case.ids),
            'activity_type_id': self.kind.id,
        }
        Schedule = self.env['mail.activity.schedule'].with_user(self.mediator)
        for words in ({'summary': CANARY}, {'note': CANARY}):
            with self.subTest(words=words), self.assertRefused(UserError, NO_TEXT):
                Schedule.create({**dialog, **words})
            with self.subTest(words=words), self.assertRefused(UserError, NO_TEXT):
                Schedule.create(dialog).write(words)

    def test_a_kind_or_a_plan_for_cases_brings_no_words(self):
        for words in ({'summary': CANARY}, {'default_note': CANARY}):
            with self.subTest(words=words), self.assertRefused(UserError, NO_TEXT):
                self.env['mail.activity.type'].create(
                    {'name': "Kind", 'res_model': 'mediation.case', **words}
                )
        with self.assertRefused(UserError, NO_TEXT):
            self.env['mail.activity.plan'].create({'name': "Plan", 'res_model': 'mediation.case'})

    def test_an_activity_goes_to_somebody_who_may_open_the_case(self):
        for user in (self.other_mediator, self.employee, self.administrator):
            with self.subTest(login=user.login):
                with self.assertRefused(UserError, "cannot open this case"):
                    self.plan(user)
                with self.assertRefused(UserError, "cannot open this case"):
                    self.plan(self.mediator).user_id = user
        for user in (self.mediator, self.manager, self.desk):
            self.assertEqual(self.plan(user).user_id, user)

    def test_it_is_not_reached_by_a_detour(self):
        mine = self.env['mail.activity'].create({'user_id': self.employee.id})
        with self.assertRefused(UserError, "cannot open this case"):
            mine.write({'res_model_id': self.model_ids['mediation.case'], 'res_id': self.case.id})


class TestWhoHasLeft(SurroundingsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine = cls.case.with_user(cls.mediator)
        cls.activity = mine.activity_schedule(activity_type_id=cls.kind.id, user_id=cls.mediator.id)
        done = mine.activity_schedule(activity_type_id=cls.kind.id, user_id=cls.mediator.id)
        done.action_done()
        cls.env.cr.flush()
        cls.notes = cls.case.message_ids
        cls.notes.sudo().starred_partner_ids = [Command.link(cls.mediator.partner_id.id)]

    def found(self, user):
        """Return what this user still finds, by each way to it."""
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=user, su=False)
        mail = env['mail.message']
        activities = env['mail.activity'].with_context(active_test=False)
        about = [('model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        of_case = [('res_model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        ways = {
            'messages': lambda: mail.search(about),
            'how many messages': lambda: mail.search_count(about),
            'messages by author': lambda: mail._read_group(about, ['author_id'], ['__count']),
            'starred': lambda: mail.search([('starred', '=', True)]),
            'reading messages': lambda: self.notes.with_env(env).read(['model', 'record_name']),
            'one message': lambda: mail._get_with_access(self.notes[:1].id),
            'activities': lambda: activities.search(of_case),
            'activities by label': lambda: activities.search([('res_name', '=', self.case.name)]),
            'activities by case': lambda: activities._read_group(of_case, ['res_id'], ['__count']),
            'reading activities': lambda: self.activity.with_env(env).read(['res_name']),
            'writing activities': lambda: self.activity.with_env(env).write(
                {'date_deadline': '2040-01-01'}
            ),
            'systray': lambda: [
                group
                for group in env['res.users']._get_activity_groups()
                if group['model'] in ('mediation.case', 'mail.activity')
            ],
            'activity view': lambda: env['mail.activity'].get_activity_data('mediation.case', [])[
                'activity_res_ids'
            ],
        }
        found = set()
        for name, look in ways.items():
            try:
                with self.env.cr.savepoint():
                    if look():
                        found.add(name)
            except AccessError:
                pass
        return found, set(ways)

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_whoever_has_left_finds_no_message_and_no_activity_of_it(self):
        found, ways = self.found(self.mediator)
        self.assertEqual(found, ways)
        self.leave()
        self.assertEqual(self.found(self.mediator)[0], set())

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_neither_does_whoever_is_recused(self):
        self.case.write({'mediator_id': False, 'recused_user_ids': self.mediator.ids})
        self.assertEqual(self.found(self.mediator)[0], set())

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_colleagues_who_never_had_the_case_find_nothing(self):
        for user in (self.other_mediator, self.employee, self.administrator):
            with self.subTest(login=user.login):
                self.assertEqual(self.found(user)[0], set())

    def test_changes_of_the_stage_are_read_with_the_case_only(self):
        tracked = self.notes.sudo().tracking_value_ids
        self.assertTrue(tracked)
        theirs = self.as_user(tracked, self.administrator)
        self.assertFalse(theirs.search([('id', 'in', tracked.ids)]))
        with self.assertRaises(AccessError):
            theirs.read(['new_value_char'])

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_the_refusal_names_nothing_of_the_case(self):
        self.leave()
        for rows in (self.activity, self.notes):
            with self.subTest(model=rows._name), self.assertRaises(AccessError) as caught:
                self.as_user(rows, self.mediator).check_access('read')
            self.assertNotIn(self.case.name, str(caught.exception))


class TestRoutes(SurroundingsCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.mediator.password = 'mediator-password'
        self.authenticate(self.mediator.login, 'mediator-password')

    def call(self, route, **params):
        return self.url_open(route, json={'params': params}).json()

    def messages(self):
        thread = {'thread_model': 'mediation.case', 'thread_id': self.case.id}
        answers = [
            self.call('/mail/thread/messages', **thread),
            self.call('/mail/inbox/messages'),
            self.call('/mail/history/messages'),
            self.call('/mail/starred/messages'),
        ]
        return {
            message
            for answer in answers
            for message in answer.get('result', {}).get('messages', [])
            if message in self.case.message_ids.ids
        }

    @mute_logger('odoo.http')
    def test_whoever_has_left_is_not_shown_the_messages(self):
        self.note.sudo().starred_partner_ids = [Command.link(self.mediator.partner_id.id)]
        self.assertTrue(self.messages())
        self.leave()
        self.assertEqual(self.messages(), set())

    @mute_logger('odoo.http')
    def test_no_message_is_posted_on_a_case(self):
        before = self.case.message_ids
        answer = self.call(
            '/mail/message/post',
            thread_model='mediation.case',
            thread_id=self.case.id,
            post_data={'body': CANARY},
        )
        sentence = answer['error']['data']['message']
        self.assertTrue(NO_TEXT in sentence or "bevat geen tekst" in sentence)
        self.env.invalidate_all()
        self.assertEqual(self.case.message_ids, before)

    def test_no_file_comes_in_and_its_name_is_not_logged(self):
        token = {'csrf_token': Request.csrf_token(self)}
        for route, about in (
            ('/web/binary/upload_attachment', {'model': 'mediation.case', 'id': self.case.id}),
            ('/web/binary/upload_attachment', {'model': 'mediation.party', 'id': self.party.id}),
            (
                '/mail/attachment/upload',
                {'thread_model': 'mediation.case', 'thread_id': self.case.id},
            ),
        ):
            with self.subTest(route=route, about=about), self.assertNoLogs('odoo.addons', 'ERROR'):
                answer = self.url_open(
                    route, data={**about, **token}, files={'ufile': (f"{CANARY}.txt", b"Canary")}
                )
                self.assertIn('error', answer.text)
        self.assertFalse(self.env['ir.attachment'].search([('name', 'like', CANARY)]))


class TestFiles(SurroundingsCase):
    def test_no_file_hangs_on_a_case_by_any_way(self):
        event = self.env['calendar.event']._create_for_case(
            self.case, 'intake', '2040-01-01 10:00:00', '2040-01-01 11:00:00', self.mediator
        )
        Attachment = self.env['ir.attachment']
        loose = Attachment.create({'name': "f", 'raw': b"Canary"})
        for record in (self.case, self.party, self.note, self.plan(self.mediator), event):
            about = {'res_model': record._name, 'res_id': record.id}
            with self.subTest(model=record._name):
                with self.assertRefused(AccessError, "Keep this file out"):
                    Attachment.create({'name': "f", 'raw': b"Canary", **about})
                with self.assertRefused(AccessError, "Keep this file out"):
                    loose.write(about)
                with self.assertRefused(AccessError, "Keep this file out"):
                    Attachment.create({'name': "f", 'res_field': 'name', **about})
