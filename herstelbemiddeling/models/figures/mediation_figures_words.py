from odoo import models
from odoo.tools import LazyTranslate, format_date

from ...figures import definitions, tables
from ...letters.page import organisation

_lt = LazyTranslate(__name__)

# One mark for what is small and for what is hidden to protect it.
HIDDEN, NOTHING = '*', '\N{EN DASH}'
HEADS = {
    'received': _lt("Received"),
    'taken_up': _lt("Taken up"),
    'closed': _lt("Closed"),
    'approached': _lt("Approached"),
    'consented': _lt("Mutual consent"),
    'contact': _lt("Contact"),
    'direct': _lt("Direct"),
    'indirect': _lt("Indirect"),
    'share_closed': _lt("% of closed"),
    'share_consented': _lt("% after consent"),
}
NAMES = {
    definitions.UNKNOWN: _lt("Not known"),
    definitions.SEVERAL: _lt("Several forms"),
    'none': _lt("Without a registration"),
    '0-17': _lt("Under 18"),
    '18-24': _lt("18 to 24"),
    '25-39': _lt("25 to 39"),
    '40-59': _lt("40 to 59"),
    '60+': _lt("60 and over"),
}
NO_LONGER = _lt("No longer in use")
COURSE, WEEKS = _lt("The course of all cases"), _lt("How long it took")
# Where the values of a heading are chosen from.
CHOICES = {
    'side': ('mediation.case', 'initiator_side'),
    'referrer': ('mediation.registration', 'registrant_kind'),
    'ended_by': ('mediation.outcome', 'ended_by'),
    'mode': ('mediation.contact.mode', 'code'),
}
RECORDS = {'offence': 'mediation.offence', 'region': 'mediation.region'}
MORE_VALUES = {'referrer': ('none',), 'mode': (definitions.SEVERAL,)}


class MediationFiguresWords(models.Model):
    """The words to the figures: labels, numbers as one reads them, and what stands on a page."""

    _inherit = 'mediation.figures.period'

    def _label(self, lang):
        """Return a year as a year, and other months by their names."""
        first, last = self.date_from, self.date_to
        if not (first and last):
            return ''
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return str(first.year)
        months = [
            format_date(self.env, day, lang_code=lang, date_format='MMMM y')
            for day in (first, last)
        ]
        return ' \N{EN DASH} '.join(dict.fromkeys(months))

    def _values(self, tallies):
        """Return ``{heading: values}``: all that can be chosen, and whatever else was counted."""
        values = {
            heading: self.env[model]._fields[name].get_values(self.env)
            for heading, (model, name) in CHOICES.items()
        }
        for heading, model in RECORDS.items():
            values[heading] = [
                str(record_id) for record_id in self.env[model].search([('active', '=', True)]).ids
            ]
            values[heading].append(definitions.UNKNOWN)
        values['age'] = [band for _below, band in definitions.AGE_BANDS] + [definitions.UNKNOWN]
        for heading, more in MORE_VALUES.items():
            values[heading] += more
        for _measure, heading, value in sorted(tallies):
            if heading in values and value not in values[heading]:
                values[heading].append(value)
        return values

    def _labels(self, values, lang):
        """Return ``{heading: {value: label}}`` in a language."""
        env = self.with_context(lang=lang).env
        labels = {heading: {} for heading in values}
        for heading, (model, name) in CHOICES.items():
            labels[heading] = dict(env[model]._fields[name]._description_selection(env))
        for heading, model in RECORDS.items():
            ids = [int(value) for value in values[heading] if value.isdigit()]
            records = env[model].browse(ids).exists()
            labels[heading] = {str(record.id): record.name for record in records}
        names = {value: env._(name) for value, name in NAMES.items()}
        return {
            heading: {
                value: labels[heading].get(value) or names.get(value) or env._(NO_LONGER)
                for value in listed
            }
            for heading, listed in values.items()
        }

    def _page(self, lang):
        """Return all that stands on the page, as plain values in a language."""
        env = self.with_context(lang=lang).env
        figures = self._figures()
        counts = tables.completed(figures['totals'])
        return {
            'organisation': organisation(self.company_id.sudo()),
            'period': self._label(lang),
            'frozen_on': self.date_frozen
            and format_date(env, self.date_frozen, lang_code=lang, date_format='d MMMM y'),
            'course': [
                (env._(label), self._words(name, counts[name]), env._(sentence))
                for name, (label, sentence) in self._all_figures().items()
            ],
            'lead_times': self._lead_times(figures['lead_times'], env),
            'tables': self._tables(figures, env),
        }

    def _tables(self, figures, env):
        labels = figures.get('labels', {})
        labels = labels.get(env.lang) or labels.get('en_US')
        return [
            {
                'title': env._(title),
                'columns': [env._(HEADS[name]) for name in self._columns(heading)],
                'rows': [
                    (labels[heading][value], self._cells(heading, counts))
                    for value, counts in figures['tables'][heading]
                ],
            }
            for heading, (title, _measures) in definitions.HEADINGS.items()
            if heading in figures['tables']
        ]

    def _cells(self, heading, counts):
        counts = tables.completed(counts)
        return [self._words(name, counts[name]) for name in self._columns(heading)]

    def _lines(self, lang):
        """Return the same as lines of table, row, figure and number; the first one names these."""
        env = self.with_context(lang=lang).env
        page = self._page(lang)
        lines = [[env._("Table"), env._("Row"), env._("Figure"), env._("How many")]]
        lines += [
            [env._(COURSE), page['period'], label, number] for label, number, _why in page['course']
        ]
        for label, median, nine in page['lead_times']:
            lines.append([env._(WEEKS), label, env._("Half of them, within weeks"), median])
            lines.append([env._(WEEKS), label, env._("Nine in ten, within weeks"), nine])
        for table in page['tables']:
            for label, cells in table['rows']:
                for column, cell in zip(table['columns'], cells, strict=True):
                    lines.append([table['title'], label, column, cell])
        return lines

    def _lead_times(self, lead_times, env):
        rows = []
        for name, (label, _measure) in definitions.LEAD_TIMES.items():
            took = lead_times[name] or {}
            weeks = [took.get('median'), took.get('nine_in_ten')]
            rows.append((env._(label), *(self._words(name, number) for number in weeks)))
        return rows

    def _columns(self, heading):
        """Return the figures of a table: what is counted, and what follows from it."""
        counted = definitions.HEADINGS[heading][1]
        shares = [name for name, parts in definitions.PARTS.items() if set(parts) <= set(counted)]
        indirect = ['indirect'] if {'contact', 'direct'} <= set(counted) else []
        return [*counted, *indirect, *shares]

    def _all_figures(self):
        return {**definitions.MEASURES, **definitions.SHARES}

    def _shown_totals(self):
        counts = tables.completed(self._figures()['totals'])
        return {name: self._words(name, number) for name, number in counts.items()}

    def _words(self, name, number):
        """Return a number as one reads it; nothing of none is no share."""
        if number is None:
            return HIDDEN
        if number == '':
            return NOTHING
        return f'{number}%' if name in definitions.SHARES else str(number)
