from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MediationMediator(models.Model):
    """What the desk needs to know about a mediator to offer a case to the right one."""

    _name = 'mediation.mediator'
    _description = "Mediator"
    _rec_name = 'user_id'

    user_id = fields.Many2one(
        'res.users',
        string="Mediator",
        required=True,
        ondelete='cascade',
        domain=lambda self: [
            ('all_group_ids', 'in', self.env.ref('herstelbemiddeling.group_mediator').id)
        ],
    )
    region_ids = fields.Many2many('mediation.region', string="Regions")
    lang_ids = fields.Many2many('res.lang', string="Languages", context={'active_test': False})
    open_case_count = fields.Integer(string="Open cases", compute='_compute_open_case_count')

    _user_uniq = models.UniqueIndex('(user_id)', "This mediator is in the list already.")

    @api.depends('user_id')
    def _compute_open_case_count(self):
        counts = self.env['mediation.case']._open_case_counts(self.user_id)
        for mediator in self:
            mediator.open_case_count = counts.get(mediator.user_id, 0)

    @api.constrains('user_id')
    def _check_user_is_mediator(self):
        for mediator in self:
            if not mediator.user_id.has_group('herstelbemiddeling.group_mediator'):
                raise ValidationError(
                    self.env._(
                        "%(user)s is not a mediator. Ask an administrator to give this user the"
                        " role of mediator first.",
                        user=mediator.user_id.name,
                    )
                )

    @api.model
    def _in_order_of_fit(self, region, lang):
        """Return ``[(user, open cases, in region, speaks language)]``, the best fit first.

        Somebody of the region comes first, then somebody who speaks the language, then whoever
        has the fewest open cases. Every active mediator is in the list, also one of whom nothing
        is known yet.
        """
        users = self.env.ref('herstelbemiddeling.group_mediator').sudo().all_user_ids
        users = users.filtered('active').sudo(False)
        counts = self.env['mediation.case']._open_case_counts(users)
        known = self.search([('user_id', 'in', users.ids)]).grouped('user_id')
        rows = []
        for user in users:
            mediator = known.get(user, self.browse())
            rows.append(
                (
                    user,
                    counts.get(user, 0),
                    bool(region) and region in mediator.region_ids,
                    bool(lang) and lang in mediator.lang_ids,
                )
            )
        return sorted(rows, key=lambda row: (not row[2], not row[3], row[1], row[0].name))
