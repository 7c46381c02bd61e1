"""Nothing enters the house without a room, and no room has a leak that Odoo is known for."""

import ast
from pathlib import Path

from odoo.http import Controller
from odoo.modules import get_module_path

from odoo.addons.herstelbemiddeling.sealed import is_sealed_field

from .classification import EXTENDED, RIGHTS_OF_OTHERS, ROOMS, SETTINGS, SYSTEM_FIELDS
from .classification_of_code import CRONS, MAIL_TEMPLATES, PUBLIC_METHODS, ROUTES
from .common import MediationCase

ADDON = 'odoo.addons.herstelbemiddeling'
MODELS = {name: fields for room in ROOMS.values() for name, fields in room.items()}
CONFIGURATION = {'mediation.consent.text', 'mediation.leaflet'}
WALLED = {
    name for room in ('front_door', 'identity', 'content', 'guard') for name in ROOMS[room]
} - CONFIGURATION


def classified(name):
    return {field for names in MODELS[name].values() for field in names.split()}


class TestClassification(MediationCase):
    def classes_of_addon(self, name):
        """The classes that the addon adds to a model, without what every model has from base."""
        classes = type(self.env[name]).__mro__
        return [cls for cls in classes if cls.__module__.startswith(ADDON) and cls._name == name]

    def test_every_model_has_a_room(self):
        own = {name for name in self.env.registry if self.classes_of_addon(name)}
        self.assertEqual(own, {*MODELS, *EXTENDED})

    def test_the_folder_of_a_model_is_its_room(self):
        """A room deeper inside may add to the models before it; the guard watches over all."""
        deeper = {name: ['content', 'figures'] for name in ('front_door', 'pipeline', 'identity')}
        deeper['content'] = ['figures']
        for room, models in ROOMS.items():
            for name in models:
                for cls in self.classes_of_addon(name):
                    with self.subTest(model=name):
                        folder = cls.__module__.removeprefix(f'{ADDON}.').split('.')
                        rooms = (
                            ['models', room],
                            ['models', 'guard'],
                            *(['models', inner] for inner in deeper.get(room, ())),
                            ['sealed', folder[1]],
                            ['wizard', folder[1]],
                        )
                        self.assertIn(folder[:2], rooms)

    def test_every_field_has_a_class(self):
        for name in MODELS:
            model = self.env[name]
            own = {
                field
                for field, definition in model._fields.items()
                if definition._module == 'herstelbemiddeling' and field not in SYSTEM_FIELDS
            }
            with self.subTest(model=name):
                self.assertEqual(own, classified(name))

    def test_nothing_is_added_to_models_of_odoo_but_settings(self):
        for name in EXTENDED:
            added = [
                field
                for field, definition in self.env[name]._fields.items()
                if definition._module == 'herstelbemiddeling'
            ]
            with self.subTest(model=name):
                self.assertEqual(set(added), SETTINGS.get(name, set()))

    def test_a_decorator_of_odoo_stands_once_on_a_function(self):
        """Of two `@api.depends` Odoo keeps one; what hangs on the other stays as it was."""
        folder = Path(get_module_path('herstelbemiddeling'))
        for path in folder.rglob('*.py'):
            for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
                if isinstance(node, ast.FunctionDef):
                    decorators = [
                        ast.unparse(decorator.func)
                        for decorator in node.decorator_list
                        if isinstance(decorator, ast.Call)
                    ]
                    self.assertEqual(len(decorators), len(set(decorators)), f'{path}: {node.name}')

    def test_every_public_method_is_known(self):
        for name in (*MODELS, *EXTENDED):
            own = {
                method
                for cls in self.classes_of_addon(name)
                for method, value in vars(cls).items()
                if callable(value) and not method.startswith('_')
            }
            with self.subTest(model=name):
                self.assertEqual(own, set(PUBLIC_METHODS.get(name, '').split()))

    def test_every_route_is_known_and_keeps_no_session(self):
        routes = set()
        for cls in Controller.__subclasses__():
            if not cls.__module__.startswith(ADDON):
                continue
            for method in vars(cls).values():
                routing = getattr(method, 'original_routing', None)
                if routing:
                    routes.update(routing['routes'])
                    self.assertFalse(routing['save_session'])
                    self.assertFalse(routing['sitemap'])
        self.assertEqual(routes, ROUTES)

    def test_every_cron_and_mail_template_is_known(self):
        for model, known in (('ir.cron', CRONS), ('mail.template', MAIL_TEMPLATES)):
            found = self.env['ir.model.data'].search(
                [('module', '=', 'herstelbemiddeling'), ('model', '=', model)]
            )
            self.assertEqual(set(found.mapped('name')), known)

    def test_only_code_steering_and_staff_stand_outside_the_walls(self):
        outside = {**ROOMS['pipeline'], **ROOMS['figures'], **ROOMS['guard']}
        for name, fields in outside.items():
            people = f'{fields.get("people", "")} {fields.get("told", "")}'.split()
            plain = [
                field for field in people if not is_sealed_field(self.env[name]._fields[field])
            ]
            with self.subTest(model=name):
                self.assertFalse(plain)
                self.assertFalse(people and name not in ROOMS['guard'])

    def test_a_case_has_no_field_for_words_of_ones_own(self):
        case = self.env['mediation.case']
        words = {
            field
            for field in classified('mediation.case')
            if case._fields[field].type in ('char', 'text', 'html') and case._fields[field].store
        }
        self.assertEqual(words, {'name'})

    def test_walled_models_have_none_of_the_fields_that_leak(self):
        for name in WALLED:
            for field in self.env[name]._fields.values():
                with self.subTest(model=name, field=field.name):
                    self.assertNotIn(field.type, ('html', 'reference', 'many2one_reference'))
                    self.assertFalse(field.related)
                    self.assertFalse(getattr(field, 'tracking', None))
                    self.assertFalse(field.compute and field.store and not field.automatic)
                    self.assertFalse(getattr(field, 'bypass_search_access', False))
                    self.assertFalse(getattr(field, 'attachment', False))

    def test_nothing_outside_a_room_points_into_it(self):
        allowed = {*MODELS}
        for name, model in self.env.registry.items():
            for field in model._fields.values():
                if field.comodel_name in WALLED and not model._abstract:
                    with self.subTest(model=name, field=field.name):
                        self.assertIn(name, allowed)

    def test_rules_look_at_columns_and_the_user_only(self):
        rules = self.env['ir.rule'].search([('model_id.model', 'in', list(MODELS))])
        self.assertTrue(rules)
        for rule in rules:
            with self.subTest(rule=rule.name):
                left = rule.domain_force.replace('user.id', '')
                for word in ('user', 'time', 'now', 'has_group'):
                    self.assertNotIn(f'{word}.', left)

    def test_rights_are_given_to_the_roles_only(self):
        roles = {
            self.env.ref(f'herstelbemiddeling.group_{role}')
            for role in ('desk', 'mediator', 'supervisor', 'manager', 'privacy_officer')
        }
        rights = self.env['ir.model.access'].search([('model_id.model', 'in', list(MODELS))])
        others = rights.filtered(lambda right: right.group_id not in roles)
        given = {
            right.model_id.model: (
                right.group_id.get_external_id()[right.group_id.id],
                tuple(
                    name
                    for name in ('perm_read', 'perm_write', 'perm_create', 'perm_unlink')
                    if right[name]
                ),
            )
            for right in others
        }
        self.assertEqual(given, RIGHTS_OF_OTHERS)
        self.assertEqual(len(others), len(given))

    def test_the_website_cannot_write_into_a_room(self):
        models = self.env['ir.model'].search([('model', 'in', list(MODELS))])
        self.assertEqual(len(models), len(MODELS))
        self.assertFalse(any(models.mapped('website_form_access')))
