"""The words for exceptions, records of the log and refusals, one by one."""

import logging
from contextlib import contextmanager
from threading import Thread
from unittest.mock import patch

import psycopg2

from odoo import http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger
from odoo.tools.convert import ParseError

from odoo.addons.herstelbemiddeling import refusal
from odoo.addons.herstelbemiddeling.discretion.log import until_first_value
from odoo.addons.herstelbemiddeling.discretion.words import describe, trace

from .common import MediationCase

CANARY = 'Kanarie0815'


def raised(exception):
    """Return an exception as it is when it has come a little way, out of another one."""
    try:
        try:
            {}[CANARY]
        except KeyError as first:
            raise exception from first
    except type(exception) as caught:
        return caught


class TestDiscretion(MediationCase):
    def text(self, log, name='odoo.test', **options):
        """What comes out of a logger, used as a request does: in a thread of its own."""
        with self.assertLogs(name, 'DEBUG') as logs:
            thread = Thread(target=log, args=(logging.getLogger(name),))
            thread.start()
            thread.join()
        return '\n'.join(logs.output)

    def sql_error(self, statement, *values):
        with mute_logger('odoo.sql_db'), self.assertRaises(psycopg2.Error) as caught:
            self.env.cr.execute(statement, values)
        return caught.exception

    def test_an_exception_is_logged_with_its_way_and_without_its_text(self):
        text = self.text(lambda log: log.error("failed", exc_info=raised(ValueError(CANARY))))
        self.assertNotIn(CANARY, text)
        self.assertRegex(text, r'KeyError \(E-\w{6}\)')
        self.assertRegex(text, r'ValueError \(E-\w{6}\)')
        self.assertIn('test_discretion.py', text)

    def test_an_exception_is_no_message_of_the_log(self):
        for log in (
            lambda log: log.warning(raised(UserError(CANARY))),
            lambda log: log.warning("failed: %s", raised(UserError(CANARY))),
            lambda log: log.warning("failed: %(why)s", {'why': raised(UserError(CANARY))}),
        ):
            text = self.text(log)
            self.assertNotIn(CANARY, text)
            self.assertRegex(text, r'odoo\.exceptions\.UserError at .*test_discretion\.py:\d+')

    def test_who_starts_the_server_reads_why_an_addon_does_not_load(self):
        failure = raised(ParseError(f"while parsing {CANARY}.xml"))
        with self.assertLogs('odoo.test') as logs:
            logging.getLogger('odoo.test').error("failed: %s", failure, exc_info=failure)
        self.assertEqual(logs.output[0].count(f'while parsing {CANARY}.xml'), 2)

    def test_not_even_there_a_row_is_shown(self):
        error = self.sql_error("SELECT %s::int", CANARY)
        with self.assertLogs('odoo.test') as logs:
            logging.getLogger('odoo.test').error("failed: %s", error, exc_info=error)
            logging.getLogger('odoo.test').error(  # as one who has put it into the text
                f"failed\nDETAIL:  Key (code)=({CANARY})"  # noqa: G004
            )
        self.assertNotIn(CANARY, ' '.join(logs.output))

    def test_of_an_error_of_postgresql_the_state_is_kept_and_the_reason_if_it_names_columns(self):
        self.assertRegex(
            describe(self.sql_error("SELECT %s::int", CANARY)),
            r'^psycopg2\.errors\.InvalidTextRepresentation 22P02 \(E-\w{6}\)$',
        )
        self.assertIn(
            '42703 column "nothing" does not exist', describe(self.sql_error("SELECT nothing"))
        )
        refused = psycopg2.OperationalError("connection to server failed: Connection refused")
        self.assertIn('Connection refused', describe(refused))

    def test_a_statement_ends_before_its_first_value(self):
        for statement, start in (
            (b"INSERT INTO \"t2\" (\"a\") VALUES ('x')", 'INSERT INTO "t2" ("a") VALUES (…'),
            ("SELECT a FROM t WHERE id = 12", 'SELECT a FROM t WHERE id = …'),
            ("UPDATE t SET a = TRUE", 'UPDATE t SET a = …'),
            ("UPDATE t SET a = $$x$$", 'UPDATE t SET a = …'),
            ("UPDATE t SET a = -1.5", 'UPDATE t SET a = -…'),
            ("SELECT a FROM t", 'SELECT a FROM t'),
        ):
            self.assertEqual(until_first_value(statement), start)

    def test_neither_a_failed_statement_nor_one_that_is_traced_shows_values(self):
        def trace_query(log):
            log.debug("[%.3f ms] query: %s", 1.5, f"SELECT '{CANARY}'")

        text = self.text(trace_query, 'odoo.sql_db')
        self.assertNotIn(CANARY, text)
        self.assertIn('[1.500 ms] query: SELECT …', text)

    def test_a_warning_keeps_its_kind_and_place(self):
        warning = f'a.py:7: DeprecationWarning: of {CANARY}\nand {CANARY}\n  File "a.py"\n'
        text = self.text(lambda log: log.warning(warning), 'py.warnings')
        self.assertNotIn(CANARY, text)
        self.assertIn('a.py:7: DeprecationWarning\n  File "a.py"', text)

    def test_a_trace_of_exceptions_that_led_to_each_other_ends(self):
        first, second = raised(ValueError()), raised(TypeError())
        first.__cause__, second.__cause__ = second, first
        self.assertEqual(trace(first).count('which led to'), 1)

    def test_what_is_written_for_people_reaches_them_alone(self):
        data = http.serialize_exception(raised(ValidationError("Choose another one.")))
        self.assertEqual(data['message'], "Choose another one.")
        self.assertEqual(data['arguments'], ("Choose another one.",))
        self.assertFalse(data['debug'])

    def test_an_error_page_of_the_website_has_no_text_of_an_exception(self):
        code, values = self.env['ir.http']._get_exception_code_values(raised(ValueError(CANARY)))
        self.assertEqual(code, 500)
        self.assertNotIn(CANARY, str(values))


class TestRefusals(MediationCase):
    @contextmanager
    def noted(self):
        """Collect what goes to the audit trail: ``(verb, records, reason)``."""
        notes = []
        with patch.object(
            refusal.audit,
            'note',
            lambda env, verb, records=None, reason=None: notes.append((verb, records, reason)),
        ):
            yield notes

    def test_who_is_refused_is_noted(self):
        case = self.make_case(self.mediator)
        hidden = self.as_user(case, self.other_mediator)
        party = self.as_user(case.party_ids[0], self.other_mediator)
        with self.noted() as notes:
            for refused in (
                lambda: hidden.read(['name']),
                lambda: party.write({'side': 'support'}),
                lambda: party.with_user(self.manager).read(['code']),
                lambda: case.with_user(self.manager).read(['party_ids']),
            ):
                with self.assertRefused(AccessError, "not there (any more)"):
                    refused()
        self.assertEqual([note[::2] for note in notes], [
            ('refused', 'read'), ('refused', 'write'), ('refused', 'read'),
            ('refused', 'read party_ids'),
        ])  # fmt: skip
        self.assertEqual(notes[0][1], hidden)
        self.assertEqual(notes[2][1]._name, 'mediation.party')

    def test_who_only_looks_what_may_be_done_is_not_noted(self):
        hidden = self.as_user(self.make_case(self.mediator), self.other_mediator)
        with self.noted() as notes:
            self.assertFalse(hidden.has_access('read'))
            self.assertFalse(hidden._filtered_access('write'))
            self.assertFalse(hidden.search([('id', '=', hidden.id)]))
        self.assertEqual(notes, [])

    def test_a_record_that_is_gone_is_refused_in_the_midst_of_others(self):
        case = self.as_user(self.make_case(self.mediator), self.mediator)
        self.assertTrue(case.name)
        for gone in (case + case.browse(987654), case.browse([987654, 987655])):
            with self.assertRaises(AccessError):
                gone.read(['name'])
            with self.assertRaises(AccessError):
                gone.mapped('phase')
        parties = case.party_ids + case.party_ids.browse(987654)
        self.assertEqual(parties._filtered_access('read'), case.party_ids)

    def test_other_models_keep_their_answers(self):
        partners = self.env['res.partner'].with_user(self.employee).browse(987654)
        self.assertEqual(partners.read(['name']), [])
        with self.assertRaises(AccessError) as caught:
            self.env['ir.rule'].with_user(self.employee).search([])
        self.assertNotIn("not there (any more)", str(caught.exception))
