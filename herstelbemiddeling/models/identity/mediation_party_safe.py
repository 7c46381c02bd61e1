from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ... import sealed
from ...safe_contact import MAY

_lt = LazyTranslate(__name__)

# Each way to reach somebody: the answer about it, the preference that means it, what has to be
# known for it.
WAYS = {
    'phone': ('may_phone', 'phone', ('phone_number',)),
    'mail': ('may_mail', 'email', ('email_address',)),
    'post': ('may_post', 'post', ('street', 'postcode', 'city')),
    'visit': ('may_visit', None, ()),
    'through': (None, 'someone', ('contact_via',)),
}
NEVER = {
    'phone': _lt("Do not call %(code)s: never by phone, was the answer. Choose another way."),
    'mail': _lt("Do not mail %(code)s: never by e-mail, was the answer. Choose another way."),
    'post': _lt("Do not write to %(code)s: never by post, was the answer. Choose another way."),
    'visit': _lt("Do not visit %(code)s: never at home, was the answer. Choose another place."),
}
UNKNOWN = {
    'phone': _lt("No phone number of %(code)s is known. Note it first, or choose another way."),
    'mail': _lt("No e-mail address of %(code)s is known. Note it first, or choose another way."),
    'post': _lt("The address of %(code)s is not complete. Note it first, or choose another way."),
    'through': _lt("Nobody is known through whom %(code)s can be reached. Note it first."),
}


class MediationPartySafe(models.Model):
    """What is safe for this person: shown where one is about to call, write or plan, and kept.

    The answers are sealed, so that the check works for the person who is about to do it and for
    nobody else. The public form promises that nothing but the chosen way is used.
    """

    _inherit = 'mediation.party'

    may_phone = sealed.Selection(MAY, string="By phone")
    may_mail = sealed.Selection(MAY, string="By e-mail")
    may_post = sealed.Selection(MAY, string="By post")
    may_visit = sealed.Selection(MAY, string="At home")
    # Built out of sealed answers: like them it is not exported, and kept apart for each reader.
    safe_contact_summary = fields.Text(
        string="Reach this person safely",
        compute='_compute_safe_contact_summary',
        exportable=False,
    )

    @api.depends(
        'contact_preference',
        'phone_number',
        'voicemail_ok',
        'safe_times',
        'contact_via',
        'neutral_envelope',
        'may_phone',
        'may_mail',
        'may_post',
        'may_visit',
        'needs_interpreter',
        'lang_id',
        'detained',
        'institution',
    )
    @api.depends_context('uid', 'lang')
    def _compute_safe_contact_summary(self):
        for party in self:
            party.safe_contact_summary = "\n".join(party._safe_contact_lines())

    def _check_safe(self, how, is_neutral=True):
        """Raise UserError when this is no safe way to reach one of these people.

        Runs as whoever is about to do it: the answers open for nobody else.

        :param how: ``phone``, ``mail``, ``post``, ``visit`` or ``through``; anything else, such as
            a video call, asks for nothing
        :param is_neutral: for post: whether nothing on the envelope says who writes
        """
        if how not in WAYS:
            return
        for party in self:
            sentence = party._unsafe(how) or party._unsafe_letter(how, is_neutral)
            if sentence:
                raise UserError(sentence)

    def _unsafe(self, how):
        """Return why this way is not safe, in a sentence, or None."""
        self.ensure_one()
        answer_name, preference, _known = WAYS[how]
        answer = answer_name and self[answer_name]
        if answer == 'no':
            return self._sentence(NEVER[how])
        chosen = self.contact_preference
        if preference and chosen and chosen != preference and answer_name and not answer:
            return self.env._(
                "%(code)s chose to be reached like this: %(chosen)s. We promised to use nothing"
                " else. Ask whether another way is safe too, and note the answer first.",
                code=self.code,
                chosen=self._label('contact_preference'),
            )
        return None if self._is_known_for(how) else self._sentence(UNKNOWN[how])

    def _unsafe_letter(self, how, is_neutral):
        if how != 'post':
            return None
        if self.detained and not self.institution_post:
            return self.env._(
                "Ask the institution how a letter reaches %(code)s unopened, and note that post is"
                " possible there.",
                code=self.code,
            )
        if self.neutral_envelope and not is_neutral:
            return self.env._(
                "%(code)s asked for a neutral envelope. Use one that does not say who writes.",
                code=self.code,
            )
        return None

    def _is_known_for(self, how):
        names = WAYS[how][2]
        if how == 'post' and self.detained:
            names = ('institution',)
        return all(self[name] for name in names)

    def _safe_contact_lines(self):
        """Return what has to be known before calling, writing or planning, a line for each."""
        self.ensure_one()
        never = [
            self._fields[name]._description_string(self.env)
            for name in ('may_phone', 'may_mail', 'may_post', 'may_visit')
            if self[name] == 'no'
        ]
        lines = [
            (self.env._("Reach by"), self._label('contact_preference')),
            (self.env._("Never"), ", ".join(never)),
            (self.env._("Phone"), self.phone_number),
            (self.env._("Voicemail"), self._label('voicemail_ok')),
            (self.env._("When"), self.safe_times),
            (self.env._("Through"), self.contact_via),
            (self.env._("Envelope"), self.env._("neutral") if self.neutral_envelope else False),
            (
                self.env._("Interpreter"),
                self.needs_interpreter and (self.lang_id.name or self.env._("yes")),
            ),
            (self.env._("In detention"), self.detained and (self.institution or self.env._("yes"))),
        ]
        return [f'{label}: {value}' for label, value in lines if value]

    def _sentence(self, lazy):
        """Return a sentence about this person, who is in it by the code."""
        sentence = self.env._(lazy)
        return sentence % {'code': self.code}

    def _label(self, name):
        """Return the words for the value of a selection."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name])
