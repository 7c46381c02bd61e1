from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .mediation_consent import TAKING_PART
from .mediation_party import STOPPED

PAUSE_WEEKS = (2, 4, 12)  # to choose from


class MediationPartyOwnPage(models.Model):
    """What somebody does on the own page, in person and with nobody of the organisation present.

    Each method takes one party as superuser: the code has been checked, and a public visitor has no
    right on any model. The party is the one who said it; nobody has recorded it. What it leads to
    is the same as when it is said to the mediator. A refusal is never shown: its sentence is for a
    mediator, and may speak of the other side.
    """

    _inherit = 'mediation.party'

    def _page_write(self, text, for_other):
        """Keep a letter to the mediator.

        :param for_other: whether it is meant for the other side, if the mediator takes it further
        """
        self._page_check_open()
        self._page_note('for_other' if for_other else 'letter', body=text)

    def _page_save_wishes(self, wishes, accepts, declines):
        """Keep the wishes, and the forms of contact that are new or not wanted any more.

        :param wishes: the text; None for leaving it as it is
        :param accepts: contact modes that are accepted from now on
        :param declines: contact modes that are not any more
        """
        self._page_check_open()
        if wishes is not None:
            self.wishes = wishes
        for modes, decision in ((accepts, 'given'), (declines, 'withdrawn')):
            for mode in modes:
                self._page_consent('contact_mode', decision, contact_mode_id=mode.id)
        if wishes is not None or accepts or declines:
            self._page_note('wishes')

    def _page_give(self, purpose):
        """Consent to something that this person is asked for now; for a minor the own assent."""
        self._page_check_open()
        if purpose not in self._page_asked():
            raise UserError(self.env._("This is not asked of %(code)s now.", code=self.code))
        self._page_consent(purpose, 'given')
        self._page_note('given')

    def _page_take_back(self, purpose):
        """Take back a consent that stops nothing else; what does stop is :meth:`_page_stop`."""
        self._page_check_open()
        if purpose in TAKING_PART or purpose not in self._page_in_force():
            raise UserError(self.env._("There is no such consent of %(code)s.", code=self.code))
        self._page_consent(purpose, 'withdrawn')
        self._page_note('taken_back')

    def _page_answer_text(self, disclosure, agrees):
        """Say yes or no to exactly the version of a text that the page has shown."""
        self._page_check_open()
        if disclosure not in self._page_disclosures():
            raise UserError(self.env._("There is no such text for %(code)s.", code=self.code))
        self.env['mediation.disclosure.agreement'].create(
            {
                'disclosure_id': disclosure.id,
                'party_id': self.id,
                'decision': 'given' if agrees else 'withdrawn',
                'channel': 'page',
                'version': disclosure.shown_version,
            }
        )
        self._page_note('agrees' if agrees else 'does_not_agree')

    def _page_pause(self, weeks):
        """Let the case rest; a pause that lasts longer already stays as it is."""
        self._page_check_open()
        until = fields.Date.context_today(self) + relativedelta(weeks=weeks)
        self._page_note('paused', date_until=until)
        case = self.case_id
        if not case.paused_until or case.paused_until < until:
            case.paused_until = until

    def _page_stop(self):
        """Stop: one row in the ledger, which ends everything in this transaction."""
        self._page_check_open()
        if self.state not in STOPPED:
            self._page_consent('participation', 'withdrawn')
            self._page_note('stopped')

    def _page_check_open(self):
        """Raise UserError in a closed case; whoever does something at this moment comes in turn."""
        self.ensure_one()
        self.case_id._take_turn()
        if self.case_id.phase == 'closed':
            raise UserError(self.env._("The case of %(code)s is closed.", code=self.code))

    def _page_consent(self, purpose, decision, **values):
        self.env['mediation.consent'].create(
            {
                'party_id': self.id,
                'purpose': purpose,
                'decision': decision,
                'channel': 'page',
                'lang_id': self.env['res.lang']._get_data(code=self.env.lang).id,
                **values,
            }
        )

    def _page_note(self, kind, **values):
        self.env['mediation.page.entry'].create({'party_id': self.id, 'kind': kind, **values})
