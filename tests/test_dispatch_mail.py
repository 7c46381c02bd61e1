"""A mail to a party leaves at most once, says nothing, and leaves nothing behind."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from toolbox.smtp_sink import SmtpSink

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.herstelbemiddeling.models.content import mediation_dispatch_mail as mail
from odoo.addons.herstelbemiddeling.person import nobody

from .letters import INITIATOR, OTHER, LetterCase


class Crash(BaseException):
    """The process is killed."""


class MailCase(LetterCase):
    def setUp(self):
        super().setUp()
        self.sink = SmtpSink()
        self.addCleanup(self.sink.stop)
        self.env['ir.mail_server'].search([]).active = False
        self.server = self.env['ir.mail_server'].create(
            {'name': "Sink", 'smtp_host': '127.0.0.1', 'smtp_port': self.sink.port}
        )
        self.commits = []

        def commit(cron, _processed=0, **_kwargs):
            cron.env.flush_all()
            self.commits.append(len(self.sink.mails))
            return float('inf')

        registry = self.env.registry
        self.startPatcher(patch.object(registry['ir.cron'], '_commit_progress', commit))
        self.startPatcher(
            patch.object(registry['ir.mail_server'], '_disable_send', lambda _server: False)
        )
        self.bring_to('approach')
        self.env['mail.mail'].search([]).unlink()

    def run_queue(self, **later):
        """What the job does, so much later, with nobody sitting there."""
        jobs = self.env(user=self.env.ref('base.user_root'))['mediation.dispatch']
        with freeze_time(fields.Datetime.now() + timedelta(**later)), nobody():
            jobs._send_queued()

    def queued(self, party=None, kind='invitation', **values):
        dispatch = self.dispatch(party or self.other, kind, 'mail', **values)
        dispatch.action_send()
        self.assertEqual(dispatch.state, 'queued')
        return dispatch

    def notices(self):
        return self.env['mail.message'].search_count([('subject', '=', "A message was not sent")])

    @contextmanager
    def failing(self, name, error):
        """The mail server goes wrong at this step."""

        def fail(*_args, **_kwargs):
            raise error

        with patch.object(smtplib.SMTP, name, fail):
            yield


class TestWhatAMailSays(MailCase):
    def test_an_invitation_says_that_there_is_a_message_and_whom_to_call(self):
        dispatch = self.queued()
        self.run_queue()
        self.assertEqual(dispatch.state, 'sent')
        self.assertTrue(dispatch.date_gone)
        self.assertEqual(self.other.state, 'approached')
        [sent] = self.sink.mails
        self.assertIn(b'Subject: A message from Voorbeeld Bemiddeling', sent)
        self.assertIn(b'030 000 00 00', sent)
        self.assertIn(OTHER['email_address'].encode(), sent)
        words = self.sink.texts().decode()
        told = {name: value for name, value in OTHER.items() if name != 'email_address'}
        self.assertHoldsNothingOf(words, told)
        self.assertHoldsNothingOf(words, INITIATOR)
        for word in [*self.telling(), "mediat", "victim", "offender", "mediation."]:
            self.assertNotIn(word, words.replace("Voorbeeld Bemiddeling", ""))

    def test_an_appointment_says_when_and_neither_where_nor_why(self):
        talk = self.planned(self.initiator, date_start=self.ago(days=-3))
        self.queued(self.initiator, 'appointment', session_id=talk.id)
        self.run_queue()
        words = self.sink.texts().decode()
        self.assertIn("You have an appointment with us", words)
        self.assertIn(str(talk.date_start.year), words)
        for word in ("Zaal", talk.code, "reparation", "ntake"):
            self.assertNotIn(word, words)

    def test_nothing_of_it_stays_in_the_database(self):
        self.queued()
        self.run_queue()
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
             WHERE table_schema = 'public'
               AND data_type IN ('text', 'character varying', 'jsonb')
               AND is_updatable = 'YES'
            """
        )
        columns = self.env.cr.fetchall()
        self.assertIn(('mail_message', 'body'), columns)
        for table, column in columns:
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s',
                [f'%{OTHER["email_address"]}%'],
            )
            self.assertFalse(self.env.cr.fetchone()[0], (table, column))
        self.assertFalse(self.env['mail.mail'].search([]))

    def test_the_log_does_not_get_the_address_from_a_server_that_refuses(self):
        refusal = smtplib.SMTPRecipientsRefused({OTHER['email_address']: (550, b'no such user')})
        self.queued()
        with self.failing('send_message', refusal), self.assertLogs('odoo', 'DEBUG') as logs:
            self.run_queue()
        self.assertNotIn(OTHER['email_address'], '\n'.join(logs.output))


class TestAtMostOnce(MailCase):
    def test_it_is_marked_as_being_sent_before_the_server_hears_of_it(self):
        self.queued()
        self.run_queue()
        self.assertEqual(self.commits, [0, 1])
        self.run_queue(days=1)
        self.assertEqual(len(self.sink.mails), 1)

    def test_a_process_that_dies_sends_nothing_twice_and_the_mediator_is_told(self):
        dispatch = self.queued()
        with self.failing('quit', Crash()), self.assertRaises(Crash):
            self.run_queue()
        # Odoo's assertRaises undoes the whole run; what was committed is there again after it.
        dispatch.sudo().write(
            {'state': 'sending', 'tries': 1, 'date_next': fields.Datetime.add(self.ago(), hours=1)}
        )
        self.run_queue()
        self.assertEqual(dispatch.state, 'sending')
        self.run_queue(hours=2)
        self.assertEqual((dispatch.state, dispatch.failure), ('failed', 'uncertain'))
        self.assertEqual(len(self.sink.mails), 1)
        self.assertEqual(self.notices(), 1)
        dispatch.action_send()  # a person has asked, and decides
        self.run_queue()
        self.assertEqual(dispatch.state, 'sent')

    def test_no_server_is_tried_again_with_more_and_more_patience(self):
        dispatch = self.queued()
        refused = ConnectionRefusedError()
        hours = 0
        with self.failing('connect', refused):
            for tries in range(1, mail.MAX_TRIES):
                self.run_queue(hours=hours)
                self.assertEqual((dispatch.state, dispatch.tries), ('queued', tries))
                self.run_queue(hours=hours)
                self.assertEqual(dispatch.tries, tries)  # not before its time
                hours += 4
            self.run_queue(hours=hours)
        self.assertEqual((dispatch.state, dispatch.failure), ('failed', 'no_server'))
        self.assertEqual(self.notices(), 1)

    def test_it_leaves_when_the_server_is_back(self):
        dispatch = self.queued()
        with self.failing('connect', TimeoutError()):
            self.run_queue()
        self.run_queue(hours=1)
        self.assertEqual(dispatch.state, 'sent')
        self.assertEqual(len(self.sink.mails), 1)

    def test_a_refusal_is_final_and_not_now_is_not(self):
        for code, state in ((550, 'failed'), (451, 'queued')):
            dispatch = self.queued()
            with self.failing('send_message', smtplib.SMTPDataError(code, b'')):
                self.run_queue()
            self.assertEqual(dispatch.state, state)

    def test_a_connection_that_breaks_off_may_have_sent_it(self):
        dispatch = self.queued()
        with self.failing('send_message', smtplib.SMTPServerDisconnected()):
            self.run_queue()
        self.run_queue(days=1)
        self.assertEqual((dispatch.state, dispatch.failure), ('failed', 'uncertain'))
        self.assertFalse(self.sink.mails)

    def test_an_organisation_without_an_address_cannot_send(self):
        self.env.company.email = False
        dispatch = self.queued()
        self.run_queue()
        self.assertEqual((dispatch.state, dispatch.failure), ('failed', 'no_sender'))


class TestWhatStopsAMail(MailCase):
    def test_nothing_is_sent_after_a_withdrawal(self):
        for party in (self.initiator, self.other):
            dispatch = self.queued()
            self.consent(party, 'participation', decision='withdrawn')
            self.run_queue(days=1)
            self.assertEqual(dispatch.state, 'cancelled')
            self.other.sudo().state = self.initiator.sudo().state = 'informed'
        self.assertFalse(self.sink.mails)

    def test_a_pause_holds_it_until_it_is_over(self):
        dispatch = self.queued()
        self.case.paused_until = fields.Date.add(fields.Date.today(), days=9)
        self.run_queue(days=1)
        self.assertEqual(dispatch.state, 'queued')
        self.run_queue(days=10)
        self.assertEqual(dispatch.state, 'sent')

    def test_what_changed_meanwhile_stops_it(self):
        dispatch = self.queued()
        self.env['mediation.restriction'].with_user(self.mediator).create(
            {'party_id': self.other.id, 'protected_party_id': self.initiator.id}
        )
        self.run_queue()
        self.assertEqual((dispatch.state, dispatch.failure), ('failed', 'not_allowed'))
        self.assertFalse(self.sink.mails)
        self.assertEqual(self.notices(), 1)

    def test_another_address_holds_it(self):
        dispatch = self.queued()
        self.other.with_user(self.mediator).email_address = 'new@example.org'
        self.run_queue()
        self.assertEqual(dispatch.state, 'draft')
        self.assertFalse(self.sink.mails)

    def test_without_an_address_it_does_not_wait(self):
        self.other.with_user(self.mediator).email_address = False
        with self.assertRefused(UserError, "No e-mail address"):
            self.queued()

    def test_it_can_be_taken_back_while_it_waits(self):
        dispatch = self.queued()
        dispatch.action_cancel()
        self.run_queue()
        self.assertEqual(dispatch.state, 'cancelled')
        self.assertFalse(self.sink.mails)
