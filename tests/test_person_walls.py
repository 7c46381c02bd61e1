"""The walls around what is kept of the approach: for the members of the case and nobody else."""

from odoo.exceptions import AccessError

from .process import ProcessCase

OUTSIDERS = (
    'other_mediator', 'supervisor', 'manager', 'desk', 'privacy_officer', 'administrator',
    'employee',
)  # fmt: skip


class TestPersonWalls(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('approach')
        self.other.contact_via = "Canary mentor"
        as_mediator = self.env(user=self.mediator)
        self.rows = {
            'mediation.inquiry': as_mediator['mediation.inquiry'].create(
                {'party_id': self.other.id, 'ground': 'police', 'asked_of': "Canary desk"}
            ),
            'mediation.attempt': as_mediator['mediation.attempt'].create(
                {'party_id': self.other.id, 'channel': 'through', 'remark': "Canary remark"}
            ),
            'mediation.willingness': as_mediator['mediation.willingness'].create(
                {
                    'party_id': self.other.id,
                    'other_party_id': self.initiator.id,
                    'answer': 'later',
                }
            ),
        }

    def assertShut(self, records, user):
        theirs = self.as_user(records, user)
        names = [name for name, field in theirs._fields.items() if field.store]
        for operation in (
            lambda: theirs.read(['code']),
            lambda: theirs.read(names),
            lambda: theirs.write({'remark': "changed"} if 'remark' in names else {}),
            theirs.unlink,
        ):
            with self.assertRaises(AccessError):
                operation()
        with self.assertRaises(AccessError):
            theirs.create({'party_id': self.other.id, 'case_id': self.case.id})
        if theirs.browse().has_access('read'):
            self.assertFalse(theirs.search([]))

    def test_nobody_outside_the_case_finds_anything(self):
        for records in self.rows.values():
            for login in OUTSIDERS:
                with self.subTest(model=records._name, login=login):
                    self.assertShut(records, self.users[login])

    def test_whoever_is_recused_is_out_at_once(self):
        self.case.sudo().mediator_id = self.co_mediator
        self.recuse(self.case.sudo(), self.mediator)
        for records in self.rows.values():
            with self.subTest(model=records._name):
                self.assertShut(records, self.mediator)
                self.assertTrue(self.as_user(records, self.co_mediator).read(['code']))

    def test_labels_are_codes_and_words_are_sealed(self):
        self.assertEqual(self.rows['mediation.inquiry'].asked_of, "Canary desk")
        self.env.flush_all()
        for records in self.rows.values():
            self.assertRegex(records.display_name, r'^[QWM]-[A-Z0-9]{6}$')
            self.env.cr.execute(f'SELECT * FROM {records._table}')
            self.assertNotIn("Canary", str(self.env.cr.fetchall()))

    def test_nobody_deletes_what_was_tried(self):
        for records in self.rows.values():
            with self.subTest(model=records._name), self.assertRaises(AccessError):
                records.unlink()
