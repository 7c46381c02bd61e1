"""Two people at the same moment: two connections to a database of their own, which is committed to.

What one has done and not yet committed is there when the other begins; so each order of two things
is tried on purpose, and none by chance.
"""

import threading
import time
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import close_db
from odoo.tools import config

from .common import make_personas
from .process import ProcessCase

PATIENCE = 60  # seconds
WAITING = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


class Race:
    """A database in which two people do something at the same moment."""

    def __init__(self, database):
        with patch.dict(config._runtime_options, {'test_enable': False}):
            self.registry = Registry(database)  # and run no test of Odoo's in it
        self._patches = [
            patch.object(self.registry['ir.mail_server'], '_disable_send', lambda _server: True),
            # Odoo waits a while by chance before it does something again.
            patch('odoo.service.model.random.uniform', return_value=0),
        ]
        for patcher in self._patches:
            patcher.start()
        with self.as_superuser() as env:
            users = make_personas(env)
            users['mediator'].notification_type = 'inbox'
            self.ids = {login: user.id for login, user in users.items()}

    def stop(self):
        for patcher in self._patches:
            patcher.stop()
        close_db(self.registry.db_name)
        Registry.delete(self.registry.db_name)

    @contextmanager
    def as_superuser(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            yield env
            env.flush_all()

    @contextmanager
    def course(self, phase):
        """Begin a new case, take it to a phase, and commit what is done with it."""
        with self.as_superuser() as env:
            steps = self._steps(env)
            steps.setUpCase()
            steps.bring_to(phase)
            yield steps

    def _steps(self, env):
        """The helpers of the tests, working in this transaction instead of that of a TestCase."""
        users = {login: env['res.users'].browse(uid) for login, uid in self.ids.items()}
        stages = env['mediation.stage'].search([])
        values = {
            'env': env,
            'users': users,
            **users,
            'stages': {stage.phase: stage for stage in stages.sorted('id')},
            'modes': {mode.code: mode for mode in env['mediation.contact.mode'].search([])},
        }
        return type('Steps', (ProcessCase,), values)('bring_to')

    def does(self, login, action, *arguments):
        """Do it as somebody, like a request: once more when PostgreSQL refuses it.

        :return: the sentence with which it was refused, or None
        """
        threading.current_thread().dbname = self.registry.db_name
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.ids[login], {})
            try:
                retrying(partial(action, env, *arguments), env)
            except UserError as error:
                cr.rollback()
                return str(error)
        return None

    def together(self, first, second):
        """Do the second while the first is done and not committed yet.

        :param first: function of an environment, done by the mediator
        :param second: the same, done by the co-mediator
        :return: the sentence with which the second was refused, or None
        """
        said = []
        other = threading.Thread(target=lambda: said.append(self.does('co_mediator', second)))
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.ids['mediator'], {})
            first(env)
            env.flush_all()
            other.start()
            self.wait_for(other)
        other.join(PATIENCE)
        assert said, "the second never came to an end"
        return said[0]

    def wait_for(self, other):
        """Wait until somebody else is done, or waits for what this one has locked."""
        end = time.monotonic() + PATIENCE
        with self.registry.cursor() as cr:
            while other.is_alive() and time.monotonic() < end:
                cr.execute(WAITING)
                [[waiting]] = cr.fetchall()
                if waiting:
                    return
                cr.rollback()  # what is seen in one transaction stays as it was
                time.sleep(0.02)
