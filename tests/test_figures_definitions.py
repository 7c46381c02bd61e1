"""Every definition of the figures, on forty cases that were counted by hand."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

from odoo.addons.herstelbemiddeling.figures import definitions, tables
from odoo.addons.herstelbemiddeling.figures.definitions import Course, Word

from .figures_cases import FORTY, FortyCases

# Received, taken up, closed, approached, mutual consent, contact, direct contact.
COUNTED = ('received', 'taken_up', *definitions.STEPS)
ALL = (38, 37, 34, 29, 21, 20, 14)
BY_HAND = {
    'side': {'harmed': (24, 24, 21, 21, 21, 20, 14), 'responsible': (14, 13, 13, 8, 0, 0, 0)},
    'offence': {
        'violence': (22, 21, 19, 19, 19, 18, 12),
        'property': (10, 11, 10, 10, 2, 2, 2),
        'traffic': (5, 5, 5, 0, 0, 0, 0),
        'unknown': (1, 0, 0, 0, 0, 0, 0),
    },
    'region': {
        'utrecht': (28, 28, 25, 20, 20, 20, 14),
        'gelderland': (9, 9, 9, 9, 1, 0, 0),
        'unknown': (1, 0, 0, 0, 0, 0, 0),
    },
    'referrer': {
        'self': (24, 23, 20, 20, 20, 20, 14),
        'professional': (8, 8, 8, 8, 0, 0, 0),
        'prison': (5, 5, 5, 0, 0, 0, 0),
        'relative': (1, 1, 1, 1, 1, 0, 0),
    },
    'age': {
        '0-17': (0, 1, 1, 1, 1, 0, 0),
        '18-24': (0, 8, 8, 8, 0, 0, 0),
        '25-39': (0, 15, 12, 12, 12, 12, 12),
        '40-59': (0, 6, 6, 6, 6, 6, 0),
        '60+': (0, 2, 2, 2, 2, 2, 2),
        'unknown': (0, 5, 5, 0, 0, 0, 0),
    },
    'ended_by': {
        'contact': (0, 0, 20, 20, 20, 20, 14),
        'other_party': (0, 0, 8, 8, 0, 0, 0),
        'initiator': (0, 0, 5, 0, 0, 0, 0),
        'both': (0, 0, 1, 1, 1, 0, 0),
    },
    'mode': {
        'meeting': (0, 0, 0, 0, 0, 12, 12),
        'letter': (0, 0, 0, 0, 0, 6, 0),
        'several': (0, 0, 0, 0, 0, 2, 2),
    },
}
# How many took so many weeks.
WEEKS = {
    'waiting': {1: 19, 2: 17, 3: 1},
    'intake': {2: 14, 3: 7, 4: 8},
    'approach': {2: 3, 3: 18},
    'preparation': {4: 14, 5: 6},
    'whole': {4: 5, 9: 1, 10: 8, 13: 20},
}
DAY = datetime(2025, 3, 1)


def word(day, side, party=1, by_guardian=False, is_given=True):
    return Word(DAY + timedelta(days=day), side, party, by_guardian, is_given)


class TestFortyCases(FortyCases):
    def sums(self, first='2025-01', last='2025-12'):
        return self.env['mediation.fact']._sums(self.env.company, first, last)

    def test_there_are_forty(self):
        self.assertEqual(sum(group.people for group in FORTY.values()), 40)

    def test_the_totals_are_those_counted_by_hand(self):
        sums = self.sums()
        found = tuple(sums[measure, 'all', 'all'] for measure in COUNTED)
        self.assertEqual(found, ALL)

    def test_each_heading_is_as_counted_by_hand(self):
        sums = self.sums()
        for heading, rows in BY_HAND.items():
            listed = {value for _measure, name, value in sums if name == heading}
            names = {str(self.reference(heading, value).id): value for value in rows
                     if heading in ('offence', 'region') and value != 'unknown'}  # fmt: skip
            with self.subTest(heading=heading):
                self.assertEqual({names.get(value, value) for value in listed}, set(rows))
            for value in listed:
                found = tuple(sums[measure, heading, value] for measure in COUNTED)
                with self.subTest(heading=heading, value=value):
                    self.assertEqual(found, rows[names.get(value, value)])

    def test_the_lead_times_are_those_counted_by_hand(self):
        sums = self.sums()
        for name, counted in WEEKS.items():
            found = {
                int(value): number
                for (measure, _heading, value), number in sums.items()
                if measure == f'lead_{name}'
            }
            with self.subTest(name=name):
                self.assertEqual(found, counted)
        totals = dict(zip(COUNTED, ALL, strict=True))
        took = {name: tables._lead_time(sums, name, totals) for name in WEEKS}
        self.assertEqual(
            {name: (lead['median'], lead['nine_in_ten']) for name, lead in took.items()},
            {
                'waiting': (1, 2),
                'intake': (3, 4),
                'approach': (3, 3),
                'preparation': (4, 5),
                'whole': (13, 13),
            },
        )

    def test_the_shares_are_those_worked_out_by_hand(self):
        counts = dict(zip(COUNTED, ALL, strict=True))
        completed = tables.completed(counts)
        self.assertEqual(completed['indirect'], 6)
        self.assertEqual(completed['share_closed'], 59)  # 20 of 34
        self.assertEqual(completed['share_consented'], 95)  # 20 of 21

    def test_a_year_begins_when_it_does_here(self):
        before, after = self.sums('2024-12', '2024-12'), self.sums('2026-01', '2026-01')
        self.assertEqual(before['received', 'all', 'all'], 1)
        self.assertEqual(after['closed', 'all', 'all'], 3)

    def test_counting_the_cases_anew_gives_the_facts(self):
        self.assertEqual(self.env['mediation.fact']._differences(self.env.company), {})


class TestDefinitions(FortyCases):
    @classmethod
    def setUpClass(cls):
        super(FortyCases, cls).setUpClass()

    def test_consent_is_mutual_when_both_sides_have_it_at_the_same_time(self):
        harmed, responsible = word(1, 'harmed'), word(3, 'responsible', 2)
        self.assertEqual(definitions.mutual_consent([responsible, harmed]), responsible.moment)
        self.assertIsNone(definitions.mutual_consent([harmed]))
        taken_back = word(2, 'harmed', is_given=False)
        self.assertIsNone(definitions.mutual_consent([harmed, taken_back, responsible]))
        later = word(4, 'harmed', is_given=False)
        self.assertTrue(definitions.mutual_consent([harmed, responsible, later]))
        self.assertIsNone(definitions.mutual_consent([harmed, word(3, 'support', 2)]))

    def test_where_a_guardian_was_asked_the_guardian_agrees_too(self):
        both = [word(1, 'harmed'), word(2, 'responsible', 2)]
        refused = word(3, 'harmed', by_guardian=True, is_given=False)
        self.assertIsNone(definitions.mutual_consent([*both, refused]))
        agreed = word(4, 'harmed', by_guardian=True)
        self.assertEqual(definitions.mutual_consent([*both, refused, agreed]), agreed.moment)
        alone = word(1, 'harmed', by_guardian=True)
        self.assertIsNone(definitions.mutual_consent([alone, both[1]]))

    def test_whoever_has_contact_has_consented_and_was_approached(self):
        """Steps stay nested whatever was left out of the records."""
        closed = DAY + timedelta(days=50)
        course = Course(DAY, DAY, closed, contacts=((DAY + timedelta(days=20), 'video_call'),))
        moments = definitions.reached(course)
        self.assertEqual(list(moments), list(definitions.STEPS))
        self.assertEqual(moments['approached'], DAY + timedelta(days=20))

    def test_what_is_said_after_the_end_does_not_count(self):
        words = (word(1, 'harmed'), word(9, 'responsible', 2))
        course = Course(DAY, DAY, DAY + timedelta(days=5), words=words)
        self.assertEqual(list(definitions.reached(course)), ['closed'])

    def test_bands_of_age_change_on_the_birthday(self):
        noon = datetime(2025, 6, 10, 12)
        for born, band in (
            (date(2007, 6, 11), '0-17'),
            (date(2007, 6, 10), '18-24'),
            (date(2000, 6, 10), '25-39'),
            (date(1985, 6, 10), '40-59'),
            (date(1965, 6, 10), '60+'),
            (date(1900, 1, 1), '60+'),
            (None, 'unknown'),
        ):
            self.assertEqual(definitions.age_band(born, noon), band)

    def test_the_docs_say_the_same_as_the_code(self):
        text = (Path(__file__).parents[1] / 'docs' / 'FIGURES.md').read_text()
        rows = re.findall(r'^\| \*\*(.+?)\*\* \| (.+?) \|$', text, flags=re.MULTILINE)
        figures = {**definitions.MEASURES, **definitions.SHARES}
        english = self.env(context={'lang': 'en_US'})._
        said = {english(label): english(sentence) for label, sentence in figures.values()}
        self.assertEqual(dict(rows), said)
        for label, _measures in definitions.HEADINGS.values():
            self.assertIn(f'- {english(label)}', text)
        for label, _measure in definitions.LEAD_TIMES.values():
            self.assertIn(f'- {english(label)}', text)
