from odoo import fields, models
from odoo.tools import SQL


class MediationSubmission(models.Model):
    """That a form with this key was received: makes a registration happen exactly once."""

    _name = 'mediation.submission'
    _description = "Received form"
    _rec_name = 'key_digest'

    key_digest = fields.Char(required=True, readonly=True)

    _key_digest_uniq = models.UniqueIndex('(key_digest)')

    def _claim(self, key_digest):
        """Return whether this is the first time the form with that key is received.

        ``ON CONFLICT DO NOTHING`` makes a second request that runs at the same moment wait for the
        first and then fail with a serialization error. Odoo repeats such a request, which then
        finds the key taken. A plain insert would show an error for something that succeeded.
        """
        return bool(
            self.env.execute_query(
                SQL(
                    "INSERT INTO %s (key_digest, create_date) VALUES (%s, now() AT TIME ZONE 'UTC')"
                    " ON CONFLICT (key_digest) DO NOTHING RETURNING id",
                    SQL.identifier(self._table),
                    key_digest,
                )
            )
        )
