from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ... import audit
from ...notices import colleagues, send_notice
from ...rights import MANAGER, OFFICER
from ...second_person import asks_directly, is_same_person

_lt = LazyTranslate(__name__)

ASKER, SECOND_PERSONS = OFFICER, (OFFICER, MANAGER)
OPEN_STATES = ('asked', 'held', 'ending')


class MediationRetentionHold(models.Model):
    """That a case or a registration is not erased until further notice: a legal hold.

    Room: guard. To create one is to ask; a second person agrees. To end it takes two as well: one
    who asks for the end, and another who agrees to that. Until somebody has agreed it holds for a
    week, so that nothing goes while the second person is on the way, and nobody holds alone.
    """

    _name = 'mediation.retention.hold'
    _description = "Legal hold"
    _is_walled = True
    _rec_name = 'code'
    _order = 'id desc'

    code = fields.Char(
        string="Case or registration",
        required=True,
        index=True,
        help="The code of a case (HB-…), with everybody in it, or of a registration (A-…).",
    )
    reason = fields.Selection(
        [
            ('court', "Order of a court or a supervisory authority"),
            ('proceedings', "Legal proceedings that the organisation is part of"),
            ('claim', "Somebody needs the data for a claim of their own"),
            ('complaint', "A complaint, or an inquiry into the work"),
        ],
        required=True,
    )
    state = fields.Selection(
        [
            ('asked', "Asked"),
            ('held', "On hold"),
            ('ending', "End asked for"),
            ('ended', "Ended"),
            ('refused', "Refused"),
        ],
        required=True,
        readonly=True,
        default='asked',
    )
    user_id = fields.Many2one('res.users', string="Asked by", readonly=True, ondelete='restrict')
    date_asked = fields.Datetime(string="Asked at", readonly=True)
    agreed_by_id = fields.Many2one(
        'res.users', string="Decided by", readonly=True, ondelete='restrict'
    )
    date_agreed = fields.Datetime(string="Decided at", readonly=True)
    end_asked_by_id = fields.Many2one(
        'res.users', string="End asked by", readonly=True, ondelete='restrict'
    )
    end_agreed_by_id = fields.Many2one(
        'res.users', string="End agreed by", readonly=True, ondelete='restrict'
    )
    date_ended = fields.Datetime(string="Ended at", readonly=True)
    company_id = fields.Many2one('res.company', readonly=True, ondelete='restrict')
    is_mine_to_decide = fields.Boolean(
        string="Waits for my decision", compute='_compute_is_mine_to_decide'
    )

    _open_uniq = models.UniqueIndex(
        "(code) WHERE state IN ('asked', 'held', 'ending')",
        "There is a hold on this already.",
    )

    @api.depends('state', 'user_id', 'end_asked_by_id')
    @api.depends_context('uid')
    def _compute_is_mine_to_decide(self):
        user = self.env.user
        is_second = any(user.has_group(group) for group in SECOND_PERSONS)
        for hold in self:
            waits = hold.state in ('asked', 'ending')
            asks = hold._asker()
            hold.is_mine_to_decide = waits and is_second and not is_same_person(asks, user)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A hold stays on record. It can only be ended."))

    @api.model_create_multi
    def create(self, vals_list):
        """Ask for a hold; of the values only the code and the reason count."""
        holds = super().create([self._request_values(vals) for vals in vals_list])
        audit.note(self.env, 'changed', holds, reason='hold asked for')
        for hold in holds:
            hold._tell_second_persons(
                _lt("Somebody asks for a legal hold"),
                _lt("Please look at the list of legal holds and decide."),
            )
        return holds

    def action_agree(self):
        """A second person agrees to what was asked: that it holds, or that it ends."""
        self._check_may_decide()
        now = fields.Datetime.now()
        if self.state == 'asked':
            self._note({'state': 'held', 'agreed_by_id': self.env.uid, 'date_agreed': now})
        else:
            self._note({'state': 'ended', 'end_agreed_by_id': self.env.uid, 'date_ended': now})

    def action_refuse(self):
        """A second person does not agree: it does not hold, or it goes on to hold."""
        self._check_may_decide()
        if self.state == 'asked':
            now = fields.Datetime.now()
            self._note({'state': 'refused', 'agreed_by_id': self.env.uid, 'date_agreed': now})
        else:
            self._note({'state': 'held', 'end_asked_by_id': False})

    def action_ask_end(self):
        """Ask that the hold ends. It goes on until somebody else has agreed."""
        self._check_asker()
        self._check_state('held')
        self._note({'state': 'ending', 'end_asked_by_id': self.env.uid})
        self._tell_second_persons(
            _lt("Somebody asks to end a legal hold"),
            _lt("Please look at the list of legal holds and decide."),
        )

    def _request_values(self, vals):
        """Return all values of a new request, so that no default slips in from elsewhere."""
        self._check_asker()
        code = (vals.get('code') or self.env.context.get('default_code') or '').strip()
        record_sudo = self._find(code)
        if not vals.get('reason'):
            raise UserError(self.env._("Choose the reason for the hold."))
        # The job that erases waits for this row, or this waits for the job.
        record_sudo.lock_for_update(allow_referencing=True)
        if self.sudo().search_count([('code', '=', code), ('state', 'in', OPEN_STATES)], limit=1):
            raise UserError(self.env._("There is a hold on this already. Look at the list."))
        return {
            'code': code,
            'reason': vals['reason'],
            'state': 'asked',
            'user_id': self.env.uid,
            'date_asked': fields.Datetime.now(),
            'agreed_by_id': False,
            'date_agreed': False,
            'end_asked_by_id': False,
            'end_agreed_by_id': False,
            'date_ended': False,
            'company_id': record_sudo.company_id.id,
        }

    @api.model
    def _find(self, code):
        """Return the case or the registration with this code, as superuser.

        :raise UserError: when there is none in the companies of this user, or it is hidden
        """
        # A privacy officer reads no registration, and holds one all the same.
        env_sudo = self.with_context(active_test=False).sudo().env
        own = [('company_id', 'in', self.env.companies.ids)]
        case = env_sudo['mediation.case'].search([('name', '=', code), *own])
        told = env_sudo['mediation.registration'].search([('code', '=', code), *own])
        found = case or told
        if not found or self.env.user in (case | told.case_id).recused_user_ids:
            raise UserError(
                self.env._(
                    "There is no case and no registration with the code %(code)s (any more).",
                    code=code or '–',
                )
            )
        return found

    def _asker(self):
        """Return who has asked for what is to be decided now."""
        return self.end_asked_by_id if self.state == 'ending' else self.user_id

    def _check_asker(self):
        """Raise AccessError unless a privacy officer asks, in person."""
        if not (asks_directly(self.env) and self.env.user.has_group(ASKER)):
            raise AccessError(self.env._("Only a privacy officer asks for this."))

    def _check_may_decide(self):
        """Raise unless another person than who asked decides, about what is still open."""
        self.ensure_one()
        self.check_access('read')
        user = self.env.user
        self._check_state('asked', 'ending')
        if (
            not asks_directly(self.env)
            or not any(user.has_group(group) for group in SECOND_PERSONS)
            or is_same_person(self._asker(), user)
        ):
            raise AccessError(
                self.env._(
                    "Somebody else has to decide about this: another privacy officer or a manager."
                )
            )

    def _check_state(self, *states):
        """Raise UserError unless it stands at one of these; two clicks cannot both pass."""
        self.ensure_one()
        self.check_access('read')
        self.sudo().lock_for_update()
        self.invalidate_recordset(['state'])
        if self.state not in states:
            raise UserError(
                self.env._("A decision has been taken already. Reload the page to see it.")
            )

    def _note(self, values):
        # Nobody has the right to write here: the actions have checked who asks, and what may be.
        self.sudo().write(values)
        audit.note(self.env, 'changed', self, reason=f'hold {self.state}')

    def _tell_second_persons(self, subject, body):
        users = colleagues(self.company_id, *SECOND_PERSONS)
        me = self.env.user
        send_notice(users.filtered(lambda user: not is_same_person(user, me)), subject, body)
