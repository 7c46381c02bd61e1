from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ... import sealed

ANSWER_WITHIN = relativedelta(months=1)  # GDPR, article 12(3)
LONGER = relativedelta(months=2)  # once, when it is complex; the person is told why


class MediationPersonRequest(models.Model):
    """What somebody asks about the data held about them: to see them, to mend them, to let them
    rest, or to stop using them (GDPR, articles 15, 16, 18 and 21).

    Room: content. Whoever does the case answers it, within a month; the case says that something is
    due, and no more than that.
    """

    _name = 'mediation.person.request'
    _description = "Request about own data"
    _inherit = 'mediation.content'
    _seal_prefix = 'D'
    _seal_key_field = 'party_id'
    _order = 'date_due, id'
    _kept_fields = frozenset({'state', 'date_due', 'date_done', 'is_longer'})

    party_id = fields.Many2one(
        'mediation.party', string="Who asks", required=True, index=True, ondelete='restrict'
    )
    kind = fields.Selection(
        [
            ('access', "To see the data"),
            ('correction', "To mend the data"),
            ('restriction', "To let the data rest"),
            ('objection', "To stop using the data"),
        ],
        string="What is asked",
        required=True,
        default='access',
    )
    date_received = fields.Date(
        string="Received on", required=True, default=fields.Date.context_today
    )
    date_due = fields.Date(string="Answer by", required=True, readonly=True)
    is_longer = fields.Boolean(string="Two months longer", readonly=True)
    identity = fields.Selection(
        [
            ('known', "The mediator knows this person"),
            ('document', "Showed an identity document"),
            ('page', "Asked on the own page"),
        ],
        string="It is this person",
        help="Whoever asks has to be the person concerned, or the legal guardian.",
    )
    state = fields.Selection(
        [
            ('open', "To be answered"),
            ('in_force', "The data rest"),
            ('done', "Done"),
            ('refused', "Refused"),
        ],
        required=True,
        readonly=True,
        default='open',
    )
    ground = fields.Selection(
        [
            ('not_the_person', "It could not be shown who asks"),
            ('others', "It would harm the rights of others"),
            ('law', "A law obliges us to keep the data as they are"),
            ('correct', "The data are right"),
            ('repeated', "The same was asked and answered before"),
        ],
        string="Refused because",
    )
    date_done = fields.Date(string="Answered on", readonly=True)
    words = sealed.Text(help="In the words of the person, as far as needed to answer.")

    @api.constrains('date_received')
    def _check_date_received(self):
        for request in self:
            if request.date_received > fields.Date.context_today(self):
                raise ValidationError(self.env._("A date here lies in the future. Check it."))

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(self._with_context_defaults(vals)) for vals in vals_list]
        for vals in vals_list:
            vals.update(dict.fromkeys(self._kept_fields, False), state='open')
            received = fields.Date.to_date(vals.get('date_received'))
            vals['date_due'] = (received or fields.Date.context_today(self)) + ANSWER_WITHIN
        requests = super().create(vals_list)
        requests.case_id._note_requests()
        return requests

    def write(self, vals):
        self._check_kept(vals, self._kept_fields | {'party_id', 'kind', 'date_received'})
        result = super().write(vals)
        self.case_id._note_requests()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def action_done(self):
        """It was done as asked: seen, mended, or, for an objection, stopped."""
        for request in self:
            request._check_open()
            if request.kind == 'objection':
                request._stop()
        self._answer('done')

    def action_restrict(self):
        """Let the data rest: nothing is planned, sent or erased until this is lifted."""
        for request in self:
            request._check_open()
            # Kept by the system.
            request.party_id.sudo().is_restricted = True
            request.case_id._rest()
        self._answer('in_force')

    def action_lift(self):
        """The data are used again; the person is told before (article 18(3))."""
        for request in self:
            request._check_state('in_force')
        self._answer('done')
        still = self.party_id.request_ids.filtered(lambda request: request.state == 'in_force')
        # Kept by the system.
        (self.party_id - still.party_id).sudo().is_restricted = False
        for case in self.case_id:
            if not any(case.party_ids.mapped('is_restricted')):
                case.action_end_pause()

    def action_refuse(self):
        """Refuse it, and tell the person why and where to complain (article 12(4))."""
        for request in self:
            request._check_state('open')
            if not request.ground:
                raise UserError(self.env._("Choose why it is refused: the person has to hear it."))
        self._answer('refused')

    def action_longer(self):
        """Take two months longer, once; the person is told why within the first."""
        for request in self:
            request._check_state('open')
            if request.is_longer or request.date_due < fields.Date.context_today(self):
                raise UserError(
                    self.env._("The term can be made longer once, and before it is over.")
                )
            # Kept by the system.
            request.sudo().write({'date_due': request.date_due + LONGER, 'is_longer': True})

    def action_print(self):
        """Make the extract on paper."""
        return self._hand_over('pdf')

    def action_file(self):
        """Make the extract for a program (article 20)."""
        return self._hand_over('json')

    def _hand_over(self, form):
        self.ensure_one()
        self.check_access('write')
        self._check_identity()
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/extract/{self.id}/{form}',
            'target': 'new',
        }

    def _check_open(self):
        self._check_state('open')
        self._check_identity()

    def _check_state(self, state):
        """Raise UserError when somebody else has answered it meanwhile."""
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        if self.state != state:
            raise UserError(self.env._("This was answered already. Load the page again."))

    def _check_identity(self):
        if not self.identity:
            raise UserError(
                self.env._("Record first how you know that it is this person who asks.")
            )

    def _answer(self, state):
        # Kept by the system.
        self.sudo().write({'state': state, 'date_done': fields.Date.context_today(self)})

    def _stop(self):
        """Whoever wants the data not to be used any more does not take part any more."""
        party = self.party_id
        if party.takes_part:
            self.env['mediation.consent'].create(
                {'party_id': party.id, 'purpose': 'participation', 'decision': 'withdrawn'}
            )
