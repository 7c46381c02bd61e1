"""A period has totals while it runs, tables when it is frozen, and never changes after that."""

import csv
import io
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase

from odoo.addons.herstelbemiddeling.figures import definitions

from .common import MediationCase
from .figures_cases import FortyCases
from .letters import text_of
from .trail import AuditedCase


def year(env, number, **values):
    dates = {'date_from': date(number, 1, 1), 'date_to': date(number, 12, 31)}
    return env['mediation.figures.period'].create({**dates, **values})


class TestPeriod(AuditedCase, FortyCases):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.name = "Voorbeeld Bemiddeling"

    def setUp(self):
        super().setUp()
        self.period = year(self.env(user=self.manager), 2025)

    def freeze(self):
        self.period.action_freeze()
        return self.period.result

    def rows(self, heading):
        labels = self.period.result['labels']['en_US'][heading]
        return {labels[value]: counts for value, counts in self.period.result['tables'][heading]}

    def test_a_running_period_has_totals_and_no_tables(self):
        self.assertEqual(
            (self.period.received, self.period.closed, self.period.contact),
            ('38', '34', '20'),
        )
        self.assertEqual(self.period.share_closed, '59%')
        self.assertIn("Mutual consent", self.period.tables)
        self.assertNotIn("By region", self.period.tables)
        with self.assertRefused(UserError, "Only figures that are frozen"):
            self.period.action_csv()

    def test_the_report_comes_out_in_one_action(self):
        action = self.period.action_report()
        self.assertEqual(self.period.state, 'frozen')
        self.assertEqual(action['url'], f'/herstelbemiddeling/figures/{self.period.id}/pdf')
        period = self.period.with_context(lang='en_US')
        english = period.env._
        words = text_of(period._file('pdf'))
        self.assertIn("Voorbeeld Bemiddeling", words)
        self.assertIn("Figures of 2025", words)
        for label, sentence in definitions.MEASURES.values():
            self.assertIn(english(label), words)
            self.assertIn(english(sentence), words)
        for title, _measures in definitions.HEADINGS.values():
            self.assertIn(english(title), words)
        self.assertIn("A group of fewer than five", words)

    def test_small_groups_are_hidden_and_so_is_what_would_give_them_away(self):
        totals = self.freeze()['totals']
        # 21 had agreed and 20 had contact: both beside each other would tell of one.
        self.assertIsNone(totals['consented'])
        self.assertEqual(totals['contact'], 20)
        ages = self.rows('age')
        self.assertEqual(ages["40 to 59"]['closed'], 6)
        self.assertIsNone(ages["Under 18"]['closed'])
        self.assertIsNone(ages["60 and over"]['closed'])
        referrers = self.rows('referrer')
        self.assertIsNone(referrers["Relative"]['closed'])
        hidden = [counts['closed'] for counts in referrers.values() if counts['closed'] is None]
        self.assertGreater(len(hidden), 1)

    def test_no_small_number_is_in_what_is_kept(self):
        result = self.freeze()
        numbers = list(result['totals'].values())
        for table in result['tables'].values():
            for _value, counts in table:
                numbers += counts.values()
        self.assertGreater(len(numbers), 100)
        self.assertFalse([number for number in numbers if number in (1, 2, 3, 4)])

    def test_what_is_frozen_does_not_follow_the_facts(self):
        before = self.freeze()
        page = self.period.tables
        self.env.ref('herstelbemiddeling.mediation_region_utrecht').name = "Elsewhere"
        cases = self.env['mediation.case'].search([('date_closed', '<', '2025-12-01')])
        cases.offence_id = self.env.ref('herstelbemiddeling.mediation_offence_other')
        self.env.invalidate_all()
        self.assertEqual(self.period.result, before)
        self.assertEqual(self.period.tables, page)

    def test_nobody_changes_or_deletes_what_is_frozen(self):
        self.freeze()
        for records in (self.period, self.period.sudo()):
            for values in (
                {'date_to': date(2025, 6, 30)},
                {'state': 'draft'},
                {'result': {}},
                {'company_id': self.env.company.id},
            ):
                with self.assertRefused(UserError, "What is frozen never changes"):
                    records.write(values)
            with self.assertRefused(UserError, "What is frozen stays"):
                records.unlink()
        with self.assertRefused(UserError, "frozen already"):
            self.period.action_freeze()

    def test_nobody_freezes_by_hand(self):
        forged = {'state': 'frozen', 'result': {'totals': {'received': 9}}}
        with self.assertRefused(UserError, "frozen by its button"):
            self.period.write(forged)
        made = year(self.period.env, 2024, **forged)
        self.assertEqual((made.state, made.result), ('draft', False))
        context = {f'default_{name}': value for name, value in forged.items()}
        made = year(self.period.with_context(**context).env, 2024)
        self.assertEqual((made.state, made.result), ('draft', False))

    def test_only_a_period_that_is_over_is_frozen(self):
        running = year(self.period.env, date.today().year)
        with self.assertRefused(UserError, "is not over yet"):
            running.action_freeze()

    def test_no_month_is_frozen_twice(self):
        """The difference of eleven months and twelve is December."""
        self.freeze()
        self.period.flush_recordset()
        part = self.period.create({'date_from': date(2025, 1, 1), 'date_to': date(2025, 11, 30)})
        with self.assertRefused(UserError, "frozen already, in 2025"):
            part.action_freeze()
        self.assertFalse(part.result)
        year(self.period.env, 2024).action_freeze()

    def test_a_period_is_of_whole_months_and_last_year_by_itself(self):
        period = self.period.create({})
        last = date.today().year - 1
        self.assertEqual(period.date_from, date(last, 1, 1))
        self.assertEqual(period.name, str(last))
        period.write({'date_from': '2024-02-10', 'date_to': '2024-04-10'})
        self.assertEqual(period.date_from, date(2024, 2, 1))
        self.assertEqual(period.date_to, date(2024, 4, 30))
        self.assertEqual(period.name, "February 2024 – April 2024")
        with self.assertRaises(ValidationError):
            period.date_to = '2023-01-01'
        dates = {'default_date_from': '2023-02-10', 'default_date_to': '2023-04-10'}
        period = self.period.with_context(**dates).create({})
        self.assertEqual((period.date_from, period.date_to), (date(2023, 2, 1), date(2023, 4, 30)))

    def test_who_freezes_is_told_what_still_waits_at_the_desk(self):
        self.assertEqual(self.period.waiting_count, 0)
        self.register(date_received='2025-12-31 12:00:00')
        self.env.invalidate_all()
        self.assertEqual(self.period.waiting_count, 1)

    def test_managers_make_periods_the_privacy_officer_reads_them_and_nobody_else(self):
        self.freeze()
        self.assertTrue(self.as_user(self.period, self.privacy_officer).result)
        self.assertTrue(self.as_user(self.period, self.privacy_officer)._file('csv'))
        with self.assertRaises(AccessError):
            year(self.env(user=self.privacy_officer), 2024)
        draft = year(self.period.env, 2024)
        with self.assertRaises(AccessError):
            self.as_user(draft, self.privacy_officer).action_freeze()
        for login, user in self.users.items():
            if login in ('manager', 'privacy_officer'):
                continue
            period = self.as_user(self.period, user)
            with self.subTest(login=login):
                for attempt in (
                    period.action_report,
                    period.action_csv,
                    lambda period=period: period._file('pdf'),
                    lambda period=period: period.read(['received']),
                    lambda period=period: period.search([]),
                ):
                    with self.assertRaises(AccessError):
                        attempt()

    def test_freezing_and_handing_over_are_noted(self):
        self.start_trail()
        self.freeze()
        self.period._file('pdf')
        self.period._file('csv')
        entries = self.noted().filtered(lambda entry: entry.model == 'mediation.figures.period')
        noted = [(entry.verb, entry.reason) for entry in entries]
        self.assertEqual(
            noted,
            [('released', 'figures frozen'), ('printed', 'figures'), ('printed', 'figures')],
        )

    def test_the_list_of_numbers_says_what_the_report_says(self):
        self.env.ref('herstelbemiddeling.mediation_offence_traffic').name = "=1+1; \"x\""
        self.freeze()
        made = self.period._file('csv')
        self.assertTrue(made.startswith(b'\xef\xbb\xbf'))
        lines = list(csv.reader(io.StringIO(made.decode('utf-8-sig')), delimiter=';'))
        self.assertEqual(lines[0], ["Table", "Row", "Figure", "How many"])
        self.assertEqual({len(line) for line in lines}, {4})
        self.assertIn(["The course of all cases", "2025", "Received", "38"], lines)
        self.assertIn(["The course of all cases", "2025", "Mutual consent", "*"], lines)
        self.assertIn(["By offence or event", "'=1+1; \"x\"", "Closed", "5"], lines)
        for line in lines:
            self.assertFalse([cell for cell in line if cell.startswith(('=', '+', '-', '@'))])

    def test_nobody_is_named_in_it(self):
        self.freeze()
        made = self.period._file('csv').decode() + text_of(self.period._file('pdf'))
        cases = self.env['mediation.case'].search([])
        for word in ('anary', *cases.mapped('name'), *cases.party_ids.mapped('code')):
            self.assertNotIn(word, made)


class TestPeriodRoutes(HttpCase, MediationCase):
    def test_the_files_are_handed_to_whoever_may_read_the_period(self):
        period = year(self.env(user=self.manager), 2025)
        path = f'/herstelbemiddeling/figures/{period.id}'
        for user in (self.manager, self.mediator, self.desk):
            user.password = f'{user.login} has a long password'
        self.authenticate(self.manager.login, self.manager.password)
        self.assertEqual(self.url_open(f'{path}/csv').status_code, 422)
        period.action_freeze()
        self.env.flush_all()
        answers = {kind: self.url_open(f'{path}/{kind}') for kind in ('pdf', 'csv')}
        self.assertTrue(answers['pdf'].content.startswith(b'%PDF'))
        self.assertIn(b'Received', answers['csv'].content)
        for answer in answers.values():
            self.assertEqual(answer.headers['Cache-Control'], 'no-store')
        self.assertEqual(self.url_open(f'{path}/xlsx').status_code, 404)
        for user in (self.mediator, self.desk):
            self.authenticate(user.login, user.password)
            self.assertEqual(self.url_open(f'{path}/pdf').status_code, 403)
