"""Sealed fields: whoever gets the database, a dump, a log or a backup finds nothing in it.

How to use them::

    from odoo.addons.herstelbemiddeling import sealed

    class Note(models.Model):
        _name = 'my.note'
        _inherit = 'sealed.mixin'
        _seal_prefix = 'N'              # codes like N-7K2QX9
        _seal_key_field = 'case_id'     # sealed by the key of the case; without it, by its own

        case_id = fields.Many2one('mediation.case', required=True)
        body = sealed.Text()
        sender = sealed.Char(blind_index='email')
        sender_index = sealed.Index()   # for a field with ``blind_index``, or of several together

        def _may_open_seals(self):      # asked for each record, with the user who reads
            return self.env.user in self.case_id.sudo().member_ids

The label of a record is its ``code``, drawn at random: a value is bound to its model, code, field
and key, so it opens nowhere else. ``Boolean``, ``Char``, ``Date``, ``Selection``, ``Text`` and
``Binary`` work as Odoo's own do, with these differences:

- They open for a person for whom ``_may_open_seals`` says so, and who asks directly. ``sudo()``,
  ``with_user()``, scheduled jobs, stored computes and related fields get an AccessError. Code
  without a person says why: :func:`open_values`.
- No search, order, group, aggregate, export, import or copy: a UserError. A field with
  ``blind_index`` (``'email'``, ``'name'`` or ``'phone'``) is found by equality.
- A value that was moved or changed raises :class:`IntegrityError`. It never reads as empty.
- ``record._erase_seals()`` destroys the key of a record that has its own.

Opening, searching, creating, changing and erasing are written in the audit trail.
"""

from . import converter, data_key, mixin
from .fields import (
    Binary,
    Boolean,
    Char,
    Date,
    Index,
    Selection,
    Text,
    index_name,
    is_sealed_field,
)
from .gate import IntegrityError, open_values

__all__ = [
    'Binary',
    'Boolean',
    'Char',
    'Date',
    'Index',
    'IntegrityError',
    'Selection',
    'Text',
    'data_key',
    'index_name',
    'is_sealed_field',
    'mixin',
    'open_values',
]
