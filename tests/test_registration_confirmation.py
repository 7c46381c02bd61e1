"""The mail to who asked for one says that something was received, and nothing else."""

import smtplib

from odoo.tests import tagged

from odoo.addons.herstelbemiddeling.person import nobody

from .registration_form_common import CANARY
from .test_dispatch_mail import MailCase

TOLD = {
    'registrant_kind': 'self',
    'side': 'harmed',
    'full_name': f"{CANARY} Noor",
    'email_address': 'noor@example.org',
    'story': f"{CANARY} story",
    'offence': f"{CANARY} offence",
    'privacy_read': True,
    'screening': 'review',
}


@tagged('post_install', '-at_install')
class TestConfirmation(MailCase):
    def receive(self, key, **values):
        registrations = self.env['mediation.registration'].sudo()
        registrations._receive({**TOLD, 'wants_confirmation': True, **values}, key * 22)
        return registrations.search([], order='id desc', limit=1)

    def run_queue(self):
        """What the job does, with nobody sitting there; return what has left."""
        before = len(self.sink.mails)
        jobs = self.env(user=self.env.ref('base.user_root'))['mediation.registration']
        with nobody():
            jobs._send_confirmations()
        return self.sink.mails[before:]

    def test_it_goes_to_who_asked_for_it_once(self):
        registration = self.receive('a')
        (mail,) = self.run_queue()
        self.assertIn(b'noor@example.org', mail)
        self.assertEqual(registration.confirmation_state, 'sent')
        self.assertEqual(self.run_queue(), [])

    def test_all_that_wait_leave_in_one_run(self):
        waiting = [{**TOLD, 'confirmation_state': 'queued'}] * 55
        self.env['mediation.registration'].sudo().create(waiting)
        self.assertEqual(len(self.run_queue()), 55)

    def test_it_holds_no_name_no_event_and_no_code(self):
        registration = self.receive('a')
        self.assertEqual(len(self.run_queue()), 1)
        sender = registration.company_id.name.lower().encode()
        said = self.sink.texts().lower().replace(sender, b'')
        self.assertIn(b'received', said)
        for secret in (CANARY, registration.code, 'mediation', 'victim', 'offence', 'registr'):
            self.assertNotIn(secret.lower().encode(), said)

    def test_whoever_registers_somebody_else_gets_it_and_not_the_person(self):
        self.receive('a', registrant_kind='professional', registrant_email='bo@example.org')
        (mail,) = self.run_queue()
        self.assertIn(b'bo@example.org', mail)
        self.assertNotIn(b'noor@example.org', mail)

    def test_nobody_gets_one_who_did_not_ask_or_whose_form_was_set_apart(self):
        self.receive('a', wants_confirmation=False)
        self.receive('b', screening='apart')
        self.receive('c', email_address=False)
        self.assertEqual(self.run_queue(), [])

    def test_what_the_server_refuses_for_good_is_not_tried_again(self):
        registration = self.receive('a')
        with self.failing('send_message', smtplib.SMTPDataError(550, b'no')):
            self.assertEqual(self.run_queue(), [])
        self.assertEqual(registration.confirmation_state, 'failed')

    def test_what_the_server_refuses_for_now_is_tried_again(self):
        registration = self.receive('a')
        with self.failing('send_message', smtplib.SMTPDataError(450, b'later')):
            self.run_queue()
        self.assertEqual(registration.confirmation_state, 'queued')
        self.assertEqual(len(self.run_queue()), 1)

    def test_what_broke_off_is_not_sent_again_and_the_desk_sees_that_it_may_have_arrived(self):
        registration = self.receive('a')
        with self.failing('send_message', smtplib.SMTPServerDisconnected()):
            self.run_queue()
        self.assertEqual(registration.confirmation_state, 'uncertain')
        self.assertEqual(self.run_queue(), [])

    def test_what_a_process_that_died_has_left_on_its_way_is_given_up_after_an_hour(self):
        for name in ('confirmation_state', 'question_mail_state'):
            with self.subTest(name):
                registration = self.receive(name[0], wants_confirmation=False)
                registration[name] = 'sending'
                self.assertEqual(self.run_queue(), [])
                self.assertEqual(registration[name], 'sending')  # it may be going on
                registration.flush_recordset()
                self.env.cr.execute(
                    "UPDATE mediation_registration SET write_date = now() AT TIME ZONE 'UTC'"
                    " - interval '61 minutes'"
                    " WHERE id = %s",
                    [registration.id],
                )
                self.assertEqual(self.run_queue(), [])
                self.assertEqual(registration[name], 'uncertain')
