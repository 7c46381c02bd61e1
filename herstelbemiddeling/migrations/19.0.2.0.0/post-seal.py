import logging

from odoo import SUPERUSER_ID, api

from odoo.addons.herstelbemiddeling.sealed import migration

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    """Until 19.0.1.0.0 what people told stood in plain columns."""
    tables = migration.seal_plain_columns(api.Environment(cr, SUPERUSER_ID, {}))
    _logger.info(
        "What people told is sealed now. The files of the database still hold the old rows: run"
        " VACUUM FULL %s, and make a new backup in place of the old ones.",
        ', '.join(tables),
    )
