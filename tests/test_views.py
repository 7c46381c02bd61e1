"""Every screen opens for whoever has a menu to it."""

from odoo.tests import Form

from .common import MediationCase


class TestViews(MediationCase):
    def setUp(self):
        super().setUp()
        self.case = self.make_case(self.mediator)
        self.register()

    def actions_of(self, user):
        """The window actions behind the menus that this user sees, in their order.

        A server action is run: it returns the window action that it leads to.
        """
        menus = self.env['ir.ui.menu'].with_user(user).load_menus(False)
        root = self.env.ref('herstelbemiddeling.herstelbemiddeling_menu_root')

        def walk(menu):
            if menu['children']:
                for child in menu['children']:
                    yield from walk(menus[child])
            elif menu['action_model'] == 'ir.actions.server':
                action = self.env['ir.actions.server'].browse(menu['action_id'])
                yield self.env['ir.actions.act_window'].browse(action.with_user(user).run()['id'])
            elif menu['action_model'] != 'ir.actions.client':  # the dashboard has a test of its own
                yield self.env['ir.actions.act_window'].browse(menu['action_id'])

        return list(walk(menus[root.id])) if root.id in menus else []

    def test_every_view_of_every_action_opens_and_reads(self):
        opened = 0
        for login, user in self.users.items():
            for action in self.actions_of(user):
                Model = self.env[action.res_model].with_user(user)
                views = [(False, mode) for mode in action.view_mode.split(',')]
                with self.subTest(login=login, action=action.name):
                    answer = Model.get_views([*views, (False, 'search')])
                    for view in answer['views'].values():
                        self.assertNotIn('kanban-box', view['arch'])
                    names = answer['models'][action.res_model]['fields']
                    Model.web_search_read([], {name: {} for name in names}, limit=5)
                    opened += len(views)
        self.assertGreater(opened, 25)

    def test_each_role_opens_on_its_own_work(self):
        first = {
            'mediator': 'herstelbemiddeling.mediation_case_action_mine',
            'desk': 'herstelbemiddeling.mediation_registration_action',
            'manager': 'herstelbemiddeling.mediation_case_action',
        }
        for login, xmlid in first.items():
            user = self.users[login]
            actions = self.actions_of(user)
            with self.subTest(login=login):
                self.assertEqual(actions[0].id, self.env.ref(xmlid).id)
        self.assertFalse(self.actions_of(self.employee))

    def test_an_administrator_sees_the_health_page_and_the_first_steps_and_nothing_else(self):
        health = self.env.ref('herstelbemiddeling.mediation_health_check_action')
        first_steps = self.env.ref('herstelbemiddeling.mediation_first_step_action')
        self.assertEqual(self.actions_of(self.administrator), [health, first_steps])

    def test_the_board_shows_all_phases_and_folds_the_last(self):
        Case = self.env['mediation.case'].with_user(self.mediator)
        Case = Case.with_context(read_group_expand=True)  # as a board asks
        board = Case.web_read_group([('phase', '!=', 'closed')], ['stage_id'], ['__count'])
        self.assertEqual(len(board['groups']), self.env['mediation.stage'].search_count([]))
        self.assertEqual(sum(group['__count'] for group in board['groups']), 1)
        self.assertTrue(self.stages['closed'].fold)

    def test_a_mediator_works_in_the_form(self):
        with Form(self.case.with_user(self.mediator)) as form:
            form.contact_mode_ids.add(
                self.env.ref('herstelbemiddeling.mediation_contact_mode_letter')
            )
            form.initiator_side = 'responsible'
        with Form(self.case.party_ids[0].with_user(self.mediator)) as form:
            form.wishes = "A letter first"
        self.assertEqual(form.record.wishes, "A letter first")

    def test_the_desk_registers_somebody_who_calls(self):
        with Form(self.env['mediation.registration'].with_user(self.desk)) as form:
            form.registrant_kind = 'self'
            form.side = 'responsible'
            form.full_name = "Canary caller"
        self.assertEqual(form.record.state, 'new')

    def test_the_form_of_a_manager_holds_no_party(self):
        arch = self.env['mediation.case'].with_user(self.manager).get_view(view_type='form')['arch']
        for name in ('party_ids', 'harmed_party_ids', 'responsible_party_ids', 'registration_ids'):
            self.assertNotIn(f'"{name}"', arch)
