from odoo import models

from ... import removal

# A state that is written, and after which the addon is loaded or served no more.
GOING = ('to remove', 'uninstalled', 'uninstallable')
HERE = ('installed', 'to upgrade')


class IrModuleModule(models.Model):
    """The addon goes when that was confirmed, also when another app takes it along.

    All ways lead through the state: the dialog, its buttons over RPC, and the command line.
    """

    _inherit = 'ir.module.module'

    def write(self, vals):
        goes = vals.get('state') in GOING and self._is_mediation_here()
        if goes:
            removal.check_may_go(self.env)
        result = super().write(vals)
        if goes:
            removal.announce(self.env)
        return result

    def module_uninstall(self):
        """Called by Odoo after the state was written; over RPC anybody may call it at once."""
        if self._is_mediation_here():
            removal.check_may_go(self.env)
        return super().module_uninstall()

    def _is_mediation_here(self):
        # Without prefetching: in the middle of an uninstallation columns are gone already.
        modules = self.with_context(prefetch_fields=False)
        return any(module.name == removal.ADDON and module.state in HERE for module in modules)
