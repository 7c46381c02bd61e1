"""The master key: where it is, who may read it, what happens without it, and how it is changed."""

import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.tools import SQL

from odoo.addons.herstelbemiddeling import sealed
from odoo.addons.herstelbemiddeling.sealed import inspection, keys, master, migration

from .common import TOLD, MediationCase


class TestMasterKey(MediationCase):
    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / 'master.key'
        self.own = Path(os.environ[master.VARIABLE]).read_text(encoding='ascii')

    @contextmanager
    def with_file(self, file=None):
        """A new transaction looks at the file: what this one has unwrapped is forgotten."""
        old = os.environ.pop(master.VARIABLE)
        if file:
            os.environ[master.VARIABLE] = str(file)
        keys._by_cursor.pop(self.env.cr, None)
        try:
            yield
        finally:
            os.environ[master.VARIABLE] = old
            keys._by_cursor.pop(self.env.cr, None)

    def write(self, text, mode=0o600):
        self.file.write_text(text, encoding='ascii')
        self.file.chmod(mode)

    def assertStopped(self, sentence, file=None, error=master.KeyFileError):
        """Nothing starts, nothing is stored, and the sentence says what to do."""
        with self.with_file(file):
            with self.assertRefused(error, sentence):
                self.env['sealed.key']._register_hook()
            with self.assertRefused(error, sentence):
                self.register()
            self.assertFalse(keys.status(self.env).good)
            self.assertIn(sentence, keys.status(self.env).sentence)

    def test_without_a_key_nothing_starts_and_nothing_is_stored(self):
        self.assertStopped("HERSTEL_MASTER_KEY_FILE is not set")
        self.assertStopped("cannot be read", self.file)
        self.assertStopped("cannot be read", self.file.parent / 'no' / 'folder')
        self.assertStopped("There is no key in", self.file.parent)

    def test_a_file_that_others_may_read_is_refused(self):
        for mode in (0o604, 0o640, 0o644, 0o620, 0o601):
            with self.subTest(mode=oct(mode)):
                self.write(self.own, mode)
                self.assertStopped("Others than its owner may read", self.file)
        for mode in (0o600, 0o400):
            self.file.unlink()
            self.write(self.own, mode)
            with self.with_file(self.file):
                self.env['sealed.key']._register_hook()

    def test_a_file_that_is_no_key_file_is_refused(self):
        for text in ('', '\n# a comment\n'):
            self.write(text)
            self.assertStopped("There is no key in", self.file)
        for text in ('secret\n', 'master-1:AAAA\n', f'{self.own}garbage\n', 'master-1:é'):
            self.file.write_text(text, encoding='utf-8')
            self.file.chmod(0o600)
            with self.with_file(self.file), self.assertRaises(master.KeyFileError):
                master.load()

    def test_the_wrong_key_is_one_clear_error(self):
        self.register()
        self.env.flush_all()
        self.file.unlink(missing_ok=True)
        master.make(self.file)
        with self.with_file(self.file):
            with self.assertRefused(keys.MasterKeyMismatch, "is not the one of this database"):
                self.env['sealed.key']._register_hook()
            self.assertFalse(keys.status(self.env).good)

    def test_the_configuration_file_can_name_it_too(self):
        self.write(self.own)
        with self.with_file():
            self.patch(master, 'config', {master.VARIABLE.lower(): str(self.file)})
            self.assertEqual(master.path(), self.file)

    def test_a_key_is_made_for_its_owner_only_and_on_top_of_the_old_one(self):
        first = master.make(self.file)
        second = master.make(self.file)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        with self.with_file(self.file):
            self.assertEqual(list(master.load()), [second, first])

    def test_after_rotation_the_old_key_can_go(self):
        registration = self.register()
        self.env.flush_all()
        self.write(self.own)
        newest = master.make(self.file)
        with self.with_file(self.file):
            self.assertFalse(keys.status(self.env).good)
            self.assertGreater(keys.rotate(self.env), 0)
            self.assertTrue(keys.status(self.env).good)
            self.assertEqual(keys.rotate(self.env), 0)
            self.write(self.file.read_text(encoding='ascii').splitlines()[0] + '\n')
            keys._by_cursor.pop(self.env.cr)
            self.env['sealed.key']._register_hook()
            self.env.invalidate_all()
            theirs = registration.with_user(self.desk)
            self.assertEqual(theirs.full_name, TOLD['full_name'])
            found = theirs.search([('email_address', '=', TOLD['email_address'])])
            self.assertIn(registration.id, found.ids)
            self.env.cr.execute("SELECT DISTINCT master_id FROM sealed_key")
            self.assertEqual(self.env.cr.fetchall(), [(newest,)])
        with self.assertRefused(keys.MasterKeyMismatch, "is not the one"):
            self.env['sealed.key']._register_hook()

    def test_a_wrapped_key_of_somebody_else_does_not_open(self):
        first, second = self.register(), self.register()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sealed_key SET (key_id, wrapped) = (SELECT key_id, wrapped FROM sealed_key"
            " WHERE owner = %s) WHERE owner = %s",
            [f'mediation.registration,{first.code}', f'mediation.registration,{second.code}'],
        )
        keys._by_cursor.pop(self.env.cr)
        self.env.invalidate_all()
        with self.assertRaises(keys.MasterKeyMismatch):
            _ = second.with_user(self.desk).full_name

    def test_nothing_of_a_key_is_within_reach_of_what_an_administrator_types(self):
        self.register()
        reach = {**vars(self.env.cr), **self.env.cr.cache, **vars(self.env.registry)}
        for value in reach.values():
            self.assertNotIsInstance(value, (keys.Key, keys._Kept))
        self.assertFalse([name for name in dir(self.env['sealed.key']) if 'unwrap' in name])


class TestMigration(MediationCase):
    def test_plain_columns_of_the_version_before_are_sealed(self):
        registration = self.register(detained=True)
        code = registration.code
        plain = {
            'full_name': "Plain Name", 'birth_date': '1980-02-29', 'detained': 'true',
            'needs_interpreter': 'false', 'voicemail_ok': 'named', 'story': "Plain\nstory",
        }  # fmt: skip
        self.env.flush_all()
        assignments = SQL(', ').join(SQL("%s = %s", SQL.identifier(k), v) for k, v in plain.items())
        self.env.cr.execute(
            SQL("UPDATE mediation_registration SET %s, email_address = NULL, full_name_index = NULL"
                " WHERE id = %s", assignments, registration.id)
        )  # fmt: skip
        self.env.cr.execute(
            "DELETE FROM sealed_key WHERE owner = %s", [f'mediation.registration,{code}']
        )
        keys._by_cursor.pop(self.env.cr)
        self.env.invalidate_all()
        self.env.cr.execute(
            "UPDATE mediation_registration SET city = NULL, street = NULL, postcode = NULL,"
            " phone_number = NULL, hopes = NULL, other_party = NULL, offence = NULL,"
            " privacy_read = NULL WHERE id = %s", [registration.id],
        )  # fmt: skip
        tables = migration.seal_plain_columns(self.env)
        self.assertLessEqual({'mediation_party', 'mediation_registration'}, set(tables))
        theirs = self.as_user(registration, self.desk)
        self.assertEqual(theirs.full_name, "Plain Name")
        self.assertEqual(theirs.birth_date.isoformat(), '1980-02-29')
        self.assertEqual((theirs.detained, theirs.needs_interpreter), (True, False))
        self.assertEqual((theirs.voicemail_ok, theirs.story), ('named', "Plain\nstory"))
        self.assertFalse(theirs.email_address)
        self.assertIn(registration.id, theirs.search([('full_name', '=', "plain name")]).ids)
        self.assertEqual(inspection.check(self.env)[1], [])
        migration.seal_plain_columns(self.env)
        values = sealed.open_values(registration, ['story'], reason='a test looks')
        self.assertEqual(values[registration.id]['story'], "Plain\nstory")
