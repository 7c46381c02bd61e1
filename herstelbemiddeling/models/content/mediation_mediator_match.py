from odoo import api, models
from odoo.tools import SQL

from ...sealed import index_name
from .mediation_case_match import FOUND_BY


class MediationMediatorMatch(models.Model):
    """Which mediators may know somebody of a case that is to be offered: yes or no, and no more.

    For the desk, which knows these people itself at that moment, so that it offers the case to
    somebody else first. Neither whom a mediator knows nor from where comes out, nor anything for
    managers; the mediator hears it too when the case is offered (``has_possible_match``).
    """

    _inherit = 'mediation.mediator'

    @api.model
    def _who_may_know(self, source, users):
        """Return those of these users who may know somebody of a registration or of a case."""
        names = [index_name(name) for name in FOUND_BY]
        people = self._digests_of_people(source, names)
        if not people or not users:
            return users.browse()
        known = self._users_with_cases_of(source, people, names) & set(users.ids)
        for user in users:
            own = self.env['mediation.case']._digests_of(user)
            for position, name in enumerate(FOUND_BY):
                theirs = {row[position] for row in people} - {None}
                if theirs & set(own[name]):
                    known.add(user.id)
        return users.filtered(lambda user: user.id in known)

    @api.model
    def _digests_of_people(self, source, names):
        is_registration = source._name == 'mediation.registration'
        model = 'mediation.registration' if is_registration else 'mediation.party'
        # A flush asks for rights on the model; what comes out is digests, and stays in here.
        self.env[model].sudo().flush_model(['case_id', *names] if not is_registration else names)
        return self.env.execute_query(
            SQL(
                "SELECT %s FROM %s WHERE %s = %s",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL.identifier(self.env[model]._table),
                SQL.identifier('id' if is_registration else 'case_id'),
                source.id,
            )
        )

    @api.model
    def _users_with_cases_of(self, source, people, names):
        """Return the ids of all who do or did a case with one of these people in it."""
        self.env['mediation.party'].sudo().flush_model(['case_id', *names])
        self.env['mediation.case'].sudo().flush_model(
            ['mediator_id', 'co_mediator_ids', 'previous_case_id']
        )
        is_known = SQL(" OR ").join(
            SQL(
                "%s IN %s",
                SQL.identifier('there', name),
                tuple(row[position] for row in people),
            )
            for position, name in enumerate(names)
        )
        case = source if source._name == 'mediation.case' else source.case_id
        rows = self.env.execute_query(
            SQL(
                """
                SELECT other.mediator_id, second.res_users_id
                  FROM mediation_party there
                  JOIN mediation_case other ON other.id = there.case_id
                  LEFT JOIN mediation_case_co_mediator_rel second
                    ON second.mediation_case_id = other.id
                 WHERE (%s) AND other.id NOT IN %s
                """,
                is_known,
                # A case that was reopened has the same people, which is no match.
                tuple({case.id or 0, case.sudo().previous_case_id.id or 0}),
            )
        )
        return {user_id for row in rows for user_id in row if user_id}
