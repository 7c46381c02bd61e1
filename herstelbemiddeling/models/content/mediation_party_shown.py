from odoo import fields, models
from odoo.fields import Domain

from ... import sealed
from .mediation_dispatch_letter import TIME_ZONE
from .mediation_page_entry import LETTERS
from .mediation_party import STOPPED

ON_PAGE = ('intake', 'approach', 'participation', 'aftercare')
IN_FORCE = ('in_force', 'ends_soon')
REASON = "own page"


class MediationPartyShown(models.Model):
    """What the own page of one party may show, as plain values: never a record, and nothing of the
    other side but what was released to this person.

    Not the phase and not the state of the case either: they move when the other side does. The
    party is taken as superuser, and every seal is opened by name and with a reason.
    """

    _inherit = 'mediation.party'

    def _page_standing(self):
        """Return where the page stands: what may be done, and what is always said."""
        self.ensure_one()
        pauses = self.page_entry_ids.filtered('date_until').mapped('date_until')
        today = fields.Date.context_today(self)
        policy = self.env['mediation.policy']._of(self.company_id)
        waiting = self.page_entry_ids.filtered(
            lambda entry: entry.kind in LETTERS and not entry.is_seen
        )
        return {
            'is_closed': self.case_id.phase == 'closed',
            'has_stopped': self.state in STOPPED,
            'paused_until': max((day for day in pauses if day > today), default=None),
            'reply_days': policy.reply_days,
            'waits_since': min(waiting.mapped('moment'), default=None),
        }

    def _page_appointments(self):
        """Return what is planned with this person, the next first, and what was called off."""
        talks = self.env['mediation.session'].search(
            [
                ('party_ids', 'in', self.ids),
                ('state', 'in', ('planned', 'called_off')),
                ('date_start', '>=', fields.Date.context_today(self)),
            ],
            order='date_start, id',
        )
        places = sealed.open_values(talks, ['place'], reason=REASON) if talks else {}
        return [
            {
                'start': talk.date_start,
                'zone': talk.user_id.tz or TIME_ZONE,
                'how': 'phone' if talk.kind == 'call' else talk.how,
                'is_meeting': talk.kind == 'meeting',
                'place': places[talk.id]['place'],
                'is_off': talk.state == 'called_off',
            }
            for talk in talks
        ]

    def _page_wishes(self):
        """Return the own wishes, and every form of contact with whether this person accepts it."""
        wishes = sealed.open_values(self, ['wishes'], reason=REASON)[self.id]['wishes']
        return {
            'wishes': wishes or '',
            'modes': [
                {
                    'code': mode.code,
                    'name': mode.name,
                    'description': mode.description,
                    'accepts': mode in self.contact_mode_ids,
                }
                for mode in self.env['mediation.contact.mode'].search([])
            ],
            'is_informed': self._page_is_informed(),
        }

    def _page_consents(self):
        """Return what this person agreed to, or is asked for now, with the words of it."""
        last = self._page_last_words()
        asked = self._page_asked()
        Text = self.env['mediation.consent.text']
        rows = []
        for purpose in ON_PAGE:
            consent = last.get(purpose)
            if not consent and purpose not in asked:
                continue
            text = (consent and consent.text_id) or Text._current(purpose)
            standing = consent and consent.standing
            rows.append(
                {
                    'purpose': purpose,
                    'text': text.text,
                    'standing': standing or 'not_asked',
                    'since': consent and consent.moment,
                    'is_in_force': standing in IN_FORCE,
                    'may_give': purpose in asked,
                }
            )
        return rows

    def _page_texts(self):
        """Return the texts for outside that the mediator has shown, and the own answer to each."""
        disclosures = self._page_disclosures()
        if not disclosures:
            return []
        opened = sealed.open_values(disclosures, ['recipient', 'text'], reason=REASON)
        Text = self.env['mediation.consent.text']
        rows = []
        for disclosure in disclosures:
            own = disclosure.agreement_ids.filtered(
                lambda row, version=disclosure.shown_version: (
                    row.party_id == self and row.given_by == 'self' and row.version == version
                )
            )
            rows.append(
                {
                    'id': disclosure.id,
                    'promise': Text._current('disclosure').text,
                    'answer': own.sorted('id')[-1:].decision or None,
                    **opened[disclosure.id],
                }
            )
        return rows

    def _page_messages(self):
        """Return the own copies of what was delivered to this person, the newest first."""
        copies = self._page_copies()
        bodies = sealed.open_values(copies, ['body'], reason=REASON) if copies else {}
        return [
            {
                'id': copy.id,
                'moment': copy.moment,
                'how': copy.how,
                'body': bodies[copy.id]['body'],
                'has_file': copy._is_sealed_in('enclosure'),
            }
            for copy in copies
        ]

    def _page_file(self, copy_id):
        """Return the file that came with a message to this person, in base64, or None."""
        copy = self._page_copies().filtered(lambda copy: copy.id == copy_id)
        if not copy:
            return None
        return sealed.open_values(copy, ['enclosure'], reason=REASON)[copy.id]['enclosure']

    def _page_message_dates(self):
        """Return when something was delivered to this person, without opening it."""
        return self._page_copies().mapped('moment')

    def _page_own_letters(self):
        """Return when this person wrote to the mediator, the newest first."""
        letters = self.page_entry_ids.filtered(lambda entry: entry.kind in LETTERS)
        return [
            {'moment': entry.moment, 'for_other': entry.kind == 'for_other'}
            for entry in letters.sorted('id', reverse=True)
        ]

    def _page_copies(self):
        return self.env['mediation.delivery'].search([('recipient_id', '=', self.id)])

    def _page_disclosures(self):
        """Return the texts of which the mediator shows the version that stands."""
        shown = self.case_id.disclosure_ids.filtered(
            lambda text: text.shown_version and text.shown_version == text.version
        )
        return shown.filtered(lambda text: self in text._who_agrees())

    def _page_last_words(self):
        """Return ``{purpose: last row}`` of what this person said in person."""
        Consent = self.env['mediation.consent']
        rows = Consent.search(
            Domain('party_id', '=', self.id)
            & Domain('given_by', '=', 'self')
            & Domain('purpose', 'in', ON_PAGE)
        )
        last = {}
        for row in rows:  # the newest first
            last.setdefault(row.purpose, row)
        return last

    def _page_in_force(self):
        last = self._page_last_words()
        return [purpose for purpose, row in last.items() if row.standing in IN_FORCE]

    def _page_asked(self):
        """Return the purposes for which this person can say yes now.

        What the other side said does not come into it, and whoever has stopped is asked nothing.
        """
        if self.state in STOPPED or self.case_id.phase == 'closed':
            return []
        in_force = self._page_in_force()
        ahead = self._purposes_ahead(in_force)[:1]
        if 'approach' in ahead and not self.session_ids._took_place('intake'):
            ahead = []
        if not self._page_is_informed():
            return [purpose for purpose in ahead if purpose == 'intake']
        return ahead + ['aftercare'] * ('aftercare' not in in_force)

    def _page_is_informed(self):
        return bool(self.information_ids)
