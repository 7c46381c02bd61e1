"""The audit trail: who did what with which record, when and from where; never a value.

``note`` is what the rest of the addon calls. The entries of a request are collected and written
when its endpoint has ended, before the answer leaves; elsewhere they are written at once. They go
over a connection of their own (``store``), so that they survive a rollback and can be written from
a read-only request, into a schema where Odoo may append and nothing else (``trail.sql``).
"""

from .entries import VERBS, collecting, note
from .store import Status, status
