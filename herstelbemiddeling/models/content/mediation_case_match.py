from odoo import api, fields, models
from odoo.tools import SQL

from ...sealed import blind, index_name, keys

# The sealed fields by which somebody is found again, with the way each is spelled.
FOUND_BY = {'full_name': 'name', 'email_address': 'email', 'phone_number': 'phone'}


class MediationCaseMatch(models.Model):
    """Whether the mediator may know somebody in a case, without saying whom or from where.

    The digests of two people are compared in the database, and one bit comes out of it, for nobody
    but the mediator himself: neither the desk nor a colleague learns of whom he knows. The desk
    hears of each whom it can offer a case whether there may be one (``mediation_mediator_match``).
    """

    _inherit = 'mediation.case'

    has_possible_match = fields.Boolean(compute='_compute_has_possible_match')

    @api.depends('offered_mediator_id', 'mediator_id', 'co_mediator_ids', 'asked_co_mediator_ids')
    @api.depends_context('uid')
    def _compute_has_possible_match(self):
        user = self.env.user
        his = self.filtered(lambda case: case._origin and user in case._carriers_to_be())
        matching = his._ids_of_possible_matches(user) if his else set()
        for case in self:
            case.has_possible_match = case._origin.id in matching

    def _ids_of_possible_matches(self, user):
        """Return the ids of these cases in which a party is this user, or is in a case of his.

        A case that was reopened has the same people, which is no match.
        """
        names = [index_name(name) for name in FOUND_BY]
        # A flush asks for rights on the model; the query below gives out one bit.
        self.env['mediation.party'].sudo().flush_model(['case_id', *names])
        self.env['mediation.case'].sudo().flush_model(
            ['mediator_id', 'co_mediator_ids', 'previous_case_id']
        )
        is_himself = SQL(" OR ").join(
            SQL("%s IN %s", SQL.identifier('here', index_name(name)), digests)
            for name, digests in self._digests_of(user).items()
        )
        is_known = SQL(" OR ").join(
            SQL("%s = %s", SQL.identifier('there', name), SQL.identifier('here', name))
            for name in names
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT here.case_id
                  FROM mediation_party here
                  JOIN mediation_case this ON this.id = here.case_id
                 WHERE here.case_id IN %(ids)s
                   AND (%(is_himself)s OR EXISTS (
                       SELECT
                         FROM mediation_party there
                         JOIN mediation_case other ON other.id = there.case_id
                        WHERE there.case_id <> here.case_id
                          AND (%(is_known)s)
                          AND (other.mediator_id = %(uid)s OR EXISTS (
                              SELECT FROM mediation_case_co_mediator_rel second
                               WHERE second.mediation_case_id = other.id
                                 AND second.res_users_id = %(uid)s))
                          AND other.id IS DISTINCT FROM this.previous_case_id
                          AND this.id IS DISTINCT FROM other.previous_case_id))
                """,
                ids=tuple(self._origin.ids),
                is_himself=is_himself,
                is_known=is_known,
                uid=user.id,
            )
        )
        return {case_id for (case_id,) in rows}

    def _digests_of(self, user):
        """Return ``{field: digests}`` of a colleague's own name, addresses and phone."""
        secret = keys.system_secret(self.env, 'blind index')
        partner = user.sudo().partner_id  # of a colleague, and only digests of it come out
        partner.fetch(['name', 'email', 'phone'])
        own = {
            'full_name': (partner.name,),
            'email_address': (partner.email, user.login),
            'phone_number': (partner.phone,),
        }
        return {
            # None is never equal to anything in a database; a list must not be empty.
            name: tuple(
                blind.digest(secret, FOUND_BY[name], text) if text else None for text in texts
            )
            for name, texts in own.items()
        }
