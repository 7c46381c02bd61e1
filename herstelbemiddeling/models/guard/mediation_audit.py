from odoo import fields, models
from odoo.tools import SQL

from ...audit import store


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
    record_id = fields.Integer(string="Record", readonly=True)
    code = fields.Char(readonly=True)
    case_id = fields.Many2one('mediation.case', readonly=True)
    reason = fields.Char(readonly=True)

    def init(self):
        store.install(self.env.cr.dbname)
        self.env.cr.execute(SQL("DROP VIEW IF EXISTS %s", SQL.identifier(self._table)))
        self.env.cr.execute(
            SQL(
                """
                CREATE VIEW %s AS
                SELECT seq AS id, seq, moment, uid AS user_id, session, request, verb,
                       model, record_id, code, case_id, reason
                  FROM herstelbemiddeling_audit.entry
                """,
                SQL.identifier(self._table),
            )
        )
