from odoo import api, fields, models
from odoo.tools.misc import get_lang

from .mediation_attempt import WITHOUT_REACTION
from .mediation_case import WHO_TALKS

# What is done with a person in each phase, in that order, so that the next gate opens.
STEPS = {
    'registered': ('inform',),
    'intake': ('inform', 'intake', 'reconfirm'),
    'approach': ('approach', 'inform', 'consent'),
    'preparation': ('consent', 'arrange', 'wishes', 'preparation', 'assessment'),
    'contact': ('consent', 'arrange', 'wishes', 'preparation', 'assessment'),
}
# Until the gate of the approach these steps are taken with the initiator only.
WITH_THE_INITIATOR = ('registered', 'intake')
REACTION_AWAITED = (*WITHOUT_REACTION, 'reached')


class MediationPartyPage(models.Model):
    """What has to be done with a person now, one click from the card of that person.

    It decides nothing: the gates do. It says where what they ask for is done.
    """

    _inherit = 'mediation.party'

    to_do = fields.Selection(
        [
            ('inform', "Record information given"),
            ('intake', "Plan the intake"),
            ('reconfirm', "Is contact still wanted?"),
            ('approach', "Approach"),
            ('answer', "What was the answer?"),
            ('consent', "Record consent"),
            ('arrange', "Arrange what is needed"),
            ('wishes', "Which form of contact?"),
            ('preparation', "Plan the preparation"),
            ('held', "The talk was held"),
            ('assessment', "Assess"),
        ],
        string="To do now",
        compute='_compute_to_do',
        groups=WHO_TALKS,
    )

    @api.depends(
        'state',
        'is_initiator',
        'is_minor',
        'contact_mode_ids',
        'information_ids',
        'consent_ids',
        'session_ids.state',
        'assessment_ids.state',
        'attempt_ids.result',
        'needs_interpreter',
        'interpreter_arranged',
        'permission_state',
        'case_id.phase',
        'case_id.paused_until',
    )
    def _compute_to_do(self):
        people = self._origin._core()
        done = people._done_with()
        for party in self:
            phase = party.case_id.phase
            not_yet = phase in WITH_THE_INITIATOR and not party.is_initiator
            skipped = not_yet or party.case_id.is_paused
            steps = STEPS.get(phase, ()) if party._origin in people and not skipped else ()
            ahead = (step for step in steps if party._origin not in done[step])
            party.to_do = party._where_it_stands(next(ahead, False))

    def action_do_next(self):
        """Open what is to be done now with this person, with what is known filled in."""
        self.ensure_one()
        self.check_access('write')
        dialogs = {
            'inform': self._open_information,
            'intake': lambda: self._open_talk('intake'),
            'reconfirm': lambda: self._open_consent('given', 'approach'),
            'approach': lambda: self._open_dialog('mediation.attempt', self.env._("Approach")),
            'answer': lambda: self._open_dialog(
                'mediation.attempt', self.env._("What was the answer?"), self.attempt_ids[:1]
            ),
            'consent': lambda: self._open_consent('given', 'participation'),
            'arrange': self.action_open,
            'wishes': self._open_wishes,
            'preparation': lambda: self._open_talk('preparation'),
            'held': lambda: self._planned_talk().action_ask_held(),
            'assessment': lambda: {**self.action_new_assessment(), 'target': 'new'},
        }
        return dialogs[self.to_do]() if self.to_do else self.action_open()

    def _done_with(self):
        """Return ``{step: those with whom it is done}``; a query for each kind of thing."""
        Consent = self.env['mediation.consent']
        agreed = {
            purpose: self.browse(party.id for party in Consent._in_force(self, purpose))
            for purpose in ('intake', 'participation')
        }
        minors = self.filtered('is_minor')
        with_guardian = self.browse(
            party.id for party in Consent._in_force(minors, 'participation', given_by='guardian')
        )
        talks = self.case_id.session_ids
        intakes = talks._took_place('intake')
        assessed = self.env['mediation.assessment']._current(self)
        return {
            'inform': self.filtered('information_ids'),
            'intake': intakes.party_ids,
            'reconfirm': self._reconfirmed(intakes),
            'approach': self.filtered('is_initiator') | agreed['intake'] | agreed['participation'],
            'consent': agreed['participation'] - (minors - with_guardian),
            'arrange': self.filtered(lambda one: one._is_understood() and one._is_allowed_out()),
            'wishes': self.filtered('contact_mode_ids'),
            'preparation': talks._took_place('preparation').party_ids,
            'assessment': self.browse(party.id for party in assessed),
        }

    def _where_it_stands(self, step):
        """Return what is to be done for a step that may have begun already."""
        if step in ('intake', 'preparation') and self._planned_talk(step):
            return 'held'
        if step == 'approach':
            last = self.attempt_ids[:1]
            return 'answer' if last.result in REACTION_AWAITED and not last._is_over() else step
        return step

    def _planned_talk(self, kind=None):
        """Return the first talk that is planned with this person, of the kind that comes next."""
        kind = kind or self.case_id._usual_kind()
        return self.case_id.session_ids.filtered(
            lambda talk: (
                talk.state == 'planned' and talk.kind == kind and self._origin in talk.party_ids
            )
        ).sorted('date_start')[:1]

    def _open_talk(self, kind):
        action = self.case_id._open_new_talk(self)
        action['context']['default_kind'] = kind
        return action

    def _open_information(self):
        """Open what was given: the leaflet for somebody of this age, in the own language."""
        Leaflet = self.env['mediation.leaflet']
        for_minors = self.env.ref(
            'herstelbemiddeling.mediation_leaflet_minor', raise_if_not_found=False
        )
        leaflet = (self.is_minor and for_minors) or Leaflet.search([], limit=1)
        return self._open_dialog(
            'mediation.information',
            self.env._("Record information given"),
            default_leaflet_id=leaflet.id,
            default_lang_id=self.lang_id.id or get_lang(self.env).id,
        )

    def _open_wishes(self):
        """Open the few questions about what somebody hopes for."""
        view = self.env.ref('herstelbemiddeling.mediation_party_view_form_wishes')
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("What does this person hope for?"),
            'res_model': self._name,
            'res_id': self.id,
            'views': [(view.id, 'form')],
            'target': 'new',
        }

    def _open_dialog(self, model, name, record=None, **context):
        return {
            'type': 'ir.actions.act_window',
            'name': name,
            'res_model': model,
            'res_id': record.id if record else False,
            'views': [(False, 'form')],
            'target': 'new',
            'context': {'default_party_id': self.id, 'default_case_id': self.case_id.id, **context},
        }
