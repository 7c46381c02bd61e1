from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import LazyTranslate
from odoo.tools.misc import clean_context

_lt = LazyTranslate(__name__)

# The words an appointment of a case may have, after the code of the case.
KINDS = {
    'intake': _lt("Intake"),
    'preparation': _lt("Preparation"),
    'meeting': _lt("Meeting"),
    'aftercare': _lt("Aftercare"),
    'call': _lt("Call"),
}
EMPTY = (
    'description', 'notes', 'location', 'videocall_location', 'videocall_channel_id',
    'access_token', 'categ_ids',
)  # fmt: skip


class CalendarEvent(models.Model):
    """An appointment of a case: its code, a kind, a moment and the mediator, and nothing else.

    Odoo shows the attendees of private appointments to every colleague, lets their names be
    searched, mails invitations and keeps what was in them. So an appointment of a case is there
    for the members of that case only, goes out to nobody, and has nothing in it.
    """

    _name = 'calendar.event'
    _inherit = ['calendar.event', 'mediation.around']

    @api.model
    def _create_for_case(self, case, kind, start, stop, user):
        """Plan an appointment of a case for one of its members and return it.

        :param kind: a key of ``KINDS``; it is shown in the language of this member
        """
        context = {**self.env.context, 'lang': user.lang, 'active_model': False}
        env = self.env(context=clean_context(context))
        return env[self._name].create(
            {
                'name': f'{case.name} {env._(KINDS[kind])}',
                'res_model_id': env['ir.model']._get_id(case._name),
                'res_id': case.id,
                'start': start,
                'stop': stop,
                'user_id': user.id,
                'partner_ids': [Command.set(user.partner_id.ids)],
            }
        )

    @api.model_create_multi
    def create(self, vals_list):
        case_model_id = self.env['ir.model']._get_id('mediation.case')
        default_id = self.default_get(['res_model_id']).get('res_model_id')
        of_cases = [vals.get('res_model_id', default_id) == case_model_id for vals in vals_list]
        vals_list = [
            {**vals, 'privacy': 'private'} if of_case else vals
            for vals, of_case in zip(vals_list, of_cases, strict=True)
        ]
        events = super(CalendarEvent, self._quiet(any(of_cases))).create(vals_list)
        events._check_of_cases()
        return events.with_env(self.env)

    def write(self, vals):
        of_cases = self._of_cases()
        before = self._pointers()
        result = super(CalendarEvent, self._quiet(of_cases)).write(vals)
        if (of_cases or self._of_cases()) and self._pointers() != before:
            raise UserError(
                self.env._(
                    "An appointment stays with its case, and another one is not made one of a"
                    " case. Remove it and plan a new one."
                )
            )
        self._check_of_cases()
        return result

    def _quiet(self, for_case):
        """Odoo's own words about an appointment: no notes on changes, no names and phones."""
        if not for_case:
            return self
        return self.with_context(tracking_disable=True, skip_contact_description=True)

    def _pointers(self):
        return {event: (event.res_model, event.res_id) for event in self.sudo()}

    def _check_of_cases(self):
        """Raise UserError when an appointment of a case holds more than its code and a kind."""
        for event in self._of_cases().sudo():
            case = self.env['mediation.case'].sudo().browse(event.res_id)
            event._check_text(case)
            event._check_people(case)
            if event.recurrency or event.recurrence_id:
                raise UserError(
                    self.env._("An appointment of a case is not repeated. Plan each one by itself.")
                )
            if any(alarm.alarm_type != 'notification' for alarm in event.alarm_ids):
                raise UserError(
                    self.env._(
                        "No mail and no text message goes out about a case. Choose a reminder on"
                        " the screen."
                    )
                )

    def _check_text(self, case):
        names = {case.name}
        for code, _name in self.env['res.lang'].get_installed():
            translate = self.with_context(lang=code).env._
            names.update(f'{case.name} {translate(kind)}' for kind in KINDS.values())
        if (
            self.res_model != case._name
            or self.name not in names
            or self.privacy != 'private'
            or any(self[name] for name in EMPTY)
        ):
            raise UserError(
                self.env._(
                    "An appointment of a case is private and holds its code and its kind only:"
                    " \N{LEFT DOUBLE QUOTATION MARK}%(code)s\N{RIGHT DOUBLE QUOTATION MARK},"
                    " followed by one of %(kinds)s. Where it is and what it is about goes to the"
                    " page of the person you meet.",
                    code=case.name,
                    kinds=", ".join(self.env._(kind) for kind in KINDS.values()),
                )
            )

    def _check_people(self, case):
        alone = self.partner_ids == self.attendee_ids.partner_id == self.user_id.partner_id
        if self.user_id not in case.member_ids or not alone:
            self._refuse_people()

    @api.model
    def _refuse_people(self):
        raise UserError(
            self.env._(
                "An appointment of a case is for one of its mediators alone. Invite nobody: whom"
                " you meet stands in the case."
            )
        )

    @api.model
    def _case_domain(self):
        return Domain('member_ids', 'in', self.env.uid)

    def _sync_activities(self, fields):
        """The activity of a case has no words, so it does not take over those of its event."""
        of_cases = self._of_cases()
        super(CalendarEvent, of_cases)._sync_activities(set(fields) - {'name', 'description'})
        return super(CalendarEvent, self - of_cases)._sync_activities(fields)

    @api.model
    def _get_activity_excluded_models(self):
        """An appointment of a case makes no activity by itself, which would take its words."""
        return [*super()._get_activity_excluded_models(), 'mediation.case']

    def _skip_send_mail_status_update(self):
        """No invitation, change or reminder goes out by mail, whatever asks for it."""
        return bool(self._of_cases()) or super()._skip_send_mail_status_update()
