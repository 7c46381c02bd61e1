from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...notices import send_notice
from .mediation_contact import OPEN_STATES

_lt = LazyTranslate(__name__)

# A letter that somebody could still hand over.
WAITING = ('draft', 'read_back', 'released')
# Somebody who was asked, or about to be, and has not said yes.
INVITED = ('to_approach', 'approached', 'informed')
USUAL_PAUSE_WEEKS = 4  # unless another date is chosen


class MediationCaseStopping(models.Model):
    """What ends when somebody stops, and what rests when a case is paused: all of it, at once.

    Whatever goes out about a case is either listed in ``_what_stops`` or stopped by a method that
    ``_stop_for`` calls, in the transaction in which somebody has stopped.
    """

    _inherit = 'mediation.case'

    def write(self, vals):
        if vals.get('paused_until') and not self.env.su:
            self._check_pause(fields.Date.to_date(vals['paused_until']))
        result = super().write(vals)
        if 'paused_until' in vals:
            self._pause()
        return result

    def action_end_pause(self):
        """The case goes on."""
        self.check_access('write')
        self.write({'paused_until': False})
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def _check_pause(self, until):
        """Raise UserError for a pause that is none, or one without an end in sight."""
        today = fields.Date.context_today(self)
        if not today < until <= today + relativedelta(years=1):
            raise UserError(
                self.env._("Choose a date to look again: after today, and within a year.")
            )

    def _pause(self):
        """Call off what was planned in the pause, and remind the mediator of its end."""
        for case in self:
            case._reminders('mail_activity_type_look_again').unlink()
            if not case.is_paused:
                continue
            case._take_turn()
            now = fields.Datetime.now()
            case.session_ids.filtered(
                lambda session, case=case, now=now: (
                    session.date_start >= now and session.date_start.date() < case.paused_until
                )
            )._call_off('other')
            if case.mediator_id:
                case.activity_schedule(
                    'herstelbemiddeling.mail_activity_type_look_again',
                    date_deadline=case.paused_until,
                    user_id=case.mediator_id.id,
                )

    def _stop_for(self, party):
        """Somebody stopped: end what was planned, hold back what waits, tell the mediator.

        The other side hears from the mediator that no contact will take place, and nothing else.
        """
        self.ensure_one()
        self._take_turn()
        stops = self._what_stops(party)
        side = party.side if party.side != 'support' else 'other'
        stops['messages']._stop()
        stops['contacts']._call_off(side)
        stops['sessions']._call_off(side)
        stops['mails'].cancel()
        if self._side_that_stopped():
            self._end_invitations()
            self._stop_what_goes_out(self.party_ids)
        else:
            self._stop_what_goes_out(party)
        self._drop_goes()
        send_notice(
            self._carriers() - self.env.user,
            _lt("Somebody has stopped"),
            _lt("In one of your cases somebody has stopped. Please look at your cases."),
        )

    def _what_stops(self, party):
        """Return ``{kind: records}`` that end when this party stops.

        When nobody of that side is left, everything between the sides ends; aftercare of the other
        side is for that side alone, and stays.
        """
        self.ensure_one()
        alone = not (self.party_ids._core() - party).filtered(lambda p: p.side == party.side)
        all_end = alone and party.side != 'support'
        return {
            'sessions': self.session_ids.filtered(
                lambda talk: (
                    talk.state == 'planned'
                    and (party in talk.party_ids or (all_end and talk.kind != 'aftercare'))
                )
            ),
            'contacts': self.contact_ids.filtered(
                lambda contact: (
                    contact.state in OPEN_STATES and (all_end or party in contact.party_ids)
                )
            ),
            'messages': self.mediation_message_ids.filtered(
                lambda message: (
                    message.state in WAITING
                    and (all_end or party in message.sender_id | message.recipient_id)
                )
            ),
            'mails': self._mails_in_queue(),
        }

    def _mails_in_queue(self):
        """Return the mails about this case that have not left, as superuser."""
        # Odoo's own queue: nobody but the system reads it.
        return (
            self.env['mail.mail']
            .sudo()
            .search(
                [
                    ('model', '=', self._name),
                    ('res_id', 'in', self.ids),
                    ('state', 'in', ('outgoing', 'exception')),
                ]
            )
        )

    def _end_invitations(self):
        """Whoever was invited and has not answered yet is not waited for any more."""
        invited = self.party_ids.filtered(
            lambda party: party.state in INVITED and not party.is_initiator
        )
        invited.state = 'done'
