from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ... import sealed
from .mediation_registration_triage import WHO_ASSESSES

# Whoever has the same mail address or phone number, or the same name and date of birth, may be the
# same person. A name alone says too little.
FOUND_BY = ('email_address_index', 'phone_number_index', 'person_index')


class MediationRegistrationMatch(models.Model):
    """Whether somebody may be here already, found by blind index and opened by nobody.

    Other registrations that the desk may read are shown with their code. Of a case that was handed
    over it learns that there may be one, and neither which nor whose.
    """

    _inherit = 'mediation.registration'

    person_index = sealed.Index(of={'full_name': 'name', 'birth_date': 'date'})
    match_ids = fields.Many2many(
        'mediation.registration',
        string="Possible matches",
        compute='_compute_matches',
        groups=WHO_ASSESSES,
    )
    has_match = fields.Boolean(
        string="Possible match", compute='_compute_matches', groups=WHO_ASSESSES
    )
    has_hidden_match = fields.Boolean(compute='_compute_matches', groups=WHO_ASSESSES)

    @api.depends(
        'full_name', 'birth_date', 'email_address', 'phone_number', 'case_id', 'duplicate_of_id'
    )
    @api.depends_context('uid')
    def _compute_matches(self):
        # What was handed over tells the desk nothing any more, also not of whom it was.
        found = self._origin.filtered('is_told_visible')._find_matches()
        shown = self.search(
            [('id', 'in', list({other for others in found.values() for other, _shut in others}))]
        )
        for registration in self:
            others = found.get(registration._origin.id, ())
            open_ids = {other for other, is_shut in others if other and not is_shut}
            registration.match_ids = shown.filtered(lambda other, ids=open_ids: other.id in ids)
            registration.has_match = bool(others)
            registration.has_hidden_match = len(registration.match_ids) < len(others)

    @api.constrains('state', 'duplicate_of_id')
    def _check_original(self):
        for registration in self:
            if registration.state == 'duplicate' and registration.duplicate_of_id.state == (
                'duplicate'
            ):
                raise ValidationError(
                    self.env._("That one is a duplicate itself. Choose the one that it repeats.")
                )

    def action_is_original(self):
        """Mark the registration whose form is open as a duplicate of this one."""
        self.ensure_one()
        repeated = self.browse(self.env.context.get('duplicate_id')).exists()
        if not repeated:
            raise UserError(self.env._("Open the registration that repeats this one first."))
        self.check_access('read')
        repeated._check_open()
        repeated.duplicate_of_id = self
        repeated.action_mark_duplicate()
        return {'type': 'ir.actions.client', 'tag': 'soft_reload'}

    def action_open(self):
        self.ensure_one()
        return self._get_records_action()

    def _find_matches(self):
        """Return ``{id: {(other registration or None, is it handed over)}}``, in one query.

        Nothing comes out of the indexes but which rows are alike. A party is told of by the
        registration of its case.
        """
        if not self:
            return {}
        self._flush_what_matches()
        alike = SQL(" OR ").join(
            SQL("%s = %s", SQL.identifier('there', name), SQL.identifier('here', name))
            for name in FOUND_BY
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT here.id, there.id, COALESCE(other.handed_over, FALSE)
                  FROM mediation_registration here
                  JOIN mediation_registration there
                    ON (%(alike)s) AND there.id <> here.id
                   AND there.company_id = here.company_id
                   AND there.duplicate_of_id IS DISTINCT FROM here.id
                   AND (there.case_id IS NULL OR there.case_id IS DISTINCT FROM here.case_id)
                  LEFT JOIN mediation_case other ON other.id = there.case_id
                 WHERE here.id IN %(ids)s
                 UNION
                SELECT here.id, told.id, COALESCE(other.handed_over, FALSE)
                  FROM mediation_registration here
                  JOIN mediation_party there
                    ON (%(alike)s) AND there.company_id = here.company_id
                   AND there.case_id IS DISTINCT FROM here.case_id
                  JOIN mediation_case other ON other.id = there.case_id
                  LEFT JOIN mediation_registration told ON told.case_id = other.id
                 WHERE here.id IN %(ids)s
                """,
                alike=alike,
                ids=tuple(self._origin.ids),
            )
        )
        found = {}
        for here, other, is_shut in rows:
            found.setdefault(here, set()).add((other, is_shut))
        return found

    def _flush_what_matches(self):
        names = [*FOUND_BY, 'case_id', 'company_id']
        self.env['mediation.registration'].sudo().flush_model([*names, 'duplicate_of_id'])
        self.env['mediation.party'].sudo().flush_model(names)
        self.env['mediation.case'].sudo().flush_model(['handed_over'])
