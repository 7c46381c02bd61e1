from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ... import audit, sealed
from ...sealed import blind, keys

# Where somebody can be found, and by which fields with which of the two that are typed in.
ROOMS = ('mediation.party', 'mediation.registration')
FOUND_BY = {'full_name': 'name', 'email_address': 'email'}


class PrivacyLookupWizard(models.TransientModel):
    """Odoo's look-up of a person finds parties and registrations too, by blind index.

    It shows their codes and nothing else; the trail notes that somebody has looked.
    """

    _inherit = 'privacy.lookup.wizard'

    def action_lookup(self):
        action = super().action_lookup()
        # What was typed is not kept beside what was found: that would be a name with its code.
        Log = self.env['privacy.log']
        self.write(
            {'name': Log._anonymize_name(self.name), 'email': Log._anonymize_email(self.email)}
        )
        return action

    @api.depends('line_ids')
    def _compute_records_description(self):
        """Odoo keeps this for ever beside initials: nothing of a mediation stands in it."""
        result = super()._compute_records_description()
        names = [self.env['ir.model']._get(model).name for model in ROOMS]
        ours = tuple(f'{name} {sign}' for name in names for sign in '(-')
        for wizard in self:
            lines = (wizard.records_description or '').splitlines()
            wizard.records_description = '\n'.join(
                line for line in lines if not line.startswith(ours)
            )
        return result

    def _get_query(self):
        query = super()._get_query()
        for model_name in ROOMS:
            audit.note(self.env, 'searched', self.env[model_name], reason='privacy look-up')
            query = SQL("%s UNION ALL %s", query, self._find_in(model_name))
        return query

    def _find_in(self, model_name):
        model = self.env[model_name]
        secret = keys.system_secret(self.env, 'blind index')
        conditions = [SQL("FALSE")]
        for name, typed in FOUND_BY.items():
            wanted = blind.digest(secret, model._fields[name].blind_index, self[typed])
            if wanted:
                index = SQL.identifier(sealed.index_name(name))
                conditions.append(SQL("%s = %s", index, wanted))
        return SQL(
            "SELECT %s AS res_model_id, id AS res_id, TRUE AS is_active FROM %s"
            " WHERE (%s) AND company_id = ANY(%s)",
            self.env['ir.model']._get_id(model_name),
            SQL.identifier(model._table),
            SQL(" OR ").join(conditions),
            self.env.companies.ids,
        )


class PrivacyLookupWizardLine(models.TransientModel):
    """Nothing of a mediation is archived or deleted from a list of search results."""

    _inherit = 'privacy.lookup.wizard.line'

    def action_unlink(self):
        self._check_is_no_mediation()
        return super().action_unlink()

    def action_archive_all(self):
        self._check_is_no_mediation()
        return super().action_archive_all()

    def _onchange_is_active(self):
        self._check_is_no_mediation()
        return super()._onchange_is_active()

    def _check_is_no_mediation(self):
        if any(line.res_model in ROOMS for line in self):
            raise UserError(
                self.env._(
                    "This belongs to a mediation, and only its code is shown here. Ask the"
                    " mediator of the case: whoever asks about the own data is answered there."
                )
            )
