from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import NamedTuple

from odoo import fields, models

from ...figures import definitions

# What is being counted anew further up already, by cursor, model and id.
_busy = ContextVar('herstelbemiddeling_counting_anew', default=frozenset())


class Counted(NamedTuple):
    """What a case or a registration counts for, apart from the age of a person."""

    company_id: int
    course: definitions.Course | datetime
    traits: tuple  # pairs of heading and value


class MediationCounted(models.AbstractModel):
    """What the facts are counted from: they follow each change, in its own transaction.

    A model says what a record counts for now (`_counted_as`). Whatever changes that is done inside
    `_counting_anew`, which adds the difference between before and after: a decision that is taken
    back takes its tallies back, and counting all anew always gives what is in the facts.
    """

    _name = 'mediation.counted'
    _description = "Counted in the figures"

    is_settled = fields.Boolean(
        string="Counted for good",
        readonly=True,
        copy=False,
        help="Erased: what this counted for stays in the figures and is not counted again.",
    )

    def _counted_as(self):
        """Return ``{record: Counted}``; None for a record that does not count."""
        raise NotImplementedError

    def _tallies(self, counted, age):
        """Return the tallies of one record.

        :param age: the band of the age of the initiator
        """
        raise NotImplementedError

    def _age_bands(self):
        """Return ``{record: band}`` of the age of the initiator, where it is counted."""
        return {}

    @contextmanager
    def _counting_anew(self, ages=False):
        """Keep the facts in step with what is changed inside.

        :param ages: whether dates of birth may change; else they are opened only when something
            else has, so that a seal is not opened for nothing
        """
        busy = _busy.get()
        # As superuser: the figures are the same whoever makes them change.
        mine = self.sudo().exists().filtered(lambda record: record._counting_key() not in busy)
        token = _busy.set(busy | {record._counting_key() for record in mine})
        try:
            before = mine._counted_as()
            bands = mine.filtered(before.get)._age_bands() if ages else None
            yield
            mine._follow(before, bands)
        finally:
            _busy.reset(token)

    def _counting_key(self):
        return id(self.env.cr), self._name, self.id

    def _follow(self, before=None, bands_before=None):
        """Add to the facts what these records count for now and did not before."""
        before, after = before or {}, self._counted_as()
        changed = self.filtered(
            lambda record: (
                before.get(record) != after[record] or (bands_before is not None and after[record])
            )
        )
        bands = changed._age_bands()
        bands_before = bands if bands_before is None else bands_before
        self._add_tallies(changed._sum_of(after, bands), changed._sum_of(before, bands_before))

    def _add_tallies(self, more, less, is_settled=False):
        """Add tallies to the facts of each company, and take others away."""
        Fact = self.env['mediation.fact']
        for company in more.keys() | less.keys():
            tallies = Counter(more.get(company))
            tallies.subtract(less.get(company) or {})
            Fact._add(company, tallies, is_settled)

    def _tallied(self):
        """Return ``{company: tallies}`` of these records, counted anew."""
        counted = self._counted_as()
        return self._sum_of(counted, self.filtered(counted.get)._age_bands())

    def _sum_of(self, counted, bands):
        sums = {}
        for record in self:
            known = counted.get(record)
            if known:
                company = self.env['res.company'].browse(known.company_id)
                tallies = record._tallies(known, bands.get(record, definitions.UNKNOWN))
                sums.setdefault(company, Counter()).update(tallies)
        return sums

    def _settle(self):
        """Keep what these count for, for good: they are about to be erased.

        To be called before anything of them is erased; again does nothing.
        """
        records = self.sudo().filtered(lambda record: not record.is_settled)
        tallied = records._tallied()
        self._add_tallies({}, tallied)
        self._add_tallies(tallied, {}, is_settled=True)
        records.is_settled = True

    def unlink(self):
        self.check_access('unlink')
        self._settle()
        return super().unlink()
