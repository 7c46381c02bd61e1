from odoo import api, fields, models
from odoo.exceptions import UserError

from ...safe_contact import CHANNELS
from .mediation_consent import GIVEN_BY


class MediationDisclosureAgreement(models.Model):
    """That one party agreed to one version of a text for outside, or took that back.

    Room: content. Append-only; the last row of a person counts.
    """

    _name = 'mediation.disclosure.agreement'
    _description = "Agreement to a text for outside"
    _inherit = 'mediation.content'
    _seal_prefix = 'G'
    _seal_key_field = 'party_id'
    _parent_field = 'disclosure_id'
    _order = 'id desc'

    disclosure_id = fields.Many2one(
        'mediation.disclosure', string="Text", required=True, index=True, ondelete='restrict'
    )
    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    decision = fields.Selection(
        [('given', "Agrees"), ('withdrawn', "Does not agree (any more)")],
        required=True,
        default='given',
    )
    given_by = fields.Selection(GIVEN_BY, string="Said by", required=True, default='self')
    channel = fields.Selection(CHANNELS, string="How it was said", required=True, default='talk')
    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    version = fields.Integer(readonly=True)
    digest = fields.Char(readonly=True)
    user_id = fields.Many2one(
        'res.users', string="Recorded by", readonly=True, default=lambda self: self.env.user
    )

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create([self._to_this_version(vals) for vals in vals_list])
        for agreement in agreements:
            agreement._check_may_be_recorded()
        return agreements

    def write(self, vals):  # pylint: disable=method-required-super
        self._refuse_change()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _to_this_version(self, vals):
        """It is the words as they stand now that are agreed to, whatever a screen showed."""
        vals = self._with_context_defaults(vals)
        disclosure = self.env['mediation.disclosure'].browse(vals.get('disclosure_id'))
        disclosure.check_access('read')
        disclosure.lock_for_update(allow_referencing=True)
        if vals.get('version') not in (None, False, 0, disclosure.version):
            raise UserError(
                self.env._("The text has changed meanwhile. Read the new version out first.")
            )
        return {
            **vals,
            'version': disclosure.version,
            'digest': disclosure.digest,
            'user_id': self._recorder(),
        }

    def _check_may_be_recorded(self):
        if self.moment > fields.Datetime.now():
            raise UserError(self.env._("An agreement cannot be recorded before it is given."))
        if self.party_id not in self.disclosure_id._who_agrees():
            raise UserError(self.env._("The two sides agree; support persons do not have to."))

    def _in_force(self, disclosure):
        """Return ``{(party, given by)}`` of the agreements to this version of a text."""
        last = {}
        for agreement in self.sorted('id', reverse=True):
            last.setdefault((agreement.party_id, agreement.given_by), agreement)
        return {
            who
            for who, agreement in last.items()
            if agreement.decision == 'given'
            and (agreement.version, agreement.digest) == (disclosure.version, disclosure.digest)
        }
