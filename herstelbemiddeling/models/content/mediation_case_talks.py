from datetime import timedelta

from odoo import api, fields, models

from ...gates import is_at_least
from ..pipeline.mediation_case import ASSIGNMENT_FIELDS
from .mediation_case import WHO_TALKS

# The mediator serves both sides alike. When one side has had more than twice the time of the other
# and an hour more, it is said; before both take part, one of them has to be spoken with first.
LEANS_BY_TIMES = 2
LEANS_BY_MINUTES = 60
REMIND_DAYS = 14  # before a letter has waited as long as it may
USUAL_KIND = {
    'registered': 'intake',
    'intake': 'intake',
    'aftercare': 'aftercare',
    'closed': 'aftercare',
}


class MediationCaseTalks(models.Model):
    """Talks, contact and agreements of a case: where they begin, and what they say together."""

    _inherit = 'mediation.case'

    attention = fields.Char(
        string="Time with each side", compute='_compute_attention', groups=WHO_TALKS
    )
    attention_leans = fields.Char(compute='_compute_attention', groups=WHO_TALKS)
    agreement_waiting_count = fields.Integer(
        string="Agreements to look at", compute='_compute_agreement_waiting_count', groups=WHO_TALKS
    )

    @api.depends('phase', 'session_ids.state', 'session_ids.minutes', 'session_ids.reached')
    @api.depends_context('lang', 'uid')
    def _compute_attention(self):
        held = {}
        for (case, party), minutes in self._origin.session_ids._attention().items():
            # A talk with two people of one side is one talk with that side.
            held.setdefault((case, party.side), {}).update(minutes)
        for case in self:
            sides = {
                side: list(held.get((case._origin, side), {}).values())
                for side in ('harmed', 'responsible')
            }
            case.attention = case._attention_words(sides) if any(sides.values()) else False
            case.attention_leans = case._leaning_words(sides)

    @api.depends('agreement_ids.state', 'agreement_ids.date_due', 'agreement_ids.date_told')
    @api.depends_context('uid')
    def _compute_agreement_waiting_count(self):
        is_waiting = self.env['mediation.agreement']._waiting_domain()
        for case in self:
            # The list may have been read as superuser.
            agreements = case._origin.agreement_ids._filtered_access('read')
            case.agreement_waiting_count = len(agreements.filtered_domain(is_waiting))

    def write(self, vals):
        result = super().write(vals)
        if ASSIGNMENT_FIELDS & vals.keys():
            # As superuser: whoever reassigns is not in the case, and who leaves no more.
            self.sudo()._hand_on_talks()
        return result

    def action_log_call(self):
        """Open the small dialog for a call."""
        self.ensure_one()
        return self.env['mediation.call']._open(self)

    def action_plan_talk(self):
        """Open a talk to be planned."""
        self.ensure_one()
        return self._open_new_talk(self._only_party())

    def action_new_contact(self):
        """Open a contact to be prepared, between all who take part."""
        self.ensure_one()
        self.check_access('write')
        only_mode = self.common_mode_ids if len(self.common_mode_ids) == 1 else False
        return self.env['mediation.contact']._open_new(
            self,
            party_ids=self.party_ids._core().ids,
            contact_mode_id=only_mode and only_mode.id,
        )

    def action_new_agreement(self):
        self.ensure_one()
        self.check_access('write')
        return self.env['mediation.agreement']._open_new(self)

    def _open_new_talk(self, party):
        self.check_access('write')
        tomorrow = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        return self.env['mediation.session']._open_new(
            self,
            party_ids=party.ids,
            kind=self._usual_kind(),
            date_start=fields.Datetime.to_string(tomorrow + timedelta(days=1)),
        )

    def _usual_kind(self):
        """Return the kind of talk that one plans in this phase."""
        return USUAL_KIND.get(self.phase, 'preparation')

    def _only_party(self):
        """Return who is spoken with when there is only one to choose from, or nobody."""
        core = self.party_ids._core()
        if not is_at_least(self.phase, 'approach'):
            core = core.filtered('is_initiator')
        return core if len(core) == 1 else core.browse()

    def _shared_with(self, party):
        """Return what one party may have of the words in this case, and nothing else.

        :return: the messages that this party wrote, and the copies that this party received. What
            the other side wrote is in the copies only.
        """
        self.ensure_one()
        own = self.env['mediation.message'].search(
            [('case_id', '=', self.id), ('sender_id', '=', party.id)]
        )
        received = self.env['mediation.delivery'].search(
            [('case_id', '=', self.id), ('recipient_id', '=', party.id)]
        )
        return own, received

    def _hand_on_talks(self):
        """What is planned is held by somebody who carries the case, in whose calendar it is."""
        for case in self:
            planned = case.session_ids.filtered(
                lambda session, case=case: (
                    session.state == 'planned'
                    and (session.user_id not in case._carriers() or not session.event_id)
                )
            )
            planned._hand_on(case.mediator_id)

    @api.model
    def _remind_of_terms(self):
        """Run every day: a letter that cannot wait much longer, an agreement that is due."""
        today = fields.Date.context_today(self)
        letters = self.env['mediation.message'].search(
            [
                ('state', '=', 'released'),
                ('waits_until', '>=', today),
                ('waits_until', '<=', today + timedelta(days=REMIND_DAYS)),
            ]
        )
        for letter in letters:
            letter.case_id._remind('mail_activity_type_letter_bank', letter.waits_until)
        agreements = self.env['mediation.agreement'].search(
            [('state', '=', 'open'), ('date_due', '<=', today)]
        )
        for agreement in agreements:
            agreement.case_id._remind('mail_activity_type_agreement', agreement.date_due)

    def _remind(self, kind, deadline):
        """Give the mediator an activity: a kind and a day, once."""
        kind = self.env.ref(f'herstelbemiddeling.{kind}')
        activity = {
            'res_model_id': self.env['ir.model']._get_id(self._name),
            'res_id': self.id,
            'activity_type_id': kind.id,
            'date_deadline': deadline,
        }
        Activity = self.env['mail.activity'].with_context(active_test=False)
        if not Activity.search_count([(k, '=', v) for k, v in activity.items()], limit=1):
            Activity.create({**activity, 'user_id': self.mediator_id.id})

    def _attention_words(self, sides):
        harmed, responsible = sides['harmed'], sides['responsible']
        return self.env._(
            "Talks with the harmed side: %(harmed)s (%(harmed_minutes)s min); with the responsible"
            " side: %(responsible)s (%(responsible_minutes)s min)",
            harmed=len(harmed),
            harmed_minutes=sum(harmed),
            responsible=len(responsible),
            responsible_minutes=sum(responsible),
        )

    def _leaning_words(self, sides):
        """Return a sentence when one side had much more time than the other, else False."""
        if self.phase == 'closed' or not is_at_least(self.phase or 'registered', 'preparation'):
            return False
        harmed, responsible = sum(sides['harmed']), sum(sides['responsible'])
        less, more = sorted((harmed, responsible))
        if more <= LEANS_BY_TIMES * less or more - less <= LEANS_BY_MINUTES:
            return False
        return (
            self.env._(
                "The harmed side has had %(more)s minutes more than the responsible side. Does the"
                " other side need more of your time?",
                more=more - less,
            )
            if harmed > responsible
            else self.env._(
                "The responsible side has had %(more)s minutes more than the harmed side. Does the"
                " other side need more of your time?",
                more=more - less,
            )
        )
