from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate, format_datetime

from ... import sealed
from ...codes import digest, plain_code
from ...form import screening
from ...notices import colleagues, send_notice
from ...rights import DESK
from .mediation_registration import OPEN_STATES

_lt = LazyTranslate(__name__)

REACH = (
    'contact_preference', 'email_address', 'phone_number', 'voicemail_ok', 'street', 'postcode',
    'city', 'via_name', 'via_phone', 'safe_times',
)  # fmt: skip
REFERRERS = ('relative', 'professional')
LONGEST = 100_000  # characters that somebody may add in all


class MediationRegistration(models.Model):
    """What somebody does later on with the code of the receipt.

    Whoever has the code is the person who registered, and may add, change and stop; nothing that
    was told before is shown. Whoever registered somebody else hears that it was received, in the
    same words whatever became of it.
    """

    _inherit = 'mediation.registration'

    added = sealed.Text(string="Added later")
    date_withdrawn = fields.Datetime(string="Stopped by the person", readonly=True, copy=False)

    @api.constrains('state')
    def _check_stopped(self):
        """Voluntary: what somebody has stopped is taken up by nobody, in whatever way."""
        for registration in self:
            if registration.date_withdrawn and registration.state in OPEN_STATES:
                raise ValidationError(
                    self.env._(
                        "This person has stopped, with the code on the website. Whoever comes back"
                        " to it is registered anew."
                    )
                )

    @api.model
    def _find_by_code(self, code):
        """Return the registration that a typed code belongs to, or an empty one.

        The same work for each code, right or wrong: one digest, one look into an index.
        """
        return self.search([('receipt_digest', '=', digest(plain_code(code)))], limit=1)

    def _is_by_referrer(self):
        return self.registrant_kind in REFERRERS

    def _add(self, text, submission_key):
        """Keep what the person adds, once for each key."""
        if not self._claim_key(submission_key):
            return
        told = sealed.open_values(self, ['added'], reason="added by code")[self.id]['added'] or ''
        moment = format_datetime(self.env, fields.Datetime.now())
        added = f'{told}\n\n{moment}\n{text}'.strip()
        if len(added) > LONGEST:
            raise UserError(self.env._("There is no more room for what is added."))
        self.added = added
        self._tell_about_it()

    def _change_reach(self, values, submission_key):
        """Reach the person in this way from now on, and in no other; also in the case."""
        if not self._claim_key(submission_key):
            return
        changed = {name: values.get(name) or False for name in REACH}
        self.write(changed)
        self._initiator()._change_reach(changed)
        self._tell_about_it()

    def _withdraw(self):
        """Stop. Before there is a case nothing else is to be done; after it the case stops too."""
        if self.date_withdrawn:
            return
        self.date_withdrawn = fields.Datetime.now()
        if self.case_id:
            self._initiator()._stop_by_code()
        elif self.state in OPEN_STATES:
            note = self.env._("The person has stopped, with the code on the website.")
            self.write({'state': 'declined', 'decision_note': note})
        self._tell_about_it()

    def _initiator(self):
        return self.case_id.party_ids.filtered('is_initiator')[:1]

    def _claim_key(self, submission_key):
        return self.env['mediation.submission']._claim(digest(submission_key))

    def _tell_about_it(self):
        if self.screening == screening.APART:
            return  # it is in the list that the desk looks through, and junk shall not ring
        case = self.case_id
        carriers = case and case.handed_over and case._carriers()
        send_notice(
            carriers or colleagues(self.company_id, DESK),
            _lt("Something came in about a registration"),
            _lt("Somebody has used the code of a registration. Please look at it."),
        )
