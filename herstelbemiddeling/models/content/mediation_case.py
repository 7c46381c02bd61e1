from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .mediation_contact import NEEDED_FOR_GO
from .mediation_contact import OPEN_STATES as OPEN_CONTACTS

# How the other side hears that it ends, or that data about them are held.
TOLD_AT_THE_END = ('closing', 'legal_notice')

# The desk is out before anything is said, and managers never come in.
WHO_TALKS = 'herstelbemiddeling.group_mediator,herstelbemiddeling.group_privacy_officer'


class MediationCase(models.Model):
    """What the gates look at: consent, talks, assessments and contacts of a case.

    The facts are worked out as superuser from what is not sealed, so that a gate is the same for
    whoever stands before it.
    """

    _inherit = 'mediation.case'

    consent_ids = fields.One2many('mediation.consent', 'case_id', groups=WHO_TALKS)
    session_ids = fields.One2many('mediation.session', 'case_id', string="Talks", groups=WHO_TALKS)
    contact_ids = fields.One2many('mediation.contact', 'case_id', groups=WHO_TALKS)
    mediation_message_ids = fields.One2many(
        'mediation.message', 'case_id', string="Letters and messages", groups=WHO_TALKS
    )
    agreement_ids = fields.One2many('mediation.agreement', 'case_id', groups=WHO_TALKS)
    restriction_ids = fields.One2many(
        'mediation.restriction', 'case_id', string="Bans", groups=WHO_TALKS
    )

    def _facts(self):
        facts = super()._facts()
        return facts | self.sudo()._facts_of_process()

    def _facts_of_process(self):
        core = self.party_ids._core()
        facts = self._facts_of(core, self._mode_ahead())
        initiators = core.filtered('is_initiator')
        if initiators and not initiators - initiators.information_ids.party_id:
            facts.add('informed')
        intakes = self.session_ids._took_place('intake')
        if initiators and not initiators - intakes.party_ids:
            facts.add('intake_held')
        if initiators and not initiators - initiators._reconfirmed(intakes):
            facts.add('reconfirmed')
        if self.contact_ids.filtered('go'):
            # The go stands on all of this, for those who take part in that contact.
            facts.update(NEEDED_FOR_GO, ('go',))
        if self.contact_ids.filtered(lambda contact: contact.state == 'completed'):
            facts.update(('contact_completed', 'go'))
        if self.outcome_id.ended_by != 'contact' or 'contact_completed' in facts:
            facts.add('outcome_fits')
        if not self._pending():
            facts.add('nothing_pending')
        return facts

    def _facts_of(self, parties, contact_mode):
        """Return the names of the facts that hold for these parties and this form of contact."""
        parties = parties._origin.sudo()
        taking_part = parties._core()
        Consent = parties.env['mediation.consent']
        Restriction = parties.env['mediation.restriction']
        sides = set(taking_part.mapped('side'))
        if parties != taking_part or not {'harmed', 'responsible'} <= sides:
            return set() if Restriction._blocking(parties, contact_mode) else {'no_ban'}
        given = Consent._in_force(parties, 'participation')
        guarded = parties.filtered('is_minor')
        by_guardian = Consent._in_force(guarded, 'participation', given_by='guardian')
        prepared = parties.case_id.session_ids._took_place('preparation').party_ids
        assessed = parties.env['mediation.assessment']._current(parties)
        holds = {
            'both_sides': True,
            'participation': len(given) == len(parties),
            'assent': len(by_guardian) == len(guarded),
            'common_mode': bool(contact_mode)
            and all(contact_mode in party.contact_mode_ids for party in parties)
            and not parties.env['mediation.willingness']._unwilling(parties, contact_mode),
            'prepared': not parties - prepared,
            'assessed': len(assessed) == len(parties),
            'interpreter': all(party._is_understood() for party in parties),
            'institution': all(party._is_allowed_out() for party in parties),
            'no_ban': not Restriction._blocking(parties, contact_mode),
        }
        return {name for name, held in holds.items() if held}

    def _sentences(self):
        """Return a sentence for each fact that a gate or a go can miss."""
        return {
            **super()._sentences(),
            'informed': self.env._("Record which information the initiator was given."),
            'intake_held': self.env._("Hold the intake with the initiator."),
            'reconfirmed': self.env._(
                "Ask the initiator after the intake whether contact is still wanted, and record it."
            ),
            'no_ban': self.env._(
                "A contact ban is in force. Record the decision of whoever imposed it."
            ),
            'both_sides': self.env._("Both sides have to take part; one of them is missing."),
            'participation': self.env._("Every party has to consent to take part."),
            'assent': self.env._(
                "For a minor the legal guardian has to consent too, besides the minor."
            ),
            'common_mode': self.env._("Choose a form of contact that all parties accept."),
            'prepared': self.env._("Hold a preparation with every party who takes part."),
            'assessed': self.env._(
                "Every party needs an assessment that is good today; at high risk the practice"
                " supervisor has to agree."
            ),
            'interpreter': self.env._("Arrange the interpreter."),
            'institution': self.env._("Get the permission of the institution."),
            'go': self.env._("Give your go for a contact."),
            'contact_completed': self.env._("Complete at least one contact."),
            'outcome_fits': self.env._(
                "This reason says that contact took place, and none was completed. Choose another"
                " reason, or complete the contact first."
            ),
            'nothing_pending': self.env._(
                "Something is still planned or waiting: hold it or call it off first."
            ),
        }

    def _mode_ahead(self):
        """Return a form of contact that all parties accept, the one of an open contact first."""
        core = self.party_ids._core()
        open_contacts = self.contact_ids.filtered(lambda contact: contact.state in OPEN_CONTACTS)
        common = core[:1].contact_mode_ids
        for party in core:
            common &= party.contact_mode_ids
        return (open_contacts.contact_mode_id & common or common)[:1]

    def _pending(self):
        """Return whether something is planned or waits to be passed on; aftercare may be."""
        sessions = self.session_ids.filtered(
            lambda session: session.state == 'planned' and session.kind != 'aftercare'
        )
        contacts = self.contact_ids.filtered(lambda contact: contact.state in OPEN_CONTACTS)
        messages = self.mediation_message_ids.filtered(lambda message: message.state == 'released')
        return bool(sessions or contacts or messages)

    def _check_open_for(self, kind, state='planned', moment=None):
        """Raise UserError when the case is closed or paused for what is to be planned or done."""
        self.ensure_one()
        self._take_turn()
        if kind == 'aftercare':
            return
        if self.phase == 'closed':
            raise UserError(
                self.env._("The case is closed. Reopen it as a new one if something new begins.")
            )
        told = kind in TOLD_AT_THE_END or (kind == 'call' and state == 'held')
        if self._side_that_stopped() and not told:
            raise UserError(
                self.env._(
                    "One side does not take part (any more), so no contact will take place. Only"
                    " aftercare can be planned; then close the case."
                )
            )
        paused = self.is_paused and state != 'held'
        if paused and (not moment or fields.Date.to_date(moment) < self.paused_until):
            raise UserError(
                self.env._(
                    "The case is paused until %(date)s. End the pause first, or plan after it.",
                    date=self.paused_until,
                )
            )

    def _take_turn(self):
        """Let whoever plans or stops something in this case at the same moment come one by one.

        Odoo works in REPEATABLE READ: two transactions that do not see each other's rows would both
        go through, a talk planned while somebody stops. Here they meet in one row: PostgreSQL
        refuses the second, and Odoo does it again with what the first has left.
        """
        self.env.cr.execute(
            SQL("UPDATE mediation_case SET write_uid = write_uid WHERE id IN %s", tuple(self.ids))
        )

    def _side_that_stopped(self):
        """Return the side of which there were people and nobody takes part, or None."""
        # The gate is the same for whoever stands before it.
        parties = self.sudo().party_ids
        core = set(parties._core().mapped('side'))
        known = set(parties.mapped('side')) - {'support'}
        return next(iter(known - core), None)

    def _drop_goes(self):
        """A go is lost when what it stood on is not there any more; it does not come back."""
        contacts = self.sudo().contact_ids.filtered(
            lambda contact: (
                # Not ``go``: that may have been worked out before what has just changed.
                contact.state in OPEN_CONTACTS and contact.go_date and contact._obstacles()
            )
        )
        contacts._lose_go()

    @api.model
    def _drop_goes_of_today(self):
        """Run every night: terms end without anybody doing something."""
        open_goes = Domain('state', 'in', OPEN_CONTACTS) & Domain('go_date', '!=', False)
        self.search([('contact_ids', 'any', open_goes)])._drop_goes()

    def _stop_what_goes_out(self, parties):
        """Take back what is on its way to these parties outside of talks, contacts and messages."""
