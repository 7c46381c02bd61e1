"""Who may do what: the matrix of the design, asked of the real rules."""

from odoo import Command
from odoo.exceptions import AccessError, UserError

from .common import TOLD, MediationCase

OUTSIDERS = ('manager', 'supervisor', 'privacy_officer', 'administrator', 'employee')


class TestWalls(MediationCase):
    def assertShut(self, records, user):
        """Nothing of these records comes through for this user, by any operation."""
        self.assertTrue(records)
        theirs = self.as_user(records, user)
        field = 'full_name'
        with self.assertRaises(AccessError):
            theirs.read([field])
        with self.assertRaises(AccessError):
            theirs.write({field: "changed"})
        with self.assertRaises(AccessError):
            theirs.unlink()
        with self.assertRaises(UserError):
            theirs.export_data([field])
        Model = theirs.browse()
        if Model.has_access('read'):
            self.assertFalse(Model.search([('id', 'in', records.ids)]))
            self.assertFalse(Model.search([(field, '=', TOLD[field]), ('id', 'in', records.ids)]))
        else:
            with self.assertRaises(AccessError):
                Model.search([])

    def assertOpen(self, records, user):
        self.assertIn(TOLD['full_name'], self.as_user(records, user).mapped('full_name'))

    def test_a_case_is_there_for_those_who_steer_and_those_in_it(self):
        case = self.make_case(self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)])
        for login in ('desk', 'manager', 'privacy_officer', 'mediator', 'co_mediator'):
            with self.subTest(login=login):
                self.assertEqual(self.as_user(case, self.users[login]).name, case.name)

    def test_a_case_does_not_exist_for_anybody_else(self):
        case = self.make_case(self.mediator)
        Case = self.env['mediation.case']
        for login in ('other_mediator', 'supervisor', 'administrator', 'employee'):
            theirs = self.as_user(case, self.users[login])
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    theirs.read(['name'])
                with self.assertRaises(AccessError):
                    theirs.write({'priority': '1'})
        self.assertFalse(Case.with_user(self.other_mediator).search_count([]))
        self.assertFalse(Case.with_user(self.other_mediator).name_search(case.name))

    def test_a_mediator_sees_an_offer_but_nobody_in_it(self):
        case = self.make_case()
        parties, registrations = case.party_ids, case.registration_ids
        case.with_user(self.desk)._offer_to(self.mediator)
        self.assertEqual(self.as_user(case, self.mediator).name, case.name)
        self.assertFalse(self.as_user(case, self.mediator).party_ids)
        self.assertShut(parties, self.mediator)
        self.assertShut(registrations, self.mediator)
        with self.assertRaises(AccessError):
            self.as_user(case, self.mediator).write({'priority': '1'})

    def test_before_the_hand_over_only_the_desk_meets_a_party(self):
        case = self.make_case()
        self.assertOpen(case.party_ids, self.desk)
        for login in ('mediator', 'other_mediator', *OUTSIDERS):
            with self.subTest(login=login):
                self.assertShut(case.party_ids, self.users[login])
                self.assertShut(case.registration_ids, self.users[login])

    def test_after_the_hand_over_only_members_meet_a_party(self):
        case = self.make_case(self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)])
        self.assertOpen(case.party_ids, self.mediator)
        self.assertOpen(case.party_ids, self.co_mediator)
        self.assertOpen(case.registration_ids, self.mediator)
        for login in ('desk', 'other_mediator', *OUTSIDERS):
            with self.subTest(login=login):
                self.assertShut(case.party_ids, self.users[login])
        for login in ('other_mediator', *OUTSIDERS):
            with self.subTest(login=login):
                self.assertShut(case.registration_ids, self.users[login])

    def test_a_mediator_who_leaves_is_out_at_once(self):
        case = self.make_case(self.mediator)
        self.assertOpen(case.party_ids, self.mediator)
        case.with_user(self.manager).mediator_id = self.other_mediator
        self.assertShut(case.party_ids, self.mediator)
        self.assertShut(case.registration_ids, self.mediator)
        with self.assertRaises(AccessError):
            self.as_user(case, self.mediator).read(['name'])
        self.assertOpen(case.party_ids, self.other_mediator)

    def test_the_desk_is_out_as_soon_as_anybody_carries_the_case(self):
        by_default = (
            self.env['mediation.case']
            .with_context(default_mediator_id=self.mediator.id)
            .create({'initiator_side': 'harmed', 'party_ids': [Command.create({'side': 'harmed'})]})
        )
        by_default.party_ids.full_name = TOLD['full_name']
        with_co_mediator = self.make_case()
        with_co_mediator.with_user(self.manager).co_mediator_ids = self.co_mediator
        self.as_user(with_co_mediator, self.co_mediator).action_accept()
        for case in (by_default, with_co_mediator):
            with self.subTest(members=case.member_ids.mapped('login')):
                self.assertTrue(case.handed_over and case.date_assigned)
                self.assertShut(case.party_ids, self.desk)

    def test_the_desk_does_not_come_back_when_a_mediator_leaves(self):
        case = self.make_case(self.mediator)
        case.with_user(self.manager).mediator_id = False
        self.assertShut(case.party_ids, self.desk)
        self.assertFalse(self.as_user(case.registration_ids, self.desk).full_name)

    def test_recusal_beats_everything(self):
        case = self.make_case(self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)])
        case.sudo().write({'co_mediator_ids': [Command.clear()]})
        self.recuse(case.sudo(), self.co_mediator)
        self.recuse(case.sudo(), self.manager)
        self.assertShut(case.party_ids, self.co_mediator)
        for login in ('co_mediator', 'manager'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.as_user(case, self.users[login]).read(['name'])

    def test_a_recused_desk_worker_meets_nobody_even_before_the_hand_over(self):
        case = self.make_case()
        self.recuse(case.sudo(), self.desk)
        self.assertShut(case.party_ids, self.desk)
        self.assertShut(case.registration_ids, self.desk)

    def test_whoever_is_recused_is_no_member_whatever_else_is_true(self):
        case = self.make_case(self.mediator, co_mediator_ids=[Command.set(self.co_mediator.ids)])
        # Past the constraint that keeps the two lists apart, as a faulty import would.
        self.env.cr.execute(
            "INSERT INTO mediation_case_recused_rel VALUES (%s, %s)", (case.id, self.mediator.id)
        )
        self.env.invalidate_all()
        self.env.add_to_compute(case._fields['member_ids'], case)
        self.env.flush_all()
        self.assertEqual(case.member_ids, self.co_mediator)

    def test_a_desk_worker_who_loses_the_role_is_out_at_once(self):
        case = self.make_case()
        self.assertOpen(case.party_ids, self.desk)
        group = self.env.ref('herstelbemiddeling.group_desk')
        self.desk.group_ids = [Command.unlink(group.id), Command.link(self.ref('base.group_user'))]
        self.assertShut(case.party_ids, self.desk)
        self.assertShut(case.registration_ids, self.desk)

    def test_a_rule_of_another_module_does_not_open_the_wall(self):
        case = self.make_case(self.mediator)
        for model in ('mediation.party', 'mediation.registration'):
            self.env['ir.rule'].create(
                {
                    'name': "Everybody sees all",
                    'model_id': self.env['ir.model']._get_id(model),
                    'domain_force': "[(1, '=', 1)]",
                    'groups': [Command.set([self.ref('base.group_user')])],
                }
            )
        self.assertShut(case.party_ids, self.other_mediator)
        self.assertShut(case.party_ids, self.desk)
        told = self.as_user(case.registration_ids, self.other_mediator)
        self.assertFalse(told.full_name)

    def test_nobody_reaches_into_a_hidden_case_by_pointing_at_it(self):
        case = self.make_case(self.mediator)
        Party = self.env['mediation.party']
        for login in ('other_mediator', 'desk'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                Party.with_user(self.users[login]).create({'case_id': case.id, 'side': 'harmed'})
        elsewhere = self.make_case()
        elsewhere.sudo().company_id = self.env['res.company'].create({'name': "Elsewhere"})
        with self.assertRaises(AccessError):
            Party.with_user(self.desk).create({'case_id': elsewhere.id, 'side': 'harmed'})
        own = self.make_case(self.other_mediator)
        with self.assertRefused(UserError, "stays in its case"):
            self.as_user(own.party_ids, self.other_mediator).write({'case_id': case.id})

    def test_labels_are_codes(self):
        case = self.make_case(self.mediator)
        for record in (case, *case.party_ids, *case.registration_ids):
            with self.subTest(model=record._name):
                self.assertRegex(record.display_name, r'^(HB|P|A)-[A-Z0-9]{6}$')
        self.assertEqual(len(set(case.party_ids.mapped('code'))), 2)

    def test_nobody_deletes(self):
        case = self.make_case(self.mediator)
        for login, user in self.users.items():
            for records in (case, case.party_ids, case.registration_ids):
                with (
                    self.subTest(login=login, model=records._name),
                    self.assertRaises(AccessError),
                ):
                    self.as_user(records, user).unlink()

    def test_walled_models_have_no_chatter_and_no_partner(self):
        for name in ('mediation.party', 'mediation.registration'):
            Model = self.env[name]
            with self.subTest(model=name):
                self.assertNotIn('message_ids', Model._fields)
                self.assertNotIn('activity_ids', Model._fields)
                self.assertFalse(
                    [f for f in Model._fields.values() if f.comodel_name == 'res.partner']
                )

    def test_each_walled_model_has_a_rule_for_everybody_and_every_operation(self):
        rule = self.env.ref('herstelbemiddeling.mediation_party_rule_members')
        self.assertFalse(rule.groups)
        self.assertTrue(rule.perm_read and rule.perm_write and rule.perm_create)
        self.assertTrue(rule.perm_unlink)

    def test_no_role_implies_another(self):
        names = ('desk', 'mediator', 'supervisor', 'manager', 'privacy_officer')
        groups = {self.env.ref(f'herstelbemiddeling.group_{name}') for name in names}
        for group in groups:
            self.assertFalse((groups - {group}) & set(group.all_implied_ids))
        for xmlid in ('base.group_system', 'base.group_erp_manager'):
            self.assertFalse(groups & set(self.env.ref(xmlid).all_implied_ids))
