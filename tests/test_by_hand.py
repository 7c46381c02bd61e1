"""What the system keeps is written by nobody, whatever a screen shows: over RPC a field is a field.

A member of the case is the attacker here: he may read all of it and change much of it.
"""

import ast
from pathlib import Path

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.modules.module import get_module_path

from odoo.addons.herstelbemiddeling.models.guard.mediation_audit import REASONS

from .classification import CONTENT, SYSTEM_FIELDS
from .process import ProcessCase

ADDON = Path(get_module_path('herstelbemiddeling'))
# What a forger would put there.
VALUES = {
    'boolean': True, 'char': 'X-FORGED', 'integer': 99, 'selection': None,
    'date': fields.Date.to_date('2020-02-02'),
    'datetime': fields.Datetime.to_datetime('2020-02-02 10:00:00'),
    'text': "Forged", 'binary': b'Rm9yZ2Vk',
}  # fmt: skip


class TestByHand(ProcessCase):
    def rows(self):
        """One row of each model of the content room, in the case of the mediator."""
        self.bring_to('preparation')
        contact = self.prepare_contact('letter')
        env = self.env(user=self.mediator)
        party = {'party_id': self.other.id}
        both = {'by_party_id': self.other.id, 'for_party_id': self.initiator.id}
        self.message(contact)
        for model, values in (
            ('mediation.restriction', {**party, 'decision': 'allowed'}),
            ('mediation.note', party),
            ('mediation.agreement', {'case_id': self.case.id, **both}),
            ('mediation.disclosure', {'case_id': self.case.id, 'text': "Canary text"}),
            ('mediation.dispatch', {**party, 'kind': 'preparation', 'channel': 'handed'}),
            ('mediation.inquiry', {**party, 'ground': 'police'}),
            ('mediation.willingness', {'party_id': self.other.id, 'answer': 'yes',
                                       'other_party_id': self.initiator.id}),
        ):  # fmt: skip
            env[model].create(values)
        self.env['mediation.evaluation'].sudo().create(party)
        env['mediation.handover'].create(
            {'case_id': self.case.id, 'to_user_id': self.other_mediator.id}
        )
        disclosure = env['mediation.disclosure'].search([('case_id', '=', self.case.id)])
        env['mediation.disclosure.agreement'].create({'disclosure_id': disclosure.id, **party})
        models = [name for name in CONTENT if 'case_id' in self.env[name]._fields]
        stored = [name for name in models if self.env[name]._auto and not self.env[name]._transient]
        rows = {
            name: env[name].search([('case_id', '=', self.case.id)], limit=1) for name in stored
        }
        return {name: row for name, row in rows.items() if row}

    def forged(self, field, row):
        if field.type == 'many2one':
            return self.other_mediator.id if field.comodel_name == 'res.users' else None
        if field.type == 'selection':
            others = {value for value, _label in field._description_selection(self.env)}
            return next(iter(sorted(others - {row[field.name]})), None)
        return VALUES.get(field.type)

    def kept_fields(self, row):
        return [
            field
            for name, field in row._fields.items()
            if field.store and field.readonly and name not in SYSTEM_FIELDS
        ]

    def test_what_is_only_read_on_the_screen_is_not_written_over_rpc(self):
        tried = 0
        for model, row in self.rows().items():
            for field in self.kept_fields(row):
                value = self.forged(field, row)
                if value is None:
                    continue
                with self.subTest(model=model, field=field.name):
                    with self.assertRaises(UserError):
                        self.as_user(row, self.mediator).write({field.name: value})
                    tried += 1
        self.assertGreater(tried, 40)

    def test_nor_is_it_brought_along_by_whoever_makes_a_row(self):
        rows = self.rows()
        for model in ('mediation.note', 'mediation.dispatch', 'mediation.agreement',
                      'mediation.restriction', 'mediation.information'):  # fmt: skip
            row = rows[model]
            forged = {
                field.name: value
                for field in self.kept_fields(row)
                if field.name != 'code' and (value := self.forged(field, row)) is not None
            }
            needed = {
                name: value.id if hasattr(value := row[name], 'id') else value
                for name in ('party_id', 'by_party_id', 'for_party_id', 'case_id', 'kind',
                             'channel', 'leaflet_id', 'date_from')
                if name in row._fields and name not in forged
            }  # fmt: skip
            Model = self.env[model].with_user(self.mediator)
            defaults = {f'default_{name}': value for name, value in forged.items()}
            for made in (Model.create({**needed, **forged}),
                         Model.with_context(**defaults).create(needed)):  # fmt: skip
                for name, value in forged.items():
                    with self.subTest(model=model, field=name):
                        kept = made.sudo()[name]
                        self.assertNotEqual(kept.id if hasattr(kept, 'id') else kept, value)

    # A person

    def test_where_somebody_stands_follows_from_what_was_said(self):
        self.bring_to('preparation')
        mine = self.as_user(self.other, self.mediator)
        for values, sentence in (
            ({'consent_state': 'withdrawn'}, "not written by hand"),
            ({'notice_due': '2030-01-01'}, "not written by hand"),
            ({'date_data_obtained': '2030-01-01'}, "not written by hand"),
            ({'state': 'declined'}, "Record what this person said"),
            ({'state': 'unreachable'}, "Record what this person said"),
            ({'is_initiator': True}, "From the intake on"),
            ({'side': 'support'}, "From the intake on"),
        ):
            with self.subTest(values=values), self.assertRefused(UserError, sentence):
                mine.write(values)
        mine.state = 'paused'
        self.consent(self.other, 'participation', 'withdrawn')
        with self.assertRefused(UserError, "has stopped"):
            mine.state = 'informed'

    def test_a_person_is_not_made_with_consent(self):
        Party = self.env['mediation.party'].with_user(self.mediator)
        values = {'case_id': self.case.id, 'side': 'harmed'}
        with self.assertRefused(UserError, "Record what this person said"):
            Party.create({**values, 'state': 'consents'})
        for made in (
            Party.create({**values, 'consent_state': 'given', 'notice_due': '2030-01-01'}),
            Party.with_context(
                default_consent_state='given',
                default_state='consents',
                default_notice_due='2030-01-01',
            ).create(values),
        ):
            self.assertEqual((made.consent_state, made.state), ('not_asked', 'known'))
            self.assertFalse(made.notice_due)

    def test_a_minor_is_one_by_the_date_of_birth(self):
        mine = self.as_user(self.other, self.mediator)
        mine.is_minor = True  # before a date is known
        mine.birth_date = fields.Date.subtract(fields.Date.today(), years=12)
        with self.assertRefused(UserError, "follows from the date of birth"):
            mine.is_minor = False
        mine.write({'birth_date': mine.birth_date, 'is_minor': False})
        self.assertTrue(mine.is_minor)

    # A case

    def test_the_desk_makes_no_case_with_members_of_its_own(self):
        Case = self.env['mediation.case'].with_user(self.desk)
        for name, value in (
            ('member_ids', [Command.set(self.desk.ids)]),
            ('declared_user_ids', [Command.set(self.other_mediator.ids)]),
            ('handed_over', True),
            ('date_closed', fields.Datetime.now()),
        ):
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    Case.create({'initiator_side': 'harmed', name: value})
                made = Case.with_context(**{f'default_{name}': value}).create(
                    {'initiator_side': 'harmed'}
                )
                self.assertFalse(made.sudo()[name])

    def test_a_pause_has_an_end_in_sight_over_rpc_as_well(self):
        with self.assertRefused(UserError, "within a year"):
            self.case.paused_until = fields.Date.add(fields.Date.today(), years=5)

    # Talks, letters, bans

    def test_a_talk_is_in_nobodys_calendar_but_of_who_does_the_case(self):
        with self.assertRefused(ValidationError, "by a mediator of this case"):
            self.talk(self.initiator, 'intake', user_id=self.other_mediator.id)

    def test_information_is_recorded_when_it_was_given(self):
        leaflet = self.env.ref('herstelbemiddeling.mediation_leaflet_general')
        given = {'party_id': self.initiator.id, 'leaflet_id': leaflet.id}
        with self.assertRefused(ValidationError, "lies in the future"):
            self.env['mediation.information'].with_user(self.mediator).create(
                {**given, 'moment': fields.Datetime.add(fields.Datetime.now(), days=1)}
            )

    def test_what_has_happened_is_not_deleted(self):
        rows = self.rows()
        message = rows['mediation.message']
        self.as_user(message, self.mediator).action_read_back()
        for row in (message, rows['mediation.restriction'], rows['mediation.session']):
            with self.subTest(model=row._name), self.assertRaises(UserError):
                self.as_user(row, self.mediator).unlink()

    # The audit trail

    def test_every_reason_in_the_code_has_words_for_the_reader(self):
        found = set()
        for path in ADDON.rglob('*.py'):
            found |= self.reasons_in(ast.parse(path.read_text(encoding='utf-8')))
        self.assertGreater(len(found), 8)
        self.assertEqual(found - REASONS.keys(), set())

    def reasons_in(self, tree):
        """Return the reasons that are given to a note of the trail, or for opening a seal."""
        names = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        found = set()
        for call in calls:
            called = getattr(call.func, 'attr', getattr(call.func, 'id', None))
            if called not in ('note', 'open_values'):
                continue
            for keyword in call.keywords:
                if keyword.arg == 'reason' and isinstance(keyword.value, ast.Constant):
                    found.add(keyword.value.value)
                elif keyword.arg == 'reason' and isinstance(keyword.value, ast.Name):
                    found.add(names.get(keyword.value.id))
        return found - {None}


class TestDefaultsOfTheContext(ProcessCase):
    """A default in the context is a value as well: no check looks past it."""

    def bringing(self, model, **defaults):
        context = {f'default_{name}': value for name, value in defaults.items()}
        return self.env[model].with_user(self.mediator).with_context(**context)

    def test_consent_has_its_term(self):
        self.bring_to('approach')
        brought = {
            'party_id': self.initiator.id, 'case_id': self.case.id, 'purpose': 'participation',
            'decision': 'given',
        }  # fmt: skip
        consent = self.bringing('mediation.consent', **brought).create({})
        self.assertTrue(consent.valid_until)
        self.assertTrue(consent.text_id)

    def test_an_assessment_is_good_no_longer_than_agreed_on(self):
        self.bring_to('preparation')
        far = fields.Date.add(fields.Date.today(), years=50)
        answers = {'facts_acknowledged': 'yes', 'risk': 'low', 'capacity': 'yes',
                   'conclusion': 'suitable'}  # fmt: skip
        made = self.bringing('mediation.assessment', state='final', good_until=far).create(
            {'party_id': self.other.id, **answers}
        )
        self.assertTrue(made.date_final)
        self.assertLess(made.good_until, far)

    def test_nobody_is_approached_before_the_gate(self):
        self.bring_to('intake')
        brought = {'party_id': self.other.id, 'case_id': self.case.id}
        with self.assertRefused(UserError, "only after the gate"):
            self.bringing('mediation.attempt', **brought).create({'channel': 'through'})

    def test_a_minor_is_one_by_the_date_of_birth(self):
        born = fields.Date.subtract(fields.Date.today(), years=12)
        party = self.bringing('mediation.party', birth_date=born, full_name="Canary").create(
            {'case_id': self.case.id, 'side': 'harmed'}
        )
        self.assertTrue(party.is_minor)
        self.assertTrue(party.notice_due)

    def test_a_file_is_looked_at(self):
        self.bring_to('preparation')
        contact = self.prepare_contact('letter')
        with self.assertRefused(ValidationError, "PDF, JPEG, PNG"):
            self.bringing('mediation.message', enclosure='Rm9yZ2Vk').create(
                {
                    'contact_id': contact.id,
                    'sender_id': self.initiator.id,
                    'recipient_id': self.other.id,
                }
            )

    def test_a_request_is_answered_within_a_month_of_the_day_it_came(self):
        received = fields.Date.subtract(fields.Date.today(), days=20)
        made = self.bringing('mediation.person.request', date_received=received).create(
            {'party_id': self.initiator.id}
        )
        self.assertEqual(made.date_due, fields.Date.add(received, months=1))
