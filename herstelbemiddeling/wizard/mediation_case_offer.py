from odoo import Command, api, fields, models


class MediationCaseOffer(models.TransientModel):
    """Find a mediator: out of a registration (which becomes a case) or for a case that waits."""

    _name = 'mediation.case.offer'
    _description = "Offer a case to a mediator"

    registration_id = fields.Many2one('mediation.registration', readonly=True, ondelete='cascade')
    case_id = fields.Many2one('mediation.case', readonly=True, ondelete='cascade')
    suggestion_ids = fields.One2many(
        'mediation.case.offer.suggestion',
        'offer_id',
        string="Mediators in order of fit",
        readonly=True,
    )

    @api.model
    def _open(self, source):
        """Return the dialog for a registration or a case, with the mediators in it."""
        is_registration = source._name == 'mediation.registration'
        rows = self.env['mediation.mediator']._in_order_of_fit(
            source.region_id,
            source.lang_id if is_registration else self.env['res.lang'],
            without=None if is_registration else source.recused_user_ids,
        )
        offer = self.create(
            {
                'registration_id' if is_registration else 'case_id': source.id,
                'suggestion_ids': [
                    Command.create(
                        {
                            'sequence': sequence,
                            'user_id': user.id,
                            'open_case_count': count,
                            'in_region': in_region,
                            'speaks_language': speaks_language,
                        }
                    )
                    for sequence, (user, count, in_region, speaks_language) in enumerate(rows)
                ],
            }
        )
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Make a case") if is_registration else self.env._("Offer the case"),
            'res_model': self._name,
            'res_id': offer.id,
            'view_mode': 'form',
            'target': 'new',
        }

    def action_make_case(self):
        """Make the case without an offer: it waits at the desk."""
        self.ensure_one()
        return self.registration_id._make_case()._get_records_action()

    def _offer_to(self, user):
        """Offer the case, made now if there is only a registration yet."""
        self.ensure_one()
        case = self.registration_id._make_case() if self.registration_id else self.case_id
        case._offer_to(user)
        return case._get_records_action()


class MediationCaseOfferSuggestion(models.TransientModel):
    _name = 'mediation.case.offer.suggestion'
    _description = "Mediator to whom a case can be offered"
    _order = 'sequence, id'

    offer_id = fields.Many2one(
        'mediation.case.offer', required=True, index=True, ondelete='cascade'
    )
    sequence = fields.Integer()
    user_id = fields.Many2one('res.users', string="Mediator", ondelete='cascade')
    open_case_count = fields.Integer(string="Open cases")
    in_region = fields.Boolean(string="In region")
    speaks_language = fields.Boolean(string="Language")

    def action_offer(self):
        """Offer the case to this mediator."""
        self.ensure_one()
        return self.offer_id._offer_to(self.user_id)
