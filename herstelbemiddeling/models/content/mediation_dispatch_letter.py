from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from ...letters.page import language_of, make_pdf, organisation

TIME_ZONE = 'Europe/Amsterdam'  # of a mediator who has set none
TEMPLATE = 'herstelbemiddeling.letter_%s'


class MediationDispatchLetter(models.Model):
    """A letter on paper, made anew each time it is printed: nothing of it is kept."""

    _inherit = 'mediation.dispatch'

    def _template(self):
        # Everybody's letters come from it; only administrators change it.
        return self.env.ref(TEMPLATE % self.kind).sudo()

    def _template_date(self):
        return self._template().write_date

    def _pdf(self):
        """Return the letter, made from what is known now, for the person who asks."""
        self.ensure_one()
        template_sudo = self._template()
        lang = language_of(template_sudo, self.party_id.lang_id.code)
        return make_pdf(self.env, template_sudo.key, lang, self._letter(lang))

    def _letter(self, lang):
        """Return what the template gets: this person, this talk, and nothing of anybody else."""
        party = self.party_id
        return {
            'date': format_date(
                self.env, fields.Date.context_today(self), lang_code=lang, date_format='d MMMM y'
            ),
            'to': self._address(),
            'name': party.full_name or '',
            'institution': self._institution(),
            'mediator': self.case_id.mediator_id.name,
            'talk': {**self._talk(lang), 'place': self.session_id.place or ''},
            'forms': party.with_context(lang=lang).contact_mode_ids.mapped('name'),
            'evaluation': self._evaluation(lang),
            'organisation': organisation(party.company_id.sudo()),  # is public
        }

    def _evaluation(self, lang):
        """Return where and with which code this person tells how it was."""
        if self.kind != 'evaluation':
            return {}
        asked = self.env['mediation.evaluation']._ask(self.party_id)
        return {
            'address': asked._address(lang),
            'code': asked._code_to_hand_over(),
            'until': format_date(
                self.env, asked.date_until, lang_code=lang, date_format='d MMMM y'
            ),
        }

    def _address(self):
        party, place = self.party_id, self._place()
        lines = [line for line in (party.full_name, party.street, place) if line]
        if self.channel == 'post' and not (party.full_name and party.street and place):
            raise UserError(
                self.env._(
                    "The address of %(code)s is not complete. Fill in name, street, postcode and"
                    " city, or choose another way.",
                    code=party.code,
                )
            )
        return lines if self.channel == 'post' else lines[:1]

    def _place(self):
        return '  '.join(filter(None, (self.party_id.postcode, self.party_id.city)))

    def _institution(self):
        """Return the lines of the sheet that goes on top, for who passes the letter on."""
        if self.channel != 'institution':
            return []
        party = self.party_id
        if not (party.institution and party.institution_contact):
            raise UserError(
                self.env._(
                    "Fill in the institution of %(code)s and the contact person there first.",
                    code=party.code,
                )
            )
        lines = [party.institution, party.institution_contact, party.street, self._place()]
        return [line for line in lines if line]

    def _talk(self, lang):
        """Return when and how the talk is; where it is stays sealed for who has no right to it."""
        talk = self.session_id
        if not talk:
            return {}
        zone = talk.user_id.tz or TIME_ZONE
        return {
            'when': format_datetime(
                self.env, talk.date_start, tz=zone, dt_format='EEEE d MMMM y, HH:mm', lang_code=lang
            ),
            'how': talk.how,
        }
