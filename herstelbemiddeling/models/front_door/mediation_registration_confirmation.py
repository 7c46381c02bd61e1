from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import LazyTranslate

from ... import sealed
from ...form import screening
from ...letters.mail import HEADERS, NotSent, send
from ...letters.page import organisation

_lt = LazyTranslate(__name__)

MAIL_STATES = [
    ('queued', "Waits"),
    ('sending', "On its way"),
    ('sent', "Sent"),
    ('failed', "Not sent"),
    ('uncertain', "Broke off: it may have arrived"),
]
# A mail that has been on its way for this long never will be done: its process is gone.
BROKEN_OFF_AFTER = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=2)  # who comes back with the code sees that it was received


class MediationRegistration(models.Model):
    """Mails about a registration: that it was received, that there is a question. No more."""

    _inherit = 'mediation.registration'

    confirmation_state = fields.Selection(
        MAIL_STATES, string="Confirmation", readonly=True, copy=False
    )
    question_mail_state = fields.Selection(
        MAIL_STATES, string="Mail about the question", readonly=True, copy=False
    )

    _confirmation_idx = models.Index("(id) WHERE confirmation_state IN ('queued', 'sending')")
    _question_mail_idx = models.Index("(id) WHERE question_mail_state IN ('queued', 'sending')")

    def _queue_confirmation(self, values):
        """Let the mail go out after this transaction, if it was asked for and is no junk."""
        address = values.get('registrant_email') or values.get('email_address')
        if values.get('wants_confirmation') and address and self.screening != screening.APART:
            self._queue_mail('confirmation_state')

    def _may_be_mailed(self):
        """Return whether whoever registers here chose mail as the safest way, and gave an address.

        Runs as the desk worker who asks.
        """
        return self.contact_preference == 'email' and self._is_sealed_in('email_address')

    def _queue_question_mail(self):
        if self._may_be_mailed() and self.question_mail_state not in ('queued', 'sending'):
            self.sudo()._queue_mail('question_mail_state')

    def _queue_mail(self, name):
        self[name] = 'queued'
        self.env.ref('herstelbemiddeling.ir_cron_send_confirmations')._trigger()

    @api.model
    def _send_confirmations(self):
        """Run when one waits: send each at most once, as the mails of a case are sent."""
        for name in ('confirmation_state', 'question_mail_state'):
            self._note_broken_off(name)
            if not self._send_queued(name):
                break

    @api.model
    def _note_broken_off(self, name):
        """Whose process died in the middle: nobody knows whether it left, so none goes again."""
        since = fields.Datetime.now() - BROKEN_OFF_AFTER
        lost = self.search([(name, '=', 'sending'), ('write_date', '<', since)])
        lost.try_lock_for_update().write({name: 'uncertain'})

    @api.model
    def _send_queued(self, name):
        """Return whether there is time left."""
        waiting = self.search([(name, '=', 'queued')], order='id')
        for number, registration in enumerate(waiting, 1):
            registration._send_mail(name)
            remaining = len(waiting) - number
            if not self.env['ir.cron']._commit_progress(1, remaining=remaining):
                return False
        return True

    def _send_mail(self, name):
        if not self.try_lock_for_update() or self[name] != 'queued':
            return
        # Marked and committed before the server hears of it: who dies here sends no second one.
        self[name] = 'sending'
        self.env['ir.cron']._commit_progress()
        is_question = name == 'question_mail_state'
        try:
            send(self.env, self._question_mail() if is_question else self._confirmation())
        except NotSent as error:
            asked = self.waiting_since if is_question else self.date_received
            is_late = not asked or asked < fields.Datetime.now() - GIVEN_UP_AFTER
            not_sent = 'uncertain' if error.failure == 'uncertain' else 'failed'
            self[name] = 'queued' if error.again and not is_late else not_sent
        else:
            self[name] = 'sent'

    def _confirmation(self):
        opened = sealed.open_values(
            self, ['registrant_email', 'email_address'], reason="confirmation"
        )[self.id]
        return self._mail_to(
            opened['registrant_email'] or opened['email_address'],
            _lt("We have received your message. We will contact you."),
            _lt("You do not have to do anything now."),
        )

    def _question_mail(self):
        opened = sealed.open_values(self, ['email_address'], reason="a question to the person")
        if not self.waiting_since or not opened[self.id]['email_address']:
            raise NotSent('refused')  # answered or decided since, or another way was chosen
        return self._mail_to(
            opened[self.id]['email_address'],
            _lt("There is a question for you."),
            _lt("Look with the code that you have from us, or call us."),
        )

    def _mail_to(self, address, *sentences):
        """Return a mail with these sentences, for whoever else may read this mailbox."""
        company_sudo = self.company_id.sudo()
        if not company_sudo.email:
            raise NotSent('no_sender')
        sender = organisation(company_sudo)
        env = self.with_context(lang=self._page_lang()).env
        ways = [way for way in (sender['phone'], sender['email']) if way]
        lines = [
            *map(env._, sentences),
            env._("Reach us on working days: %(ways)s", ways=", ".join(ways)),
            sender['name'],
        ]
        return self.env['ir.mail_server']._build_email__(
            email_from=company_sudo.email_formatted,
            email_to=[address],
            subject=env._("A message from %(organisation)s", organisation=sender['name']),
            body='\n\n'.join(lines) + '\n',
            headers=HEADERS,
        )

    def _page_lang(self):
        """Return the language of the mail: that of the person if it is one of ours."""
        installed = dict(self.env['res.lang'].get_installed())
        wanted = self.lang_id.code
        return wanted if wanted in installed else self.company_id.partner_id.lang or 'nl_NL'
