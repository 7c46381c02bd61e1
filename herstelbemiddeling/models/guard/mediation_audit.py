from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate

from ...audit import store

_lt = LazyTranslate(__name__)

# Working days, from the first hour to the one that is no more, as the reader's clock shows it.
OFFICE_HOURS = range(7, 19)
# The words that programs give as a reason. Other reasons are names of fields, or whole sentences.
REASONS = {
    'seal': _lt("sealed"),
    'read': _lt("to read"),
    'write': _lt("to change"),
    'create': _lt("to create"),
    'unlink': _lt("to delete"),
    'asked': _lt("asked for"),
    'granted': _lt("granted"),
    'refused': _lt("refused"),
    'ended': _lt("ended early"),
    'over': _lt("time is over"),
    'emergency setting': _lt("setting of emergency access"),
    'role': _lt("role"),
    'extract': _lt("extract"),
    'privacy look-up': _lt("look-up of a person"),
    'record rule': _lt("record rule"),
    'access right': _lt("access right"),
    'mail address': _lt("mail address"),
    'login': _lt("login"),
    'password': _lt("password"),
    'second factor': _lt("second factor"),
    'API key': _lt("API key"),
    'program': _lt("program"),
    'own page': _lt("shown on the own page"),
    'term is over': _lt("the term is over"),
    'uninstalled': _lt("the whole addon is uninstalled"),
    'restored': _lt("erased before, and back with a backup"),
    'erasing failed': _lt("could not be erased"),
    'erasing put off': _lt("erasing put off"),
    'hold asked for': _lt("legal hold asked for"),
    'hold held': _lt("legal hold agreed to"),
    'hold refused': _lt("legal hold refused"),
    'hold ending': _lt("end of a legal hold asked for"),
    'hold ended': _lt("legal hold ended"),
    'retention term': _lt("how long data are kept"),
    'drawn for review': _lt("drawn at random for practice supervision"),
    'confirmation': _lt("confirmation of what was received"),
    'added by code': _lt("added by the person, with the code of the receipt"),
    "has come of age?": _lt("whether somebody has come of age"),
    "mail to a party": _lt("a mail to a party"),
    "version of a text": _lt("the version of a text for outside"),
    "a copy for who receives it": _lt("the copy for who receives it"),
    "is the sender to be found by these words?": _lt("whether words tell how to find the sender"),
    "is a guardian asked too?": _lt("whether the guardian of the sender is asked too"),
    'figures': _lt("figures of a period"),
    'figures frozen': _lt("figures of a period, frozen"),
    "age band for the figures": _lt("the age, as a band in the figures"),
    "plain facts for the gates": _lt("facts for the gates, at an update"),
    "blind index": _lt("to find the same person again"),
    "reach with care": _lt("whether somebody is to be reached with care"),
    "a question to the person": _lt("the mail that there is a question"),
    "import of a list": _lt("import of an old list"),
}


class MediationAudit(models.Model):
    """An entry of the audit trail, as the privacy officer and the members of a case read it.

    Room: guard. A view on a chain that Odoo can only append to; see ``audit``.
    """

    _name = 'mediation.audit'
    _description = "Audit trail"
    _auto = False
    _rec_name = 'seq'
    _order = 'seq desc'

    seq = fields.Integer(string="Number", readonly=True)
    moment = fields.Datetime(readonly=True)
    user_id = fields.Many2one('res.users', string="Person", readonly=True)
    roles = fields.Char(compute='_compute_roles', compute_sudo=True)
    session = fields.Char(readonly=True, help="A digest of the session, or the kind of client.")
    request = fields.Char(readonly=True, help="What was done in one go has the same request.")
    verb = fields.Selection(
        [
            ('opened', "Opened"),
            ('searched', "Searched"),
            ('created', "Created"),
            ('changed', "Changed"),
            ('released', "Released"),
            ('printed', "Printed"),
            ('refused', "Refused"),
            ('erased', "Erased"),
            ('broken', "Integrity error"),
            ('emergency', "Emergency access"),
            ('rights', "Rights changed"),
            ('key', "Key used or changed"),
        ],
        string="What",
        readonly=True,
    )
    model = fields.Char(string="Kind of record", readonly=True)
    record_id = fields.Integer(readonly=True)
    code = fields.Char(readonly=True)
    case_id = fields.Many2one('mediation.case', readonly=True)
    company_id = fields.Many2one(
        'res.company',
        readonly=True,
        help="Whose it is. Rights, keys and the like are of nobody alone.",
    )
    reason = fields.Char(readonly=True)
    reason_label = fields.Char(string="About", compute='_compute_reason_label')
    is_out_of_hours = fields.Boolean(
        string="Out of office hours",
        compute='_compute_is_out_of_hours',
        search='_search_is_out_of_hours',
    )

    def init(self):
        store.install(self.env.cr.dbname)
        self.pool.post_init(self._make_view)  # other tables come later than this model

    def _make_view(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
                CREATE VIEW %s AS
                SELECT seq AS id, seq, moment, uid AS user_id, session, request, verb,
                       entry.model, record_id, entry.code, mediation_case.id AS case_id, reason,
                       coalesce(
                           mediation_case.company_id, told.company_id, erased.company_id,
                           CASE WHEN entry.model LIKE 'mediation.%%' THEN person.company_id END
                       ) AS company_id
                  FROM herstelbemiddeling_audit.entry
                  -- An entry outlives its case; a reader would stumble over one that is gone.
                  LEFT JOIN mediation_case ON mediation_case.id = case_id
                  -- Whose it is: of the case, the registration, what its certificate says of what
                  -- is gone, or of who did it.
                  LEFT JOIN mediation_registration told
                    ON entry.model = 'mediation.registration' AND told.id = record_id
                  LEFT JOIN LATERAL (
                      SELECT company_id FROM mediation_retention_certificate
                       WHERE erased_code = entry.code LIMIT 1
                  ) erased ON mediation_case.id IS NULL AND told.id IS NULL
                  LEFT JOIN res_users person ON person.id = uid
                """,
                SQL.identifier(self._table),
            )
        )

    @api.depends('moment')
    @api.depends_context('tz')
    def _compute_is_out_of_hours(self):
        for entry in self:
            local = entry.moment and fields.Datetime.context_timestamp(self, entry.moment)
            entry.is_out_of_hours = bool(local) and (
                local.hour not in OFFICE_HOURS or local.isoweekday() > 5
            )

    @api.depends('model', 'reason')
    @api.depends_context('lang')
    def _compute_reason_label(self):
        for entry in self:
            words = (entry.reason or '').split(', ')
            entry.reason_label = ', '.join(entry._label_of(word) for word in words)

    def _label_of(self, word):
        if word in REASONS:
            return self.env._(REASONS[word])
        model = self.env.get(self.model or '')
        operation, _space, name = word.rpartition(' ')
        if model is None or name not in model._fields:
            return word
        label = model._fields[name]._description_string(self.env)
        return f'{self._label_of(operation)}: {label}' if operation in REASONS else label

    def _search_is_out_of_hours(self, operator, value):
        if operator != 'in' or True not in value:
            return NotImplemented
        # PostgreSQL numbers the days of the week from Sunday.
        return (
            Domain('moment.hour_number', '<', OFFICE_HOURS.start)
            | Domain('moment.hour_number', '>=', OFFICE_HOURS.stop)
            | Domain('moment.day_of_week', 'in', [0, 6])
        )

    @api.depends('user_id')
    @api.depends_context('lang')
    def _compute_roles(self):
        """What this person is today: who asks who looked may be told that instead of a name."""
        category = self.env.ref('herstelbemiddeling.module_category_mediation')
        for entry in self:
            groups = entry.user_id.all_group_ids.filtered(
                lambda group: group.privilege_id.category_id == category
            )
            entry.roles = ', '.join(groups.mapped('name')) or (
                False if entry.user_id else self.env._("a program, without a person")
            )

    # Where the trail has its weak form, PostgreSQL would write through the view.
    # pylint: disable=method-required-super

    @api.model_create_multi
    def create(self, vals_list):
        raise self._refusal()

    def write(self, vals):
        raise self._refusal()

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise self._refusal()

    def _refusal(self):
        return AccessError(self.env._("The audit trail only grows. Nobody changes what it says."))
