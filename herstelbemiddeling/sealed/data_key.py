from odoo import api, fields, models

from . import keys


class SealedKey(models.Model):
    """The wrapped data key of a person or a case. Nobody has a right on it, by any role.

    It is a table of its own so that a backup that is kept for long can leave it out: a dump without
    it opens nowhere, and a person who was erased stays erased when an old dump is put back.
    """

    _name = 'sealed.key'
    _description = "Wrapped data key"
    _log_access = False
    _rec_name = 'key_id'

    owner = fields.Char(required=True, readonly=True)
    key_id = fields.Char(required=True, readonly=True)
    master_id = fields.Char(required=True, readonly=True)
    wrapped = fields.Char(readonly=True)
    date_destroyed = fields.Datetime(readonly=True)

    _owner_uniq = models.UniqueIndex('(owner)')

    @api.private
    def init(self):
        """Make the secrets of the database, so that a page which only reads needs to make none."""
        for purpose in keys.SYSTEM_PURPOSES:
            keys.system_secret(self.env, purpose)
        return super().init()

    def _register_hook(self):
        """Refuse to start without the key that fits, rather than store or show anything."""
        super()._register_hook()
        keys.check_fit(self.env)
