"""The content room: members of the case enter, and nobody else learns that there is anything."""

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError

from .process import ProcessCase

MODELS = (
    'mediation.agreement', 'mediation.assessment', 'mediation.consent', 'mediation.contact',
    'mediation.information', 'mediation.message', 'mediation.note', 'mediation.restriction',
    'mediation.session',
)  # fmt: skip
OUTSIDERS = ('desk', 'other_mediator', 'manager', 'supervisor', 'privacy_officer', 'administrator')


class TestContentWalls(ProcessCase):
    def setUp(self):
        super().setUp()
        self.bring_to('preparation')
        contact = self.prepare_contact('letter')
        env = self.env(user=self.mediator)
        env['mediation.restriction'].create({'party_id': self.other.id, 'decision': 'allowed'})
        env['mediation.note'].create({'party_id': self.initiator.id, 'body': "Canary note"})
        env['mediation.agreement'].create(
            {
                'case_id': self.case.id,
                'by_party_id': self.other.id,
                'for_party_id': self.initiator.id,
                'description': "Canary agreement",
            }
        )
        self.message(contact)
        self.rows = {
            model: self.env[model].search([('case_id', '=', self.case.id)], limit=1)
            for model in MODELS
        }

    def test_members_read_and_do_their_work(self):
        for model, row in self.rows.items():
            with self.subTest(model=model):
                self.assertTrue(self.as_user(row, self.mediator).read())

    def test_nobody_else_finds_reads_or_changes_anything(self):
        for login in OUTSIDERS:
            for model, row in self.rows.items():
                with self.subTest(login=login, model=model):
                    theirs = self.as_user(row, self.users[login])
                    with self.assertRaises(AccessError):
                        theirs.read(['code'])
                    for refused in (
                        lambda theirs=theirs: theirs.write({'case_id': self.case.id}),
                        lambda theirs=theirs: theirs.unlink(),
                    ):
                        with self.assertRaises(AccessError):
                            refused()
                    found = theirs.browse().has_access('read') and theirs.search([])
                    self.assertFalse(found)

    def test_whoever_is_recused_or_has_left_is_out_at_once(self):
        self.case.sudo().write(
            {
                'mediator_id': self.other_mediator.id,
                'recused_user_ids': [Command.link(self.mediator.id)],
            }
        )
        for model, row in self.rows.items():
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.as_user(row, self.mediator).read(['code'])

    def test_emergency_access_reads_and_changes_nothing(self):
        grant = (
            self.env['mediation.emergency']
            .with_user(self.privacy_officer)
            .create({'case_id': self.case.id, 'reason': 'danger', 'explanation': "Canary " * 5})
        )
        grant.with_user(self.manager).action_approve()
        for model, row in self.rows.items():
            theirs = self.as_user(row, self.privacy_officer)
            with self.subTest(model=model):
                self.assertTrue(theirs.read())
                with self.assertRaises(UserError):
                    theirs.write({'case_id': self.case.id})
                with self.assertRaises(AccessError):
                    theirs.unlink()

    def test_nothing_points_into_another_case_of_the_same_mediator(self):
        second = self.as_user(self.make_case(self.mediator), self.mediator)
        stranger = second.party_ids[:1]
        for model, values in (
            ('mediation.session', {'party_ids': [Command.set(stranger.ids)], 'kind': 'call'}),
            ('mediation.contact', {'party_ids': [Command.set((stranger | self.other).ids)],
                                   'contact_mode_id': self.modes['letter'].id}),
            ('mediation.agreement', {'by_party_id': stranger.id, 'for_party_id': self.other.id}),
            ('mediation.note', {'party_id': stranger.id}),
        ):  # fmt: skip
            with self.subTest(model=model), self.assertRefused(UserError, "another case"):
                self.env[model].with_user(self.mediator).create({'case_id': self.case.id, **values})

    def test_what_was_laid_down_is_not_changed_or_deleted(self):
        consent = self.as_user(self.rows['mediation.consent'], self.mediator)
        for change in (
            lambda: consent.write({'decision': 'withdrawn'}),
            lambda: consent.sudo().write({'decision': 'withdrawn'}),
            consent.unlink,
            lambda: consent.sudo().unlink(),
            lambda: self.as_user(self.rows['mediation.information'], self.mediator).unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_seals_of_a_person_are_destroyed_with_that_person(self):
        note = self.as_user(self.rows['mediation.note'], self.mediator)
        self.assertEqual(note.body, "Canary note")
        self.initiator.sudo()._erase_seals()
        self.assertFalse(self.as_user(note, self.mediator).body)
        agreement = self.as_user(self.rows['mediation.agreement'], self.mediator)
        self.assertEqual(agreement.description, "Canary agreement")

    def test_whoever_comes_of_age_decides_alone(self):
        self.other.with_user(self.mediator).birth_date = fields.Date.subtract(
            fields.Date.today(), years=18
        )
        self.other.sudo().is_minor = True
        self.env['mediation.party']._note_majority()
        self.assertFalse(self.other.is_minor)
