"""The checks of the key and of how Odoo was started: red, and green after the mending."""

import os
import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from odoo import fields

from odoo.addons.herstelbemiddeling.health import keys, postgresql, server

from .health_common import HealthCase, started_with


class TestHealthOfKey(HealthCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = self.folder / 'data'
        self.data.mkdir()
        self.startPatcher(started_with(data_dir=str(self.data)))

    def name_key(self, *path):
        key = self.folder.joinpath(*path)
        key.parent.mkdir(parents=True, exist_ok=True)
        key.touch()
        self.startPatcher(patch.dict(os.environ, {keys.VARIABLE: str(key)}))

    def test_the_key_and_what_its_keeper_says_of_it(self):
        for good, state in ((True, 'good'), (False, 'bad')):
            status = SimpleNamespace(good=good, sentence="So it is.")
            with self.subTest(state=state), patch.object(keys.keys, 'status', return_value=status):
                self.assertFinds(state, keys.key_is_there, "So it is.")

    def test_the_audit_trail_and_what_it_says_of_itself(self):
        for form, state in (('strong', 'good'), ('weak', 'bad'), ('missing', 'bad')):
            status = SimpleNamespace(form=form, sentence="So it is.")
            with self.subTest(form=form), patch.object(keys.audit, 'status', return_value=status):
                self.assertFinds(state, keys.audit_trail, "So it is.")

    def test_no_key_file_is_red(self):
        self.startPatcher(patch.dict(os.environ, {keys.VARIABLE: ''}))
        self.assertFinds('bad', keys.key_lies_apart, keys.VARIABLE)
        self.startPatcher(patch.dict(os.environ, {keys.VARIABLE: str(self.folder / 'none')}))
        self.assertFinds('bad', keys.key_lies_apart, keys.VARIABLE)

    def test_a_key_beside_the_data_is_red(self):
        self.name_key('data', 'backups', 'master.key')
        self.assertFinds('bad', keys.key_lies_apart, "backups", 'master.key')

    def test_a_key_in_the_source_is_red(self):
        (self.folder / 'source' / '.git').mkdir(parents=True)
        self.name_key('source', 'etc', 'master.key')
        self.assertFinds('bad', keys.key_lies_apart, "version control")

    def test_a_key_among_the_apps_is_red(self):
        self.name_key('apps', 'app', 'master.key')
        with patch('odoo.addons.__path__', [str(self.folder / 'apps')]):
            self.assertFinds('bad', keys.key_lies_apart, "apps")

    def test_a_link_to_a_key_counts_where_the_key_lies(self):
        self.name_key('data', 'master.key')
        link = self.folder / 'link.key'
        link.symlink_to(self.data / 'master.key')
        with patch.dict(os.environ, {keys.VARIABLE: str(link)}):
            self.assertFinds('bad', keys.key_lies_apart)

    def test_a_key_elsewhere_is_green_unless_it_is_on_the_same_disk(self):
        self.name_key('etc', 'master.key')
        self.assertFinds('warning', keys.key_lies_apart, "disk")
        with patch.object(keys, '_disk', lambda path: path):
            self.assertFinds('good', keys.key_lies_apart)

    def test_the_configuration_may_name_the_key_too(self):
        self.name_key('data', 'master.key')
        named = os.environ[keys.VARIABLE]
        self.startPatcher(patch.dict(os.environ, {keys.VARIABLE: ''}))
        with started_with(herstel_master_key_file=named):
            self.assertFinds('bad', keys.key_lies_apart, "backups")


class TestHealthOfServer(HealthCase):
    def test_developer_mode_and_tests(self):
        with started_with(dev_mode=[], test_enable=False):
            self.assertFinds('good', server.debugging)
        with started_with(dev_mode=['all'], test_enable=False):
            self.assertFinds('bad', server.debugging, '--dev all')
        with started_with(dev_mode=[], test_enable=True):
            self.assertFinds('bad', server.debugging, '--test-enable')

    def test_what_is_logged(self):
        quiet = {'log_level': 'info', 'log_handler': [':INFO'], 'log_db': ''}
        with started_with(**quiet):
            self.assertFinds('good', server.logging_level)
        for loud in (
            {'log_level': 'debug_sql'},
            {'log_handler': [':INFO', 'odoo.sql_db:DEBUG']},
            {'log_db': 'logs'},
        ):
            with self.subTest(**loud), started_with(**{**quiet, **loud}):
                self.assertFinds('bad', server.logging_level, next(iter(loud)))

    def test_profiling(self):
        self.env['ir.profile'].search([]).unlink()
        self.assertFinds('good', server.profiling)
        later, before = (
            fields.Datetime.to_string(fields.Datetime.add(fields.Datetime.now(), days=days))
            for days in (1, -1)
        )
        self.set_parameter('base.profiling_enabled_until', before)
        self.assertFinds('good', server.profiling)
        self.set_parameter('base.profiling_enabled_until', later)
        self.assertFinds('bad', server.profiling, later)
        self.set_parameter('base.profiling_enabled_until', False)
        self.env['ir.profile'].create({'name': "Kept"})
        self.assertFinds('warning', server.profiling, "values: 1")

    def test_the_database_list(self):
        with started_with(list_db=False, dbfilter='^example$', db_name=[]):
            self.assertFinds('good', server.database_list)
        with started_with(list_db=False, dbfilter='', db_name=['example']):
            self.assertFinds('good', server.database_list)
        with started_with(list_db=True, dbfilter='^example$'):
            self.assertFinds('bad', server.database_list, 'list_db = False')
        with started_with(list_db=False, dbfilter='', db_name=['one', 'two']):
            self.assertFinds('bad', server.database_list, f'dbfilter = ^{self.env.cr.dbname}$')

    def test_the_master_password(self):
        with started_with(admin_passwd='admin'):
            self.assertFinds('bad', server.master_password, 'admin_passwd')
        for other in ('something long and random', ''):
            with started_with(admin_passwd=other):
                self.assertFinds('good', server.master_password)

    def test_the_proxy(self):
        with started_with(http_interface='127.0.0.1', proxy_mode=True):
            self.assertFinds('good', server.proxy)
        with started_with(http_interface='127.0.0.1', proxy_mode=False):
            self.assertFinds('warning', server.proxy, 'proxy_mode = True')
        with started_with(http_interface='0.0.0.0', proxy_mode=True):
            self.assertFinds('warning', server.proxy, 'http_interface = 127.0.0.1')

    def test_workers(self):
        for count, state in ((0, 'warning'), (1, 'warning'), (2, 'good')):
            with self.subTest(count=count), started_with(workers=count):
                self.assertFinds(state, server.workers)


class TestHealthOfPostgreSQL(HealthCase):
    def test_every_setting_is_asked_for(self):
        self.assertEqual(postgresql._settings(self.env).keys(), postgresql.QUIET.keys())

    def test_a_quiet_log_is_green(self):
        quiet = {name: values[0] for name, values in postgresql.QUIET.items()}
        with patch.object(postgresql, '_settings', lambda env: quiet):
            self.assertFinds('good', postgresql.log_holds_no_values)

    def test_each_loud_setting_is_red_and_has_its_command(self):
        quiet = {name: values[0] for name, values in postgresql.QUIET.items()}
        loud = {
            'log_error_verbosity': 'default',
            'log_min_duration_sample': '100',
            'log_min_duration_statement': '0',
            'log_min_error_statement': 'error',
            'log_statement': 'mod',
        }
        for name, value in loud.items():
            changed = {**quiet, name: value}
            with (
                self.subTest(name=name),
                patch.object(postgresql, '_settings', lambda env, now=changed: now),
            ):
                command = f"ALTER SYSTEM SET {name} = '{quiet[name]}';"
                result = self.assertFinds('bad', postgresql.log_holds_no_values, command)
                self.assertEqual(result.todo.count('ALTER'), 1)

    def test_the_connection(self):
        for host in ('', '/run/postgresql', 'localhost', '127.0.0.1'):
            with self.subTest(host=host), started_with(db_host=host):
                self.assertFinds('good', postgresql.connection, "same machine")
        for encrypted, state in ((True, 'good'), (False, 'bad')):
            with (
                started_with(db_host='db.example.org'),
                patch.object(postgresql, '_is_encrypted', lambda env, answer=encrypted: answer),
            ):
                self.assertFinds(state, postgresql.connection)

    def test_postgresql_says_whether_this_connection_is_encrypted(self):
        self.assertIn(postgresql._is_encrypted(self.env), (True, False))
