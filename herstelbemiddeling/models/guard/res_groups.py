from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import ValidationError

from ...rights import roles, watched_roles, watched_values


class ResGroups(models.Model):
    _inherit = 'res.groups'

    @api.constrains('implied_ids', 'implied_by_ids')
    def _check_roles_are_given_to_people(self):
        """A role that comes with another group is given without anybody deciding so."""
        for group in self | self.implied_by_ids:
            role = (group.implied_ids & roles(self.env))[:1]
            if role:
                raise ValidationError(
                    self.env._(
                        "%(role)s cannot come with the group %(group)s. Take it out of the implied"
                        " groups, and give the role to each person who needs it.",
                        role=role.full_name,
                        group=group.full_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        with self._watched():
            return super().create(vals_list)

    def write(self, vals):
        with self._watched():
            return super().write(vals)

    def unlink(self):
        with self._watched():
            return super().unlink()

    @contextmanager
    def _watched(self):
        """A group can also be put on a record rule from its own side."""
        rules = self.env['ir.rule'].sudo().with_context(active_test=False)
        rules = rules.search([('model_id.model', '=like', 'mediation.%')]).with_env(self.env)
        with watched_roles(self.env), watched_values(rules, ['groups'], 'record rule'):
            yield
