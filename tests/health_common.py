"""What the tests of the health page share."""

from unittest.mock import patch

from odoo.tools import config

from .common import MediationCase


def started_with(**options):
    """As if Odoo had been started with these options."""
    return patch.dict(config.options.maps[0], options)


class HealthCase(MediationCase):
    def assertFinds(self, state, look, *words):
        """The check `look` says `state`, and these words in what it found or in what to do."""
        self.env.flush_all()
        self.env.invalidate_all()
        result = look(self.env(su=True))
        self.assertEqual(result.state, state, result.found)
        self.assertTrue(result.found)
        self.assertEqual(bool(result.todo), state != 'good')
        for word in words:
            self.assertIn(word, f'{result.found} {result.todo}')
        return result

    def set_parameter(self, name, value):
        self.env['ir.config_parameter'].set_param(name, value)

    def behind_odoo(self, statement, *values):
        """Change the database as somebody does who does not go through Odoo."""
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.registry.clear_all_caches()
        self.env.invalidate_all()

    def set_module(self, name, state):
        """Say that a module is in this state, without the minutes that it takes."""
        self.env.cr.execute('UPDATE ir_module_module SET state = %s WHERE name = %s', (state, name))
        if not self.env.cr.rowcount:
            self.env['ir.module.module'].create({'name': name, 'state': state})

    def uninstall_all(self, *looks):
        """Say that whatever these checks find is gone."""
        for look in looks:
            names = [line.partition(':')[0] for line in look(self.env(su=True)).found.splitlines()]
            for name in names:
                self.env.cr.execute(
                    "UPDATE ir_module_module SET state = 'uninstalled' WHERE name = %s", (name,)
                )
        self.env.invalidate_all()
