"""The database server that the PG* variables name: used, and otherwise left alone."""

from . import programs, sql
from .console import Stop


class ExternalServer:
    """It must be new enough, and let us make databases as a role that Odoo accepts."""

    external = True

    def __init__(self, python):
        self.python = python
        self.variables = {'PGDATABASE': None}

    def start(self):
        try:
            rows = sql.run(
                self.python,
                self.variables,
                "SELECT rolname, rolcreatedb OR rolsuper, current_setting('server_version_num')"
                " FROM pg_roles WHERE rolname = current_user",
            )
        except sql.SqlError as error:
            raise Stop(
                f"The database server of the PG* variables refuses ({error}): correct them,"
                " or unset them to get a server of its own."
            ) from None
        user, may_create, version = rows[0]
        if user == 'postgres' or not may_create:
            raise Stop(
                f"Odoo cannot work as the database role {user}: make a role with"
                " 'CREATE ROLE odoo LOGIN CREATEDB' and name it in PGUSER."
            )
        if int(version) // 10000 < programs.OLDEST_POSTGRES:
            raise Stop(f"PostgreSQL {version} is too old for Odoo 19: name one of 13 or newer.")
        self.variables['PGUSER'] = user

    def make_audit_trail(self, database):
        """Left to the addon, which does what the role may do, and to the administrator there."""

    def stop(self):
        """It was not started here."""
