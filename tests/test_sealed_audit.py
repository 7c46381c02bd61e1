"""What is opened, searched, made, changed, broken or erased is noted, and never a value of it."""

from odoo.exceptions import AccessError, UserError

from odoo.addons.herstelbemiddeling import audit, sealed
from odoo.addons.herstelbemiddeling.sealed import keys

from .common import TOLD
from .test_sealed import SealedCase


class TestSealsAreAudited(SealedCase):
    def setUp(self):
        super().setUp()
        self.notes = []

        def note(env, verb, records=None, reason=None):
            ids = tuple(records.ids) if records is not None else ()
            self.notes.append((verb, records is not None and records._name, ids, reason))

        self.patch(audit, 'note', note)
        keys.opened_records(self.env).clear()  # each test stands for a request

    def test_opening_is_noted_once_for_each_record(self):
        parties = self.as_user(self.case.party_ids, self.mediator)
        parties.read(['full_name', 'city', 'wishes'])
        parties.mapped('street')
        opened = [note for note in self.notes if note[0] == 'opened']
        self.assertEqual(
            {ids for _verb, _model, ids, _reason in opened}, {(p.id,) for p in parties}
        )
        self.assertEqual(len(opened), 2)

    def test_looking_at_what_is_not_sealed_is_not_opening(self):
        self.as_user(self.case.party_ids, self.mediator).read(['code', 'side', 'state'])
        self.assertEqual(self.notes, [])

    def test_code_without_a_person_leaves_its_reason(self):
        sealed.open_values(self.party, ['email_address'], reason='send a letter')
        self.assertEqual(
            self.notes, [('opened', 'mediation.party', (self.party.id,), 'send a letter')]
        )

    def test_a_search_is_noted_by_the_name_of_the_field(self):
        self.mine.search([('full_name', '=', TOLD['full_name'])])
        self.assertEqual(self.notes, [('searched', 'mediation.party', (), 'full_name')])

    def test_making_and_changing_are_noted(self):
        party = self.mine.create({'case_id': self.case.id, 'side': 'support', 'city': "X"})
        party.city = "Y"
        self.assertEqual(
            list(dict.fromkeys(note[:3] for note in self.notes)),
            [
                ('created', 'mediation.party', (party.id,)),
                ('changed', 'mediation.party', (party.id,)),
            ],
        )

    def test_what_does_not_fit_and_what_is_erased_is_noted(self):
        self.put(self.party, 'city', self.column(self.party, 'street'))
        with self.assertRaises(sealed.IntegrityError):
            self.mine.read(['city'])
        self.assertIn(('broken', 'mediation.party', (self.party.id,), 'city'), self.notes)
        self.other._erase_seals()
        self.assertIn(('erased', 'mediation.party', (self.other.id,), None), self.notes)

    def test_a_seal_that_stays_shut_is_noted(self):
        with self.assertRaises(AccessError):
            _ = self.party.sudo().full_name
        self.assertIn(('refused', 'mediation.party', (self.party.id,), 'seal'), self.notes)

    def test_what_could_not_be_noted_does_not_open_at_the_next_try_either(self):
        def broken(*_args, **_options):
            raise UserError("the trail is away")

        self.patch(audit, 'note', broken)
        for _attempt in range(2):
            with self.assertRefused(UserError, "the trail is away"):
                _ = self.mine.full_name
