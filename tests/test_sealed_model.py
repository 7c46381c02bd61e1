"""A model as another developer would write one, by the docstring of the package."""

import base64

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.orm.model_classes import add_to_registry
from odoo.tools import SQL

from odoo.addons.herstelbemiddeling import sealed

from .common import MediationCase

PICTURE = base64.b64encode(b'\x89PNG Canary picture' * 50)


class Note(models.Model):
    _name = 'test.sealed.note'
    _description = "Note of a case"
    _inherit = 'sealed.mixin'
    _module = None  # of the tests, and of no addon
    _seal_prefix = 'N'
    _seal_key_field = 'case_id'

    case_id = fields.Many2one('mediation.case', ondelete='restrict')
    body = sealed.Text()
    picture = sealed.Binary()
    first_words = fields.Char(compute='_compute_first_words')
    borrowed = fields.Text(related='body', string="Borrowed")

    def _may_open_seals(self):
        return self.env.user in self.case_id.sudo().member_ids

    def _compute_first_words(self):
        for note in self:
            note.first_words = (note.body or '')[:6]


class TestSealedModel(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_to_registry(cls.registry, Note)
        cls.addClassCleanup(cls.registry._setup_models__, cls.env.cr, [])
        cls.addClassCleanup(cls.registry.__delitem__, Note._name)
        cls.registry._setup_models__(cls.env.cr, [Note._name])
        cls.registry.init_models(
            cls.env.cr, [Note._name], {'models_to_check': True, 'module': 'herstelbemiddeling'}
        )
        cls.env['ir.model.access'].create(
            {
                'name': "notes",
                'model_id': cls.env['ir.model']._get_id(Note._name),
                'group_id': cls.env.ref('herstelbemiddeling.group_mediator').id,
                'perm_read': True,
                'perm_write': True,
                'perm_create': True,
            }
        )
        cls.case = cls.make_case(cls.mediator)
        cls.Note = cls.env[Note._name].with_user(cls.mediator)

    def note(self, **values):
        note = self.Note.create({'case_id': self.case.id, **values})
        self.env.flush_all()
        self.env.invalidate_all()
        return note

    def test_text_and_files_come_back(self):
        note = self.note(body="Canary words", picture=PICTURE)
        self.assertEqual((note.body, note.picture), ("Canary words", PICTURE))
        self.assertEqual(note.read(['picture'])[0]['picture'], PICTURE)
        note.picture = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(note.picture)

    def test_a_file_lies_sealed_in_the_row_and_nowhere_else(self):
        attachments = self.env['ir.attachment'].search_count([])
        note = self.note(picture=PICTURE)
        self.assertEqual(self.env['ir.attachment'].search_count([]), attachments)
        table = SQL.identifier(note._table)
        query = SQL("SELECT picture FROM %s WHERE id = %s", table, note.id)
        column = self.env.execute_query(query)[0][0]
        self.assertTrue(column.startswith('hb1.'))
        self.assertNotIn('Canary', column)

    def test_the_size_of_a_file_is_told_to_members_only(self):
        note = self.note(picture=PICTURE).with_context(bin_size=True)
        self.assertIn(b'bytes', note.picture)
        self.env.invalidate_all()
        self.assertFalse(note.with_user(self.other_mediator).picture)

    def test_the_notes_of_a_case_share_its_key_and_each_has_its_place(self):
        first, second = self.note(body="one"), self.note(body="two")
        table = SQL.identifier(first._table)
        rows = dict(
            self.env.execute_query(
                SQL("SELECT id, body FROM %s WHERE id IN %s", table, (first.id, second.id))
            )
        )
        self.assertEqual(len({body.split('.')[1] for body in rows.values()}), 1)
        self.env.cr.execute(
            SQL("UPDATE %s SET body = %s WHERE id = %s", table, rows[second.id], first.id)
        )
        self.env.invalidate_all()
        with self.assertRaises(sealed.IntegrityError):
            _ = first.body
        self.assertEqual(second.body, "two")
        with self.assertRefused(UserError, "Erase the person or the registration"):
            first._erase_seals()

    def test_a_compute_of_the_person_opens_and_one_of_the_superuser_does_not(self):
        note = self.note(body="Canary words")
        self.assertEqual(note.first_words, "Canary")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            _ = note.sudo().first_words
        with self.assertRaises(AccessError):
            _ = note.borrowed
