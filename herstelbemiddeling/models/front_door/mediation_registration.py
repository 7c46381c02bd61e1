from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ... import sealed
from ...codes import digest, new_submission_key, plain_code, receipt_for
from ...form import screening
from ...safe_contact import CONTACT_PREFERENCES, VOICEMAIL
from ...sealed.keys import system_secret

OPEN_STATES = ('new', 'assessing')


class MediationRegistration(models.Model):
    """What a person told on the public form, until the desk has handed it over.

    Room: front door. The public can only put something in, through :meth:`_receive`. The desk reads
    it until a mediator has accepted the case that came of it; from then on the desk sees the code
    and the state, and the members of the case see what was told.
    """

    _name = 'mediation.registration'
    _description = "Registration"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'A'

    state = fields.Selection(
        [
            ('new', "New"),
            ('assessing', "Assessing"),
            ('converted', "Made a case"),
            ('referred', "Referred elsewhere"),
            ('declined', "Declined"),
            ('duplicate', "Duplicate"),
        ],
        required=True,
        readonly=True,
        default='new',
        copy=False,
        group_expand=True,
    )
    registrant_kind = fields.Selection(
        [
            ('self', "Person concerned"),
            ('relative', "Relative"),
            ('professional', "Professional"),
            ('prison', "From prison"),
        ],
        string="Registered by",
        required=True,
    )
    side = fields.Selection([('harmed', "Harmed"), ('responsible', "Responsible")], required=True)
    lang_id = fields.Many2one('res.lang', string="Language", ondelete='restrict')
    is_urgent = fields.Boolean(string="Urgent")
    screening = fields.Selection(
        [
            (screening.CLEAR, "In order"),
            (screening.REVIEW, "Sent without a check of the browser"),
            (screening.APART, "Set apart"),
        ],
        required=True,
        readonly=True,
        default=screening.CLEAR,
        copy=False,
        help="What looks like junk is set apart, so that the board stays usable. Nothing is refused"
        " or thrown away by itself.",
    )
    date_received = fields.Datetime(
        string="Received", required=True, readonly=True, default=fields.Datetime.now, copy=False
    )
    date_decided = fields.Datetime(string="Decided", readonly=True, copy=False)
    case_id = fields.Many2one(
        'mediation.case', readonly=True, copy=False, index='btree_not_null', ondelete='restrict'
    )
    duplicate_of_id = fields.Many2one(
        'mediation.registration',
        readonly=True,
        copy=False,
        index='btree_not_null',
        ondelete='set null',
    )
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    receipt_digest = fields.Char(readonly=True, copy=False, groups='.')  # nobody but the system
    receipt = fields.Char(
        store=False,
        search='_search_receipt',
        help="For whoever calls with the code that the form has shown.",
    )
    days_waiting = fields.Integer(compute='_compute_days_waiting')
    is_told_visible = fields.Boolean(compute='_compute_is_told_visible')

    # The person concerned
    full_name = sealed.Char(string="Name", blind_index='name')
    full_name_index = sealed.Index()
    birth_date = sealed.Date()
    email_address = sealed.Char(string="E-mail", blind_index='email')
    email_address_index = sealed.Index()
    phone_number = sealed.Char(string="Phone", blind_index='phone')
    phone_number_index = sealed.Index()
    street = sealed.Char(string="Street and number")
    postcode = sealed.Char()
    city = sealed.Char()
    needs_interpreter = sealed.Boolean()

    # Safe contact
    contact_preference = sealed.Selection(CONTACT_PREFERENCES)
    voicemail_ok = sealed.Selection(VOICEMAIL, string="Voicemail")
    safe_times = sealed.Char()
    via_name = sealed.Char(string="Through")
    via_phone = sealed.Char(string="Phone of that person")

    # Detention
    detained = sealed.Boolean(string="In detention")
    institution = sealed.Char()
    institution_contact = sealed.Char(string="Contact person there")

    # Whoever registers somebody else
    registrant_name = sealed.Char()
    registrant_organisation = sealed.Char(string="Organisation")
    registrant_function = sealed.Char(string="Function")
    registrant_email = sealed.Char(string="E-mail of the registrant")
    registrant_phone = sealed.Char(string="Phone of the registrant")
    client_agrees = sealed.Boolean(string="Person concerned agrees")

    # What happened
    offence = sealed.Char(string="Event")
    event_when = sealed.Char(string="When")
    event_where = sealed.Char(string="Where")
    police_report = sealed.Selection([('yes', "Yes"), ('no', "No"), ('unknown', "Does not know")])
    other_party = sealed.Text(string="Who it is")
    relation = sealed.Char(string="How they know each other")
    story = sealed.Text()
    hopes = sealed.Text(string="What the person hopes for")
    privacy_read = sealed.Boolean(string="Has read the privacy notice")
    wants_confirmation = sealed.Boolean(string="Asked for a confirmation")

    # What the desk decides
    offence_id = fields.Many2one('mediation.offence', string="Kind of event", ondelete='restrict')
    region_id = fields.Many2one('mediation.region', ondelete='restrict')
    decision_note = sealed.Text(string="Reason")
    referred_to = sealed.Char()

    _code_uniq = models.UniqueIndex('(code)')
    _receipt_digest_uniq = models.UniqueIndex('(receipt_digest) WHERE receipt_digest IS NOT NULL')
    _open_idx = models.Index("(screening, date_received) WHERE state IN ('new', 'assessing')")

    @api.depends('date_received')
    def _compute_days_waiting(self):
        now = fields.Datetime.now()
        for registration in self:
            registration.days_waiting = (now - (registration.date_received or now)).days

    @api.depends('case_id.handed_over', 'case_id.member_ids', 'case_id.recused_user_ids')
    @api.depends_context('uid')
    def _compute_is_told_visible(self):
        for registration in self:
            case = registration.case_id.sudo()  # one boolean about the case, nothing of it shown
            registration.is_told_visible = case._is_open_to(self.env.user)

    def _search_receipt(self, operator, value):
        if operator != 'in':
            return NotImplemented
        digests = [digest(plain_code(str(receipt))) for receipt in value]
        # The digest itself is for nobody; which registration it leads to is for the desk.
        return [('id', 'in', self.sudo()._search([('receipt_digest', 'in', digests)]))]

    @api.constrains('state', 'case_id', 'decision_note', 'duplicate_of_id')
    def _check_decision(self):
        """A decision that somebody will ask about later is never without its reason."""
        for registration in self:
            state = registration.state
            if registration.case_id and state != 'converted':
                raise ValidationError(
                    self.env._("There is a case already. What comes next is up to its mediator.")
                )
            if state in ('declined', 'referred') and not registration._is_sealed_in(
                'decision_note'
            ):
                raise ValidationError(
                    self.env._("Write the reason first, then decline or refer the registration.")
                )
            if state == 'referred' and not registration._is_sealed_in('referred_to'):
                raise ValidationError(
                    self.env._("Write where the person is referred to, then refer.")
                )
            if state == 'duplicate' and not registration.duplicate_of_id:
                raise ValidationError(
                    self.env._("Choose the registration that this one repeats, then mark it.")
                )
            if state == 'converted' and not registration.case_id:
                raise ValidationError(self.env._("Use the button \u201cMake a case\u201d."))
            if registration.duplicate_of_id == registration:
                raise ValidationError(
                    self.env._("A registration cannot be a duplicate of itself. Choose another.")
                )

    def write(self, vals):
        if vals.get('state') not in (None, *OPEN_STATES):
            vals = {**vals, 'date_decided': fields.Datetime.now()}
        elif 'state' in vals:
            vals = {**vals, 'date_decided': False}
        return super().write(vals)

    def action_assess(self):
        self.state = 'assessing'

    def action_decline(self):
        self._decide('declined')

    def action_refer(self):
        self._decide('referred')

    def action_mark_duplicate(self):
        self._decide('duplicate')

    def action_reopen(self):
        """Take back a decision that made no case."""
        self.state = 'assessing'

    def action_put_on_board(self):
        """What was set apart is somebody's registration after all."""
        self.check_access('write')
        apart = self.filtered(lambda told: told.screening == screening.APART)
        # Kept by the system: it is set apart by the form, and put on the board by this.
        apart.sudo().screening = screening.REVIEW

    def action_discard(self):
        """Throw away what was set apart and is junk: it is declined, and kept as any other."""
        self.check_access('write')
        if any(told.screening != screening.APART for told in self):
            raise UserError(
                self.env._("Only what was set apart is thrown away. Decline the others one by one.")
            )
        self._check_open()
        self.write({'state': 'declined', 'decision_note': self.env._("Junk")})

    def action_make_case(self):
        """Open the dialog in which the desk completes the case and offers it."""
        self.ensure_one()
        self._check_open()
        return self.env['mediation.case.offer']._open(self)

    def action_open_case(self):
        self.ensure_one()
        return self.case_id._get_records_action()

    def _decide(self, state):
        self._check_open()
        self.state = state

    def _check_open(self):
        """Raise UserError when somebody else has decided in the meantime."""
        self.check_access('write')
        if any(registration.state not in OPEN_STATES for registration in self):
            raise UserError(
                self.env._("A decision has been taken already. Reload the page to see it.")
            )

    def _make_case(self):
        """Make the case and its parties out of what was told, in this transaction; return it.

        Runs as the desk worker, whose rights end when a mediator accepts the case.
        """
        self.ensure_one()
        # Two colleagues with the same registration open must not make two cases of it.
        self.lock_for_update()
        self._check_open()
        case = self.env['mediation.case'].create(
            {
                'initiator_side': self.side,
                'offence_id': self.offence_id.id,
                'region_id': self.region_id.id,
                'priority': '1' if self.is_urgent else '0',
                'date_registered': self.date_received,
                'company_id': self.company_id.id,
            }
        )
        other_side = 'responsible' if self.side == 'harmed' else 'harmed'
        parties = [
            {'side': self.side, 'is_initiator': True, **self._initiator_values()},
            {'side': other_side},
        ]
        self.env['mediation.party'].create(
            [{'case_id': case.id, 'company_id': case.company_id.id, **values} for values in parties]
        )
        # Kept by the system: nobody says by hand which case came of it.
        self.sudo().write({'state': 'converted', 'case_id': case.id})
        return case

    def _initiator_values(self):
        names = (
            'full_name', 'birth_date', 'email_address', 'phone_number', 'street', 'postcode',
            'city', 'needs_interpreter', 'contact_preference', 'voicemail_ok', 'safe_times',
            'detained', 'institution', 'institution_contact',
        )  # fmt: skip
        through = (
            self.via_name,
            self.via_phone,
            self.registrant_name,
            self.registrant_function,
            self.registrant_organisation,
            self.registrant_phone,
            self.registrant_email,
        )
        return {
            **{name: self[name] for name in names},
            'lang_id': self.lang_id.id,
            'wishes': self.hopes,
            'contact_via': ", ".join(filter(None, through)) or False,
        }

    @api.model
    def _receive(self, values, submission_key=None):
        """Store what the public form sent, exactly once for each key, and return the receipt.

        Called as superuser, by the form's controller only. The receipt is not stored, only its
        digest: it can be checked but not read back.
        """
        key = submission_key or new_submission_key()
        receipt = receipt_for(key, system_secret(self.env, 'receipt'))
        if self.env['mediation.submission']._claim(digest(key)):
            registration = self.create(
                {
                    **values,
                    'receipt_digest': digest(receipt),
                    'is_to_announce': values.get('screening') != screening.APART,
                }
            )
            registration._queue_confirmation(values)
            registration._announce_soon()
        return receipt

    def _may_open_seals(self):
        return self.sudo().is_told_visible

    def _shut_seals_look_empty(self):
        """The desk keeps the row of what it has handed over, with its code and its state."""
        return True

    def _seal_condition(self, alias, found):
        """The desk does not find what it has handed over by asking for a name."""
        return found if self.env.su else SQL("(%s AND %s)", found, self._may_know_sql(alias))

    def _may_know_sql(self, alias):
        case_fields = self.env['mediation.case']._fields
        is_member = SQL(
            "EXISTS (SELECT FROM mediation_case_member_rel member"
            " WHERE member.mediation_case_id = %s AND member.res_users_id = %s)",
            SQL.identifier(alias, 'case_id'),
            self.env.uid,
            to_flush=case_fields['member_ids'],
        )
        if not self.env.user.has_group('herstelbemiddeling.group_desk'):
            return is_member
        is_handed_over = SQL(
            "EXISTS (SELECT FROM mediation_case handed"
            " WHERE handed.id = %s AND handed.handed_over)",
            SQL.identifier(alias, 'case_id'),
            to_flush=case_fields['handed_over'],
        )
        return SQL("(%s OR NOT %s)", is_member, is_handed_over)
