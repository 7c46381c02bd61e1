from datetime import timedelta

from odoo import api, fields, models

from ... import sealed
from ...letters.mail import HEADERS, NotSent, send
from ...letters.page import organisation

BATCH = 50
GIVEN_UP_AFTER = timedelta(days=2)  # who comes back with the code sees that it was received


class MediationRegistration(models.Model):
    """The mail to who asked for one: that something was received, and whom to call. No more."""

    _inherit = 'mediation.registration'

    confirmation_state = fields.Selection(
        [
            ('queued', "Waits"),
            ('sending', "On its way"),
            ('sent', "Sent"),
            ('failed', "Not sent"),
        ],
        string="Confirmation",
        readonly=True,
        copy=False,
    )

    _confirmation_idx = models.Index("(id) WHERE confirmation_state = 'queued'")

    def _queue_confirmation(self, values):
        """Let the mail go out after this transaction, if it was asked for and is no junk."""
        address = values.get('registrant_email') or values.get('email_address')
        if values.get('wants_confirmation') and address and self.screening != 'apart':
            self.confirmation_state = 'queued'
            self.env.ref('herstelbemiddeling.ir_cron_send_confirmations')._trigger()

    @api.model
    def _send_confirmations(self):
        """Run when one waits: send each at most once, as the mails of a case are sent."""
        waiting = self.search([('confirmation_state', '=', 'queued')], order='id', limit=BATCH)
        for number, registration in enumerate(waiting, 1):
            registration._send_confirmation()
            remaining = len(waiting) - number
            if not self.env['ir.cron']._commit_progress(1, remaining=remaining):
                break

    def _send_confirmation(self):
        if not self.try_lock_for_update() or self.confirmation_state != 'queued':
            return
        # Marked and committed before the server hears of it: who dies here sends no second one.
        self.confirmation_state = 'sending'
        self.env['ir.cron']._commit_progress()
        try:
            send(self.env, self._confirmation())
        except NotSent as error:
            is_late = self.date_received < fields.Datetime.now() - GIVEN_UP_AFTER
            self.confirmation_state = 'queued' if error.again and not is_late else 'failed'
        else:
            self.confirmation_state = 'sent'

    def _confirmation(self):
        company_sudo = self.company_id.sudo()
        opened = sealed.open_values(
            self, ['registrant_email', 'email_address'], reason="confirmation"
        )[self.id]
        if not company_sudo.email:
            raise NotSent('no_sender')
        subject, body = self.with_context(lang=self._page_lang())._confirmation_words(
            organisation(company_sudo)
        )
        return self.env['ir.mail_server']._build_email__(
            email_from=company_sudo.email_formatted,
            email_to=[opened['registrant_email'] or opened['email_address']],
            subject=subject,
            body=body,
            headers=HEADERS,
        )

    def _page_lang(self):
        """Return the language of the mail: that of the person if it is one of ours."""
        installed = dict(self.env['res.lang'].get_installed())
        wanted = self.lang_id.code
        return wanted if wanted in installed else self.company_id.partner_id.lang or 'nl_NL'

    def _confirmation_words(self, sender):
        """Return subject and text, for whoever else may read this mailbox."""
        ways = [way for way in (sender['phone'], sender['email']) if way]
        lines = [
            self.env._("We have received your message. We will contact you."),
            self.env._("You do not have to do anything now."),
            self.env._("Reach us on working days: %(ways)s", ways=", ".join(ways)),
            sender['name'],
        ]
        subject = self.env._("A message from %(organisation)s", organisation=sender['name'])
        return subject, '\n\n'.join(lines) + '\n'
