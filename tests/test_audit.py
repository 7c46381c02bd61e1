from odoo.addons.herstelbemiddeling import audit
from odoo.addons.herstelbemiddeling.audit import note, store
from odoo.addons.herstelbemiddeling.audit.check import check

from .common import MediationCase


class TestAudit(MediationCase):
    def test_first(self):
        case = self.make_case(self.mediator)
        note(self.env, 'opened', case, 'é"\\\x01\x7f€😀/')
        note(self.env, 'opened', case.party_ids)
        with store.connect(self.env.cr.dbname) as cr:
            cr.execute("SELECT * FROM herstelbemiddeling_audit.entry")
            for row in cr.dictfetchall():
                print(row)
            cr.execute(
                "select version(), rolcreaterole, nspowner::regrole from pg_roles, pg_namespace where rolname=current_user and nspname='herstelbemiddeling_audit'"
            )
            print(cr.fetchall())
        print(audit.status(self.env), list(check(self.env.cr.dbname)))
