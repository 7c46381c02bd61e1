import base64
import hashlib
import hmac
import json
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ... import audit, sealed
from ...codes import digest
from ...form import import_list
from ...kept import without_defaults
from ...sealed.keys import system_secret

_lt = LazyTranslate(__name__)

BATCH = 100  # lines, between two moments at which the work is kept
KEPT_FOR = timedelta(days=1)
# What the desk fills in; all else follows.
BY_HAND = frozenset({'file', 'takes'})
UNREADABLE = {
    'empty': _lt("There are no lines in this file. Choose the file with the list."),
    'too_large': _lt("This file is larger than %(megabytes)s MB. Divide it into several."),
    'too_many': _lt("There are more than %(rows)s lines in this file. Divide it into several."),
    'encoding': _lt("The letters of this file cannot be read. Save it as CSV with UTF-8."),
    'broken': _lt("From line %(line)s on this is no CSV. Look for a quotation mark too many."),
    'unknown_column': _lt("Column %(column)s has a name that is not in the template."),
    'repeated_column': _lt("Column %(column)s has the same name as an earlier one."),
    'missing_columns': _lt(
        "The list needs at least the columns of who registered, the side and the name. Take over"
        " their names from the template."
    ),
}


class MediationImport(models.Model):
    """An old list of registrations that the desk brings in: checked first, then line by line.

    Room: front door. The list is kept sealed, in the row and never as an attachment, and its key is
    destroyed when it is not needed any more, after a day at the latest. Each batch is kept together
    with how far it is, and each line is taken once by what it says: whoever is killed goes on where
    he was, and the same list brings nothing a second time.
    """

    _name = 'mediation.import'
    _description = "Import of an old list"
    _inherit = 'sealed.mixin'
    _seal_prefix = 'I'
    _order = 'id desc'

    state = fields.Selection(
        [
            ('draft', "To check"),
            ('checked', "Checked"),
            ('running', "Being imported"),
            ('done', "Imported"),
            ('forgotten', "Thrown away"),
        ],
        required=True,
        readonly=True,
        default='draft',
        copy=False,
    )
    takes = fields.Selection(
        [
            ('all', "All lines, or none as long as one is wrong"),
            ('good', "The good lines; the others come back as a list with the reasons"),
        ],
        string="Import",
        required=True,
        default='all',
    )
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company, ondelete='restrict'
    )
    file = sealed.Binary(string="List (CSV)")
    rejected = sealed.Binary(string="Lines that come back", readonly=True)
    has_rejected = fields.Boolean(compute='_compute_has_rejected')
    line_ids = fields.One2many(
        'mediation.import.line', 'import_id', string="What is wrong", readonly=True
    )
    good_count = fields.Integer(string="Good lines", readonly=True, copy=False)
    bad_count = fields.Integer(string="Lines with something wrong", readonly=True, copy=False)
    position = fields.Integer(string="Lines done", readonly=True, copy=False)
    registered_count = fields.Integer(string="Registrations made", readonly=True, copy=False)
    progress = fields.Integer(compute='_compute_progress')

    _code_uniq = models.UniqueIndex('(code)')
    _running_idx = models.Index("(id) WHERE state = 'running'")

    @api.depends('rejected')
    def _compute_has_rejected(self):
        for job in self:
            job.has_rejected = bool(job.id) and job._origin._is_sealed_in('rejected')

    @api.depends('position', 'good_count')
    def _compute_progress(self):
        for job in self:
            # A line that says the same as another is done too, without being counted as good.
            done = min(job.position, job.good_count)
            job.progress = 100 * done // job.good_count if job.good_count else 0

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_by_hand(vals)
        clean = without_defaults(self, self._fields.keys() - BY_HAND)
        return super(MediationImport, clean).create(vals_list)

    def write(self, vals):
        self._refuse_by_hand(vals)
        if 'file' in vals and not self.env.su:
            if any(job.state not in ('draft', 'checked') for job in self):
                raise UserError(self.env._("This list is being imported. Make a new one."))
            self.sudo().write({'state': 'draft', 'line_ids': [fields.Command.clear()]})
        return super().write(vals)

    def action_check(self):
        """Look at each line, and import nothing yet."""
        self._check_state('draft', 'checked')
        raw = base64.b64decode(self.file or b'')
        headers, lines = self._read(raw)
        self._find_repeated(lines)
        bad = [line for line in lines if not line.is_good]
        # Kept by the system: what was found is not written by hand.
        job_sudo = self.sudo()
        job_sudo.line_ids.unlink()
        job_sudo.line_ids = [
            fields.Command.create(
                {
                    'number': line.number,
                    'column': name if name != 'line' else False,
                    'problem': self.env['mediation.import.line']._problem_of(problem.key),
                    'detail': next(iter(problem.numbers.values()), 0),
                }
            )
            for line in bad
            for name, problem in line.problems.items()
        ]
        job_sudo.write(
            {
                'state': 'checked',
                'good_count': len(lines) - len(bad),
                'bad_count': len(bad),
                'position': 0,
                'rejected': self._list_of(headers, bad),
            }
        )
        audit.note(self.env, 'opened', self, reason="import of a list")

    def action_import(self):
        """Let the good lines come in, in batches and in the background."""
        self._check_state('checked')
        if not self.good_count:
            raise UserError(self.env._("There is no good line in this list. Nothing is imported."))
        if self.takes == 'all' and self.bad_count:
            raise UserError(
                self.env._(
                    "Something is wrong with %(count)s lines, and you chose all or none. Mend the"
                    " list, or choose to import the good lines only.",
                    count=self.bad_count,
                )
            )
        self.sudo().state = 'running'
        self.env.ref('herstelbemiddeling.ir_cron_run_imports').sudo()._trigger()

    def action_fetch(self):
        """Download the lines that were wrong, with the reasons."""
        self.ensure_one()
        self.check_access('read')
        return {
            'type': 'ir.actions.act_url',
            'url': f'/herstelbemiddeling/import/{self.id}',
            'target': 'download',
        }

    def action_forget(self):
        """Throw the list away; what was imported stays."""
        self._check_state('draft', 'checked', 'done')
        self._forget()

    def _check_state(self, *states):
        self.ensure_one()
        self.check_access('write')
        self.lock_for_update()
        if self.state not in states:
            raise UserError(
                self.env._("This list is somewhere else by now. Reload the page to see where.")
            )

    def _refuse_by_hand(self, vals):
        if not self.env.su and vals.keys() - BY_HAND - {'code'}:
            raise UserError(self.env._("Choose a file here; everything else follows from it."))

    def _may_open_seals(self):
        return self.sudo().create_uid == self.env.user

    # Reading

    def _read(self, raw):
        """Return ``(headers, lines)``; raise UserError when the file cannot be used at all."""
        today = fields.Date.context_today(self)
        languages = self.env['res.lang'].sudo().with_context(active_test=False)
        known = [
            (lang.id, lang.code, lang.iso_code)
            for lang in languages.search([], order='active desc, code')
        ]
        try:
            return import_list.read(raw, today, known)
        except import_list.Unreadable as error:
            sentence = self.env._(UNREADABLE[error.key])
            raise UserError(sentence % error.numbers) from None

    def _find_repeated(self, lines):
        """Note which lines say the same as an earlier one, or as one that was imported before."""
        keys = {line.number: digest(self._key_of(line)) for line in lines if line.is_good}
        submissions = self.env['mediation.submission'].sudo()
        before = set(
            submissions.search([('key_digest', 'in', list(keys.values()))]).mapped('key_digest')
        )
        first = {}
        for line in lines:
            key = keys.get(line.number)
            if key in before:
                line.problems['line'] = import_list.Problem('before')
            elif key in first:
                line.problems['line'] = import_list.Problem('repeats', {'line': first[key]})
            elif key:
                first[key] = line.number

    def _key_of(self, line):
        """Return what makes a line happen once: a digest that only this database can make."""
        words = json.dumps(line.values, default=str, sort_keys=True)
        secret = system_secret(self.env, 'receipt')
        return hmac.new(secret, f'import|{words}'.encode(), hashlib.sha256).hexdigest()

    def _list_of(self, headers, bad):
        """Return the lines that are wrong as a list to mend and bring in again, or False."""
        Line = self.env['mediation.import.line']
        rows = []
        for line in bad:
            reasons = [
                Line.new(
                    {
                        'column': name,
                        'problem': Line._problem_of(problem.key),
                        'detail': next(iter(problem.numbers.values()), 0),
                    }
                )
                for name, problem in line.problems.items()
            ]
            said = " ".join(
                f'{reason.about}: {reason.sentence}' if reason.about else reason.sentence
                for reason in reasons
            )
            cells = (line.cells + [''] * len(headers))[: max(len(headers), len(line.cells))]
            rows.append([*cells, str(line.number), said])
        names = [*headers, self.env._("line"), self.env._("reason")]
        return base64.b64encode(import_list.write(names, rows)) if rows else False

    # Importing

    @api.model
    def _run_imports(self):
        """Run when one is started, and again until each is through."""
        for job in self.search([('state', '=', 'running')], order='id'):
            if not job._go_on():
                break

    def _go_on(self):
        """Import batch after batch; return whether there is time left."""
        lines = self._lines()
        while self._take_batch(lines):
            left = max(len(lines) - self.position, 0)
            if not self.env['ir.cron']._commit_progress(BATCH, remaining=left):
                return False
        return True

    def _lines(self):
        """Return the good lines, with nobody there who asks for them."""
        opened = sealed.open_values(self, ['file'], reason="import of a list")[self.id]
        _headers, lines = self._read(base64.b64decode(opened['file'] or b''))
        return [line for line in lines if line.is_good]

    def _take_batch(self, lines):
        """Import the next lines in this transaction; return whether there was something to do."""
        if not self.try_lock_for_update() or self.state != 'running':
            return False
        batch = lines[self.position : self.position + BATCH]
        submissions = self.env['mediation.submission']
        new = [line for line in batch if submissions._claim(digest(self._key_of(line)))]
        self.env['mediation.registration'].create([self._values_of(line) for line in new])
        self.write(
            {
                'position': self.position + len(batch),
                'registered_count': self.registered_count + len(new),
            }
        )
        if self.position >= len(lines):
            self._finish()
        return True

    def _values_of(self, line):
        values = dict(line.values)
        day = values.pop(import_list.DATE_RECEIVED, None)
        received = datetime.combine(day, time(12)) if day else fields.Datetime.now()
        return {**values, 'date_received': received, 'company_id': self.company_id.id}

    def _finish(self):
        self.write({'state': 'done', 'position': self.good_count, 'file': False})
        audit.note(
            self.env, 'created', self, reason=f"import of {self.registered_count} registrations"
        )
        if not self.bad_count:
            self._erase_seals()

    # Forgetting

    def _forget(self):
        jobs_sudo = self.sudo()
        jobs_sudo.line_ids.unlink()
        jobs_sudo.filtered(lambda job: job.state != 'done').state = 'forgotten'
        jobs_sudo._erase_seals()

    @api.autovacuum
    def _gc_lists(self):
        """Nobody keeps a list of people lying about because it was forgotten."""
        old = self.search(
            [('state', '!=', 'running'), ('create_date', '<', fields.Datetime.now() - KEPT_FOR)]
        )
        old.filtered(lambda job: job._is_sealed_in('file') or job.has_rejected)._forget()
