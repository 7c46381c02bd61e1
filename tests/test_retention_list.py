"""The list of erased keys: kept beside the master key, read before anybody is served."""

import os
from pathlib import Path
from unittest.mock import patch

from odoo.addons.herstelbemiddeling.health import keys as health
from odoo.addons.herstelbemiddeling.retention import replay
from odoo.addons.herstelbemiddeling.sealed import erased, keys

from .retention_common import RetentionCase


class TestTheList(RetentionCase):
    def setUp(self):
        super().setUp()
        self.parameters = self.env['ir.config_parameter'].sudo()
        self.parameters.set_param(erased.KNOWN, 'True')

    def start(self):
        """What a server does before it serves anybody."""
        self.env['mediation.retention.due']._register_hook()

    def destroyed(self):
        told = self.register()
        told._erase_seals()
        self.env.flush_all()
        return f'mediation.registration,{told.code}'

    def owners(self):
        return {entry.owner for entry in erased.read()}

    def test_it_lies_beside_the_master_key_unless_it_is_named(self):
        self.assertEqual(erased.path(), self.list)
        with patch.dict(os.environ):
            del os.environ[erased.VARIABLE]
            key_file = Path(os.environ['HERSTEL_MASTER_KEY_FILE'])
            self.assertEqual(erased.path(), key_file.with_name('master.key.erased'))

    def test_a_list_that_is_gone_stops_the_server_with_one_sentence(self):
        self.list.unlink()
        with self.assertRefused(erased.ErasedListError, "Put back the copy that is kept"):
            self.start()
        result = health.erased_list(self.env)
        self.assertEqual(result.state, 'bad')
        self.assertIn("cannot be read", result.found)

    def test_the_first_time_it_is_made_for_its_owner_only(self):
        self.list.unlink()
        self.parameters.set_param(erased.KNOWN, False)
        self.start()
        self.assertEqual(self.list.stat().st_mode & 0o777, 0o600)
        self.assertTrue(self.parameters.get_param(erased.KNOWN))

    def test_where_it_cannot_be_made_the_server_starts_and_erases_nothing(self):
        self.parameters.set_param(erased.KNOWN, False)
        nowhere = {erased.VARIABLE: str(self.list / 'no' / 'folder')}
        with patch.dict(os.environ, nowhere), self.assertLogs(level='ERROR') as logs:
            self.start()
            self.assertIn("Name a place", str(logs.output))
            self.assertEqual(health.erased_list(self.env).state, 'bad')
            with self.assertRaises(erased.ErasedListError):
                erased.append([])
        self.assertFalse(self.parameters.get_param(erased.KNOWN))

    def test_what_is_no_list_is_refused(self):
        for text in ('garbage\n', 'a b c\n', 'key owner-without-model database day\n'):
            self.list.write_text(text)
            with self.subTest(text=text), self.assertRaises(erased.ErasedListError):
                erased.read()

    def test_the_end_of_a_line_that_was_cut_off_counts_for_nothing(self):
        entry = erased.Entry('0123456789ab', 'mediation.party,P-AAAAAA', 'uuid', '2026-01-01')
        erased.append([entry])
        with self.list.open('a') as opened:
            opened.write('0123')
        self.assertEqual(erased.read(), [entry])
        erased.append([entry._replace(key_id='ba9876543210')])
        self.assertEqual(
            [found.key_id for found in erased.read()], ['0123456789ab', 'ba9876543210']
        )

    def test_what_another_host_has_erased_is_added_at_the_next_start(self):
        owner = self.destroyed()
        self.assertEqual(health.erased_list(self.env).state, 'warning')
        self.start()
        self.assertIn(owner, self.owners())
        self.assertEqual(health.erased_list(self.env).state, 'good')
        before = self.list.read_text()
        self.start()
        self.assertEqual(self.list.read_text(), before)

    def test_who_is_in_it_and_back_in_the_database_is_found(self):
        told, kept = self.register(), self.register()
        code = told.code
        self.env.flush_all()
        owner = f'mediation.registration,{told.code}'
        self.env.cr.execute('SELECT key_id FROM sealed_key WHERE owner = %s', [owner])
        key_id = self.env.cr.fetchone()[0]
        erased.append([erased.Entry(key_id, owner, 'another', '2026-01-01')])
        self.assertTrue(replay.is_needed(self.env))
        self.assertEqual(health.erased_list(self.env).state, 'bad')
        with patch.object(self.env.cr, 'commit'):
            self.assertEqual(replay._replay(self.env), 1)
        self.assertFalse(told.exists())
        self.assertTrue(kept.exists())
        self.assertFalse(replay.is_needed(self.env))
        certificate = self.env['mediation.retention.certificate'].search([])
        self.assertEqual((certificate.ground, certificate.erased_code), ('restored', code))

    def test_another_database_with_the_same_code_keeps_its_own(self):
        told = self.register()
        self.env.flush_all()
        owner = f'mediation.registration,{told.code}'
        erased.append([erased.Entry('0123456789ab', owner, 'another', '2026-01-01')])
        self.assertFalse(replay.is_needed(self.env))

    def test_without_the_table_of_keys_they_are_known_by_the_database(self):
        told = self.register()
        self.env.flush_all()
        owner = f'mediation.registration,{told.code}'
        self.env.cr.execute('DELETE FROM sealed_key WHERE owner = %s', [owner])
        keys._by_cursor.pop(self.env.cr, None)
        here = erased.database_of(self.env)
        erased.append([erased.Entry('0123456789ab', owner, here, '2026-01-01')])
        with patch.object(self.env.cr, 'commit'):
            self.assertEqual(replay._replay(self.env), 1)
        self.assertFalse(told.exists())
        self.assertFalse(replay.is_needed(self.env))

    def test_what_cannot_be_erased_again_loses_its_key_all_the_same(self):
        told = self.register()
        self.env.flush_all()
        owner = f'mediation.registration,{told.code}'
        self.env.cr.execute('SELECT key_id FROM sealed_key WHERE owner = %s', [owner])
        entry = erased.Entry(self.env.cr.fetchone()[0], owner, '-', '2026-01-01')
        erased.append([entry])
        with (
            patch.object(replay, 'erase', side_effect=ValueError),
            patch.object(self.env.cr, 'commit'),
            self.assertLogs(level='ERROR'),
        ):
            replay._replay(self.env)
        self.env.invalidate_all()
        self.assertTrue(told.exists())
        self.assertFalse(told.with_user(self.desk).full_name)
