"""Somebody stops, and everything stops at once; or a case rests for a while."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.herstelbemiddeling import gates

from .process import ProcessCase

OPEN_PHASES = gates.PHASES[:-1]


class StoppingCase(ProcessCase):
    def stop(self, party, **values):
        dialog = (
            self.env['mediation.withdrawal']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, 'party_id': party.id, **values})
        )
        self.said = dialog.what_stops
        dialog.action_withdraw()

    def queue_mail(self, case=None):
        """A mail of Odoo's about the case, as another addon might have queued one."""
        case = case or self.case
        message = self.env['mail.message'].create(
            {'model': 'mediation.case', 'res_id': case.id, 'message_type': 'notification'}
        )
        return self.env['mail.mail'].create({'mail_message_id': message.id})

    def fill(self):
        """Plan and prepare all that can be there in this phase; return it."""
        phase = self.case.phase
        kind = 'intake' if phase in ('registered', 'intake') else 'preparation'
        self.planned = self.talk(
            self.initiator, kind, state='planned', date_start=self.ago(days=-3)
        )
        self.opened = self.contact('meeting')
        letters = self.contact('letter')
        self.letter = self.message(letters)
        self.letter.action_read_back()
        if gates.is_at_least(phase, 'preparation'):  # before that nobody has agreed to take part
            self.letter.action_release()
        if gates.is_at_least(phase, 'contact') and phase != 'aftercare':
            self.opened.action_give_go()
        self.mail = self.queue_mail()

    def assertAllStopped(self):
        self.assertEqual(self.planned.state, 'called_off')
        self.assertFalse(self.planned.event_id)
        self.assertFalse(
            self.env['calendar.event'].search_count(
                [
                    ('res_model', '=', 'mediation.case'),
                    ('res_id', '=', self.case.id),
                    ('start', '>', fields.Datetime.now()),
                ]
            )
        )
        self.assertEqual(self.opened.state, 'called_off')
        self.assertFalse(self.opened.go)
        self.assertEqual(self.letter.state, 'withheld')
        self.assertEqual(self.mail.state, 'cancel')
        self.assertFalse(self.case._pending())


class TestCourseStopping(StoppingCase):
    def test_everything_stops_at_once_from_every_open_phase_whoever_stops(self):
        for phase in OPEN_PHASES:
            for side in ('initiator', 'other'):
                with self.subTest(phase=phase, side=side):
                    self.setUp()
                    self.bring_to(phase)
                    self.fill()
                    if phase == 'contact':
                        self.assertTrue(self.opened.go)
                    party = getattr(self, side)
                    self.stop(party)
                    self.assertAllStopped()
                    self.assertEqual(party.state, 'withdrawn')
                    self.assertEqual(self.case.phase, phase)

    def test_it_stops_as_well_for_who_has_died_or_cannot_take_part(self):
        for state in ('deceased', 'unsuitable'):
            with self.subTest(state=state):
                self.setUp()
                self.bring_to('contact')
                self.fill()
                self.other.with_user(self.mediator).state = state
                self.assertAllStopped()

    def test_it_says_before_what_will_stop(self):
        self.bring_to('preparation')
        self.fill()
        self.stop(self.other)
        self.assertIn("Planned talks that are called off: 1", self.said)
        self.assertIn("Contacts that are called off: 2", self.said)
        self.assertIn("held back: 1", self.said)
        self.assertIn("not sent any more: 1", self.said)

    def test_one_row_in_the_ledger_says_who_and_how_and_no_reason(self):
        self.stop(self.other, channel='letter')
        row = self.other.with_user(self.mediator).consent_ids
        self.assertEqual((row.purpose, row.decision), ('participation', 'withdrawn'))
        self.assertEqual((row.channel, row.user_id), ('letter', self.mediator))
        self.assertFalse(row.remark)

    def test_two_clicks_are_one_withdrawal(self):
        self.stop(self.other)
        self.stop(self.other)
        self.assertEqual(len(self.other.with_user(self.mediator).consent_ids), 1)

    def test_afterwards_nothing_is_planned_released_or_delivered(self):
        self.bring_to('contact')
        letters = self.contact('letter')
        waiting = self.message(letters)
        waiting.action_read_back()
        self.stop(self.other)
        soon = {'state': 'planned', 'date_start': self.ago(days=-3)}
        for party in (self.other, self.initiator):
            for kind in ('intake', 'preparation'):
                with self.subTest(kind=kind), self.assertRaises(UserError):
                    self.talk(party, kind, **soon)
        with self.assertRefused(UserError, "does not take part"):
            self.contact('meeting')
        with self.assertRaises(UserError):
            waiting.action_release()
        with self.assertRaises(UserError):
            waiting.action_deliver()
        for contact in self.case.contact_ids:
            with self.assertRaises(UserError):
                contact.action_give_go()

    def test_for_the_other_side_only_aftercare_is_left(self):
        self.bring_to('preparation')
        soon = {'state': 'planned', 'date_start': self.ago(days=-3)}
        kept = self.talk(self.initiator, 'aftercare', **soon)
        self.stop(self.other)
        self.assertEqual(kept.state, 'planned')
        self.assertTrue(self.talk(self.initiator, 'aftercare', **soon))
        self.assertTrue(self.talk(self.initiator, 'call'))  # told that no contact will take place
        with self.assertRaises(UserError):
            self.talk(self.other, 'aftercare', **soon)

    def test_the_pending_invitation_of_the_other_side_ends(self):
        for state in ('to_approach', 'approached', 'informed'):
            with self.subTest(state=state):
                self.setUp()
                self.bring_to('approach')
                self.other.with_user(self.mediator).state = state
                self.assertEqual(self.case.waiting_on, 'party' if state == 'approached' else 'us')
                self.stop(self.initiator)
                self.assertEqual(self.other.state, 'done')
                self.assertEqual(self.case.waiting_on, 'us')

    def test_while_others_of_that_side_go_on_only_what_is_with_this_person_stops(self):
        third = (
            self.env['mediation.party']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, 'side': self.other.side})
        )
        self.bring_to('intake')
        soon = {'state': 'planned', 'date_start': self.ago(days=-3)}
        with_initiator = self.talk(self.initiator, 'intake', **soon)
        theirs = self.contact('meeting', parties=self.initiator | third)
        his = self.contact('meeting')
        self.stop(self.other)
        self.assertEqual(with_initiator.state, 'planned')
        self.assertEqual((theirs.state, his.state), ('preparing', 'called_off'))
        with self.assertRaises(UserError):
            self.talk(self.other, 'call', **soon)

    def test_other_mediators_of_the_case_are_told_and_nothing_is_named(self):
        self.case.sudo().co_mediator_ids = self.co_mediator
        before = self.env['mail.message'].search([], limit=1, order='id desc').id
        self.stop(self.other)
        notices = self.env['mail.message'].search(
            [('id', '>', before), ('message_type', '=', 'user_notification')]
        )
        self.assertEqual(notices.partner_ids, self.co_mediator.partner_id)
        for word in (self.case.name, self.other.code, 'responsible', "Canary"):
            self.assertNotIn(word, notices.body + notices.subject)

    def test_mails_about_other_cases_go_on(self):
        mail = self.queue_mail(self.make_case(self.mediator))
        self.stop(self.other)
        self.assertEqual(mail.state, 'outgoing')

    def test_what_goes_out_in_other_ways_is_asked_to_stop(self):
        stopped = []
        self.patch(
            type(self.case), '_stop_what_goes_out', lambda case, parties: stopped.append(parties)
        )
        self.stop(self.other)
        self.assertEqual(stopped, [self.initiator | self.other])

    def test_from_the_card_of_a_person_it_is_one_dialog(self):
        action = self.other.with_user(self.mediator).action_withdraw()
        self.assertEqual(action['res_model'], 'mediation.withdrawal')
        self.assertEqual(action['context']['default_party_id'], self.other.id)
        with self.assertRaises(AccessError):
            self.as_user(self.other, self.other_mediator).action_withdraw()

    def test_nobody_else_and_nobody_of_another_case(self):
        elsewhere = self.as_user(self.make_case(self.mediator), self.mediator)
        with self.assertRefused(UserError, "of this case"):
            self.stop(elsewhere.party_ids[0])
        for login in ('other_mediator', 'desk', 'manager', 'privacy_officer'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.env['mediation.withdrawal'].with_user(self.users[login]).create(
                    {'case_id': self.case.id, 'party_id': self.other.id}
                ).action_withdraw()
        self.assertEqual(self.other.sudo().state, 'known')


class TestCoursePause(StoppingCase):
    def pause(self, until=None):
        values = {'date_until': until} if until else {}
        dialog = (
            self.env['mediation.pause']
            .with_user(self.mediator)
            .create({'case_id': self.case.id, **values})
        )
        dialog.action_pause()
        return dialog.date_until

    def reminders(self):
        kind = self.env.ref('herstelbemiddeling.mail_activity_type_look_again')
        return self.case.activity_ids.filtered(lambda todo: todo.activity_type_id == kind)

    def test_a_pause_lasts_four_weeks_and_reminds_the_mediator_by_kind_only(self):
        until = self.pause()
        self.assertEqual(until, fields.Date.today() + relativedelta(weeks=4))
        self.assertTrue(self.case.is_paused)
        reminder = self.reminders()
        self.assertEqual((reminder.user_id, reminder.date_deadline), (self.mediator, until))
        self.assertFalse(reminder.summary or reminder.note)
        self.assertEqual(self.case.waiting_on, 'nobody')

    def test_what_was_planned_in_the_pause_is_called_off_and_nothing_else(self):
        self.move('intake')
        past = self.talk(self.initiator, 'intake', state='planned')
        soon, later = (
            self.talk(self.initiator, 'intake', state='planned', date_start=self.ago(days=-days))
            for days in (3, 60)
        )
        self.pause()
        self.assertEqual((past | soon | later).mapped('state').count('called_off'), 1)
        self.assertEqual(soon.state, 'called_off')
        self.assertFalse(soon.event_id)
        past.action_held()

    def test_while_it_lasts_nothing_is_planned_released_delivered_or_moved_on(self):
        self.bring_to('contact')
        letters = self.contact('letter')
        read, released = self.message(letters), self.message(letters)
        (read | released).action_read_back()
        released.action_release()
        self.case.contact_ids.filtered('go').action_complete()
        self.pause()
        released.recipient_wants = 'yes'
        for step in (
            read.action_release,
            released.action_deliver,
            self.contact,
            letters.action_give_go,
            lambda: self.talk(
                self.initiator, 'call', state='planned', date_start=self.ago(days=-3)
            ),
            lambda: self.move('aftercare'),
        ):
            with self.assertRefused(UserError, "paused"):
                step()
        self.talk(self.initiator, 'call', state='planned', date_start=self.ago(days=-60))
        self.case.action_end_pause()
        self.assertFalse(self.reminders())
        self.assertEqual(self.case.waiting_on, 'us')
        self.move('aftercare')

    def test_another_date_replaces_the_first(self):
        self.pause()
        until = self.pause_again()
        self.assertEqual(self.reminders().date_deadline, until)

    def pause_again(self):
        until = fields.Date.today() + relativedelta(weeks=6)
        self.case.paused_until = until
        return until

    def test_a_pause_has_an_end_in_sight(self):
        for days in (0, -1, 400):
            with self.subTest(days=days), self.assertRefused(UserError, "after today"):
                self.pause(fields.Date.today() + relativedelta(days=days))

    def test_somebody_stops_during_a_pause_too(self):
        self.bring_to('preparation')
        self.fill()
        self.pause(fields.Date.today() + relativedelta(days=1))
        self.stop(self.initiator)
        self.assertAllStopped()
