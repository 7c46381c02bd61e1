"""A talk is planned, held or called off; a call is logged in one go; both sides get alike."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.tests import Form

from .process import ProcessCase


class TestTalkSteps(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('intake')

    def plan(self, parties=None, kind='intake', days=1, **values):
        start = fields.Datetime.now() + timedelta(days=days)
        return self.talk(parties or self.initiator, kind, 'planned', date_start=start, **values)

    def wizard(self, action):
        return self.env[action['res_model']].with_user(self.mediator).browse(action['res_id'])

    def test_a_planned_talk_is_held_or_called_off_and_nothing_else_follows(self):
        held, called_off = self.plan(days=-1), self.plan()
        held.action_held()
        called_off.action_call_off()
        self.assertEqual((held.state, called_off.state), ('held', 'called_off'))
        for talk in held | called_off:
            for action in ('action_held', 'action_call_off', 'action_ask_held'):
                with (
                    self.subTest(state=talk.state, action=action),
                    self.assertRefused(UserError, "This is not possible while it stands at"),
                ):
                    getattr(talk, action)()
            with self.assertRefused(UserError, "stays as it was"):
                talk.minutes = 5

    def test_a_talk_is_not_held_before_its_time(self):
        with self.assertRefused(UserError, "before its time"):
            self.plan().action_held()

    def test_held_is_written_down_in_one_go(self):
        talk = self.plan()
        wizard = self.wizard(talk.action_ask_held())
        self.assertEqual(wizard.party_ids, self.initiator)
        with Form(wizard) as form:
            form.minutes = 70
            form.how = 'phone'
        wizard.action_save()
        self.assertEqual((talk.state, talk.minutes, talk.how), ('held', 70, 'phone'))
        self.assertLessEqual(talk.date_start, fields.Datetime.now())

    def test_who_called_off_is_asked_and_kept(self):
        talk = self.plan()
        wizard = self.wizard(talk.action_ask_call_off())
        wizard.called_off_by = 'responsible'
        wizard.action_save()
        self.assertEqual((talk.state, talk.called_off_by), ('called_off', 'responsible'))
        self.assertFalse(talk.event_id)

    def test_moving_a_talk_moves_its_appointment(self):
        talk = self.plan()
        event = talk.event_id
        start = fields.Datetime.now() + timedelta(days=9)
        talk.write({'date_start': start, 'minutes': 30})
        self.assertEqual(talk.event_id, event)
        self.assertEqual(event.sudo().stop - event.sudo().start, timedelta(minutes=30))
        talk.kind = 'aftercare'
        self.assertIn("Aftercare", talk.event_id.sudo().name)

    def test_nobody_takes_an_appointment_of_somebody_else_along(self):
        theirs = self.env['calendar.event'].create(
            {'name': "Team day", 'start': '2040-01-01 10:00:00', 'stop': '2040-01-01 11:00:00'}
        )
        talk = self.plan(event_id=theirs.id)
        self.assertNotEqual(talk.event_id, theirs)
        with self.assertRefused(UserError, "Use the buttons"):
            talk.event_id = theirs
        talk.action_call_off()
        self.assertTrue(theirs.exists())

    def test_a_talk_goes_with_the_case_to_the_next_mediator(self):
        talk = self.plan()
        self.case.sudo().with_user(self.manager).mediator_id = self.other_mediator
        self.assertEqual(talk.sudo().user_id, self.other_mediator)
        event = talk.sudo().event_id
        self.assertEqual(event.user_id, self.other_mediator)
        self.assertEqual(event.partner_ids, self.other_mediator.partner_id)
        self.case.sudo().with_user(self.manager).mediator_id = False
        self.assertFalse(event.exists())
        self.case.sudo().with_user(self.manager).mediator_id = self.mediator
        self.assertEqual(talk.sudo().event_id.user_id, self.mediator)

    def seen(self, talk):
        """What the web client sends along: the revisions that its form shows."""
        return {'seen_revisions': {f'{talk._name},{talk.id}': talk.revisions or {}}}

    def test_two_people_at_one_talk_lose_nothing(self):
        self.case.sudo().co_mediator_ids = self.co_mediator
        talk = self.plan()
        theirs = self.as_user(talk, self.co_mediator)
        seen = self.seen(talk)
        theirs = theirs.with_context(**self.seen(theirs))
        moved = fields.Datetime.now().replace(microsecond=0) + timedelta(days=3)
        theirs.web_save({'date_start': moved}, {})
        mine = self.as_user(talk, self.mediator).with_context(**seen)
        with self.assertRefused(UserError, "Somebody else has changed this"):
            mine.web_save({'date_start': moved + timedelta(days=1)}, {})
        self.assertEqual(mine.date_start, moved)
        mine = mine.with_context(**self.seen(mine))
        mine.web_save({'how': 'phone'}, {})
        self.assertEqual(mine.how, 'phone')

    def test_a_talk_that_is_locked_says_so(self):
        talk = self.plan()
        with (
            patch.object(type(talk), 'lock_for_update', side_effect=LockError("")),
            self.assertRefused(UserError, "Try again in a moment"),
        ):
            talk.action_call_off()

    def test_minutes_make_sense(self):
        for minutes in (-1, 24 * 60 + 1):
            with self.assertRefused(ValidationError, "between 0 minutes and a day"):
                self.talk(self.initiator, 'call', minutes=minutes)

    # The call

    def test_a_call_is_one_dialog_with_the_person_filled_in(self):
        self.initiator.with_user(self.mediator).write(
            {'voicemail_ok': 'no', 'safe_times': "after six", 'phone_number': '06-12345678'}
        )
        call = self.wizard(self.case.action_log_call())
        self.assertEqual(call.party_id, self.initiator)
        self.assertEqual(call.phone_number, '06-12345678')
        call.minutes = 12
        call.action_reached()
        talk = self.case.session_ids
        self.assertEqual(
            (talk.kind, talk.state, talk.minutes, talk.reached), ('call', 'held', 12, True)
        )

    def test_a_call_shows_what_is_safe(self):
        if 'safe_contact_summary' in self.initiator._fields:
            return  # the summary of the person itself stands there, and has its own tests
        self.initiator.with_user(self.mediator).safe_times = "after six"
        call = self.wizard(self.initiator.with_user(self.mediator).action_log_call())
        self.assertIn("after six", call.safe_contact)

    def test_nobody_answered_costs_no_minutes_and_is_no_attention(self):
        call = self.wizard(self.case.action_log_call())
        call.action_not_reached()
        talk = self.case.session_ids
        self.assertEqual((talk.minutes, talk.reached), (0, False))
        self.assertEqual(self.initiator.with_user(self.mediator).talk_count, 0)

    def test_the_next_talk_is_planned_from_the_call(self):
        call = self.wizard(self.case.action_log_call())
        call.date_next = fields.Datetime.now() + timedelta(days=2)
        call.action_reached()
        planned = self.case.session_ids.filtered(lambda talk: talk.state == 'planned')
        self.assertEqual((planned.kind, planned.how), ('intake', 'visit'))
        self.assertTrue(planned.event_id)

    def test_with_two_to_choose_from_nobody_is_filled_in_by_guess(self):
        self.bring_on()
        call = self.wizard(self.case.action_log_call())
        self.assertFalse(call.party_id)
        with self.assertRefused(UserError, "Choose with whom you called"):
            call.action_reached()
        self.assertEqual(
            self.wizard(self.other.with_user(self.mediator).action_log_call()).party_id, self.other
        )

    def test_a_call_with_the_other_party_waits_for_the_gate(self):
        with self.assertRefused(UserError, "approached only after the gate"):
            self.wizard(self.other.with_user(self.mediator).action_log_call()).action_reached()

    def test_a_dialog_is_there_for_who_opened_it(self):
        call = self.wizard(self.case.action_log_call())
        self.case.sudo().co_mediator_ids = self.co_mediator
        for login in ('co_mediator', 'other_mediator', 'manager', 'desk', 'administrator'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(call, self.users[login]).read(['party_id'])

    def test_only_who_does_the_case_opens_the_dialogs(self):
        for login in ('other_mediator', 'manager', 'desk', 'privacy_officer'):
            case = self.as_user(self.case, self.users[login])
            for action in (
                'action_log_call', 'action_plan_talk', 'action_new_contact', 'action_new_agreement',
            ):  # fmt: skip
                with self.subTest(login=login, action=action), self.assertRaises(AccessError):
                    getattr(case, action)()

    # The same attention for both

    def test_the_meter_counts_talks_and_minutes_per_side(self):
        self.bring_on()
        self.talk(self.initiator, 'call', minutes=20)
        self.talk(self.other, 'call', minutes=30, reached=False)
        self.talk(self.other, 'preparation', minutes=40)
        self.plan(kind='preparation')
        self.case.invalidate_recordset()
        self.assertEqual(
            self.case.attention,
            "Talks with the harmed side: 2 (65 min); with the responsible side: 1 (40 min)",
        )
        self.assertEqual(self.other.with_user(self.mediator).talk_minutes, 40)
        self.assertFalse(self.as_user(self.case, self.other_mediator).browse().search([]))

    def test_the_meter_says_when_it_leans_and_not_before(self):
        self.talk(self.initiator, 'call', minutes=600)
        self.assertFalse(self.case.attention_leans, "one side is spoken with first")
        self.bring_on()
        self.assertIn("The harmed side has had", self.case.attention_leans)
        self.talk(self.other, 'preparation', minutes=322)
        self.assertIn("323 minutes more", self.case.attention_leans)
        self.talk(self.other, 'preparation', minutes=1)
        self.assertFalse(self.case.attention_leans, "not more than twice as much")
        self.talk(self.other, 'preparation', minutes=1330)
        self.assertIn("The responsible side has had", self.case.attention_leans)

    def test_an_hour_more_is_nothing_to_speak_of(self):
        self.bring_on()  # 45 minutes of intake
        self.talk(self.initiator, 'preparation', minutes=15)
        self.assertFalse(self.case.attention_leans)
        self.talk(self.initiator, 'preparation', minutes=1)
        self.assertTrue(self.case.attention_leans)

    def test_a_talk_with_two_people_of_one_side_is_one_talk(self):
        brother = self.env['mediation.party'].create(
            {'case_id': self.case.id, 'side': 'harmed', 'is_initiator': True}
        )
        self.talk(self.initiator | brother, 'call', minutes=30)
        self.assertIn("harmed side: 1 (30 min)", self.case.attention)

    def bring_on(self):
        for phase in ('approach', 'preparation'):
            getattr(self, f'prepare_{phase}')()
            self.move(phase)

    def test_the_meter_and_the_list_cost_the_same_for_fifty_talks(self):
        party = self.initiator.with_user(self.mediator)
        specification = {
            name: {} for name in ('date_start', 'kind', 'how', 'minutes', 'state', 'party_ids')
        }

        def queries():
            for _ in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.case.web_read(
                    {
                        'attention': {},
                        'attention_leans': {},
                        'session_ids': {'fields': specification},
                    }
                )
                self.case.party_ids.web_read({'talk_count': {}, 'talk_minutes': {}})
            return self.env.cr.sql_log_count - before

        self.talk(party, 'call')
        one = queries()
        for _ in range(49):
            self.talk(party, 'call')
        self.assertEqual(queries(), one)

    def test_people_of_both_sides_do_not_meet_outside_a_contact(self):
        self.bring_on()
        with self.assertRefused(UserError, "meet in a contact only"):
            self.plan(self.initiator | self.other, 'preparation')
        with self.assertRefused(UserError, "Choose with whom"):
            self.plan().party_ids = [Command.clear()]
