from odoo import api, fields, models
from odoo.fields import Domain

from ... import gates
from ...lists import read_lists
from .mediation_case import WHO_TALKS
from .mediation_contact import OPEN_STATES as OPEN_CONTACTS
from .mediation_message import UNDERWAY

# Lists that are not on the page, and that what is on it follows from.
ALSO_LOOKED_AT = ('recused_user_ids', 'co_mediator_ids', 'next_case_ids', 'party_ids')
LOOKED_AT_OF_PEOPLE = (
    *('information_ids', 'consent_ids', 'attempt_ids', 'assessment_ids', 'contact_mode_ids'),
)
DONE, OPEN = '\N{CHECK MARK}', '\N{WHITE CIRCLE}'


class MediationCasePage(models.Model):
    """What the page and the card of a case show besides its fields: what is done, what is special.

    For who may meet the people of the case; whoever steers is told what the organisation has to do.
    """

    _inherit = 'mediation.case'

    checklist = fields.Text(compute='_compute_checklist')
    can_move_on = fields.Boolean(compute='_compute_checklist')
    needs_interpreter = fields.Boolean(
        string="Interpreter", compute='_compute_flags', groups=WHO_TALKS
    )
    has_ban = fields.Boolean(
        string="Contact or area ban", compute='_compute_flags', groups=WHO_TALKS
    )

    to_do = fields.Selection(
        [
            ('contact', "Prepare a contact"),
            ('go', "Give my go"),
            ('plan', "Plan the meeting"),
            ('held', "The meeting was held"),
            ('write', "Write down a message"),
            ('message', "Go on with the message"),
        ],
        string="To do now",
        compute='_compute_to_do',
        groups=WHO_TALKS,
    )

    @api.depends('phase', 'mediator_id', 'outcome_id', 'declared_user_ids', 'paused_until')
    @api.depends_context('lang', 'uid')
    def _compute_checklist(self):
        """For the page of one case: a list is not made of this."""
        for case in self:
            following = gates.next_phase(case.phase) if case.phase else None
            if not following or following == 'closed' or not case.is_open_to_me:
                case.checklist, case.can_move_on = False, False
                continue
            lines = case._check_lines(following)
            case.checklist = '\n'.join(f'{mark} {text}' for mark, text in lines)
            case.can_move_on = case.is_member and all(mark == DONE for mark, _text in lines)

    @api.depends('checklist')
    def _compute_missing(self):
        """What is open on the list is what is missing: the facts are looked up once, not twice."""
        listed = self.filtered('checklist')
        for case in listed:
            marks = (line.partition(' ') for line in case.checklist.splitlines())
            case.missing = '\n'.join(text for mark, _space, text in marks if mark == OPEN)
        return super(MediationCasePage, self - listed)._compute_missing()

    @api.depends('member_ids', 'mediator_id', 'co_mediator_ids')
    @api.depends_context('uid')
    def _compute_flags(self):
        Restriction = self.env['mediation.restriction']
        through_others = self._having('mediation.party', Domain('needs_interpreter', '=', True))
        banned = self._having('mediation.restriction', Restriction._in_force_domain())
        self.needs_interpreter = self.has_ban = False
        through_others.needs_interpreter = True
        banned.has_ban = True

    def _having(self, model, domain):
        """Return those of the cases that are open to this user and have such a row.

        Few have, so whether a case is open is asked of these only. The rules have let him in as a
        member already; what they cannot see is that emergency access is over by the clock, which
        the mediator of the case does not need.
        """
        of_cases = Domain('case_id', 'in', self.ids) & domain
        groups = self.env[model]._read_group(of_cases, ['case_id'])
        user = self.env.user
        return self.browse(case.id for (case,) in groups).filtered(
            lambda case: case.mediator_id == user or case.is_open_to_me
        )

    @api.depends(
        'phase',
        'contact_ids.state',
        'contact_ids.go_date',
        'mediation_message_ids.state',
        'paused_until',
    )
    @api.depends_context('uid')
    def _compute_to_do(self):
        """For the page of one case: the contact, when nothing has to be done with one person."""
        for case in self:
            with_contact = case.is_mine and case.phase in ('preparation', 'contact')
            if not with_contact or case.is_paused or any(case.party_ids.mapped('to_do')):
                case.to_do = False
            else:
                case.to_do = case._next_of_contact(case._contact_ahead())

    @api.readonly
    def web_read(self, specification):
        """Open one case: what its lists and its people have in common is asked for once."""
        sides = specification.get('harmed_party_ids', {})
        if len(self) == 1 and 'fields' in sides:
            read_lists(self._origin, {*specification, *ALSO_LOOKED_AT})
            read_lists(self.party_ids, LOOKED_AT_OF_PEOPLE)
            # Both sides together; side by side, each would be asked for by itself.
            self.party_ids.web_read(sides['fields'])
        return super().web_read(specification)

    def action_do_next(self):
        """Open what is to be done now for the contact between the parties."""
        self.ensure_one()
        self.check_access('write')
        contact = self._contact_ahead()
        return {
            'contact': self.action_new_contact,
            'go': contact.action_give_go,
            'plan': contact.action_plan,
            'held': contact.action_ask_held,
            'write': contact.action_write_message,
            'message': self._message_underway(contact).action_open,
        }.get(self.to_do, self.action_new_contact)()

    def action_move_on(self):
        """Go to the first stage of the next phase, through its gate."""
        self.ensure_one()
        self.check_access('write')
        following = gates.next_phase(self.phase)
        stage = self.env['mediation.stage'].search([('phase', '=', following)], limit=1)
        if following and stage:
            self.stage_id = stage
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def _contact_ahead(self):
        return self.contact_ids.filtered(lambda contact: contact.state in OPEN_CONTACTS)[:1]

    def _next_of_contact(self, contact):
        """Return what is to be done for a contact, which may be none yet."""
        if not contact:
            # What has taken place is enough to go on; another contact is for the mediator to begin.
            return not self.can_move_on and 'contact'
        if not contact.go:
            return not contact.missing and 'go'
        if contact.is_direct:
            return 'held' if contact.state == 'planned' else 'plan'
        return 'message' if self._message_underway(contact) else 'write'

    def _message_underway(self, contact):
        return contact.message_ids.filtered(lambda message: message.state in UNDERWAY)[:1]

    def _check_lines(self, phase):
        """Return ``[(mark, words)]`` for each fact that is needed to enter a phase."""
        facts = self._facts()
        labels, sentences = self._labels(), self._sentences()
        return [
            (DONE, labels[name]) if name in facts else (OPEN, sentences[name])
            for name in gates.needed([phase])
            # A pause is shown when there is one; that there is none is nothing done.
            if not (name == 'not_paused' and name in facts)
        ]

    def _labels(self):
        """Return ``{fact: words}`` for what is done."""
        return {
            'mediator': self.env._("A mediator has accepted"),
            'no_conflict': self.env._("No conflict of interest"),
            'co_mediator': self.env._("Enough mediators"),
            'informed': self.env._("The initiator is informed"),
            'intake_held': self.env._("Intake held"),
            'reconfirmed': self.env._("The initiator still wants contact"),
            'no_ban': self.env._("No ban in the way"),
            'both_sides': self.env._("Both sides take part"),
            'participation': self.env._("Every party consents"),
            'assent': self.env._("Guardians consent, where they have to"),
            'common_mode': self.env._("A form of contact that all accept"),
            'prepared': self.env._("Everybody is prepared"),
            'assessed': self.env._("Assessments are good"),
            'interpreter': self.env._("Interpreter arranged, where needed"),
            'institution': self.env._("Permission of the institution, where needed"),
            'go': self.env._("Your go is given"),
            'contact_completed': self.env._("A contact is completed"),
        }
