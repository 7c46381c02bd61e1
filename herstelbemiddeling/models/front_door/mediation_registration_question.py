from odoo import fields, models
from odoo.exceptions import UserError

from .mediation_registration import OPEN_STATES


class MediationRegistrationQuestion(models.Model):
    """What is missing is asked back, and the person answers with the code of the receipt."""

    _inherit = 'mediation.registration'

    question_ids = fields.One2many('mediation.question', 'registration_id', string="Questions")
    waiting_since = fields.Datetime(string="Waits for an answer", readonly=True, copy=False)
    date_answered = fields.Datetime(string="Answered", readonly=True, copy=False)

    def write(self, vals):
        if vals.get('state') not in (None, *OPEN_STATES):
            # Nobody is waited for any more; what was not answered is not asked any more either.
            vals = {**vals, 'waiting_since': False}
        return super().write(vals)

    def action_ask(self):
        """Open the list of questions, with those ticked of which the answer is missing."""
        self._check_may_be_asked()
        return self.env['mediation.ask']._open(self)

    def _check_may_be_asked(self):
        self.ensure_one()
        self._check_open()
        if self._is_by_referrer():
            raise UserError(
                self.env._(
                    "Whoever registers somebody else is shown no questions with the code. Call or"
                    " write instead."
                )
            )

    def _ask(self, kinds):
        """Ask these questions, apart from those that are asked already and wait."""
        self.lock_for_update()
        self._check_may_be_asked()
        waiting = set(self._open_questions().mapped('kind'))
        # Questions are kept by the system: which were asked, by whom and when.
        self.env['mediation.question'].sudo().create(
            [
                {'registration_id': self.id, 'kind': kind, 'user_id': self.env.uid}
                for kind in kinds
                if kind not in waiting
            ]
        )
        self._decide_scope('ask')
        self.sudo().waiting_since = self.waiting_since or fields.Datetime.now()
        self._queue_question_mail()

    def _open_questions(self):
        """Return what the person is asked; nothing any more once there is a decision."""
        if self.state not in OPEN_STATES or self.date_withdrawn or self._is_by_referrer():
            return self.env['mediation.question']
        return self.question_ids.filtered(lambda question: not question.date_answered)

    def _answer(self, answers, submission_key):
        """Keep what the person answers, once for each key.

        :param answers: ``{kind: text}``; questions that are not in it stay open
        """
        if not self._claim_key(submission_key):
            return
        questions = self._open_questions()
        if not questions:
            raise UserError(self.env._("There is nothing left to answer."))
        now = fields.Datetime.now()
        for question in questions.filtered(lambda question: answers.get(question.kind)):
            question.write({'answer': answers[question.kind], 'date_answered': now})
        self.date_answered = now
        if not self._open_questions():
            self.waiting_since = False
        self._tell_about_it()

    def _has_unread_answer(self):
        """Return whether an answer came in after what was decided last."""
        answered = self.date_answered
        return bool(answered) and (not self.scope_date or answered >= self.scope_date)

    def _erase_seals(self):
        questions_sudo = self.sudo().question_ids
        questions_sudo.write({'answer': False})
        return super()._erase_seals()
