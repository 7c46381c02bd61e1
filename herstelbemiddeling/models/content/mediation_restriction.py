from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ... import sealed


class MediationRestriction(models.Model):
    """A contact ban or an area ban of one party towards another, and what was decided about it.

    Room: content. While it is in force it blocks the forms of contact and the places that it names;
    whoever imposed it may have decided that mediation can go ahead all the same.
    """

    _name = 'mediation.restriction'
    _description = "Contact or area ban"
    _inherit = 'mediation.content'
    _seal_prefix = 'R'
    _seal_key_field = 'party_id'
    _order = 'date_from desc, id desc'

    party_id = fields.Many2one(
        'mediation.party', string="Holds for", required=True, index=True, ondelete='restrict'
    )
    protected_party_id = fields.Many2one(
        'mediation.party', string="Protects", index='btree_not_null', ondelete='restrict'
    )
    kind = fields.Selection(
        [('contact', "Contact ban"), ('area', "Area ban")], required=True, default='contact'
    )
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    date_until = fields.Date(string="Until", help="Empty: until it is lifted.")
    contact_mode_ids = fields.Many2many(
        'mediation.contact.mode', string="Only these forms of contact", help="Empty: all of them."
    )
    decision = fields.Selection(
        [
            ('none', "Not decided yet"),
            ('allowed', "Mediation may go ahead"),
            ('refused', "Mediation may not go ahead"),
        ],
        required=True,
        default='none',
    )
    decision_date = fields.Date(string="Decided on")
    imposed_by = sealed.Char(string="Imposed by")
    decided_by = sealed.Char(string="Decided by")
    area = sealed.Text(string="Where not to come")
    remark = sealed.Text()

    @api.constrains('date_from', 'date_until')
    def _check_dates(self):
        for restriction in self:
            if restriction.date_until and restriction.date_until < restriction.date_from:
                raise ValidationError(self.env._("A ban cannot end before it begins."))

    @api.constrains('party_id', 'protected_party_id')
    def _check_two_people(self):
        for restriction in self:
            if restriction.party_id == restriction.protected_party_id:
                raise ValidationError(self.env._("Choose whom the ban protects: somebody else."))

    @api.model_create_multi
    def create(self, vals_list):
        restrictions = super().create(vals_list)
        restrictions.case_id._take_turn()
        restrictions.case_id._drop_goes()
        return restrictions

    def write(self, vals):
        if vals.get('decision', 'none') != 'none' and not vals.get('decision_date'):
            vals = {**vals, 'decision_date': fields.Date.context_today(self)}
        self.case_id._take_turn()
        self.case_id._drop_goes()  # a ban that has begun since cost it, even if it ends here
        result = super().write(vals)
        self.case_id._drop_goes()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """It ends, or was decided about; that it was there stays."""
        self._refuse_change()

    @api.model
    def _in_force_domain(self):
        today = fields.Date.context_today(self)
        return (
            Domain('date_from', '<=', today)
            & (Domain('date_until', '=', False) | Domain('date_until', '>=', today))
            & Domain('decision', '!=', 'allowed')
        )

    @api.model
    def _blocking(self, parties, contact_mode):
        """Return the bans in force today between these parties that nobody has decided to allow.

        :param contact_mode: those that block this form of contact; when it is empty, those that
            block every form
        """
        domain = (
            self._in_force_domain()
            & Domain('kind', '=', 'contact')
            & Domain('party_id', 'in', parties.ids)
            & (
                Domain('protected_party_id', '=', False)
                | Domain('protected_party_id', 'in', parties.ids)
            )
        )
        return self.search(domain).filtered(
            lambda ban: not ban.contact_mode_ids or contact_mode in ban.contact_mode_ids
        )

    @api.model
    def _area_bans(self, parties):
        """Return the area bans in force today for these parties."""
        return self.search(
            self._in_force_domain()
            & Domain('kind', '=', 'area')
            & Domain('party_id', 'in', parties.ids)
        )
