from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...codes import digest, new_submission_key, receipt_for
from ...gates import is_at_least

MONTHS = 3  # in which a code can be used


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
        """Make a request and return its code, which is shown once and never stored.

        :raise UserError: when this person is not to be asked (yet, or any more)
        """
        party.check_access('write')
        party._check_may_be_met('aftercare')
        if not is_at_least(party.case_id.phase, 'aftercare') or party.consent_state == 'not_asked':
            raise UserError(
                self.env._("How it went is asked in the aftercare, of people who took part.")
            )
        code = receipt_for(new_submission_key(), new_submission_key().encode())
        # Kept by the system.
        self.sudo().create(
            {
                'party_id': party.id,
                'code_digest': digest(code),
                'date_until': fields.Date.context_today(self) + relativedelta(months=MONTHS),
            }
        )
        return code

    @api.model
    def _answer(self, code, answers):
        """Take the answers of whoever has this code; once, and within its time.

        :param answers: values of `mediation.evaluation.answer`, checked there
        :return: whether they were taken
        """
        today = fields.Date.context_today(self)
        asked = self.search(
            [('code_digest', '=', digest(code.strip().upper())), ('date_until', '>=', today)]
        )
        asked.flush_recordset()
        taken = self.env.execute_query(
            SQL(
                "UPDATE mediation_evaluation SET is_answered = true"
                " WHERE id IN %s AND is_answered IS NOT TRUE RETURNING id",
                tuple(asked.ids) or (0,),
            )
        )
        if not taken:
            return False
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
