import hashlib
import hmac
import ipaddress

from odoo import api, fields, models
from odoo.tools import SQL

from ...sealed.keys import system_secret

# What a network is taken to be: one connection of a house or an institution, not one device.
PREFIX_LENGTH = {4: 32, 6: 56}
ENOUGH = 1000  # more is not counted: what follows is the same


class MediationVisit(models.Model):
    """That something was sent from a network: for a day, and without saying which network.

    The address is hashed with a secret of this database and with the day, so it cannot be found by
    trying all addresses, and two days cannot be laid side by side.
    """

    _name = 'mediation.visit'
    _description = "Sent from a network"
    _rec_name = 'kind'

    kind = fields.Selection(
        [
            ('proved', "Form, after some work"),
            ('unproved', "Form, without"),
            ('code', "Code"),
        ],
        required=True,
        readonly=True,
    )
    network_digest = fields.Char(required=True, readonly=True)

    _network_idx = models.Index('(network_digest, kind, create_date)')
    _kind_idx = models.Index('(kind, create_date)')

    @api.model
    def _note(self, kind, address):
        """A row for each visit: a counter in one row would make those of one prison wait."""
        self.create({'kind': kind, 'network_digest': self._digest(address)})

    @api.model
    def _count(self, kinds, address=None, minutes=60):
        """Return how many there were in the last minutes, from one network or from everywhere."""
        since = SQL("now() AT TIME ZONE 'UTC' - make_interval(mins => %s)", minutes)
        query = SQL(
            "SELECT count(*) FROM (SELECT FROM mediation_visit"
            " WHERE kind IN %s AND create_date > %s %s LIMIT %s) found",
            tuple(kinds),
            since,
            SQL("AND network_digest = %s", self._digest(address)) if address else SQL(),
            ENOUGH,
        )
        return self.env.execute_query(query)[0][0]

    def _digest(self, address):
        try:
            found = ipaddress.ip_address(address)
            network = str(
                ipaddress.ip_network(f'{found}/{PREFIX_LENGTH[found.version]}', strict=False)
            )
        except ValueError:
            network = 'unknown'
        today = fields.Date.to_string(fields.Date.today())
        secret = system_secret(self.env, 'network')
        return hmac.new(secret, f'{today}|{network}'.encode(), hashlib.sha256).hexdigest()[:32]

    @api.autovacuum
    def _gc_visits(self):
        self.env.cr.execute(
            SQL(
                "DELETE FROM mediation_visit"
                " WHERE create_date < now() AT TIME ZONE 'UTC' - interval '1 day'"
            )
        )
