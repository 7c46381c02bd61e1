"""Fields for what a person told: shut for whoever may not know it, record by record.

    story = told.Text()

A record rule hides whole rows and ``groups`` hides a field of all rows; these fields are there on
some rows of a model and not on others. The model says which, in ``_may_know``. To everybody else
such a field is empty, also when the value is in Odoo's cache already, which all users of a
transaction share: every read of a field, from the database or the cache, passes
``convert_to_record`` with the environment that asks.

The superuser reads them; code that runs as superuser must not hand on what it reads.
"""

from odoo import fields


class _Told:
    def convert_to_record(self, value, record):
        if value is not None and not record.env.su and not record._may_know():
            value = None
        return super().convert_to_record(value, record)


class Boolean(_Told, fields.Boolean):
    pass


class Char(_Told, fields.Char):
    pass


class Date(_Told, fields.Date):
    pass


class Selection(_Told, fields.Selection):
    pass


class Text(_Told, fields.Text):
    pass


def is_told(field):
    """Return whether a field of a model is one of these."""
    return isinstance(field, _Told)
