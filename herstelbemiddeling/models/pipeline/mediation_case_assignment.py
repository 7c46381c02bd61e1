from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import LazyTranslate

from ...notices import colleagues, send_notice

_lt = LazyTranslate(__name__)


class MediationCaseAssignment(models.Model):
    """Who does a case: offered, accepted or not, with a second mediator, and left again.

    Rights on a case are membership, so each of these is one write: nobody is in twice, and whoever
    leaves is out in the same transaction.
    """

    _inherit = 'mediation.case'

    decline_ids = fields.One2many(
        'mediation.decline',
        'case_id',
        string="Not accepted by",
        groups='herstelbemiddeling.group_desk,herstelbemiddeling.group_manager',
    )

    @api.constrains('offered_mediator_id', 'asked_co_mediator_ids')
    def _check_closed_asks_nobody(self):
        """Whoever is asked may come in, and would read all that is over."""
        closed = self.filtered(lambda case: case.phase == 'closed')
        if closed.offered_mediator_id | closed.asked_co_mediator_ids:
            raise ValidationError(self.env._("The case is closed. Nobody is added to it any more."))

    def action_accept(self):
        """The mediator to whom the case is offered takes it; the desk is out from here.

        So does whoever is asked as second mediator. Accepting declares that there is no conflict of
        interest: the button says so and asks.
        """
        self._check_offered_to_me()
        self._accept()
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def action_declare_no_conflict(self):
        """A mediator who was given the case without an offer declares to have no interest in it."""
        self.ensure_one()
        self.check_access('write')
        if self.env.user not in self._carriers():
            raise UserError(self.env._("Only who does the case can declare this."))
        self.sudo().declared_user_ids = [Command.link(self.env.uid)]
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def action_decline_offer(self, reason='other'):
        """The mediator does not take the case; the desk is told that it waits again.

        :param reason: a key of the list of ``mediation.decline``
        """
        self.ensure_one()
        self.check_access('read')
        if self.is_offered_to_me:
            self._decline(reason)
        return self._action_my_cases()

    def action_recuse(self):
        """Whoever does the case may not judge it neutrally (any more), and is out for good."""
        self.ensure_one()
        self.check_access('write')
        if self.env.user not in self._carriers():
            raise UserError(self.env._("Only who does the case can recuse himself or herself."))
        self._recuse(self.env.user)
        return self._action_my_cases()

    def action_offer(self):
        """Open the list of mediators in order of fit."""
        self.ensure_one()
        self.check_access('write')
        return self.env['mediation.case.offer']._open(self)

    def _check_offered_to_me(self):
        self.ensure_one()
        self.check_access('read')
        # Taken back, or offered to somebody else, while this page was open.
        self.sudo().lock_for_update()
        if not self.is_offered_to_me or self.phase == 'closed':
            raise UserError(
                self.env._("This case is not on offer to you any more. Go back to your cases.")
            )

    def _accept(self):
        user, replaced = self.env.user, self.env['res.users']
        values = {
            'declared_user_ids': [Command.link(user.id)],
            'asked_co_mediator_ids': [Command.unlink(user.id)],
        }
        if self.offered_mediator_id != user:
            values['co_mediator_ids'] = [Command.link(user.id)]
        else:
            replaced = self.mediator_id - user
            values.update(mediator_id=user.id, offered_mediator_id=False)
            if user in self.co_mediator_ids:
                values['co_mediator_ids'] = [Command.unlink(user.id)]
        # He is no member yet, so the wall is still shut for him here.
        self.sudo().write(values)
        send_notice(
            replaced,
            _lt("A colleague has taken over a case"),
            _lt("One of your cases is done by a colleague from now on."),
        )

    def _decline(self, reason):
        """Take back the offer, keep the reason for the desk, and recuse where it asks for that."""
        user = self.env.user
        # A row of the organisation's own: whoever declines keeps nothing of the case.
        self.env['mediation.decline'].sudo().create(
            {'case_id': self.id, 'user_id': user.id, 'reason': reason}
        )
        values = {'asked_co_mediator_ids': [Command.unlink(user.id)]}
        was_offered = self.offered_mediator_id == user
        if was_offered:
            values['offered_mediator_id'] = False
        if reason == 'conflict':
            values['recused_user_ids'] = [Command.link(user.id)]
        mediator = self.mediator_id
        # The offer ends with this write, and with it what he may see.
        self.sudo().write(values)
        if not was_offered:
            send_notice(
                mediator,
                _lt("A colleague does not come in as second mediator"),
                _lt("Somebody you asked does not take part. Please look at your cases."),
            )
            return
        send_notice(
            mediator,
            _lt("A colleague does not take over a case"),
            _lt("The case stays with you for now. Please look at your cases."),
        )
        self._tell_desk(
            _lt("A case waits for a mediator"),
            _lt("A mediator did not accept a case. It waits for another offer."),
        )

    def _recuse(self, user):
        values = {
            'recused_user_ids': [Command.link(user.id)],
            'asked_co_mediator_ids': [Command.unlink(user.id)],
        }
        if user in self.co_mediator_ids:
            values['co_mediator_ids'] = [Command.unlink(user.id)]
        if self.offered_mediator_id == user:
            values['offered_mediator_id'] = False
        if self.mediator_id == user:
            values['mediator_id'] = False
        # The desk and managers decide who does a case; that he does not is his own decision.
        self.sudo().write(values)
        self._tell_desk(
            _lt("A mediator has recused himself or herself"),
            _lt("Somebody who did a case is out of it. Please look whether it needs a mediator."),
        )

    def _offer_to(self, user):
        """Offer the case to a mediator, who is told that there is something to decide."""
        self.ensure_one()
        self.offered_mediator_id = user
        send_notice(
            user,
            _lt("A case is offered to you"),
            _lt("Please look at your cases and say whether you accept it."),
        )

    def _add_co_mediator(self, user):
        """Ask a second mediator, by decision of the first, of the desk or of a manager.

        He comes in when he has declared to have no conflict of interest, and not before.
        """
        self.ensure_one()
        self.check_access('write')
        if self.env.user not in self._carriers() and not self.env.user.has_groups(
            'herstelbemiddeling.group_desk,herstelbemiddeling.group_manager'
        ):
            raise AccessError(self.env._("Only who does the case can ask a second mediator in."))
        if self.phase == 'closed':
            raise UserError(self.env._("The case is closed. Nobody is added to it any more."))
        if user in self.mediator_id | self.co_mediator_ids:
            raise UserError(self.env._("%(user)s does this case already.", user=user.name))
        if user in self.asked_co_mediator_ids:
            raise UserError(self.env._("%(user)s is asked already.", user=user.name))
        # A mediator does not choose members by hand; this is the one way in which he asks.
        self.sudo()._ask_to_join(user)

    def _ask_before_they_join(self, before=None):
        """Whoever was chosen as second mediator by hand is asked first, as everybody is.

        :param before: ``{case: second mediators}`` who were in already
        """
        if self.env.su:
            return
        for case in self:
            known = case.declared_user_ids | (before or {}).get(case, self.env['res.users'])
            new = case.co_mediator_ids - known
            if new:
                case_sudo = case.sudo()
                case_sudo.co_mediator_ids -= new
                case_sudo._ask_to_join(new)

    def _ask_to_join(self, users):
        self.asked_co_mediator_ids |= users
        send_notice(
            users,
            _lt("You are asked as second mediator"),
            _lt("Please look at your cases, and declare that you have no conflict of interest."),
        )

    def _tell_desk(self, subject, body):
        # Who has just stepped out of a case is told nothing of it by this.
        company = self.sudo().company_id.with_env(self.env)
        send_notice(colleagues(company, 'herstelbemiddeling.group_desk'), subject, body)

    def _action_my_cases(self):
        return self.env['ir.actions.actions']._for_xml_id(
            'herstelbemiddeling.mediation_case_action_mine'
        )
