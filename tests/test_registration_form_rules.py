"""What the registration form accepts, without a database or a server."""

from datetime import date
from urllib.parse import urlencode

from odoo.tests import BaseCase, tagged

from odoo.addons.herstelbemiddeling.form import answers as form

TODAY = date(2026, 3, 2)
URLENCODED = 'application/x-www-form-urlencoded'
LANGUAGES = [
    (1, 'nl_NL', 'nl'),
    (2, 'en_US', 'en'),
    (3, 'ar_001', 'ar'),
    (4, 'nl_BE', 'nl_BE'),
    (5, 'sr@latin', 'sr@latin'),
]
SELF = {
    'registrant_kind': 'self',
    'side': 'harmed',
    'full_name': "Noor Zandstra",
    'phone_number': '06 12345678',
    'privacy_read': 'yes',
}
PROFESSIONAL = {
    'registrant_kind': 'professional',
    'side': 'responsible',
    'full_name': "Noor Zandstra",
    'registrant_name': "Bo Lindeboom",
    'registrant_email': 'bo@example.org',
    'client_agrees': 'yes',
    'privacy_read': 'yes',
}
PRISON = {
    'registrant_kind': 'prison',
    'side': 'responsible',
    'full_name': "Noor Zandstra",
    'institution': "PI Verzonnen",
    'privacy_read': 'yes',
}
ADDRESS = {'street': "Dorpsweg 1", 'postcode': '1234 AB', 'city': "Nergenshuizen"}


def answered(fields):
    """Return the answers to a form with these fields, read and checked."""
    body = urlencode({name: text for name, text in fields.items() if text is not None}).encode()
    answers = form.read(URLENCODED, body)
    form.check(answers, TODAY, LANGUAGES)
    return answers


@tagged('post_install', '-at_install')
class RulesCase(BaseCase):
    def assert_problems(self, answers, **keys):
        self.assertEqual({name: p.key for name, p in answers.problems.items()}, keys)


class TestWhatIsRequired(RulesCase):
    def test_each_kind_needs_little_and_that_is_enough(self):
        relative = {**SELF, 'registrant_kind': 'relative'}
        for fields in (SELF, relative, PROFESSIONAL, PRISON):
            with self.subTest(kind=fields['registrant_kind']):
                self.assertTrue(answered(fields).is_accepted)

    def test_without_what_every_kind_needs_the_field_is_named(self):
        for name in ('registrant_kind', 'side', 'full_name', 'privacy_read'):
            with self.subTest(name=name):
                self.assert_problems(answered({**SELF, name: None}), **{name: f'{name}_missing'})

    def test_a_name_of_spaces_only_is_no_name(self):
        self.assert_problems(answered({**SELF, 'full_name': " \t "}), full_name='full_name_missing')

    def test_not_having_read_the_privacy_text_is_not_accepted(self):
        answers = answered({**SELF, 'privacy_read': 'no'})
        self.assert_problems(answers, privacy_read='privacy_read_missing')

    def test_one_way_to_reach_somebody_is_needed(self):
        answers = answered({**SELF, 'phone_number': None})
        self.assert_problems(answers, email_address='way_missing')

    def test_a_full_postal_address_is_a_way_to_reach_somebody(self):
        self.assertTrue(answered({**SELF, 'phone_number': None, **ADDRESS}).is_accepted)

    def test_part_of_a_postal_address_is_not(self):
        for name in ADDRESS:
            with self.subTest(without=name):
                answers = answered({**SELF, 'phone_number': None, **ADDRESS, name: None})
                self.assert_problems(answers, email_address='way_missing')

    def test_a_relative_may_be_reached_instead(self):
        relative = {**SELF, 'registrant_kind': 'relative', 'phone_number': None}
        for way in ({'registrant_email': 'bo@example.org'}, {'registrant_phone': '030-2345678'}):
            with self.subTest(way=way):
                self.assertTrue(answered({**relative, **way}).is_accepted)

    def test_somebody_who_registers_alone_is_not_reached_through_a_registrant(self):
        answers = answered({**SELF, 'phone_number': None, 'registrant_phone': '030-2345678'})
        self.assert_problems(answers, email_address='way_missing')

    def test_a_professional_gives_a_name_a_way_and_the_agreement_of_the_person(self):
        missing = {'registrant_name': None, 'registrant_email': None, 'client_agrees': None}
        self.assert_problems(
            answered({**PROFESSIONAL, **SELF, **missing, 'registrant_kind': 'professional'}),
            registrant_name='registrant_name_missing',
            registrant_email='registrant_way_missing',
            client_agrees='client_agrees_missing',
        )

    def test_without_the_agreement_of_the_person_a_professional_cannot_go_on(self):
        answers = answered({**PROFESSIONAL, 'client_agrees': 'no'})
        self.assert_problems(answers, client_agrees='client_agrees_missing')

    def test_from_prison_only_the_institution_is_needed(self):
        answers = answered({**PRISON, 'institution': None})
        self.assert_problems(answers, institution='institution_missing')

    def test_who_registers_from_prison_is_in_detention_unless_told_otherwise(self):
        self.assertIs(answered(PRISON).values['detained'], True)
        self.assertIs(answered({**PRISON, 'detained': 'no'}).values['detained'], False)
        self.assertIs(answered(SELF).values['detained'], False)

    def test_a_preferred_way_must_be_filled_in(self):
        fields = {**SELF, 'phone_number': None}
        for preference, given, problem in (
            ('email', {'phone_number': '0612345678'}, {'email_address': 'email_preferred'}),
            ('phone', {'email_address': 'n@example.org'}, {'phone_number': 'phone_preferred'}),
            ('post', {'phone_number': '0612345678'}, {'street': 'post_preferred'}),
            (
                'post',
                {'phone_number': '0612345678', **ADDRESS, 'city': None},
                {'city': 'post_preferred'},
            ),
        ):
            with self.subTest(preference=preference, given=given):
                answers = answered({**fields, **given, 'contact_preference': preference})
                self.assert_problems(answers, **problem)

    def test_the_preferred_way_may_be_that_of_the_registrant_or_the_institution(self):
        by_mail = {**PROFESSIONAL, 'contact_preference': 'email'}
        self.assertTrue(answered(by_mail).is_accepted)
        self.assertTrue(answered({**PRISON, 'contact_preference': 'post'}).is_accepted)

    def test_a_wrong_answer_is_reported_once_and_not_as_missing_too(self):
        answers = answered({**SELF, 'phone_number': '12', 'contact_preference': 'phone'})
        self.assert_problems(answers, phone_number='phone')


class TestHowAnswersAreWritten(RulesCase):
    def assert_stored(self, name, written):
        for text, stored in written.items():
            with self.subTest(name=name, text=text):
                answers = answered(
                    {**SELF, **ADDRESS, 'email_address': 'n@example.org', name: text}
                )
                self.assert_problems(answers)
                self.assertEqual(answers.values[name], stored)

    def assert_refused(self, name, key, *texts):
        for text in texts:
            with self.subTest(name=name, text=text):
                self.assert_problems(answered({**SELF, name: text}), **{name: key})

    def test_yes_and_no_may_be_written_in_many_ways(self):
        for name in ('needs_interpreter', 'detained', 'client_agrees'):
            self.assert_stored(
                name,
                {
                    **dict.fromkeys(('yes', 'on', 'TRUE', '1', 'ja', 'Y'), True),
                    **dict.fromkeys(('no', 'off', 'False', '0', 'nee', 'n', ''), False),
                },
            )
            self.assert_refused(name, 'choice', 'maybe', '2', '[]')

    def test_a_preference_may_be_written_in_many_ways(self):
        self.assert_stored(
            'contact_preference',
            {
                'email': 'email', 'E-mail': 'email', 'mail': 'email',
                'phone': 'phone', 'telephone': 'phone', 'Tel': 'phone',
                'post': 'post', 'letter': 'post',
                'someone': 'someone', 'via': 'someone', 'other': 'someone',
                'any': False, '': False,
            },
        )  # fmt: skip
        self.assert_refused('contact_preference', 'choice', 'pigeon')

    def test_a_plain_yes_to_voicemail_does_not_allow_us_to_name_ourselves(self):
        self.assert_stored(
            'voicemail_ok',
            {
                **dict.fromkeys(('yes', 'on', 'true', '1', 'ja', 'anonymous'), 'anonymous'),
                **dict.fromkeys(('no', 'off', 'false', '0'), 'no'),
                'named': 'named',
                '': False,
            },
        )
        self.assert_refused('voicemail_ok', 'choice', 'perhaps')

    def test_a_police_report_may_be_unknown(self):
        written = {'yes': 'yes', 'No': 'no', 'unknown': 'unknown', '': False}
        self.assert_stored('police_report', written)
        self.assert_refused('police_report', 'choice', 'soon')

    def test_a_kind_or_side_that_is_not_there_is_refused(self):
        self.assert_refused('side', 'choice', 'both', 'support')
        answers = answered({**SELF, 'registrant_kind': 'police'})
        self.assert_problems(answers, registrant_kind='choice')

    def test_a_date_of_birth_may_be_written_in_two_orders(self):
        born = date(1980, 12, 31)
        written = ('1980-12-31', '31-12-1980', '31/12/1980', '31.12.1980', '31 12 1980')
        self.assert_stored('birth_date', {**dict.fromkeys(written, born), '': False})
        self.assert_refused(
            'birth_date', 'date',
            '1980', '12-31-1980', '31-02-1980', '1980-02-31', 'soon', '31-12-80', '0', '-',
            '99999-01-01', '1980-12-31T00:00',
        )  # fmt: skip

    def test_a_date_of_birth_lies_in_the_past_and_after_1900(self):
        self.assert_stored('birth_date', {'2026-03-01': date(2026, 3, 1)})
        self.assert_refused(
            'birth_date', 'birth_date_range', '2026-03-02', '2030-01-01', '1899-12-31', '0001-01-01'
        )

    def test_a_language_is_known_by_its_code_or_its_iso_code(self):
        for text, lang_id in {
            'nl_NL': 1, 'nl-nl': 1, 'NL': 1, 'en': 2, 'EN_us': 2, 'ar': 3, 'ar-001': 3,
            'nl-BE': 4, 'sr@latin': 5, '': False,
        }.items():  # fmt: skip
            with self.subTest(text=text):
                answers = answered({**SELF, 'lang': text})
                self.assert_problems(answers)
                self.assertEqual(answers.values['lang_id'], lang_id)
                self.assertNotIn('lang', answers.values)
        self.assert_refused('lang', 'language', 'xx', 'Dutch', '1', "nl'--")

    def test_an_email_address_is_looked_at_only_roughly(self):
        plain = ('n@example.org', 'n.z+x@sub.example.org', "o'brien@exämple.nl")
        self.assert_stored('email_address', {text: text for text in plain})
        self.assert_refused(
            'email_address', 'email',
            'n', 'n@', '@example.org', 'n@example', 'n@@example.org', 'n n@example.org',
            'n@example.org, m@example.org', '<n@example.org>', 'n@example..org', 'n@example.org.',
        )  # fmt: skip

    def test_a_phone_number_has_at_least_six_digits(self):
        plain = ('+31 (0)30-2340045', '0612345678', '123456')
        self.assert_stored('phone_number', {text: text for text in plain})
        self.assert_refused('phone_number', 'phone', '12345', 'call me', '06-1234567a', '+()- ')

    def test_text_is_trimmed_composed_and_has_one_kind_of_line_end(self):
        answers = answered({**SELF, 'full_name': "  Zoe\u0308 ", 'story': "a\r\nb\rc\tt\n\n"})
        self.assertEqual(answers.values['full_name'], "Zo\u00eb")
        self.assertEqual(answers.values['story'], "a\nb\nc t")

    def test_too_long_says_how_much(self):
        for name, limit in (
            ('full_name', 200),
            ('city', 200),
            ('story', 20_000),
            ('hopes', 20_000),
        ):
            with self.subTest(name=name):
                answers = answered({**SELF, name: 'é' * limit})
                self.assert_problems(answers)
                answers = answered({**SELF, name: 'é' * (limit + 7)})
                self.assert_problems(answers, **{name: 'too_long'})
                self.assertEqual(answers.problems[name].numbers, {'limit': limit, 'excess': 7})

    def test_any_language_and_script_may_be_used(self):
        text = "ليلى 😀 Zażółć 北京 ‏עברית"
        self.assertEqual(answered({**SELF, 'story': text}).values['story'], text)

    def test_every_field_of_the_model_gets_a_value(self):
        expected = {'lang_id' if name == 'lang' else name for name in form.FIELDS}
        self.assertEqual(set(answered(SELF).values), expected)


class TestHowAFormIsRead(RulesCase):
    def read(self, body, content_type=URLENCODED):
        return form.read(content_type, body)

    def test_what_is_no_form_is_refused_as_a_whole(self):
        for content_type, body in (
            ('application/json', b'{"full_name": "x"}'),
            ('text/plain', b'full_name=x'),
            ('', b'full_name=x'),
            (None, b'full_name=x'),
            ('multipart/form-data', b'full_name=x'),
            ('multipart/form-data; boundary=x', b'--x\r\n'),
            ('multipart/form-data; boundary=x', b'--x\r\n\r\nvalue\r\n--x--'),
            ('multipart/form-data; boundary=x', b'no boundary at all'),
            ('multipart/form-data; boundary=\xe9', b'--x--'),
            (URLENCODED, b'a=1&' * 100_000),
        ):
            with self.subTest(content_type=content_type):
                self.assertEqual(self.read(body, content_type).refusal, 'unreadable')

    def test_an_empty_body_is_an_empty_form(self):
        self.assertIsNone(self.read(b'', None).refusal)

    def test_multipart_is_read_like_a_plain_form(self):
        body = (
            b'--x\r\nContent-Disposition: form-data; name="story"\r\n\r\nZo\xc3\xab\r\nsaid\r\n'
            b'--x\r\nContent-Disposition: form-data; name="side"\r\n\r\nharmed\r\n--x--\r\n'
        )
        answers = self.read(body, 'multipart/form-data; boundary=x')
        self.assertEqual(answers.texts, {'story': "Zoë\nsaid", 'side': 'harmed'})
        self.assertTrue(answers.is_accepted)

    def test_a_file_is_no_answer(self):
        body = (
            b'--x\r\nContent-Disposition: form-data; name="story"; filename="a.txt"\r\n\r\nZoe\r\n'
            b'--x\r\nContent-Disposition: form-data; name="side"\r\n\r\nharmed\r\n--x--\r\n'
        )
        answers = self.read(body, 'multipart/form-data; boundary=x')
        self.assert_problems(answers, story='file')
        self.assertEqual(answers.texts, {'story': '', 'side': 'harmed'})

    def test_more_parts_than_any_form_has_are_refused(self):
        part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        answers = self.read(part * 101 + b'--x--\r\n', 'multipart/form-data; boundary=x')
        self.assertEqual(answers.refusal, 'unreadable')

    def test_an_unknown_field_is_refused_and_the_rest_kept(self):
        for name in ('id', 'case_id', 'lang_id', 'context', 'default_state', 'csrf_token', '', 'é'):
            with self.subTest(name=name):
                answers = self.read(urlencode({**SELF, name: '1'}).encode())
                self.assertEqual(answers.refusal, 'unknown_field')
                self.assertEqual(answers.texts, SELF)

    def test_the_same_field_twice_is_refused_and_the_first_kept(self):
        answers = self.read(b'full_name=a&side=harmed&full_name=b')
        self.assert_problems(answers, full_name='repeated')
        self.assertEqual(answers.texts['full_name'], 'a')

    def test_control_characters_are_taken_out_and_told(self):
        for raw in (b'No\x00or', b'No%00or', b'No%07or', b'No%1For', b'Noor%7F', b'%C2%9FNoor'):
            with self.subTest(raw=raw):
                answers = self.read(b'full_name=' + raw)
                self.assert_problems(answers, full_name='characters')
                self.assertEqual(answers.texts['full_name'], "Noor")

    def test_a_line_end_belongs_in_a_long_answer_only(self):
        answers = self.read(b'full_name=Noor%0AZ&story=a%0Ab')
        self.assert_problems(answers, full_name='characters')
        self.assertEqual(answers.texts['story'], "a\nb")

    def test_bytes_that_are_no_text_are_told(self):
        for raw in (b'No\xffor', b'No%FFor', b'%ED%A0%80', b'%C0%80', b'%E9'):
            with self.subTest(raw=raw):
                self.assert_problems(self.read(b'full_name=' + raw), full_name='encoding')

    def test_a_submission_key_has_the_shape_that_we_give_it(self):
        key = 'abcdefghijklmnopqrstuv'
        self.assertEqual(self.read(f'submission_key={key}'.encode()).submission_key, key)
        self.assertTrue(self.read(b'submission_key=').is_accepted)
        for other in ('1', key + 'x', key[:-1] + '%20x', key[:-1] + "'", key + '&submission_key=x'):
            with self.subTest(key=other):
                answers = self.read(f'submission_key={other}'.encode())
                self.assertEqual(answers.refusal, 'bad_key')
                self.assertIsNone(answers.submission_key)
