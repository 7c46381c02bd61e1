from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate, str2bool

from ... import audit, sealed
from ...notices import colleagues, send_notice
from ...rights import MANAGER, OFFICER
from ...second_person import asks_directly

_lt = LazyTranslate(__name__)

# Long enough to find what an emergency asks for; whoever needs more asks again. There is no
# setting, so that "a little longer" is never a click.
DURATION = timedelta(hours=1)
EXPLANATION_LENGTH = 20  # characters; "urgent" is no explanation
ASKER, SECOND_PERSONS = OFFICER, (OFFICER, MANAGER)
NEEDS_APPROVAL = 'herstelbemiddeling.emergency_needs_approval'


class MediationEmergency(models.Model):
    """Emergency access: somebody from outside a case reads it, for an hour and not unseen.

    Room: guard. To create one is to ask: a privacy officer says for which case and why, and the
    rest is up to the actions below. Another person approves, or is told at once. While it is in
    force its holder is a member of the case who reads and changes nothing.

    It is over by the clock: :meth:`_is_in_force`. Rules cannot look at the clock, so membership
    also ends as data, by the scheduled job or by the next request of the holder.
    """

    _name = 'mediation.emergency'
    _description = "Emergency access"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'N'
    _seal_key_field = 'case_id'
    _order = 'date_asked desc, id desc'

    case_id = fields.Many2one('mediation.case', required=True, index=True, ondelete='restrict')
    user_id = fields.Many2one(
        'res.users', string="Asked by", required=True, index=True, ondelete='restrict'
    )
    reason = fields.Selection(
        [
            ('danger', "Danger to somebody"),
            ('mediator_away', "The mediator cannot be reached or is ill"),
            ('request', "Request of the person concerned"),
            ('order', "Order of a court or a supervisory authority"),
            ('technical', "Technical problem"),
        ],
        required=True,
    )
    explanation = sealed.Text(string="What it is needed for", required=True)
    state = fields.Selection(
        [
            ('asked', "Asked"),
            ('granted', "In force"),
            ('refused', "Refused"),
            ('ended', "Ended"),
        ],
        required=True,
        readonly=True,
        default='asked',
    )
    approver_id = fields.Many2one(
        'res.users', string="Decided by", readonly=True, ondelete='restrict'
    )
    date_asked = fields.Datetime(string="Asked at", readonly=True)
    date_granted = fields.Datetime(string="Begun", readonly=True)
    valid_until = fields.Datetime(string="Until", readonly=True)
    date_ended = fields.Datetime(string="Ended at", readonly=True)
    needs_approval = fields.Boolean(compute='_compute_needs_approval')

    _code_uniq = models.UniqueIndex('(code)')
    _open_uniq = models.UniqueIndex(
        "(case_id, user_id) WHERE state IN ('asked', 'granted')",
        "You have asked for this case already.",
    )
    # Each request asks whether its person has a grant that is over.
    _granted_idx = models.Index("(user_id, valid_until) WHERE state = 'granted'")

    def _compute_needs_approval(self):
        self.needs_approval = self._approval_comes_first()

    @api.ondelete(at_uninstall=False)
    def _refuse_deletion(self):
        raise UserError(self.env._("Emergency access stays on record. It can only be ended."))

    @api.model_create_multi
    def create(self, vals_list):
        """Ask for emergency access; of the values only case, reason and explanation count."""
        grants = super().create([self._request_values(vals) for vals in vals_list])
        for grant in grants:
            grant._begin()
        return grants

    def action_ask(self):
        """Follow the dialog, which asks by being saved: to the request, or to the open case."""
        self.ensure_one()
        self.check_access('read')
        return (self.case_id if self.state == 'granted' else self)._get_records_action()

    def action_approve(self):
        """A second person opens the case for whoever asked."""
        self._check_may_decide()
        if not self._may_enter(self.case_id, self.user_id):
            raise UserError(
                self.env._("Whoever asked may not enter this case any more. Refuse the request.")
            )
        self._grant(self.env.user)
        self._tell_asker()

    def action_refuse(self):
        """A second person keeps the case shut."""
        self._check_may_decide()
        # Nobody has the right to write here: the actions have checked who asks, and what may be.
        self.sudo().write({'state': 'refused', 'approver_id': self.env.uid})
        audit.note(self.env, 'emergency', self, reason='refused')
        self._tell_asker()

    def action_end(self):
        """End the access before its hour is over.

        Whoever may know of it may end it: the holder, the second persons, the members of the case.
        """
        self.check_access('read')
        self.lock_for_update()
        self.filtered(lambda grant: grant.state == 'granted')._end('ended')

    def _request_values(self, vals):
        """Return all values of a new request, so that no default slips in from elsewhere."""
        case = self.env['mediation.case'].browse(vals.get('case_id'))
        self._check_may_ask(case)
        explanation = (vals.get('explanation') or '').strip()
        # Checked here and not by the database, whose error would carry the explanation.
        if not vals.get('reason') or len(explanation) < EXPLANATION_LENGTH:
            raise UserError(
                self.env._(
                    "Choose the reason, and write in at least %(length)s characters what the access"
                    " is needed for.",
                    length=EXPLANATION_LENGTH,
                )
            )
        return {
            'case_id': case.id,
            'user_id': self.env.uid,
            'reason': vals['reason'],
            'explanation': explanation,
            'state': 'asked',
            'approver_id': False,
            'date_asked': fields.Datetime.now(),
            'date_granted': False,
            'valid_until': False,
            'date_ended': False,
        }

    def _check_may_ask(self, case):
        """Raise unless this user may ask to enter this case; a hidden case is no case."""
        user = self.env.user
        case = case.exists()
        if not (case.has_access('read') and self._may_enter(case, user)):
            raise AccessError(self.env._("You cannot ask for emergency access to this case."))
        if user in case._carriers():
            raise UserError(self.env._("You do this case already. Open it from your cases."))
        domain = [('case_id', '=', case.id), ('user_id', '=', user.id)]
        if self.search_count([*domain, ('state', 'in', ('asked', 'granted'))], limit=1):
            raise UserError(
                self.env._(
                    "You have asked for this case already. Look in the list of emergency access."
                )
            )

    @api.model
    def _may_enter(self, case, user):
        """Return whether this user can have emergency access to this case at all."""
        # Two lists of colleagues, nothing of the case is shown.
        recused = case.sudo().recused_user_ids
        return bool(case) and user.active and user.has_group(ASKER) and user not in recused

    def _check_may_decide(self):
        """Raise unless a second person decides, about a request that is still open."""
        self.ensure_one()
        self.check_access('read')
        if not asks_directly(self.env) or self.env.user not in self._second_persons():
            raise AccessError(
                self.env._(
                    "Somebody else has to decide about this: another privacy officer or a manager."
                )
            )
        # Two colleagues with the same request open must not decide differently.
        self.lock_for_update()
        if self.state != 'asked':
            raise UserError(
                self.env._("A decision has been taken already. Reload the page to see it.")
            )

    def _second_persons(self):
        """Return who may decide besides whoever asks; never somebody who is recused."""
        self.ensure_one()
        # Who is recused is a list of colleagues, not something about the people in the case.
        case_sudo = self.case_id.sudo()
        company = case_sudo.company_id.with_env(self.env)
        not_them = self.user_id | case_sudo.recused_user_ids.with_env(self.env)
        return colleagues(company, *SECOND_PERSONS) - not_them

    def _begin(self):
        """Ask a second person, or grant at once and tell the second persons."""
        second_persons = self._second_persons()
        if not second_persons:
            raise UserError(
                self.env._(
                    "There is nobody who can look along with you. Ask an administrator to give a"
                    " second person the role of privacy officer or manager first."
                )
            )
        audit.note(self.env, 'emergency', self, reason='asked')
        if self._approval_comes_first():
            send_notice(
                second_persons,
                _lt("Somebody asks for emergency access"),
                _lt("Please look at the list of emergency access and decide."),
            )
        else:
            self._grant()
            send_notice(
                second_persons,
                _lt("Somebody has emergency access to a case"),
                _lt("Please look at the list of emergency access. You can end it there."),
            )

    def _grant(self, approver=None):
        now = fields.Datetime.now()
        until = now + DURATION
        # Nobody has the right to write here: the actions have checked who asks, and what may be.
        self.sudo().write(
            {
                'state': 'granted',
                'approver_id': approver and approver.id,
                'date_granted': now,
                'valid_until': until,
            }
        )
        self.env.ref('herstelbemiddeling.ir_cron_end_emergency').sudo()._trigger(at=until)
        audit.note(self.env, 'emergency', self, reason='granted')
        send_notice(
            self.case_id._carriers(),
            _lt("Emergency access to one of your cases"),
            _lt(
                "Somebody got emergency access to one of your cases. Look at"
                " \N{LEFT DOUBLE QUOTATION MARK}Who looked\N{RIGHT DOUBLE QUOTATION MARK} in your"
                " cases."
            ),
        )
        self.env.invalidate_all()

    def _end(self, reason):
        if not self:
            return
        # Nobody has the right to write here: the actions have checked who asks, and what may be.
        self.sudo().write({'state': 'ended', 'date_ended': fields.Datetime.now()})
        audit.note(self.env, 'emergency', self, reason=reason)
        # Whoever is out must not be served from what was read a moment ago.
        self.env.invalidate_all()

    def _tell_asker(self):
        send_notice(
            self.user_id,
            _lt("Your request for emergency access"),
            _lt("A decision has been taken. Please look at the list of emergency access."),
        )

    def _may_open_seals(self):
        """Whoever decides about it or is concerned by it reads why; a manager not for ever."""
        if not self.has_access('read'):
            return False
        user = self.env.user
        return (
            self.state in ('asked', 'granted')
            or user in self.user_id | self.approver_id | self.case_id.sudo().member_ids
            or user.has_group(ASKER)
        )

    def _shut_seals_look_empty(self):
        """A manager goes on to see that there was an emergency, when and whose."""
        return True

    def _is_in_force(self):
        """Return whether this opens the case at this moment, by the clock."""
        self.ensure_one()
        return (
            self.state == 'granted'
            and self.valid_until > fields.Datetime.now()
            and self._may_enter(self.case_id, self.user_id)
        )

    @api.model
    def _approval_comes_first(self):
        """Return whether a second person approves; when the setting is gone, one does."""
        value = self.env['ir.config_parameter'].sudo().get_param(NEEDS_APPROVAL)
        return str2bool(value or 'True', True)

    @api.model
    def _end_overdue(self, user_id=None):
        """End what is over, of everybody or of one person; called by the scheduled job."""
        # The job is no member of any case.
        self.sudo().search(self._overdue_domain(user_id))._end('over')

    @api.model
    def _overdue_domain(self, user_id=None):
        of_user = [('user_id', '=', user_id)] if user_id else []
        return [('state', '=', 'granted'), ('valid_until', '<=', fields.Datetime.now()), *of_user]

    @api.model
    def _end_overdue_of_request(self, user_id):
        """Before a request does anything: end what is over for the person who makes it.

        The scheduled job may be late or switched off.
        """
        if not user_id or not self.env['res.users'].browse(user_id).has_group(ASKER):
            return  # whoever has lost the role is out by that alone
        if not self.sudo().search_count(self._overdue_domain(user_id), limit=1):
            return
        # In a transaction of its own, since that of the request may be read-only; and the request
        # goes on in a new one, because the old one would still see the membership.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        with self.env.registry.cursor() as cr:
            self.with_env(self.env(cr=cr))._end_overdue(user_id)
