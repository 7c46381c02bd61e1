from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...codes import digest, receipt_for
from ...sealed.keys import system_secret

MONTHS = 3  # in which a code can be used
PAGE = 'herstelbemiddeling/evaluatie'


class MediationEvaluation(models.Model):
    """That somebody was asked how the mediation went, and whether an answer came. Never which.

    Room: content. The answers stand apart (`mediation.evaluation.answer`) and nothing leads from
    here to them: no reference, no moment, no order. That an answer came is written past the ORM,
    for a date of change or an entry of the audit trail would say when.
    """

    _name = 'mediation.evaluation'
    _description = "Request for an evaluation"
    _inherit = 'mediation.content'
    _seal_prefix = 'Y'
    _seal_key_field = 'party_id'
    _order = 'id desc'

    party_id = fields.Many2one('mediation.party', required=True, index=True, ondelete='restrict')
    code_digest = fields.Char(readonly=True)
    date_until = fields.Date(string="Can be answered until", readonly=True)
    is_answered = fields.Boolean(string="Answered", readonly=True)

    _code_digest_uniq = models.UniqueIndex('(code_digest)')

    @api.model
    def _ask(self, party):
        """Return the request that this person can answer now; make one if there is none.

        :raise UserError: when this person is not to be asked (yet, or any more)
        """
        party.check_access('write')
        party._check_may_be_met('aftercare')
        if not party.is_evaluation_open:
            raise UserError(
                self.env._("How it went is asked in the aftercare, of people who took part.")
            )
        party.lock_for_update(allow_referencing=True)
        asked = self._asked_of(party)
        if any(evaluation.is_answered for evaluation in asked):
            raise UserError(self.env._("%(code)s has answered already.", code=party.code))
        current = asked.filtered(lambda evaluation: evaluation.date_until >= self._today())[:1]
        return current or self._make(party)

    @api.model
    def _make(self, party):
        # Kept by the system.
        made_sudo = self.sudo().create(
            {'party_id': party.id, 'date_until': self._today() + relativedelta(months=MONTHS)}
        )
        made_sudo.code_digest = digest(made_sudo._code_to_hand_over())
        return made_sudo.sudo(False)

    def _code_to_hand_over(self):
        """Return the code for this request: the same each time, so that a lost letter is no loss.

        It is not stored. It follows from a secret that the database does not hold, and leads to
        the request only, never to an answer.
        """
        self.ensure_one()
        return receipt_for(self.code, system_secret(self.env, 'evaluation'))

    def _address(self, lang_code):
        """Return where to answer, in a language of the website or else in its own, to be typed."""
        # Its address and its languages are public.
        website_sudo = self.env['website'].sudo().get_current_website()
        lang = website_sudo.language_ids.filtered(lambda lang: lang.code == lang_code)
        prefix = '' if lang in (website_sudo.default_lang_id, lang.browse()) else lang.url_code
        address = '/'.join(filter(None, (website_sudo.get_base_url(), prefix, PAGE)))
        return address.removeprefix('https://').removeprefix('http://')

    @api.model
    def _asked_of(self, party):
        return self.search([('party_id', '=', party.id)])

    @api.model
    def _today(self):
        return fields.Date.context_today(self)

    @api.model
    def _is_open(self, code):
        """Return whether this code can be used; one query, alike for every code that cannot."""
        self.flush_model(['code_digest', 'date_until'])
        query = "SELECT id FROM mediation_evaluation WHERE %s"
        return bool(self.env.execute_query(SQL(query, self._can_be_used(code))))

    @api.model
    def _answer(self, code, answers):
        """Take the answers of whoever has this code; once, and within its time.

        :param answers: values of `mediation.evaluation.answer`, checked there
        :return: whether they were taken
        """
        self.flush_model(['code_digest', 'date_until'])
        query = "UPDATE mediation_evaluation SET is_answered = true WHERE %s RETURNING id"
        taken = self.env.execute_query(SQL(query, self._can_be_used(code)))
        if not taken:
            return False
        asked = self.browse(taken[0])
        asked.invalidate_recordset(['is_answered'])
        completed = asked.case_id.contact_ids.filtered(
            lambda contact: contact.state == 'completed' and asked.party_id in contact.party_ids
        )
        self.env['mediation.evaluation.answer']._take(
            {
                **answers,
                'side': asked.party_id.side,
                'contact_mode_id': completed[:1].contact_mode_id.id,
            }
        )
        return True

    @api.model
    def _can_be_used(self, code):
        """Return the condition for a code; what is compared are digests, which nobody can steer."""
        return SQL(
            "code_digest = %s AND date_until >= %s AND is_answered IS NOT TRUE",
            digest(code.strip().upper()),
            self._today(),
        )
