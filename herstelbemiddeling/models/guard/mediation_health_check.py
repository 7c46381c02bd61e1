from odoo import api, fields, models

from ... import health
from ...health.result import STATES


class MediationHealthCheck(models.TransientModel):
    """A line of the health page. It looks anew whenever the page is opened from its menu."""

    _name = 'mediation.health.check'
    _description = "Health check"
    _order = 'sequence, id'

    sequence = fields.Integer()
    subject = fields.Selection('_selection_subject')
    name = fields.Char(string="Check")
    state = fields.Selection('_selection_state')
    found = fields.Text()
    todo = fields.Text(string="What to do")

    @api.model
    def _selection_subject(self):
        return [(subject, self.env._(name)) for subject, name in health.SUBJECTS.items()]

    @api.model
    def _selection_state(self):
        names = {
            'bad': self.env._("Red"),
            'warning': self.env._("Attention"),
            'unknown': self.env._("Unknown"),
            'good': self.env._("Green"),
        }
        return [(state, names[state]) for state in STATES]

    @api.model
    def _open(self):
        """Check everything and return the action that shows it."""
        self.check_access('read')
        # Nobody may write a line: these are the lines of whoever opened the page.
        lines_sudo = self.sudo()
        lines_sudo.search([('create_uid', '=', self.env.uid)]).unlink()
        lines_sudo.create(
            [
                {
                    'sequence': sequence,
                    'subject': check.subject,
                    'name': self.env._(check.name),
                    'state': result.state,
                    'found': result.found,
                    'todo': result.todo,
                }
                for sequence, (check, result) in enumerate(health.run(self.env))
            ]
        )
        action = self.env['ir.actions.act_window']._for_xml_id(
            'herstelbemiddeling.mediation_health_check_action'
        )
        # The address of what looks, so that loading the page anew looks again.
        looks_sudo = self.env.ref('herstelbemiddeling.mediation_health_check_action_open').sudo()
        return {**action, 'path': looks_sudo.path}
