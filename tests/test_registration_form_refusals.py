"""What the public form does not take: a clear answer, nothing stored, nothing typed lost."""

import socket
from urllib.parse import urlencode

from odoo.tests.common import TEST_CURSOR_COOKIE_NAME

from odoo.addons.herstelbemiddeling.form import answers as form

from .registration_form_common import COMMON, LITTLE, PATH, RegistrationFormCase


class TestWhatIsRefused(RegistrationFormCase):
    def test_what_is_missing_is_told_at_the_field_and_on_top(self):
        self.assert_refused(
            self.send({}),
            'registrant_kind', 'side', 'full_name', 'email_address', 'privacy_read',
        )  # fmt: skip
        for name in ('registrant_kind', 'side', 'full_name', 'privacy_read'):
            with self.subTest(name=name):
                fields = {key: text for key, text in LITTLE.items() if key != name}
                self.assert_refused(self.send(fields), name)

    def test_without_the_persons_agreement_a_professional_is_told_why_it_stops(self):
        fields = {**COMMON, 'registrant_kind': 'professional', 'client_agrees': 'no'}
        page = self.assert_refused(self.send(fields), 'client_agrees')
        self.assertTrue(page.get_element_by_id('e-client_agrees').text_content())

    def test_nothing_typed_is_lost_by_an_error(self):
        fields = {**COMMON, 'registrant_kind': 'relative', 'phone_number': '12'}
        response = self.send(fields)
        self.assert_refused(response, 'phone_number')
        typed = self.typed(response)
        self.assertTrue(typed.pop('submission_key'))
        typed = {name: text.replace('\r\n', '\n') for name, text in typed.items()}
        self.assertEqual(typed, fields)

    def test_wrong_answers_are_kept_to_be_mended(self):
        wrong = {
            'birth_date': "31-02-1980",
            'email_address': "noor at home",
            'lang': "Klingon",
            'registrant_phone': "no",
            'full_name': "N" * 201,
            'story': "s" * 20_001,
        }
        response = self.send({**LITTLE, **wrong})
        self.assert_refused(response, *wrong)
        typed = self.typed(response)
        self.assertEqual({name: typed[name] for name in wrong}, wrong)

    def test_a_choice_that_is_not_there_is_refused(self):
        choices = ('registrant_kind', 'side', 'contact_preference', 'voicemail_ok', 'police_report')
        ticks = ('needs_interpreter', 'detained', 'client_agrees', 'privacy_read')
        for name in (*choices, *ticks):
            with self.subTest(name=name):
                self.assert_refused(self.send({**LITTLE, name: "[1]"}), name)

    def test_mending_an_error_keeps_the_key(self):
        key = self.typed(self.fetch())['submission_key']
        response = self.send({**LITTLE, 'submission_key': key, 'side': ''})
        self.assertEqual(self.typed(response)['submission_key'], key)
        self.receipt(self.send(self.typed(response) | {'side': 'harmed'}))
        self.stored()

    def test_a_key_that_we_did_not_make_is_refused_and_replaced(self):
        for key in ('1', 'x' * 23, "a'; --", 'é' * 22):
            with self.subTest(key=key):
                response = self.send({**LITTLE, 'submission_key': key})
                self.assert_refused(response)
                self.assertTrue(form._KEY.fullmatch(self.typed(response)['submission_key']))

    def test_a_field_that_is_not_of_the_form_is_refused(self):
        for name in (
            'id', 'case_id', 'lang_id', 'state', 'company_id', 'receipt_digest', 'code',
            'default_state', 'default_case_id', 'context', 'csrf_token', 'model', 'kwargs', '',
        ):  # fmt: skip
            with self.subTest(name=name):
                response = self.send({**LITTLE, name: '1'})
                self.assert_refused(response)
                self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])

    def test_the_same_field_twice_is_refused(self):
        for name in ('full_name', 'side', 'privacy_read', 'story'):
            with self.subTest(name=name):
                body = urlencode({'story': "once", **LITTLE}) + f'&{name}=x'
                self.assert_refused(self.send_raw(body), name)

    def test_a_file_is_refused(self):
        response = self.send(LITTLE, files={'story': ('a.txt', b'x' * 1000)})
        self.assert_refused(response, 'story')
        self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])

    def test_what_is_no_form_is_refused(self):
        for content_type, body in (
            ('application/json', b'{"full_name": "Noor"}'),
            ('application/json', b'{'),
            ('text/plain', b'full_name=Noor'),
            ('application/octet-stream', b'\x00\xff'),
            ('', b'full_name=Noor'),
            ('multipart/form-data', b'--x'),
            ('multipart/form-data; boundary=x', b'--x\r\nContent-Disposition: form-data; na'),
            ('application/x-www-form-urlencoded', b'a=1&' * 100_000),
        ):
            with self.subTest(content_type=content_type):
                self.assert_refused(self.send_raw(body, content_type))

    def test_a_large_body_is_refused(self):
        for size in (form.MAX_BODY + 1, 10 * 1024 * 1024, 12 * 1024 * 1024):
            for content_type in (
                'application/x-www-form-urlencoded',
                'multipart/form-data; boundary=x',
                'application/json',
            ):
                with self.subTest(size=size, content_type=content_type):
                    body = b'story=' + b'x' * (size - 6)
                    self.assert_refused(self.send_raw(body, content_type))

    def test_a_large_body_in_chunks_is_refused(self):
        form_and_more = urlencode({**LITTLE, 'story': ' ' * 2 * form.MAX_BODY}).encode()
        chunks = (form_and_more[at : at + 65536] for at in range(0, len(form_and_more), 65536))
        self.assert_refused(
            self.send(chunks, headers={'Content-Type': 'application/x-www-form-urlencoded'})
        )

    def test_a_form_in_chunks_is_received(self):
        chunks = iter([urlencode(LITTLE).encode()])
        headers = {'Content-Type': 'application/x-www-form-urlencoded'}
        self.receipt(self.send(chunks, headers=headers))
        self.stored()

    def test_a_content_length_that_lies_is_refused(self):
        body = urlencode(LITTLE).encode()
        for length in (len(body) + 500, 'abc', -1, 10**30, ''):
            with self.subTest(length=length):
                answer = self.send_by_hand(body, length)
                self.assertRegex(answer.split(b'\r\n')[0], rb' 400 ')
                self.assertIn(b"default-src 'none'", answer)
                self.assertNotIn(b'Set-Cookie', answer)
                self.assertEqual(self.Registration.search_count([]), self.before)

    def send_by_hand(self, body, length):
        host, port = self.base_url().split('//')[1].split(':')
        with (
            self.allow_requests(),
            socket.create_connection((host, int(port)), timeout=30) as connection,
        ):
            connection.sendall(
                f'POST {PATH} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n'
                'Content-Type: application/x-www-form-urlencoded\r\n'
                f'Cookie: {TEST_CURSOR_COOKIE_NAME}={self.http_request_key}\r\n'
                f'Content-Length: {length}\r\n\r\n'.encode()
                + body
            )
            connection.shutdown(socket.SHUT_WR)
            answer = b''
            while received := connection.recv(65536):
                answer += received
        return answer

    def test_control_characters_are_refused(self):
        for raw in (b'No\x00or', b'No%00or', b'No%1Bor', b'No%0Aor', b'No%7For', b'%C2%9FNoor'):
            for name in ('full_name', 'registrant_name'):
                with self.subTest(raw=raw, name=name):
                    fields = {key: text for key, text in LITTLE.items() if key != name}
                    body = urlencode(fields).encode() + b'&' + name.encode() + b'=' + raw
                    response = self.send_raw(body)
                    self.assert_refused(response, name)
                    self.assertNotRegex(response.text, '[\x00\x1b\x7f\x9f]')

    def test_bytes_that_are_no_text_are_refused(self):
        for raw in (b'No\xffor', b'No%FFor', b'%ED%A0%80', b'%F4%90%80%80'):
            with self.subTest(raw=raw):
                body = urlencode(LITTLE).encode() + b'&story=Before' + raw
                response = self.send_raw(body)
                self.assert_refused(response, 'story')
                self.assertIn("Before", self.typed(response)['story'])

    def test_a_field_name_that_is_no_text_is_refused(self):
        for raw in (b'%00=1', b'\xff=1', b'=1', b'full_name%00=1', b'%FF'):
            with self.subTest(raw=raw):
                self.assert_refused(self.send_raw(urlencode(LITTLE).encode() + b'&' + raw))

    def test_a_query_on_a_post_is_refused(self):
        for query in ('full_name=Noor', 'utm_source=x', 'context={}', 'debug=1', '%ff', 'x'):
            with self.subTest(query=query):
                response = self.send(LITTLE, f'{PATH}?{query}')
                self.assert_refused(response)
                self.assertNotIn('Set-Cookie', response.headers)
                self.assertEqual(self.typed(response)['full_name'], LITTLE['full_name'])
