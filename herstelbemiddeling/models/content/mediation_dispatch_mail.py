from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ... import sealed
from ...letters.mail import HEADERS, NotSent, send
from ...letters.page import language_of, organisation
from ...notices import send_notice

_lt = LazyTranslate(__name__)

BATCH = 50
MAX_TRIES = 6
FIRST_WAIT = timedelta(minutes=5)  # doubled with each try: three hours in all
# A try that nobody has finished for this long never will: its process is gone.
GIVEN_UP_AFTER = timedelta(hours=1)


class MediationDispatchMail(models.Model):
    """How a mail leaves: at most once, and without a word of it staying in the database.

    A mail is marked as being sent, and that is committed, before the mail server hears of it. A
    process that dies in between leaves the mark: nobody knows then whether the mail arrived, so it
    is never sent again by itself, and the mediator is told. Only what certainly did not leave is
    tried again.
    """

    _inherit = 'mediation.dispatch'

    @api.model
    def _send_queued(self):
        """Run every few minutes: send what waits, oldest first, as long as there is time."""
        self._give_up()
        domain = [('state', '=', 'queued'), ('date_next', '<=', fields.Datetime.now())]
        # A paused case is silent; what waits goes out when the pause is over.
        today = fields.Date.context_today(self)
        domain += ['|', ('case_id.paused_until', '=', False), ('case_id.paused_until', '<=', today)]
        waiting = self.search(domain, order='date_next, id', limit=BATCH)
        for number, dispatch in enumerate(waiting, 1):
            dispatch._send_once()
            if not self.env['ir.cron']._commit_progress(1, remaining=len(waiting) - number):
                break

    def _send_once(self):
        if not self._claim():
            return
        try:
            self._send()
        except NotSent as error:
            self._note_failure(error)
        else:
            self._keep(state='sent', date_next=False)
            self._note_gone()

    def _claim(self):
        """Mark it as being sent and commit; return whether it is ours and may still go."""
        if not self.try_lock_for_update():
            return False
        # The mail before this one was committed, and may have taken a minute: look anew.
        self.env.invalidate_all()
        if self.state != 'queued' or self.case_id.is_paused:
            return False
        next_try = fields.Datetime.now() + GIVEN_UP_AFTER
        self._keep(state='sending', tries=self.tries + 1, date_next=next_try)
        self.env['ir.cron']._commit_progress()
        return self._may_still_go()

    def _may_still_go(self):
        """Hold the case until the mail has left, and return whether it may go.

        Whoever stops at this moment comes first, and then it does not leave; or waits until it has
        left. It is the first query after the commit, so what is read next is what it holds.
        """
        if not self.case_id.try_lock_for_update(allow_referencing=True):
            # Somebody is at work in this case: perhaps it is to stop.
            self._keep(state='queued', date_next=fields.Datetime.now())
            return False
        self.env.invalidate_all()
        try:
            self._check_may_go()
        except UserError:
            self._note_failure(NotSent('not_allowed'))
            return False
        return True

    @api.model
    def _give_up(self):
        """What has been on its way for too long: its process died, and nobody knows more."""
        lost = self.search([('state', '=', 'sending'), ('date_next', '<=', fields.Datetime.now())])
        for dispatch in lost.try_lock_for_update():
            dispatch._note_failure(NotSent('uncertain'))

    def _note_failure(self, error):
        if error.again and self.tries < MAX_TRIES:
            wait = FIRST_WAIT * 2 ** (self.tries - 1)
            self._keep(state='queued', date_next=fields.Datetime.now() + wait)
            return
        self._keep(state='failed', failure=error.failure, date_next=False)
        send_notice(
            self.case_id._carriers(),
            _lt("A message was not sent"),
            _lt("In one of your cases a message was not sent. Please look at your cases."),
        )

    def _send(self):
        """Hand the mail to the mail server.

        :raise NotSent: when it did not leave, or may not have
        """
        send(self.env, self._message())

    def _message(self):
        """Return the mail: a sender, a subject without words, and at most when a talk is."""
        company_sudo = self.party_id.company_id.sudo()
        if not company_sudo.email:
            raise NotSent('no_sender')
        lang = language_of(self._template(), self.party_id.lang_id.code)
        subject, body = self.with_context(lang=lang)._mail_words(organisation(company_sudo))
        return self.env['ir.mail_server']._build_email__(
            email_from=company_sudo.email_formatted,
            email_to=[self._open_address()],
            subject=subject,
            body=body,
            headers=HEADERS,
        )

    def _mail_words(self, sender):
        """Return subject and text, for whoever else may read this mailbox."""
        talk = self._talk(self.env.lang)
        said = (
            self.env._("You have an appointment with us: %(moment)s.", moment=talk['when'])
            if talk
            else self.env._(
                "There is a message for you. Please call us; we do not write it in a mail."
            )
        )
        ways = [way for way in (sender['phone'], sender['email']) if way]
        lines = [
            said,
            self.env._("Would you rather have no mail from us? Tell us, and we stop."),
            self.env._("Reach us on working days: %(ways)s", ways=", ".join(ways)),
            sender['name'],
        ]
        subject = self.env._("A message from %(organisation)s", organisation=sender['name'])
        return subject, '\n\n'.join(lines) + '\n'

    def _open_address(self):
        opened = sealed.open_values(self.party_id, ['email_address'], reason="mail to a party")
        address = opened[self.party_id.id]['email_address']
        if not address:
            raise NotSent('no_address')
        return address
