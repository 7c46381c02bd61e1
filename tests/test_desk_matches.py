"""Somebody who may be here already: found, shown as far as the desk may see, and no further."""

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import MediationCase

NOBODY = {
    'full_name': "Somebody Else", 'birth_date': '1955-05-05', 'email_address': False,
    'phone_number': False,
}  # fmt: skip


class TestMatches(MediationCase):
    def told(self, **values):
        return self.as_user(self.register(**{**NOBODY, **values}), self.desk)

    def matches(self, registration):
        theirs = self.as_user(registration, self.desk)
        return theirs.match_ids

    def test_mail_phone_and_name_with_birth_date_find_somebody_however_they_are_written(self):
        for here, there in (
            ({'email_address': 'Q@Example.org'}, {'email_address': ' q@example.org '}),
            ({'phone_number': '+31 6 7777 0001'}, {'phone_number': '06-77770001'}),
            (
                {'full_name': "Zo\u00eb de Vries", 'birth_date': '1977-02-01'},
                {'full_name': "VRIES, Zoe de", 'birth_date': '1977-02-01'},
            ),
        ):
            with self.subTest(here=here):
                first, second = self.told(**{'full_name': "A", **here}), self.told(**there)
                self.assertIn(first, self.matches(second))
                self.assertIn(second, self.matches(first))
                self.assertTrue(second.has_match)
                self.assertFalse(second.has_hidden_match)

    def test_a_name_alone_a_day_alone_and_another_day_find_nobody(self):
        others = (
            self.told(full_name="Jan Jansen", birth_date='1977-02-01')
            + self.told(full_name="Jan Jansen", birth_date=False)
            + self.told(full_name=False, birth_date='1977-02-01')
        )
        for values in (
            {'full_name': "Jan Jansen", 'birth_date': False},
            {'full_name': "Jan Jansen", 'birth_date': '1977-01-02'},
            {'full_name': "Piet Jansen", 'birth_date': '1977-02-01'},
            {'full_name': False, 'birth_date': '1977-02-01'},
        ):
            with self.subTest(values=values):
                self.assertFalse(self.matches(self.told(**values)) & others)

    def test_the_joint_index_follows_each_half_when_it_is_changed(self):
        first = self.told(full_name="Jan Jansen", birth_date='1977-02-01')
        second = self.told(full_name="Jan Jansen", birth_date=False)
        self.assertFalse(self.matches(second))
        second.birth_date = '1977-02-01'
        self.assertEqual(self.matches(second), first)
        second.full_name = "Kees Jansen"
        self.assertFalse(self.matches(second))
        second.write({'full_name': "Jan Jansen", 'birth_date': '1977-02-01'})
        self.assertEqual(self.matches(second), first)
        first.sudo()._erase_seals()
        self.assertFalse(self.matches(second))

    def test_people_of_a_case_that_waits_are_found_by_its_registration(self):
        case = self.make_case()
        self.as_user(case.party_ids, self.desk).filtered(
            lambda party: not party.is_initiator
        ).phone_number = '06-77770009'
        told = self.told(phone_number='+31677770009')
        self.assertEqual(self.matches(told), case.registration_ids.with_user(self.desk))
        self.assertFalse(told.has_hidden_match)

    def test_of_a_case_that_was_handed_over_only_that_there_may_be_one(self):
        case = self.make_case(self.mediator)
        told = self.told(email_address='canary@example.org')
        self.assertFalse(self.matches(told))
        self.assertTrue(told.has_match)
        self.assertTrue(told.has_hidden_match)
        shown = told.read()[0]
        for secret in (case.name, case.registration_ids.code, *case.party_ids.mapped('code')):
            self.assertNotIn(secret, str(shown))

    def test_an_own_case_is_no_match_and_what_was_handed_over_tells_nothing_any_more(self):
        case = self.make_case()
        theirs = self.as_user(case.registration_ids, self.desk)
        self.assertFalse(theirs.has_match)
        self.told(email_address='canary@example.org')
        self.assertTrue(self.as_user(theirs, self.desk).has_match)
        case.with_user(self.desk)._offer_to(self.mediator)
        case.with_user(self.mediator).action_accept()
        theirs = self.as_user(theirs, self.desk)
        self.assertFalse(theirs.has_match or theirs.has_hidden_match or theirs.match_ids)

    def test_another_company_is_not_looked_at(self):
        other = self.env['res.company'].create({'name': "Other"})
        self.register(company_id=other.id, email_address='w@example.org')
        told = self.told(email_address='w@example.org')
        self.assertFalse(told.has_match)

    def test_nobody_but_the_desk_is_told(self):
        case = self.make_case(self.mediator)
        self.register()
        mine = self.as_user(case.registration_ids, self.mediator)
        for name in ('has_match', 'has_hidden_match', 'match_ids', 'flags', 'next_step'):
            with self.subTest(name=name), self.assertRaises(AccessError):
                mine.read([name])

    def test_one_query_for_many(self):
        many = self.env['mediation.registration'].union(*(self.told() for _ in range(12)))
        self.as_user(many, self.desk).mapped('has_match')
        counts = []
        for some in (many[:1], many):
            theirs = self.as_user(some, self.desk)
            theirs.mapped('is_told_visible')
            before = self.env.cr.sql_log_count
            theirs.mapped('has_match')
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 6)

    # One click

    def test_a_duplicate_is_marked_from_the_match_itself(self):
        first, second = self.told(email_address='d@example.org'), self.told()
        first.with_context(duplicate_id=second.id).action_is_original()
        self.assertEqual((second.state, second.duplicate_of_id), ('duplicate', first))
        second.email_address = 'd@example.org'
        self.assertFalse(self.matches(first))  # which is known by now
        self.assertEqual(self.matches(second), first)
        self.assertEqual(first.state, 'new')

    def test_a_duplicate_of_a_duplicate_of_nothing_and_of_itself_are_refused(self):
        first, second, third = self.told(), self.told(), self.told()
        first.with_context(duplicate_id=second.id).action_is_original()
        with self.assertRefused(ValidationError, "is a duplicate itself"):
            second.with_context(duplicate_id=third.id).action_is_original()
        with self.assertRefused(UserError, "Open the registration"):
            first.action_is_original()
        with self.assertRefused(ValidationError, "duplicate of itself"):
            first.with_context(duplicate_id=first.id).action_is_original()
        with self.assertRefused(UserError, "decision has been taken already"):
            third.with_context(duplicate_id=second.id).action_is_original()

    def test_a_manager_marks_nothing(self):
        first, second = self.told(), self.told()
        theirs = self.as_user(first, self.manager)
        with self.assertRaises(AccessError):
            theirs.with_context(duplicate_id=second.id).action_is_original()
