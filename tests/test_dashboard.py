"""What managers steer on: counts and days, no name of anybody whom a case is about."""

import base64
import json

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .classification import PIPELINE
from .process import ProcessCase

STEERING = {
    'mediation.case': {
        'stage_id',
        'date_registered:month',
        'waiting_on',
        'mediator_id',
        'outcome_id',
    },
    'mediation.phase.duration': {'phase'},
}


class TestDashboard(ProcessCase):
    def test_days_are_counted_for_each_phase_that_a_case_has_left(self):
        self.case.sudo().date_registered = self.ago(days=10)
        self.env.cr.flush()  # as at the end of a request: tracking is written
        self.move('intake')
        self.env.cr.flush()
        stays = self.env['mediation.phase.duration'].with_user(self.manager).search([])
        self.assertIn('registered', stays.mapped('phase'))
        longest = max(stays.filtered(lambda stay: stay.phase == 'registered').mapped('days'))
        self.assertAlmostEqual(longest, 10, delta=0.1)

    def test_they_say_nothing_about_which_case_it_was(self):
        names = set(self.env['mediation.phase.duration']._fields) - {'id', 'display_name'}
        self.assertEqual(names & {'case_id', 'name', 'res_id', 'mediator_id'}, set())
        for user in (self.mediator, self.desk, self.privacy_officer, self.administrator):
            with self.subTest(login=user.login), self.assertRaises(AccessError):
                self.env['mediation.phase.duration'].with_user(user).search([])

    def test_the_dashboard_shows_what_managers_may_steer_on_and_nothing_else(self):
        dashboard = self.env.ref('herstelbemiddeling.mediation_dashboard')
        content = json.loads(base64.b64decode(dashboard.spreadsheet_binary_data))
        charts = [
            figure['data']['metaData']
            for sheet in content['sheets']
            for figure in sheet['figures']
            if 'metaData' in figure['data']
        ]
        self.assertEqual(len(charts), 6)
        for chart in charts:
            self.assertLessEqual(set(chart['groupBy']), STEERING[chart['resModel']])
        for pivot in content['pivots'].values():
            model = self.env[pivot['model']].with_user(self.manager)
            self.assertIn(pivot['model'], PIPELINE)
            model.formatted_read_group(pivot['domain'], [], ['__count'])
        for chart in charts:
            measure = chart['measure'] if chart['measure'] == '__count' else 'days:avg'
            self.env[chart['resModel']].with_user(self.manager).formatted_read_group(
                [], chart['groupBy'], [measure]
            )

    def test_it_is_for_managers_and_is_not_shared_by_a_link(self):
        dashboard = self.env.ref('herstelbemiddeling.mediation_dashboard')
        for user, sees in ((self.manager, True), (self.mediator, False), (self.desk, False)):
            found = dashboard.with_user(user).search_count([('id', '=', dashboard.id)])
            self.assertEqual(bool(found), sees, user.login)
        with self.assertRefused(UserError, "not shared by a link"):
            self.env['spreadsheet.dashboard.share'].with_user(self.manager).create(
                {'dashboard_id': dashboard.id, 'spreadsheet_data': '{}'}
            )
        shares = self.env['spreadsheet.dashboard.share'].with_user(self.manager)
        with self.assertRefused(UserError, "not shared by a link"):
            shares.with_context(default_dashboard_id=dashboard.id).create(
                {'spreadsheet_data': '{}'}
            )
        self.manager.group_ids = [
            Command.link(self.env.ref('spreadsheet_dashboard.group_dashboard_manager').id)
        ]
        with self.assertRefused(UserError, "not shared by a link"):
            self.env['spreadsheet.dashboard.share'].with_user(self.manager).create(
                {'dashboard_id': dashboard.id, 'spreadsheet_data': '{}'}
            )
