from contextlib import contextmanager

from odoo import api, models
from odoo.tools import LazyTranslate

from ... import audit
from ...notices import send_notice
from ...rights import OFFICER

_lt = LazyTranslate(__name__)


class IrConfigParameter(models.Model):
    _inherit = 'ir.config_parameter'

    @api.model_create_multi
    def create(self, vals_list):
        with self._watch_emergency_setting():
            return super().create(vals_list)

    def write(self, vals):
        with self._watch_emergency_setting():
            return super().write(vals)

    def unlink(self):
        with self._watch_emergency_setting():
            return super().unlink()

    @contextmanager
    def _watch_emergency_setting(self):
        """Tell the privacy officers when emergency access begins to need more, or less.

        Here and not in the settings page: an administrator can write a parameter without it.
        """
        before = self.env['mediation.emergency']._approval_comes_first()
        yield
        if self.env['mediation.emergency']._approval_comes_first() == before:
            return
        audit.note(self.env, 'rights', reason='emergency setting')
        send_notice(
            self.env.ref(OFFICER).sudo().all_user_ids,
            _lt("The setting of emergency access has changed"),
            _lt(
                "An administrator has changed whether a second person approves emergency access"
                " first or is told at once."
            ),
        )
