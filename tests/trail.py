"""Reading the audit trail from a test. It is written by other connections, and for good."""

from unittest.mock import patch

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo import sql_db

from .common import MediationCase


class AuditedCase(MediationCase):
    """A test whose transaction sees what is committed meanwhile, and so the entries it causes.

    The trail of the test database grows from test to test: ``noted`` looks at this test only.
    """

    @classmethod
    def setUpClass(cls):
        with patch.object(
            sql_db, 'ISOLATION_LEVEL_REPEATABLE_READ', ISOLATION_LEVEL_READ_COMMITTED
        ):
            super().setUpClass()

    def setUp(self):
        super().setUp()
        self.start_trail()

    def start_trail(self):
        self.last_seq = self.env['mediation.audit'].sudo().search([], limit=1).seq

    def noted(self, *verbs):
        """The entries since the start, oldest first, of these verbs or of all."""
        domain = [('seq', '>', self.last_seq)]
        if verbs:
            domain.append(('verb', 'in', verbs))
        return self.env['mediation.audit'].sudo().search(domain, order='seq')
