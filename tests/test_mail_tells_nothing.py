"""Mail to anyone, about anything in the life of a case, tells nothing of it."""

from datetime import datetime, timedelta
from email.utils import getaddresses
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tools import convert_file

from .common import TOLD, MediationCase

CANARY = "Canary"


class MailCase(MediationCase):
    """Everybody reads by mail, and whatever leaves is kept as it would have left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            user.write({'notification_type': 'email', 'email': f'{user.login}@example.org'})
        cls.env.company.email = 'office@example.org'

    def setUp(self):
        super().setUp()
        self.sent = []

        def send_email(_server, message, *args, **kwargs):
            self.sent.append(message)
            return message['Message-Id']

        server = self.env.registry['ir.mail_server']
        self.startPatcher(patch.object(server, 'send_email', send_email))
        self.startPatcher(patch.object(server, '_connect__', lambda *args, **kwargs: None))
        self.startPatcher(patch.object(server, '_disable_send', lambda _server: False))
        self.env['mail.mail'].search([]).unlink()  # of making the colleagues
        self.env.cr.flush()
        self.env.cr.execute("SELECT coalesce(max(id), 0) FROM bus_bus")
        [self.last_bus] = self.env.cr.fetchone()

    def send_all(self):
        """Let the queue and the reminders run, as they do every hour."""
        self.env.cr.flush()
        self.env['calendar.alarm_manager']._send_reminder()
        self.env['mail.mail'].search([('state', '=', 'outgoing')]).send()

    def text_of(self, message):
        """All of a mail that can be read: headers, and each part decoded."""
        parts = [part for part in message.walk() if not part.is_multipart()]
        headers = [f'{name}: {value}' for name, value in message.items()]
        headers += [f'{name}: {value}' for part in parts for name, value in part.items()]
        bodies = [part.get_payload(decode=True).decode(errors='replace') for part in parts]
        return '\n'.join([*headers, *bodies, message.as_string()])

    def mails(self):
        self.send_all()
        return [self.text_of(message) for message in self.sent]

    def bus(self):
        self.env.cr.flush()
        self.env.cr.execute("SELECT channel, message FROM bus_bus WHERE id > %s", [self.last_bus])
        return self.env.cr.fetchall()


class TestMailTellsNothing(MailCase):
    def live(self):
        """One case from the form to the end, with what is planned, moved and tried meanwhile."""
        Registration = self.env['mediation.registration']
        Registration._receive({'registrant_kind': 'self', 'side': 'harmed', **TOLD}, 'life')
        registration = Registration.search([], order='id desc', limit=1)
        desk = registration.with_user(self.desk)
        desk.offence_id = self.env.ref('herstelbemiddeling.mediation_offence_violence')
        desk.region_id = self.env.ref('herstelbemiddeling.mediation_region_utrecht')
        desk.action_assess()
        case = desk._make_case()
        case._offer_to(self.other_mediator)
        case.with_user(self.other_mediator).action_decline_offer()
        case._offer_to(self.mediator)
        mine = case.with_user(self.mediator)
        mine.action_accept()
        self.inform(mine.party_ids.filtered('is_initiator'))
        self.env.cr.flush()
        mine.stage_id = self.stages['intake']
        mine.priority = '1'
        self.plan(mine)
        self.try_to_write(mine)
        case.with_user(self.manager).co_mediator_ids = self.co_mediator
        case.with_user(self.manager).mediator_id = self.other_mediator
        theirs = case.with_user(self.other_mediator)
        theirs.write({'outcome_id': self.outcome.id, 'stage_id': self.stages['closed'].id})
        self.env.cr.flush()
        return registration.sudo(), case.sudo()

    def plan(self, case):
        for user in (self.mediator, self.manager, self.desk):
            for kind in ('call', 'meeting', 'todo'):
                case.activity_schedule(f'mail.mail_activity_data_{kind}', user_id=user.id)
        first, second = case.activity_ids[:2]
        first.user_id = self.manager
        second.action_done()
        self.appointments(case)

    def appointments(self, case):
        """Planned for the mediator by the system, moved, reminded of, and called off."""
        soon = datetime.now().replace(microsecond=0) + timedelta(minutes=30)
        reminder = self.env['calendar.alarm'].create(
            {'name': "R", 'alarm_type': 'notification', 'duration': 1, 'interval': 'hours'}
        )
        events = self.env['calendar.event']
        for kind in ('intake', 'meeting'):
            event = events._create_for_case(
                case.sudo(), kind, soon, soon + timedelta(hours=1), self.mediator
            )
            event.alarm_ids = reminder
            event.start = soon + timedelta(minutes=1)
            event.action_sendmail()
            events |= event
        # Any colleague may make the reminder on the screen one by mail.
        reminder.with_user(self.employee).alarm_type = 'email'
        reminder.notify_responsible = True
        self.send_all()
        events[0].attendee_ids._send_invitation_emails()
        events[0].unlink()

    def try_to_write(self, case):
        """What somebody may try in order to tell somebody else by mail; each is refused."""
        party = case.party_ids[:1]
        text = f"{TOLD['full_name']} {party.code} {case.name}"
        everybody = self.env.user.search([]).partner_id.ids
        template = self.env.ref('calendar.calendar_template_meeting_invitation')
        for attempt in (
            lambda: case.message_post(body=text, partner_ids=everybody),
            lambda: case.sudo().message_post(body=text, partner_ids=everybody),
            lambda: case.sudo().message_notify(body=text, partner_ids=everybody),
            lambda: case.message_mail_with_source('mail.message_origin_link', subject=text),
            lambda: template.send_mail(
                self.env['calendar.event'].sudo().search([('res_id', '=', case.id)])[0].id
            ),
        ):
            with self.assertRaises(UserError):
                attempt()
        with self.assertRaises(UserError):
            self.env['mail.followers'].create(
                [
                    {'res_model': case._name, 'res_id': case.id, 'partner_id': partner}
                    for partner in everybody
                ]
            )

    def test_the_life_of_a_case_sends_notices_that_tell_nothing(self):
        registration, case = self.live()
        mails = self.mails()
        telling = [
            *TOLD.values(), case.name, registration.code, *case.party_ids.mapped('code'),
            case.offence_id.name, case.region_id.name, case.outcome_id.name,
            self.stages['intake'].name, 'mediation.case', 'mediation.party',
            'mediation.registration', 'calendar.event',
        ]  # fmt: skip
        self.assertGreaterEqual(len(mails), 5)
        for mail in mails:
            for word in telling:
                self.assertNotIn(word, mail)

    def test_nobody_outside_gets_mail(self):
        self.live()
        self.mails()
        self.assertTrue(self.sent)
        staff = set(self.env['res.users'].search([]).mapped('email'))
        for message in self.sent:
            for header in ('To', 'Cc', 'Bcc'):
                addresses = {address for _name, address in getaddresses([message[header] or ''])}
                self.assertLessEqual(addresses, staff)

    def test_the_screens_of_others_are_told_nothing(self):
        registration, case = self.live()
        payloads = self.bus()
        self.assertTrue(payloads)
        for channel, payload in payloads:
            for word in (*TOLD.values(), registration.code, *case.party_ids.mapped('code')):
                self.assertNotIn(word, payload)
            if case.name in payload:  # the reminder on the screen of the mediator
                self.assertIn(f'"res.partner",{self.mediator.partner_id.id}]', channel)

    def test_no_calendar_file_leaves_or_stays(self):
        self.live()
        self.mails()
        self.assertFalse(
            [part for message in self.sent for part in message.walk() if part.get_filename()]
        )
        self.assertFalse(self.env['ir.attachment'].search([('mimetype', '=', 'text/calendar')]))

    def test_the_digest_of_the_week_counts_no_cases(self):
        _registration, case = self.live()
        digests = self.env['digest.digest'].search([])
        digests.user_ids = [Command.set([user.id for user in self.users.values()])]
        digests.action_send()
        for mail in self.mails():
            self.assertNotIn(case.name, mail)
            self.assertNotIn(CANARY, mail)

    def test_the_net_catches_what_does_tell(self):
        """Of other records Odoo does mail; else silence here would prove nothing."""
        self.employee.partner_id.message_post(
            body=f"{CANARY} words", partner_ids=self.desk.partner_id.ids
        )
        soon = datetime.now().replace(microsecond=0) + timedelta(hours=1)
        self.env['calendar.event'].create(
            {
                'name': f"{CANARY} day",
                'start': soon,
                'stop': soon + timedelta(hours=1),
                'partner_ids': self.desk.partner_id.ids,
            }
        )
        mails = self.mails()
        self.assertTrue([mail for mail in mails if f"{CANARY} words" in mail])
        self.assertTrue([mail for mail in mails if f"{CANARY} day" in mail])


class TestNothingIsToldOutside(MediationCase):
    def test_an_update_switches_it_off_again(self):
        self.env['ir.config_parameter'].set_param('mail.link_preview_throttle', 99)
        self.env.ref('mail.ir_cron_module_update_notification').active = True
        convert_file(self.env, 'herstelbemiddeling', 'data/outside_data.xml', {}, mode='update')
        self.test_links_are_not_looked_up_and_the_vendor_gets_no_report()

    def test_links_are_not_looked_up_and_the_vendor_gets_no_report(self):
        throttle = self.env['ir.config_parameter'].get_param('mail.link_preview_throttle')
        self.assertEqual(throttle, '0')
        self.assertFalse(self.env['mail.link.preview']._is_link_preview_enabled())
        self.assertFalse(self.env.ref('mail.ir_cron_module_update_notification').active)
