"""An appointment of a case is its code, a kind, a moment and a mediator, for the members only."""

from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import MediationCase

CANARY = "Canary words"
START = datetime(2040, 1, 2, 10)
STOP = datetime(2040, 1, 2, 11)


class CalendarCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.mediator.lang = 'en_US'
        cls.case_model = cls.env['ir.model']._get_id('mediation.case')
        cls.event = cls.plan()

    @classmethod
    def plan(cls, kind='preparation', start=START, stop=STOP, user=None, case=None):
        user = user or cls.mediator
        Event = cls.env['calendar.event'].with_user(user)
        return Event._create_for_case(case or cls.case, kind, start, stop, user)

    def values(self, **values):
        """What the calendar sends for a new appointment of the case."""
        return {
            'name': self.case.name,
            'res_model_id': self.case_model,
            'res_id': self.case.id,
            'start': START,
            'stop': STOP,
            **values,
        }


class TestAppointment(CalendarCase):
    def test_it_holds_its_code_and_its_kind_and_the_mediator_alone(self):
        event = self.event.sudo()
        self.assertEqual(event.name, f'{self.case.name} Preparation')
        self.assertEqual(event.privacy, 'private')
        self.assertEqual(event.user_id, self.mediator)
        self.assertEqual(event.partner_ids, self.mediator.partner_id)
        self.assertEqual(event.attendee_ids.partner_id, self.mediator.partner_id)
        for field in ('description', 'notes', 'location', 'videocall_location', 'activity_ids'):
            with self.subTest(field=field):
                self.assertFalse(event[field])
        self.env.cr.flush()
        self.assertFalse(event.message_ids or event.message_follower_ids)

    def test_the_kind_is_one_of_a_fixed_list(self):
        for kind in ('intake', 'preparation', 'meeting', 'aftercare', 'call'):
            self.assertIn(self.case.name, self.plan(kind).name)
        with self.assertRaises(KeyError):
            self.plan(CANARY)

    def test_a_form_that_was_open_brings_nothing_along(self):
        Event = (
            self.env['calendar.event']
            .with_user(self.mediator)
            .with_context(
                default_description=CANARY,
                default_location=CANARY,
                default_partner_ids=self.employee.partner_id.ids,
                active_model='res.partner',
                active_id=self.employee.partner_id.id,
            )
        )
        event = Event._create_for_case(self.case, 'call', START, STOP, self.mediator)
        self.assertEqual(event.partner_ids, self.mediator.partner_id)
        self.assertFalse(event.description or event.location)

    def test_words_are_refused_with_a_sentence_that_says_where_they_belong(self):
        tag = self.env['calendar.event.type'].create({'name': CANARY})
        Event = self.env['calendar.event'].with_user(self.mediator)
        for words in (
            {'name': CANARY},
            {'name': f'{self.case.name} {CANARY}'},
            {'description': f'<p>{CANARY}</p>'},
            {'description': f'<p title="{CANARY}"></p>'},
            {'notes': CANARY},
            {'location': CANARY},
            {'videocall_location': 'https://example.org/canary'},
            {'access_token': CANARY},
            {'categ_ids': tag.ids},
            {'privacy': 'public'},
        ):
            with self.subTest(words=words):
                if 'privacy' not in words:
                    with self.assertRefused(UserError, "page of the person you meet"):
                        Event.create(self.values(**words))
                with self.assertRefused(UserError, "page of the person you meet"):
                    self.event.write(words)

    def test_nobody_else_is_invited(self):
        theirs = self.employee.partner_id
        outsider = self.env['res.partner'].create({'name': CANARY, 'email': 'c@example.org'})
        Event = self.env['calendar.event'].with_user(self.mediator)
        for partner in (theirs, outsider):
            link = {'partner_ids': [Command.link(partner.id)]}
            with self.subTest(partner=partner.name):
                with self.assertRefused(UserError, "Invite nobody"):
                    Event.create(self.values(**link))
                with self.assertRefused(UserError, "Invite nobody"):
                    self.event.write(link)
                with self.assertRefused(UserError, "Invite nobody"):
                    self.event.attendee_ids = [Command.create({'partner_id': partner.id})]
                with self.assertRefused(UserError, "Invite nobody"):
                    self.env['calendar.attendee'].create(
                        {'event_id': self.event.id, 'partner_id': partner.id}
                    )
                with self.assertRefused(UserError, "Invite nobody"):
                    self.event.sudo().attendee_ids.partner_id = partner
        with self.assertRefused(UserError, "Invite nobody"):
            self.event.attendee_ids.common_name = CANARY
        with self.assertRefused(UserError, "Invite nobody"):
            self.event.sudo().user_id = self.employee

    def test_it_is_not_repeated_and_reminds_on_the_screen_only(self):
        with self.assertRefused(UserError, "not repeated"):
            self.event.write({'recurrency': True, 'rrule_type': 'weekly', 'count': 3})
        for kind in ('email', 'sms'):
            alarm = self.env['calendar.alarm'].create({'name': "A", 'alarm_type': kind})
            with self.subTest(kind=kind), self.assertRefused(UserError, "reminder on the screen"):
                self.event.alarm_ids = alarm
        popup = self.env['calendar.alarm'].create({'name': "P", 'alarm_type': 'notification'})
        self.event.alarm_ids = popup
        self.assertEqual(self.event.alarm_ids, popup)

    def test_it_is_not_moved_to_or_from_a_case(self):
        Event = self.env['calendar.event'].with_user(self.mediator)
        other = Event.create({'name': CANARY, 'start': START, 'stop': STOP})
        with self.assertRefused(UserError, "stays with its case"):
            other.write({'res_model_id': self.case_model, 'res_id': self.case.id})
        with self.assertRefused(UserError, "stays with its case"):
            self.event.write({'res_model_id': False, 'res_id': False})
        second = self.make_case(self.mediator)
        with self.assertRefused(UserError, "stays with its case"):
            self.event.res_id = second.id

    def test_nobody_writes_or_follows_on_it(self):
        for post in (
            lambda: self.event.message_post(body=CANARY),
            lambda: self.event.sudo().message_post(body=CANARY),
            lambda: self.event.message_subscribe(self.employee.partner_id.ids),
            lambda: self.event.sudo().message_notify(
                body=CANARY, partner_ids=self.employee.partner_id.ids
            ),
        ):
            with self.assertRefused(UserError, "holds no text"):
                post()

    def test_the_mediator_moves_it_and_no_note_is_made(self):
        self.env.cr.flush()
        self.event.start = START + timedelta(hours=1)
        self.env.cr.flush()
        self.assertFalse(self.event.sudo().message_ids)

    def test_appointments_elsewhere_are_left_alone(self):
        event = (
            self.env['calendar.event']
            .with_user(self.manager)
            .create(
                {
                    'name': "Team day",
                    'description': "Bring lunch",
                    'location': "Utrecht",
                    'start': START,
                    'stop': STOP,
                    'partner_ids': (self.manager | self.desk).partner_id.ids,
                }
            )
        )
        event.write(
            {'location': "Zwolle", 'partner_ids': [Command.link(self.employee.partner_id.id)]}
        )
        theirs = self.as_user(event, self.desk)
        self.assertEqual(theirs.location, "Zwolle")
        self.assertEqual(len(theirs.attendee_ids), 3)
        self.env.cr.flush()
        self.assertTrue(event.message_ids)


class TestAppointmentOfAnActivity(CalendarCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activity = cls.case.with_user(cls.mediator).activity_schedule(
            'mail.mail_activity_data_meeting', user_id=cls.mediator.id
        )

    def test_the_calendar_opens_with_the_code_and_makes_an_appointment_of_the_case(self):
        action = self.activity.action_create_calendar_event()
        Event = self.env['calendar.event'].with_user(self.mediator)
        with Form(Event.with_context(action['context'])) as form:
            form.start = START
            form.stop = STOP
        event = form.record
        self.assertEqual((event.res_model, event.res_id), ('mediation.case', self.case.id))
        self.assertEqual(event.name, self.case.name)
        self.assertEqual(self.activity.calendar_event_id, event)
        self.assertEqual(self.activity.date_deadline, START.date())
        self.assertFalse(self.activity.summary or self.activity.note)

    def test_an_appointment_elsewhere_is_not_for_an_activity_of_a_case(self):
        with self.assertRefused(UserError, "is one of that case"):
            self.env['calendar.event'].with_user(self.mediator).create(
                {'name': CANARY, 'start': START, 'activity_ids': self.activity.ids}
            )

    def test_the_activity_stays_when_its_appointment_goes_with_who_leaves(self):
        event = self.plan()
        self.activity.calendar_event_id = event
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        self.assertFalse(event.exists())
        self.assertTrue(self.activity.exists())


class TestWhoSeesIt(CalendarCase):
    def found(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=user, su=False)
        Event = env['calendar.event'].with_context(active_test=False)
        Attendee = env['calendar.attendee']
        of_case = [('res_model', '=', 'mediation.case'), ('res_id', '=', self.case.id)]
        partner = self.mediator.partner_id.with_env(env)
        ways = {
            'search': lambda: Event.search(of_case),
            'by name': lambda: Event.search([('name', '=like', f'{self.case.name}%')]),
            'by attendee': lambda: Event.search([('partner_ids', 'in', partner.ids)]),
            'by address': lambda: Event.search([('partner_ids.name', '=', partner.name)]),
            'count': lambda: Event.search_count(of_case),
            'group': lambda: Event._read_group(of_case, ['user_id'], ['__count']),
            'name search': lambda: Event.name_search(self.case.name),
            'read': lambda: self.event.with_env(env).read(['start']),
            'write': lambda: self.event.with_env(env).write({'show_as': 'busy'}),
            'attendees': lambda: Attendee.search([('event_id', '=', self.event.id)]),
            'read attendee': lambda: self.event.sudo().attendee_ids.with_env(env).read(['email']),
            'meetings of a partner': lambda: partner.meeting_count,
            'details': lambda: partner.get_attendee_detail(self.event.ids),
            'busy': lambda: partner._get_busy_calendar_events(START, STOP),
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
    def test_members_see_it_and_nobody_else_does(self):
        self.case.co_mediator_ids = self.co_mediator
        for user in (self.mediator, self.co_mediator):
            found, ways = self.found(user)
            # Of a private appointment Odoo tells who is not invited that there is one.
            kept = set() if user == self.mediator else {'write', 'group', 'busy'}
            self.assertEqual(ways - found, kept)
        for login in (
            'other_mediator', 'desk', 'manager', 'supervisor', 'privacy_officer', 'administrator',
            'employee',
        ):  # fmt: skip
            with self.subTest(login=login):
                self.assertEqual(self.found(self.users[login])[0], set())

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_whoever_has_left_sees_not_even_what_was(self):
        past = self.plan(start=datetime(2020, 1, 1, 10), stop=datetime(2020, 1, 1, 11))
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        self.assertFalse(self.event.exists())
        self.assertTrue(past.exists())
        self.event = past
        self.assertEqual(self.found(self.mediator)[0], set())

    def test_only_the_appointments_of_who_leaves_go(self):
        self.case.co_mediator_ids = self.co_mediator
        theirs = self.plan(user=self.co_mediator)
        elsewhere = self.plan(case=self.make_case(self.mediator))
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        self.assertFalse(self.event.exists())
        self.assertTrue(theirs.exists() and elsewhere.exists())
        self.case.with_user(self.manager).co_mediator_ids = [Command.clear()]
        self.assertFalse(theirs.exists())

    @mute_logger('odoo.addons.base.models.ir_rule')
    def test_nobody_plans_in_a_case_of_others_nor_learns_whether_it_exists(self):
        Event = self.env['calendar.event'].with_user(self.other_mediator)
        messages = set()
        for res_id in (self.case.id, self.case.id + 1000):
            with self.assertRaises(AccessError) as caught:
                Event.create(self.values(res_id=res_id))
            messages.add(str(caught.exception))
        self.assertEqual(len(messages), 1)
        with self.assertRefused(UserError, "Invite nobody"):
            Event.sudo()._create_for_case(self.case, 'call', START, STOP, self.other_mediator)

    def test_a_reminder_made_one_by_mail_later_is_not_sent(self):
        soon = datetime.now().replace(microsecond=0) + timedelta(minutes=1)
        alarm = self.env['calendar.alarm'].create(
            {'name': "A", 'alarm_type': 'notification', 'duration': 1, 'interval': 'hours'}
        )
        elsewhere = {'name': "Team day", 'start': soon, 'stop': soon + timedelta(hours=1)}
        event = self.plan(start=soon, stop=soon + timedelta(hours=1))
        other = self.env['calendar.event'].create(elsewhere)
        (event | other).alarm_ids = alarm
        for kind in ('email', 'sms'):
            alarm.with_user(self.employee).alarm_type = kind
            self.env.flush_all()
            waiting = self.env['calendar.alarm_manager']._get_events_by_alarm_to_notify(kind)
            with self.subTest(kind=kind):
                self.assertEqual(waiting, {alarm.id: other.ids})

    def test_a_reminder_on_the_screen_comes_to_who_sees_the_case(self):
        soon = datetime.now().replace(microsecond=0) + timedelta(minutes=10)
        popup = self.env['calendar.alarm'].create(
            {'name': "P", 'alarm_type': 'notification', 'duration': 5, 'interval': 'minutes'}
        )
        event = self.plan(start=soon, stop=soon + timedelta(hours=1))
        event.alarm_ids = popup
        Reminder = self.env['calendar.alarm_manager'].with_user(self.mediator)
        self.assertEqual([alarm['event_id'] for alarm in Reminder.get_next_notif()], event.ids)
        self.case.member_ids = self.other_mediator  # by whatever way he is out
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(Reminder.get_next_notif())
