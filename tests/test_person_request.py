"""What somebody asks about the data held about them: the term, the answers, what they do."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError

from .process import ProcessCase


class TestPersonRequest(ProcessCase):
    def ask(self, kind='access', party=None, **values):
        values = {'identity': 'known', **values}
        return (
            self.env['mediation.person.request']
            .with_user(self.mediator)
            .create({'party_id': (party or self.initiator).id, 'kind': kind, **values})
        )

    def test_it_is_due_within_a_month_and_can_take_two_more_once(self):
        asked = self.ask(date_received='2026-01-31')
        self.assertEqual(str(asked.date_due), '2026-02-28')
        with self.assertRefused(UserError, "before it is over"):
            asked.action_longer()
        asked = self.ask()
        due = fields.Date.context_today(asked) + relativedelta(months=1)
        self.assertEqual(asked.date_due, due)
        asked.action_longer()
        self.assertEqual(asked.date_due, due + relativedelta(months=2))
        with self.assertRefused(UserError, "made longer once"):
            asked.action_longer()
        with self.assertRefused(ValidationError, "in the future"):
            self.ask(date_received='2999-01-01')

    def test_a_manager_sees_that_an_answer_is_due_and_nothing_more(self):
        asked = self.ask()
        case = self.as_user(self.case, self.manager)
        self.assertEqual(case.request_due, asked.date_due)
        with self.assertRaises(AccessError):
            self.as_user(asked, self.manager).read(['kind'])
        with self.assertRaises(AccessError):
            self.as_user(asked, self.other_mediator).read(['kind'])
        asked.action_done()
        self.assertFalse(case.request_due)

    def test_nothing_is_answered_before_it_is_sure_who_asks(self):
        for kind, action in (
            ('access', 'action_print'),
            ('access', 'action_file'),
            ('access', 'action_done'),
            ('restriction', 'action_restrict'),
            ('objection', 'action_done'),
        ):
            with self.subTest(action=action):
                asked = self.ask(kind, identity=False)
                with self.assertRefused(UserError, "Record first how you know"):
                    getattr(asked, action)()

    def test_a_refusal_says_why(self):
        asked = self.ask('correction')
        with self.assertRefused(UserError, "Choose why"):
            asked.action_refuse()
        asked.ground = 'correct'
        asked.action_refuse()
        self.assertEqual(asked.state, 'refused')
        with self.assertRefused(UserError, "answered already"):
            asked.action_done()

    def test_the_term_and_the_answer_are_not_written_by_hand(self):
        asked = self.ask(state='done', date_due='2999-01-01')
        self.assertEqual(asked.state, 'open')
        self.assertNotEqual(str(asked.date_due), '2999-01-01')
        for name, value in (
            ('state', 'done'),
            ('date_due', '2999-01-01'),
            ('is_longer', False),
            ('date_done', '2020-01-01'),
            ('kind', 'objection'),
        ):
            with self.subTest(name=name), self.assertRefused(UserError, "Use the buttons"):
                asked.write({name: value})
        with self.assertRaises(AccessError):
            asked.unlink()
        with self.assertRaises(UserError):
            self.as_user(self.initiator, self.mediator).is_restricted = True

    def test_data_that_rest_are_used_for_nothing_until_it_is_lifted(self):
        self.bring_to('preparation')
        tomorrow = self.ago(days=-1)
        planned = self.talk(self.initiator, 'preparation', state='planned', date_start=tomorrow)
        asked = self.ask('restriction', party=self.other)
        asked.action_restrict()
        self.assertEqual(asked.state, 'in_force')
        self.assertTrue(self.other.with_user(self.mediator).is_restricted)
        self.assertEqual(planned.state, 'called_off')
        with self.assertRefused(UserError, "paused until"):
            self.talk(self.initiator, 'preparation', state='planned', date_start=tomorrow)
        with self.assertRefused(UserError, "let the data rest"):
            self.case.action_end_pause()
        with self.assertRefused(UserError, "let the data rest"):
            self.case.paused_until = fields.Date.context_today(self.case) + relativedelta(days=1)
        asked.action_lift()
        self.assertEqual(asked.state, 'done')
        self.assertFalse(self.other.with_user(self.mediator).is_restricted)
        self.assertFalse(self.case.is_paused)

    def test_what_rests_rests_on_when_the_pause_is_over(self):
        self.ask('restriction').action_restrict()
        self.case.sudo().flush_recordset()
        self.env.cr.execute(
            "UPDATE mediation_case SET paused_until = %s WHERE id = %s",
            [fields.Date.context_today(self.case), self.case.id],
        )
        self.case.invalidate_recordset()
        self.assertFalse(self.case.is_paused)
        self.env['mediation.case']._note_turns_of_today()
        self.assertTrue(self.case.is_paused)

    def test_it_rests_until_the_last_one_is_lifted(self):
        first, second = self.ask('restriction'), self.ask('restriction', party=self.other)
        first.action_restrict()
        second.action_restrict()
        first.action_lift()
        self.assertTrue(self.case.is_paused)
        second.action_lift()
        self.assertFalse(self.case.is_paused)

    def test_an_objection_stops_everything_with_this_person(self):
        self.bring_to('preparation')
        self.ask('objection', party=self.other).action_done()
        self.assertEqual(self.other.with_user(self.mediator).state, 'withdrawn')
        with self.assertRefused(UserError, "no contact will take place"):
            self.talk(self.initiator, 'preparation', state='planned', date_start=self.ago(days=-1))
