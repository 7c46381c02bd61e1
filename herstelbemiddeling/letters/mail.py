"""Handing one mail to the mail server, without a word of it staying behind in the database."""

import logging
import smtplib

_logger = logging.getLogger(__name__)

# So that no holiday message answers, which would tell others in the mailbox what came.
HEADERS = {'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All'}


class NotSent(Exception):
    """The mail did not leave; `failure` says why, `again` whether a later try may help."""

    def __init__(self, failure, again=False):
        self.failure, self.again = failure, again
        super().__init__(failure)


def send(env, message):
    """Hand a mail to the mail server.

    :raise NotSent: when it did not leave, or may not have
    """
    server = env['ir.mail_server']
    if server._disable_send():
        return
    try:
        connection = server._connect__(smtp_from=message['From'])
    except Exception as error:  # noqa: BLE001 (a server may fail in any way; nothing has left)
        _logger.warning("No mail server: %s", type(error).__name__)
        raise NotSent('no_server', again=True) from None
    # Not by `send_email`: that writes the answer of the server, with the address, into the log.
    try:
        sender, recipients, message = server._prepare_email_message__(message, connection)
        connection.send_message(message, sender, recipients)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        _logger.info("A mail was refused: %s", type(error).__name__)
        raise NotSent('refused', again=_is_temporary(error)) from None
    except Exception as error:  # noqa: BLE001 (whatever it was, it may have left)
        _logger.warning("A mail broke off: %s", type(error).__name__)
        raise NotSent('uncertain') from None
    finally:
        _hang_up(connection)


def _is_temporary(error):
    """Return whether the server said "not now" (4xx) rather than "no" (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _text in error.recipients.values())
    return 400 <= error.smtp_code < 500


def _hang_up(connection):
    """The mail has left or not; what the server says to a goodbye changes nothing."""
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        _logger.info("The mail server hung up first.")
