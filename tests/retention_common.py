"""A case, a clock that is moved, a list of erased keys of its own, and the daily job."""

import os
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.herstelbemiddeling.person import nobody
from odoo.addons.herstelbemiddeling.sealed import erased

from . import test_by_hand
from .process import ProcessCase

ROLE = 'base.group_user,herstelbemiddeling.group_'


class RetentionCase(ProcessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_officer = new_test_user(
            cls.env, login='test_second_officer', groups=f'{ROLE}privacy_officer', lang='en_US'
        )
        # Odoo gives all users of a test one address; here they are people.
        for user in [*cls.users.values(), cls.second_officer]:
            user.email = f'{user.login}@example.org'
        cls.env.ref('base.user_admin').group_ids = cls.env.ref('base.group_user')

    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.list = Path(folder.name) / 'erased'
        self.list.touch(0o600)
        self.enterContext(patch.dict(os.environ, {erased.VARIABLE: str(self.list)}))
        self.commits = 0
        self.startPatcher(
            patch.object(self.env.registry['ir.cron'], '_commit_progress', self.commit)
        )

    def commit(self, *_arguments, **_values):
        self.env.flush_all()
        self.commits += 1
        return float('inf')

    @contextmanager
    def clock(self, **later):
        """The clock, so much later."""
        with freeze_time(fields.Datetime.now() + timedelta(**later)):
            self.env.invalidate_all()
            yield

    def run_job(self, **later):
        """What the daily job does, so much later, with nobody sitting there."""
        jobs = self.env(user=self.env.ref('base.user_root'))['mediation.retention.due']
        with self.clock(**later), nobody():
            jobs._erase_due()
        self.env.invalidate_all()

    def due(self, record=None, user=None):
        """What the privacy officer has on the list, of everything or of one record."""
        domain = [('code', '=', record.display_name)] if record else []
        self.env.flush_all()
        return self.env['mediation.retention.due'].with_user(user or self.privacy_officer).search(
            domain
        )  # fmt: skip

    def closed(self, phase='registered'):
        """Close the case from a phase on."""
        self.bring_to(phase)
        self.move('closed', outcome_id=self.outcome.id)
        self.env.flush_all()
        return self.case.sudo()

    def everything(self):
        """Fill the case with a row of each model of the content room, and close it.

        :return: ``{model: row}``
        """
        rows = test_by_hand.TestByHand.rows(self)
        party = {'party_id': self.other.id, 'case_id': self.case.id}
        message = rows['mediation.message'].sudo()
        more = {
            'mediation.attempt': {**party, 'result': 'declines', 'remark': "Canary attempt"},
            'mediation.person.request': {**party, 'words': "Canary request"},
            'mediation.page.code': {**party, 'code_digest': 'd' * 64},
            'mediation.page.entry': {**party, 'kind': 'letter', 'body': "Canary entry"},
            'mediation.delivery': {'message_id': message.id, 'recipient_id': self.other.id,
                                   'case_id': self.case.id, 'body': "Canary copy", 'how': 'post',
                                   'moment': fields.Datetime.now()},
        }  # fmt: skip
        for model, values in more.items():
            Model = self.env[model].sudo()
            rows[model] = rows.get(model) or Model.create(values)
        # Nobody who asks is erased before there is an answer.
        rows['mediation.person.request'].sudo().state = 'done'
        self.close_by_force()
        return rows

    def close_by_force(self):
        """Closed as it stands: which gates are met is not what is looked at here."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mediation_case SET stage_id = %s, phase = 'closed', date_closed = %s"
            " WHERE id = %s",
            [self.stages['closed'].id, fields.Datetime.now(), self.case.id],
        )
        self.env.invalidate_all()

    def tables_with(self, *codes):
        """Return the tables of the whole database in which one of these codes stands."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        pattern = '|'.join(codes)
        found = set()
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" row WHERE row::text ~ %s', [pattern]
            )
            if self.env.cr.fetchone()[0]:
                found.add(table)
        return found
