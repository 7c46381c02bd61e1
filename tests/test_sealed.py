"""Sealed fields: what is in the database opens for those whose record it is, and nowhere else."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.herstelbemiddeling import sealed
from odoo.addons.herstelbemiddeling.person import nobody
from odoo.addons.herstelbemiddeling.sealed import inspection, keys

from .classification import PLAIN
from .common import TOLD, MediationCase

WALLED = ('mediation.party', 'mediation.registration')


class SealedCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.make_case(cls.mediator)
        cls.party, cls.other = cls.case.party_ids.sorted('is_initiator', reverse=True)
        cls.other.with_user(cls.mediator).full_name = "Canary Other"
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.mine = self.as_user(self.party, self.mediator)

    def column(self, record, name):
        """What the database holds of a field."""
        self.env.flush_all()
        query = SQL("SELECT %s FROM %s WHERE id = %s", SQL.identifier(name),
                    SQL.identifier(record._table), record.id)  # fmt: skip
        return self.env.execute_query(query)[0][0]

    def put(self, record, name, value):
        """Change the database behind Odoo's back."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE %s SET %s = %s WHERE id = %s", SQL.identifier(record._table),
                SQL.identifier(name), value, record.id)
        )  # fmt: skip
        self.env.invalidate_all()


class TestSealing(SealedCase):
    def test_the_database_holds_nothing_readable(self):
        for record in (self.party, self.case.registration_ids):
            for name, field in record._fields.items():
                if sealed.is_sealed_field(field):
                    with self.subTest(model=record._name, field=name):
                        value = self.column(record, name)
                        self.assertTrue(value is None or value.startswith('hb1.'))

    def test_every_field_for_words_or_facts_of_people_is_sealed(self):
        for name in WALLED:
            kinds = ('char', 'text', 'html', 'date', 'binary', 'selection', 'boolean')
            plain = {
                field.name
                for field in self.env[name]._fields.values()
                if field.type in kinds
                and not sealed.is_sealed_field(field)
                and not isinstance(field, sealed.Index)
                and field.name != 'display_name'
            }
            with self.subTest(model=name):
                self.assertEqual(plain, set(PLAIN[name].split()))

    def test_each_type_comes_back_as_it_was(self):
        values = {
            'full_name': "Zoë \N{GRINNING FACE} d'Or",
            'wishes': "one\n\n" + "long " * 3000,
            'birth_date': self.mine.birth_date.replace(year=2001),
            'neutral_envelope': False,
            'detained': True,
            'voicemail_ok': 'anonymous',
        }
        self.mine.write(values)
        again = self.as_user(self.party, self.mediator)
        for name, value in values.items():
            with self.subTest(field=name):
                self.assertEqual(again[name], value)
        again.write(dict.fromkeys(values, False))
        again = self.as_user(self.party, self.mediator)
        for name in values:
            with self.subTest(field=name):
                self.assertFalse(again[name])

    def test_the_same_value_never_looks_the_same(self):
        self.mine.write({'city': "Same", 'street': "Same"})
        self.assertNotEqual(self.column(self.party, 'city'), self.column(self.party, 'street'))

    def test_the_length_of_a_value_tells_little(self):
        lengths = set()
        for name in ("Bo", "Bartholomeus van der Verzonnen-Voorbeeld"):
            self.mine.full_name = name
            lengths.add(len(self.column(self.party, 'full_name')))
        for answer in (True, False):
            self.mine.detained = answer
            lengths.add(len(self.column(self.party, 'detained')))
        self.assertEqual(len(lengths), 1)

    def test_each_person_has_a_key_of_the_own(self):
        used = [self.column(party, 'full_name').split('.')[1] for party in self.case.party_ids]
        self.assertEqual(len(set(used)), 2)

    def test_text_that_looks_sealed_is_text(self):
        looks = self.column(self.other, 'full_name')
        self.mine.full_name = looks
        self.assertEqual(self.as_user(self.party, self.mediator).full_name, looks)

    def test_a_copy_has_nothing_that_was_sealed(self):
        values = self.mine.copy_data()[0]
        self.assertFalse([n for n in values if sealed.is_sealed_field(self.mine._fields[n])])
        self.assertNotIn('code', values)

    def test_a_person_does_not_choose_a_label(self):
        party = self.env['mediation.party'].with_user(self.mediator)
        made = party.with_context(default_code="Jan").create(
            {'case_id': self.case.id, 'side': 'support', 'code': "Jan Jansen"}
        )
        self.assertRegex(made.code, r'^P-[A-Z0-9]{6}$')
        with self.assertRefused(UserError, "does not change"):
            made.code = "Jan Jansen"


class TestOpening(SealedCase):
    def test_it_opens_for_a_member(self):
        self.assertEqual(self.mine.read(['full_name'])[0]['full_name'], TOLD['full_name'])

    def test_sudo_opens_nothing(self):
        for records in (self.mine.sudo(), self.party.sudo(), self.party.with_user(1)):
            with self.assertRefused(AccessError, "sealed"):
                _ = records.full_name
            with self.assertRefused(AccessError, "sealed"):
                records.read(['full_name'])
            with self.assertRefused(AccessError, "sealed"):
                records.mapped('full_name')

    def test_what_a_member_has_read_does_not_open_for_others(self):
        self.assertTrue(self.mine.full_name)
        for login in ('other_mediator', 'desk', 'manager', 'administrator', 'employee'):
            with self.subTest(login=login), self.assertRaises(AccessError):
                _ = self.party.with_user(self.users[login]).sudo(False).full_name

    def test_what_was_just_assigned_does_not_open_for_others(self):
        self.mine.full_name = "Just Typed"
        for records in (self.party.sudo(), self.party.with_user(self.other_mediator)):
            with self.assertRaises(AccessError):
                _ = records.full_name
        self.assertNotIn("Just Typed", repr(self.env.transaction.field_data))
        self.assertEqual(self.mine.full_name, "Just Typed")

    def test_a_job_opens_nothing_whatever_user_it_works_as(self):
        registration = self.as_user(self.case.registration_ids, self.mediator)
        for records in (self.mine, registration):  # nor does it look empty: a letter would go out
            with nobody(), self.assertRefused(AccessError, "sealed"):
                _ = records.full_name

    def test_a_related_or_computed_field_of_the_superuser_gets_nothing(self):
        with self.assertRaises(AccessError):
            self.mine.sudo().mapped('case_id.party_ids.full_name')

    def test_code_without_a_person_says_why(self):
        values = sealed.open_values(self.party, ['full_name', 'city'], reason="send a letter")
        self.assertEqual(values[self.party.id]['full_name'], TOLD['full_name'])
        for reason in (None, '', '  ', 1):
            with self.subTest(reason=reason), self.assertRaises(ValueError):
                sealed.open_values(self.party, ['full_name'], reason=reason)

    def test_a_member_who_leaves_reads_nothing_in_the_same_transaction(self):
        self.case.with_user(self.manager).mediator_id = self.other_mediator
        with self.assertRaises(AccessError):
            _ = self.mine.full_name

    def test_recusal_shuts_it_in_the_same_transaction(self):
        self.case.with_user(self.manager).co_mediator_ids = self.co_mediator
        self.case.with_user(self.co_mediator).action_accept()
        theirs = self.party.with_user(self.co_mediator)
        self.assertTrue(theirs.full_name)
        self.case.sudo().write(
            {
                'co_mediator_ids': [Command.clear()],
                'recused_user_ids': [Command.link(self.co_mediator.id)],
            }
        )
        with self.assertRaises(AccessError):
            _ = theirs.full_name


class TestRefusing(SealedCase):
    def test_only_equality_on_a_field_with_an_index_is_searched(self):
        Party = self.mine.browse()
        for domain in (
            [('full_name', 'ilike', 'Canary')],
            [('full_name', '=like', 'C%')],
            [('full_name', '!=', 'x')],
            [('full_name', 'not in', ['x'])],
            [('full_name', '=', False)],
            [('full_name', '>', 'a')],
            [('city', '=', TOLD['city'])],
            [('birth_date', '=', TOLD['birth_date'])],
            [('detained', '=', True)],
        ):
            with self.subTest(domain=domain), self.assertRefused(UserError, "is sealed"):
                Party.search(domain)
            with self.subTest(domain=domain), self.assertRefused(UserError, "is sealed"):
                Party.sudo().search(domain)
        with self.assertRefused(UserError, "is sealed"):
            self.case.with_user(self.mediator).search([('party_ids.city', '=', 'x')])

    def test_no_order_group_or_aggregate(self):
        Party = self.mine.browse()
        with self.assertRefused(UserError, "is sealed"):
            Party.search([], order='full_name')
        for groupby, aggregate in (
            (['city'], ['__count']),
            (['birth_date:month'], ['__count']),
            (['side'], ['full_name:array_agg']),
            (['side'], ['full_name:count_distinct']),
            (['side'], ['birth_date:max']),
        ):
            with (
                self.subTest(groupby=groupby, aggregate=aggregate),
                self.assertRefused(UserError, "is sealed"),
            ):
                Party.formatted_read_group([], groupby, aggregate)
        with self.assertRefused(UserError, "is sealed"):
            Party.search_panel_select_range('voicemail_ok')

    def test_the_screen_knows_what_it_cannot_offer(self):
        described = self.mine.fields_get(['city', 'full_name'])
        for name in ('city', 'full_name'):
            self.assertFalse(described[name]['sortable'])
            self.assertFalse(described[name]['groupable'])
            self.assertFalse(described[name]['exportable'])
        self.assertFalse(described['city']['searchable'])
        self.assertTrue(described['full_name']['searchable'])

    def test_no_export(self):
        self.mediator.group_ids = [Command.link(self.ref('base.group_allow_export'))]
        with self.assertRefused(UserError, "not exported"):
            self.mine.export_data(['code', 'full_name'])
        self.assertEqual(self.mine.export_data(['code'])['datas'], [[self.party.code]])

    def test_no_import_in_the_clear(self):
        Party = self.mine.browse()
        result = Party.load(
            ['case_id/.id', 'side', 'full_name'], [[str(self.case.id), 'harmed', 'X']]
        )
        self.assertIn("is sealed", result['messages'][0]['message'])
        self.assertFalse(result['ids'])
        forged = Party.with_context(_import_current_module='base', install_mode=True)
        result = forged.load(
            ['case_id/.id', 'side', 'full_name'], [[str(self.case.id), 'harmed', 'X']]
        )
        self.assertFalse(result['ids'])

    def test_nobody_reads_or_writes_an_index(self):
        for name in ('full_name_index', 'email_address_index'):
            with self.assertRaises(AccessError):
                self.mine.read([name])
            with self.assertRaises(AccessError):
                self.mine.write({name: 'x'})
            with self.assertRaises(AccessError):
                self.mine.search([(name, '!=', False)])


class TestBlindIndex(SealedCase):
    def found(self, name, value, user=None):
        Party = self.env['mediation.party'].with_user(user or self.mediator)
        return self.party.id in Party.search([(name, '=', value)]).ids

    def test_a_person_is_found_in_any_spelling(self):
        self.mine.write(
            {
                'full_name': "Zoë van Dam",
                'email_address': 'Zoe@Example.org ',
                'phone_number': '+31 (0)6-1234 5678',
            }
        )
        for name, value in (
            ('full_name', "zoe van dam"),
            ('full_name', "Dam, Zoë van"),
            ('email_address', 'zoe@example.org'),
            ('phone_number', '0612345678'),
            ('phone_number', '0031612345678'),
        ):
            with self.subTest(value=value):
                self.assertTrue(self.found(name, value))
        self.assertFalse(self.found('phone_number', '0612345679') or self.found('full_name', ''))
        self.assertFalse(self.found('full_name', "Canary Person"), "the old name is forgotten")

    def test_others_find_nobody(self):
        self.assertFalse(self.found('full_name', TOLD['full_name'], self.other_mediator))
        self.assertFalse(self.found('full_name', TOLD['full_name'], self.desk))

    def test_the_index_is_the_same_in_all_models_and_says_nothing(self):
        registration = self.case.registration_ids
        index = self.column(self.party, 'email_address_index')
        self.assertEqual(index, self.column(registration, 'email_address_index'))
        self.assertRegex(index, r'^[0-9a-f]{32}$')

    def test_an_emptied_field_leaves_no_index(self):
        self.mine.full_name = False
        self.assertIsNone(self.column(self.party, 'full_name_index'))


class TestIntegrity(SealedCase):
    def assertBroken(self, record, name):
        with self.assertRaises(sealed.IntegrityError):
            self.as_user(record, self.mediator).read([name])
        with self.assertRaises(sealed.IntegrityError):
            sealed.open_values(record, [name], reason='a test looks')
        _opened, troubles = inspection.check(self.env)
        self.assertEqual(len([t for t in troubles if record.code in t and name in t]), 1)

    def test_a_value_of_another_person_does_not_open(self):
        self.put(self.party, 'full_name', self.column(self.other, 'full_name'))
        self.assertBroken(self.party, 'full_name')
        self.assertTrue(self.mine.city)

    def test_a_value_of_another_field_does_not_open(self):
        self.put(self.party, 'street', self.column(self.party, 'city'))
        self.assertBroken(self.party, 'street')

    def test_a_changed_value_does_not_open(self):
        good = self.column(self.party, 'city')
        flipped = good[:-5] + ('A' if good[-5] != 'A' else 'B') + good[-4:]
        for bad in (
            flipped,
            good[:40],
            "Plain text",
            '',
            'hb1.',
            'hb1.x.y',
            'hb1.é.é',
            'hb9' + good[3:],
        ):
            with self.subTest(bad=bad[:12]):
                self.put(self.party, 'city', bad)
                self.assertBroken(self.party, 'city')

    def test_the_record_of_another_code_does_not_open(self):
        self.put(self.party, 'code', 'P-ZZZZZZ')
        with self.assertRaises(sealed.IntegrityError):
            self.as_user(self.party, self.mediator).read(['full_name'])

    def test_without_its_key_it_does_not_open(self):
        self.env.cr.execute(
            "DELETE FROM sealed_key WHERE owner = %s", [f'mediation.party,{self.party.code}']
        )
        keys._by_cursor.pop(self.env.cr)
        self.assertBroken(self.party, 'city')

    def test_the_check_counts_what_opens(self):
        opened, troubles = inspection.check(self.env)
        self.assertGreater(opened, 20)
        self.assertEqual(troubles, [])


class TestErasing(SealedCase):
    def test_nothing_opens_and_everything_else_works(self):
        before = self.column(self.party, 'city')
        self.party._erase_seals()
        mine = self.as_user(self.party, self.mediator)
        values = mine.read()[0]
        self.assertEqual(values['code'], self.party.code)
        for name, field in mine._fields.items():
            if sealed.is_sealed_field(field):
                self.assertFalse(values[name])
                self.assertIsNone(self.column(self.party, name))
        self.assertIsNone(self.column(self.party, 'email_address_index'))
        self.put(self.party, 'city', before)  # as an old backup would
        self.assertFalse(self.as_user(self.party, self.mediator).city)
        self.assertEqual(self.as_user(self.other, self.mediator).full_name, "Canary Other")
        mine.side = 'support'
        with self.assertRefused(UserError, "erased for ever"):
            mine.city = "Again"
            self.env.flush_all()

    def test_the_key_is_gone_from_the_table(self):
        self.party._erase_seals()
        self.env.cr.execute(
            "SELECT wrapped FROM sealed_key WHERE owner = %s",
            [f'mediation.party,{self.party.code}'],
        )
        self.assertEqual(self.env.cr.fetchall(), [(None,)])

    def test_a_record_that_is_deleted_takes_its_key_along(self):
        owner = f'mediation.party,{self.other.code}'
        self.other.sudo().unlink()
        self.env.cr.execute("SELECT wrapped FROM sealed_key WHERE owner = %s", [owner])
        self.assertEqual(self.env.cr.fetchall(), [(None,)])
