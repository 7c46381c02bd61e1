from odoo import Command, api, fields, models


class MediationCaseOffer(models.TransientModel):
    """Find a mediator: out of a registration (which becomes a case) or for a case that waits."""

    _name = 'mediation.case.offer'
    _description = "Offer a case to a mediator"

    registration_id = fields.Many2one('mediation.registration', readonly=True, ondelete='cascade')
    case_id = fields.Many2one('mediation.case', readonly=True, ondelete='cascade')
    offence_id = fields.Many2one('mediation.offence')
    region_id = fields.Many2one('mediation.region')
    suggestion_ids = fields.One2many(
        'mediation.case.offer.suggestion',
        'offer_id',
        string="Mediators in order of fit",
        compute='_compute_suggestion_ids',
        store=True,
        readonly=False,
    )

    @api.depends('registration_id', 'region_id')
    def _compute_suggestion_ids(self):
        for offer in self:
            rows = self.env['mediation.mediator']._in_order_of_fit(
                offer.region_id, offer.registration_id.lang_id
            )
            offer.suggestion_ids = [
                Command.clear(),
                *(
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
                ),
            ]

    @api.model
    def _open(self, registration=None, case=None):
        offer = self.create(
            {
                'registration_id': registration.id if registration else False,
                'case_id': case.id if case else False,
                'offence_id': case.offence_id.id if case else False,
                'region_id': case.region_id.id if case else False,
            }
        )
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Make a case") if registration else self.env._("Offer the case"),
            'res_model': self._name,
            'res_id': offer.id,
            'view_mode': 'form',
            'target': 'new',
        }

    def action_make_case(self):
        """Make the case without an offer: it waits at the desk."""
        self.ensure_one()
        case = self._case()
        return case._get_records_action()

    def _offer_to(self, user):
        case = self._case()
        case._offer_to(user)
        return case._get_records_action()

    def _case(self):
        """Return the case, made now if there is only a registration yet."""
        self.ensure_one()
        if self.registration_id:
            return self.registration_id._make_case(self.offence_id, self.region_id)
        self.case_id.write({'offence_id': self.offence_id.id, 'region_id': self.region_id.id})
        return self.case_id


class MediationCaseOfferSuggestion(models.TransientModel):
    _name = 'mediation.case.offer.suggestion'
    _description = "Mediator to whom a case can be offered"
    _order = 'sequence, id'

    offer_id = fields.Many2one('mediation.case.offer', required=True, index=True, ondelete='cascade')
    sequence = fields.Integer()
    user_id = fields.Many2one('res.users', string="Mediator", ondelete='cascade')
    open_case_count = fields.Integer(string="Open cases")
    in_region = fields.Boolean(string="In region")
    speaks_language = fields.Boolean(string="Language")

    def action_offer(self):
        """Offer the case to this mediator."""
        self.ensure_one()
        return self.offer_id._offer_to(self.user_id)
