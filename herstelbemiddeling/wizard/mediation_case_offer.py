from odoo import Command, api, fields, models

from ..dialogs import in_dialog

DESK = 'herstelbemiddeling.group_desk'


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
        fits = self.env['mediation.mediator']._in_order_of_fit(
            source.region_id,
            self._language_of(source),
            source.offence_id,
            company=source.company_id,
            without=None if is_registration else source.recused_user_ids,
            refusals=None if is_registration else self._refusals_of(source),
        )
        Suggestion = self.env['mediation.case.offer.suggestion']
        offer = self.create(
            {
                'registration_id' if is_registration else 'case_id': source.id,
                'suggestion_ids': [
                    Command.create({'sequence': sequence, **Suggestion._values_of(fit, source)})
                    for sequence, fit in enumerate(fits)
                ],
            }
        )
        return in_dialog(
            offer, self.env._("Make a case") if is_registration else self.env._("Offer the case")
        )

    @api.model
    def _language_of(self, source):
        """Return the language of who registered; a manager learns nothing of that."""
        if source._name == 'mediation.registration':
            return source.lang_id
        if not self.env.user.has_group(DESK):
            return self.env['res.lang']
        return source.registration_ids[:1].lang_id

    @api.model
    def _refusals_of(self, case):
        """Return ``{user: why he did not accept this case}``, the last time."""
        reasons = dict(case.decline_ids._fields['reason']._description_selection(self.env))
        declines = case.decline_ids.sorted('id')
        return {decline.user_id: reasons[decline.reason] for decline in declines}

    def action_make_case(self):
        """Make the case without an offer: it is on the waiting list."""
        self.ensure_one()
        return self.registration_id._make_case()._get_records_action()

    def _offer_to(self, user):
        """Offer the case, made now if there is only a registration yet."""
        self.ensure_one()
        case = self.registration_id._make_case() if self.registration_id else self.case_id
        case._offer_to(user)
        return case._get_records_action()

    def _source(self):
        """Return what is offered when the desk may know its people, or nothing."""
        self.ensure_one()
        case = self.case_id or self.registration_id.case_id
        if not self.env.user.has_group(DESK) or case.handed_over:
            return None
        return self.registration_id or self.case_id


class MediationCaseOfferSuggestion(models.TransientModel):
    _name = 'mediation.case.offer.suggestion'
    _description = "Mediator to whom a case can be offered"
    _order = 'sequence, id'

    offer_id = fields.Many2one(
        'mediation.case.offer', required=True, index=True, ondelete='cascade'
    )
    sequence = fields.Integer()
    user_id = fields.Many2one('res.users', string="Mediator", ondelete='cascade')
    load = fields.Char()
    reasons = fields.Char(string="Why")
    objections = fields.Char(string="Why not")
    # Not kept: whom a mediator may know stands in no table.
    conflict = fields.Char(compute='_compute_conflict')

    @api.depends('user_id', 'offer_id')
    @api.depends_context('uid')
    def _compute_conflict(self):
        Mediator = self.env['mediation.mediator']
        words = self.env._("possible conflict")
        self.conflict = False
        for offer, rows in self.grouped('offer_id').items():
            source = offer and offer._source()
            if source:
                known = Mediator._who_may_know(source, rows.user_id)
                for row in rows:
                    row.conflict = words if row.user_id in known else False

    def action_offer(self):
        """Offer the case to this mediator."""
        self.ensure_one()
        return self.offer_id._offer_to(self.user_id)

    @api.model
    def _values_of(self, fit, source):
        reasons = [
            (fit.in_region, source.region_id.name),
            (fit.travels and not fit.in_region, self.env._("travels")),
            (fit.speaks_language, self.env._("speaks the language")),
            (fit.is_competent, self.env._("competent in this")),
        ]
        objections = [
            (fit.absence, fit.absence),
            (fit.refusal, self.env._("did not accept it: %(reason)s", reason=fit.refusal)),
            (fit.is_full, self.env._("no room")),
        ]
        return {
            'user_id': fit.user.id,
            'load': self.env._("%(load)s of %(room)s", load=fit.load, room=fit.capacity),
            'reasons': " \u00b7 ".join(words for holds, words in reasons if holds),
            'objections': " \u00b7 ".join(words for holds, words in objections if holds),
        }
