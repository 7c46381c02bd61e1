"""Naming the id of a walled record opens nothing of it, in whatever model and by whatever call."""

from odoo import Command
from odoo.exceptions import AccessError

from odoo.addons.herstelbemiddeling.models.guard.base_pointing import _target_ids

from .common import MediationCase

SPEC = {'fields': {'display_name': {}}}


class TestPointing(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls.make_case(cls.mediator)
        cls.targets = {
            'mediation.case': cls.hidden,
            'mediation.party': cls.hidden.party_ids[0],
            'mediation.registration': cls.hidden.registration_ids,
        }

    def pointers(self, user):
        """Every field of a model that this user may make, which leads to a walled record."""
        for name in self.env.registry:
            model = self.env[name].with_user(user)
            if model._abstract or not model.has_access('create'):
                continue
            for field in model._fields_to_walled_records():
                target = self.targets.get(model._fields[field].comodel_name)
                if target and not target.with_user(user).has_access('read'):
                    yield model, model._fields[field], target.id

    def test_there_is_something_to_point_with(self):
        found = {
            (model._name, field.name)
            for login in ('other_mediator', 'manager', 'desk')
            for model, field, _target in self.pointers(self.users[login])
        }
        self.assertLessEqual(
            {('mediation.party', 'case_id'), ('mediation.case.offer', 'registration_id')}, found
        )

    def test_no_default_form_or_new_record_points_at_what_is_hidden(self):
        for login in ('other_mediator', 'manager', 'desk', 'employee', 'administrator'):
            for model, field, target in self.pointers(self.users[login]):
                is_one = field.type == 'many2one'
                value = target if is_one else [Command.set([target])]
                with self.subTest(login=login, model=model._name, field=field.name):
                    with self.assertRaises(AccessError):
                        model.onchange({field.name: value}, [], {field.name: SPEC})
                    with self.assertRaises(AccessError):
                        model.create({field.name: value})
                    pointing = model.with_context(**{f'default_{field.name}': value})
                    with self.assertRaises(AccessError):
                        pointing.default_get([field.name])
                    with self.assertRaises(AccessError):
                        pointing.onchange({}, [], {field.name: SPEC})

    def test_what_is_there_already_is_not_turned_to_what_is_hidden(self):
        own = self.make_case(self.other_mediator)
        theirs = self.as_user(own, self.other_mediator)
        for command in (Command.link, Command.set, Command.delete):
            party = self.targets['mediation.party'].id
            value = [command([party]) if command == Command.set else command(party)]
            with self.subTest(command=command.__name__), self.assertRaises(AccessError):
                theirs.write({'party_ids': value})
        registration = self.register().with_user(self.desk)
        self.recuse(self.hidden.sudo(), self.desk)
        with self.assertRaises(AccessError):
            registration.duplicate_of_id = self.targets['mediation.registration']

    def test_ids_are_found_in_every_format(self):
        self.assertEqual(_target_ids(7), [7])
        self.assertEqual(_target_ids({'id': 7, 'display_name': "x"}), [7])
        self.assertEqual(_target_ids([[6, 0, [7, 8]]]), [7, 8])
        self.assertEqual(_target_ids([Command.link(7), (1, 8, {}), Command.delete(9)]), [7, 8, 9])
        self.assertEqual(_target_ids([Command.create({}), Command.clear()]), [])
        self.assertEqual(_target_ids([7, 8]), [7, 8])
        for nothing in (False, None, [], {}, {'id': False}, True, 'virtual_1'):
            self.assertEqual(_target_ids(nothing), [])
