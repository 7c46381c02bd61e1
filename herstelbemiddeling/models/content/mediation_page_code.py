from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...codes import digest, new_code, plain_code

# What somebody received stays to be read for a while after the case has closed.
READABLE_AFTER_CLOSING = relativedelta(months=3)


class MediationPageCode(models.Model):
    """The code that opens the own page of one party: handed over by the mediator, shown once.

    Room: content. Only its digest is kept. At most one code of a party works; renewing and blocking
    end it at once, also for a page that is open at that moment.
    """

    _name = 'mediation.page.code'
    _description = "Code of an own page"
    _inherit = 'mediation.content'
    _seal_prefix = 'Z'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    code_digest = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        [('active', "Works"), ('renewed', "Replaced by a new one"), ('blocked', "Blocked")],
        required=True,
        readonly=True,
        default='active',
    )
    user_id = fields.Many2one(
        'res.users', string="Handed over by", readonly=True, default=lambda self: self.env.user
    )
    moment = fields.Datetime(
        string="Handed over on", required=True, readonly=True, default=fields.Datetime.now
    )
    date_ended = fields.Datetime(string="Ended on", readonly=True)

    _code_digest_uniq = models.UniqueIndex('(code_digest)')
    _active_uniq = models.UniqueIndex("(party_id) WHERE state = 'active'")

    def write(self, vals):
        if not self.env.su:
            self._refuse_change()
        return super().write(vals)

    @api.model
    def _hand_over(self, party):
        """Return a new code for this person, which is shown once; the one before ends.

        :raise UserError: when this person has not agreed to be in touch with the mediator
        """
        self._check_hands_over(party)
        party.lock_for_update(allow_referencing=True)
        if party.side == 'support':
            raise UserError(self.env._("The two sides have a page of their own; others do not."))
        party.case_id._check_open_for('call', 'held')
        party._check_may_be_met('intake')
        self._end(party, 'renewed')
        code = new_code()
        # Kept by the system.
        self.sudo().create({'party_id': party.id, 'code_digest': digest(code)})
        return code

    @api.model
    def _end(self, party, state):
        self._check_hands_over(party)
        # Kept by the system.
        codes_sudo = self.sudo().search([('party_id', '=', party.id), ('state', '=', 'active')])
        codes_sudo.write({'state': state, 'date_ended': fields.Datetime.now()})
        codes_sudo.flush_recordset()  # before the next one is inserted

    @api.model
    def _check_hands_over(self, party):
        """Raise AccessError for everybody but who does the case.

        The desk writes down who registered until a mediator is there: with a code of its own it
        would read on after that.
        """
        party.check_access('write')
        if not self.env.su and self.env.user not in party.case_id._carriers():
            raise AccessError(
                self.env._("Only who does the case hands over and blocks the codes of own pages.")
            )

    @api.model
    def _find(self, code):
        """Return what this code opens; nothing for one that is unknown, ended or out of time.

        One query whatever it is, so that the time says nothing.
        """
        return self._usable([('code_digest', '=', digest(plain_code(code)))])

    def _still_opens(self):
        """Return whether the page that this code has opened is still there."""
        return bool(self._usable([('id', 'in', self.ids)]))

    def _usable(self, domain):
        since = fields.Datetime.now() - READABLE_AFTER_CLOSING
        return self.search(
            Domain(domain)
            & Domain('state', '=', 'active')
            & Domain('party_id.state', '!=', 'deceased')
            & (Domain('case_id.phase', '!=', 'closed') | Domain('case_id.date_closed', '>', since))
        )
