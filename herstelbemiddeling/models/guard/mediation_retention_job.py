import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate

from ... import audit
from ...notices import colleagues, send_notice
from ...retention.erase import erase
from ...retention.replay import is_needed, replay
from ...rights import OFFICER
from ...sealed import erased

_lt = LazyTranslate(__name__)

_logger = logging.getLogger(__name__)

# A form that is sent again after this long is a new one.
SUBMISSIONS_KEPT = timedelta(days=30)


class MediationRetentionDue(models.Model):
    """The job that erases what is due, one by one, and what is done before anybody is served."""

    _inherit = 'mediation.retention.due'

    def _register_hook(self):
        """Erase again what a restored backup has brought back, before anybody is served."""
        super()._register_hook()
        erased.check(self.env)
        if erased.path().exists():
            self._keep_to_the_list()

    @api.model
    def _keep_to_the_list(self):
        """Bring list and database together: whoever is erased in one of them is so in both."""
        erased.catch_up(self.env)
        if is_needed(self.env):
            replay(self.env.cr.dbname)

    @api.model
    def _erase_due(self):
        """Run every day: erase what goes today, oldest first, each in a transaction of its own.

        Whatever happens halfway, what is committed is done and nothing else has begun. One that
        fails is noted and told of, and stays on the list; the others go on.
        """
        self._forget_submissions()
        self._tell_what_is_coming()
        try:
            self._keep_to_the_list()
        except erased.ErasedListError as error:
            _logger.error("%s", error)  # noqa: TRY400 (the sentence says it all)
            self._tell_of_failure()
            return
        waiting = self.search([('state', '=', 'due')]).ids
        failed = 0
        for number, due_id in enumerate(waiting, 1):
            failed += not self._erase_one(due_id)
            if not self.env['ir.cron']._commit_progress(1, remaining=len(waiting) - number):
                break
        if failed:
            self._tell_of_failure()

    @api.model
    def _erase_one(self, due_id):
        """Erase one, when it is still due; return whether all is well."""
        # The one before it may have taken it along, and a hold may have come in meanwhile.
        self.env.invalidate_all()
        due = self.search([('id', '=', due_id), ('state', '=', 'due')])
        try:
            with self.env.cr.savepoint():
                if due and due._is_ours():
                    due._erase()
        except Exception:
            # Its text may hold a row; the log of this addon keeps values out.
            _logger.exception("%s could not be erased", due.code)
            audit.note(self.env, 'refused', due._record(), reason='erasing failed')
            return False
        return True

    def _is_ours(self):
        """Lock what is to go, or leave it to whoever is at work on it until tomorrow."""
        record = self._record()
        file = self.case_id.sudo() or record
        return bool(file.try_lock_for_update() and record.try_lock_for_update())

    def _erase(self):
        # Read before: it is gone with what it is about.
        names = ('model', 'ground', 'file_code', 'date_last_act', 'date_due')
        values = {'erased_code': self.code, **{name: self[name] for name in names}}
        company = self.company_id
        counts = erase(self._record(), 'term is over')
        self.env['mediation.retention.certificate']._issue(company, counts, **values)

    @api.model
    def _forget_submissions(self):
        """That a form was sent is of no use when nobody sends it a second time any more."""
        before = fields.Datetime.now() - SUBMISSIONS_KEPT
        query = SQL("DELETE FROM mediation_submission WHERE create_date < %s", before)
        self.env.cr.execute(query)

    @api.model
    def _tell_what_is_coming(self):
        """Tell the privacy officers of a company when something of it comes upon the list."""
        coming = self.search([('state', '=', 'coming')])
        for company, rows in coming.grouped('company_id').items():
            days = self.env['mediation.policy']._of(company).retention_warning_days
            last_day = fields.Date.today() + timedelta(days=days)
            if last_day in rows.mapped('date_due'):
                send_notice(
                    colleagues(company, OFFICER),
                    _lt("Something is erased soon"),
                    _lt("Please look at the retention list: what has to stay is put off or held."),
                )

    @api.model
    def _tell_of_failure(self):
        # Of all companies: it is the job that is in trouble.
        officers = self.env.ref(OFFICER).sudo().all_user_ids
        send_notice(
            officers.with_env(self.env),
            _lt("Something could not be erased"),
            _lt("What is due was not erased. Please look at the retention list."),
        )
